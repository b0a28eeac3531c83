import type { StateInterval } from '../../rules/outage/derived.ts';
import type { OutageEntry } from '../store/store.ts';
import type { SilenceFinding } from './alarm-event.ts';

/** A line may fail up to three contacts before the last one that is known to be missing. */
export const SILENCE_REACH_MS = 90_000;
const HOME_CAUSES = new Set(['router-or-lan-fault', 'no-network']);
/** Less than this share of a silence may be something else than what is said of it. */
const MOST_RATIO = 0.9;

type Silent = {
  sinceAtMs: number;
  backAtMs: number;
  /** Those that touch it. */
  outages: readonly OutageEntry[];
  facts: { intervals: (fromAtMs: number, toAtMs: number) => StateInterval[] };
};

/** What the measurements say about a time without contact; in doubt less than an outage. */
export function findingOf({ sinceAtMs, backAtMs, outages, facts }: Silent): SilenceFinding {
  if (outages.some(({ counts, side }) => counts || side === 'unknown')) return 'outage';
  if (outages.some(({ side }) => side === 'home')) return 'home';
  const spans = facts.intervals(sinceAtMs, backAtMs);
  const lengthOf = (isMeant: (one: StateInterval) => boolean) =>
    spans
      .filter(isMeant)
      .reduce((sum, one) => sum + Math.min(one.toAtMs, backAtMs) - Math.max(one.fromAtMs, sinceAtMs), 0);
  const wholeMs = Math.max(1, backAtMs - sinceAtMs);
  if (lengthOf(({ state }) => state === 'up' || state === 'degraded') >= wholeMs * MOST_RATIO) return 'line-worked';
  if (lengthOf(isAtHome) > 0) return 'home';
  return lengthOf(({ verdict }) => verdict === 'not-measured') >= wholeMs / 2 ? 'not-measured' : 'not-known';
}

function isAtHome({ side, cause }: StateInterval): boolean {
  return side === 'home' || (cause !== null && HOME_CAUSES.has(cause));
}
