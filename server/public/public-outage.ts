import type { SummedOutage } from '../../rules/outage/availability.ts';
import type { BoundSample } from '../../rules/outage/derived.ts';
import { DECISION_TABLE } from '../../rules/verdict/decision-table.ts';
import type { ListedOutage, OutageEntry, StoredOutage } from '../store/store.ts';
import { gridCeil, gridFloor, PUBLIC_GRID_MS } from './grid.ts';
import { UNDETERMINED } from './public-intervals.ts';
import type { PublicView } from './public-view.ts';

/** Findings of which only is said that nothing was observed. */
const NOT_SAID = new Set<string>(
  DECISION_TABLE.filter(({ state }) => state === 'unknown').map(({ verdict }) => verdict),
);
/** The finding of an outage that is not final. */
const UNSAID = { verdict: UNDETERMINED, side: 'unknown', grade: 'B', isReachable: false } as const;
/** A gap between two lost runs of one outage, with what both may have been longer. */
const FLAP_MS = 10_000;

/**
 * {@link publicEntry} with its chain: of each link only whether it worked, and only once the finding is told. No witness,
 * no value, no instant of one, no snapshot.
 */
export function publicOutage(exact: StoredOutage, view: PublicView, withSamples: boolean): StoredOutage | null {
  const shown = publicEntry(exact, view, withSamples);
  if (shown === null) return null;
  const chain = shown.final ? exact.chain.map(({ link, state }) => ({ link, state, evidence: [] })) : [];
  return { ...shown, chain, snapshots: [] };
}

/** {@link publicListed} with the samples behind its bounds, if the owner released them (`withSamples`). */
export function publicEntry(exact: OutageEntry, view: PublicView, withSamples: boolean): OutageEntry | null {
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
  if (!exact.counts && (exact.side === 'home' || exact.attributedTo || NOT_SAID.has(exact.verdict))) return null;
  if (exact.startEarliestAtMs >= view.outagesUntilAtMs) return null;
  const end = toldEnd(exact, view);
  if (end === null) return lastingOutage(exact, view);
  const fromAtMs = gridFloor(exact.startEarliestAtMs);
  return {
    ...tellable(exact),
    ...(!exact.final && UNSAID),
    startEarliestAtMs: fromAtMs,
    startLatestAtMs: toldStartLatestAtMs(exact),
    ...end,
    phases: exact.final
      ? exact.phases.map((phase, at) => ({
          verdict: phase.verdict,
          side: phase.side,
          fromAtMs: gridFloor(phase.fromAtMs),
          toAtMs: at === exact.phases.length - 1 ? end.endLatestAtMs : phase.toAtMs && gridCeil(phase.toAtMs),
        }))
      : [{ verdict: UNDETERMINED, side: 'unknown', fromAtMs, toAtMs: end.endLatestAtMs }],
  };
}

/** What may be told of an outage that is final; named one by one, so that what rules add later is not told by itself. */
function tellable(exact: ListedOutage): ListedOutage {
  const { id, aliases, verdict, side, counts, grade, final, isReachable, revision } = exact;
  const { startEarliestAtMs, startLatestAtMs, endEarliestAtMs, endLatestAtMs, phases } = exact;
  const { downMinMs, downMaxMs, flaps, lostSamples, startsUnobserved, endsUnobserved } = exact;
  return {
    ...{ id, aliases, verdict, side, counts, grade, final, isReachable, revision },
    ...{ startEarliestAtMs, startLatestAtMs, endEarliestAtMs, endLatestAtMs, phases },
    ...{ downMinMs, downMaxMs, flaps, lostSamples, startsUnobserved, endsUnobserved },
    // they tell of the router, and what was thought before
    ...{ provisional: null, tags: [] },
  };
}

/**
 * The end as it follows from the told begin and the length: rounded by itself, it would give the second away together with
 * the two. So it lies up to a step of the grid later. null: it is not over for strangers.
 */
function toldEnd(exact: ListedOutage, { outagesUntilAtMs, isReallyLive }: PublicView) {
  const { startEarliestAtMs, endEarliestAtMs, endLatestAtMs } = exact;
  if (endEarliestAtMs === null || endLatestAtMs === null) return null;
  const byMs = startEarliestAtMs - gridFloor(startEarliestAtMs);
  if (endLatestAtMs - byMs > outagesUntilAtMs) return null;
  const latestAtMs = gridCeil(endLatestAtMs - byMs) + PUBLIC_GRID_MS;
  return {
    endEarliestAtMs: gridFloor(endEarliestAtMs - byMs),
    // told at once, it must not lie in the future
    endLatestAtMs: isReallyLive ? Math.min(latestAtMs, gridCeil(outagesUntilAtMs)) : latestAtMs,
  };
}

/** One step of the grid after the earliest begin, whichever side of the next step the latest lies on. */
function toldStartLatestAtMs({ startEarliestAtMs, startLatestAtMs }: ListedOutage): number {
  return gridFloor(startEarliestAtMs) + Math.max(PUBLIC_GRID_MS, gridCeil(startLatestAtMs - startEarliestAtMs));
}

/** For sums: moved to the grid like the stretch of time that it is, so that its certain length fits into that. */
export function movedOutage(exact: ListedOutage, view: PublicView): (SummedOutage & { id: string }) | null {
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
  const startLatestAtMs = toldStartLatestAtMs(exact);
  const certainMs = Math.max(0, gridFloor(view.outagesUntilAtMs) - startLatestAtMs - exact.flaps * FLAP_MS);
  return {
    ...tellable(exact),
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
    phases: [{ verdict: UNDETERMINED, side: 'unknown', fromAtMs: gridFloor(exact.startEarliestAtMs), toAtMs: null }],
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
