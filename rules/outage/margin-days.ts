import { MARGIN_DAYS_BEFORE } from '../wire/bundle.ts';
import { GAPS_KEPT_MS, LONGEST_GAP_MS } from '../witness/reconnects.ts';
import type { DerivedOutage } from './derived.ts';

/** In which the gaps lie by which the next one is known as the nightly reconnect, with the days at both ends. */
export const GAP_MARGIN_DAYS = Math.ceil(GAPS_KEPT_MS / 86_400_000) + 1;

type Told = Pick<DerivedOutage, 'startEarliestAtMs' | 'endLatestAtMs'>;

/**
 * How many whole days of rounds before a time a fold that begins with nothing must have been given, for it to tell the same
 * of that time as one that knows all (but for what is slow by the week before, see `compare-figures.ts`): the rules
 * remember a day at most, except short gaps. `inside`: outages that touch the time; `before`: those of
 * {@link GAP_MARGIN_DAYS} days before it.
 */
export function marginDays(inside: readonly Told[], before: readonly Told[]): number {
  return inside.some(isGap) && before.some(isGap) ? GAP_MARGIN_DAYS : MARGIN_DAYS_BEFORE;
}

function isGap({ startEarliestAtMs, endLatestAtMs }: Told): boolean {
  return endLatestAtMs !== null && endLatestAtMs - startEarliestAtMs <= LONGEST_GAP_MS;
}
