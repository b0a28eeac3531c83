import type { SummedOutage } from '../../rules/outage/availability.ts';
import type { BoundSample } from '../../rules/outage/derived.ts';
import { DECISION_TABLE } from '../../rules/verdict/decision-table.ts';
import type { ListedOutage, StoredOutage } from '../store/store.ts';
import { gridCeil, gridFloor } from './grid.ts';
import { UNDETERMINED } from './public-intervals.ts';
import type { PublicView } from './public-view.ts';

/** Findings of which only is said that nothing was observed. */
const NOT_SAID = new Set(DECISION_TABLE.filter(({ state }) => state === 'unknown').map(({ verdict }) => verdict));
/** The finding of an outage that is not final. */
const UNSAID = { verdict: UNDETERMINED, side: 'unknown', grade: 'B' } as const;
/** A gap between two lost runs of one outage, with what both may have been longer. */
const FLAP_MS = 10_000;

/** {@link publicListed} with the samples behind its bounds, if the owner released them (`withSamples`). */
export function publicOutage(exact: StoredOutage, view: PublicView, withSamples: boolean): StoredOutage | null {
  const shown = publicListed(exact, view);
  if (shown === null) return null;
  const bounds = withSamples && shown.final ? exact.bounds : emptyBounds(shown, view.untilAtMs);
  return { ...shown, bounds };
}

/**
 * An outage as strangers see it: instants outward to the grid, lengths as measured; what it was only when it is final and
 * over for them too. null: it does not exist for them.
 */
export function publicListed(exact: ListedOutage, view: PublicView): ListedOutage | null {
  if (!exact.counts && (exact.side === 'home' || NOT_SAID.has(exact.verdict))) return null;
  if (exact.startEarliestAtMs >= view.outagesUntilAtMs) return null;
  const { endEarliestAtMs, endLatestAtMs } = exact;
  if (endEarliestAtMs === null || endLatestAtMs === null || endLatestAtMs > view.outagesUntilAtMs)
    return lastingOutage(exact, view);
  return {
    ...exact,
    ...(!exact.final && UNSAID),
    startEarliestAtMs: gridFloor(exact.startEarliestAtMs),
    startLatestAtMs: gridCeil(exact.startLatestAtMs),
    endEarliestAtMs: gridFloor(endEarliestAtMs),
    endLatestAtMs: gridCeil(endLatestAtMs),
    phases: exact.final
      ? exact.phases.map(({ verdict, fromAtMs, toAtMs }) => ({
          verdict,
          fromAtMs: gridFloor(fromAtMs),
          toAtMs: toAtMs === null ? null : gridCeil(toAtMs),
        }))
      : [{ verdict: UNDETERMINED, fromAtMs: gridFloor(exact.startEarliestAtMs), toAtMs: gridCeil(endLatestAtMs) }],
  };
}

/** For sums: moved to the grid like the stretch of time that it is, so that its certain length fits into that. */
export function movedOutage(exact: ListedOutage, view: PublicView): SummedOutage | null {
  const shown = publicListed(exact, view);
  if (shown === null || shown.endLatestAtMs === null) return shown;
  const byMs = exact.startEarliestAtMs - shown.startEarliestAtMs;
  const moved = (atMs: number | null) => (atMs === null ? null : atMs - byMs);
  return {
    ...shown,
    startLatestAtMs: exact.startLatestAtMs - byMs,
    endEarliestAtMs: moved(exact.endEarliestAtMs),
    endLatestAtMs: moved(exact.endLatestAtMs),
  };
}

/** Nothing of what came later: no end, no finding, a length that ends where the strangers' view ends. */
function lastingOutage(exact: ListedOutage, view: PublicView): ListedOutage {
  const startLatestAtMs = gridCeil(exact.startLatestAtMs);
  const certainMs = Math.max(0, gridFloor(view.outagesUntilAtMs) - startLatestAtMs - exact.flaps * FLAP_MS);
  return {
    ...exact,
    ...UNSAID,
    final: false,
    startEarliestAtMs: gridFloor(exact.startEarliestAtMs),
    startLatestAtMs,
    endEarliestAtMs: null,
    endLatestAtMs: null,
    downMinMs: Math.min(exact.downMinMs, certainMs),
    downMaxMs: null,
    lostSamples: 0,
    endsUnobserved: false,
    revision: 1,
    phases: [{ verdict: UNDETERMINED, fromAtMs: gridFloor(exact.startEarliestAtMs), toAtMs: null }],
  };
}

/** Bounds that say nothing beyond the rounded instants. */
function emptyBounds(shown: ListedOutage, untilAtMs: number): StoredOutage['bounds'] {
  const sample = (sentAtMs: number): BoundSample => ({
    target: '',
    sentAtMs,
    receivedAtMs: null,
    outcome: 'timeout',
    segment: 0,
    sequence: 0,
  });
  const lastBad = sample(shown.endEarliestAtMs ?? untilAtMs);
  return { lastGoodBefore: null, firstBad: sample(shown.startLatestAtMs), lastBad, firstGoodAfter: null };
}
