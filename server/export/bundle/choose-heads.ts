import { dayOf } from '../../../rules/outage/calendar-days.ts';
import type { HeadSummary } from '../../store/heads-table.ts';

/** An outage is framed by heads from an hour before it to two hours after: they show when its rounds arrived. */
const BEFORE_MS = 3_600_000;
const AFTER_MS = 7_200_000;

type Stretch = { startEarliestAtMs: number; endLatestAtMs: number | null };

/**
 * Of the heads between the first day and the closing one: the last of each local day, every one around an outage, and those
 * that must be there. All of them would be 9,000 a year. `heads`: oldest first.
 */
export function chooseHeads(
  heads: readonly HeadSummary[],
  { outages, zone, musts }: { outages: readonly Stretch[]; zone: string; musts: readonly number[] },
): number[] {
  const chosen = new Set(musts);
  const spans = outages.map(({ startEarliestAtMs, endLatestAtMs }) => ({
    fromAtMs: startEarliestAtMs - BEFORE_MS,
    toAtMs: (endLatestAtMs ?? Number.POSITIVE_INFINITY) + AFTER_MS,
  }));
  for (const [index, { counter, atMs }] of heads.entries()) {
    const next = heads[index + 1];
    const isLastOfDay = next === undefined || dayOf(next.atMs, zone) !== dayOf(atMs, zone);
    const isNearOutage = spans.some(({ fromAtMs, toAtMs }) => atMs >= fromAtMs && atMs <= toAtMs);
    if (isLastOfDay || isNearOutage) chosen.add(counter);
  }
  return [...chosen].sort((a, b) => a - b);
}
