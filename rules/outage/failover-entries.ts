import { chainOf } from '../witness/chain.ts';
import {
  cutFailover,
  FAILOVER_SILENCE_MS,
  type Failover,
  type FailoverEnd,
  noteFailover,
} from '../witness/failover.ts';
import type { Judgement } from '../witness/judgement.ts';
import type { RouterSays } from '../witness/router-says.ts';
import { viewRouter } from '../witness/router-view.ts';
import { type Engine, type EngineSink, pushSpan } from './engine-state.ts';
import { isLineInDoubt } from './families.ts';
import type { Sight } from './observation.ts';
import type { FoundOutage } from './outage-machine.ts';

/** A fail-over that lasts, or has ended, as an entry beside the outages. */
export type FailoverEntry = { found: FoundOutage; judgement: Judgement };

/** So long the router's next answer may still say that the line has been down since the last one. */
const NEXT_ANSWER_MS = 180_000;

/** Takes an answer of the router; while the line itself is in doubt it says nothing of a fail-over. */
export function feedFailover(engine: Engine, says: RouterSays, sight: Sight, sink: EngineSink): void {
  const { failover, router, downAtMs, seenFromAtMs, answers } = engine.witness;
  if (engine.line.outage || isLineInDoubt(engine, sight.atMs) || !engine.hasContact) return;
  const firmAtMs = engine.states.firmAtMs ?? sight.atMs;
  const world = { firmAtMs, downAtMs, seenFromAtMs, seed: sink.seedOf(sight), answers, before: router.before };
  const end = noteFailover(failover, router, says, world);
  if (end) finish(engine, end, sink);
}

/** An outage of everything, or a hole, begins there: the entry ends. */
export function endFailover(engine: Engine, atMs: number, endsUnobserved: boolean, sink: EngineSink): void {
  const end = cutFailover(engine.witness.failover, atMs, endsUnobserved);
  if (end) finish(engine, end, sink);
  else engine.witness.failover.entry = null;
}

/** The router has said nothing for long: what it said last is where it ended. */
export function endSilentFailover(engine: Engine, atMs: number, sink: EngineSink): void {
  const { failover } = engine.witness;
  const { entry } = failover;
  if (!entry || atMs - entry.lastBad.sentAtMs <= FAILOVER_SILENCE_MS) return;
  failover.isProven = false;
  endFailover(engine, entry.lastBad.sentAtMs, true, sink);
}

/** The entry that lasts, as it stands; it ends where an outage of everything has begun. */
export function openFailover(engine: Engine): FailoverEntry | null {
  const { failover } = engine.witness;
  if (!failover.entry?.isOpen) return null;
  const outageAtMs = engine.line.outage?.startEarliestAtMs ?? null;
  const end = outageAtMs === null ? null : cutFailover(failover, outageAtMs, false);
  return entryOf(engine, failover.entry, end);
}

/** Before this nothing that a fail-over says can change; null = no limit. */
export function failoverOpenSinceAtMs({ witness, fedToAtMs }: Engine): number | null {
  const { router, failover } = witness;
  if (failover.entry && !failover.entry.isOpen) return failover.entry.startEarliestAtMs;
  if (router.last === null || router.usualAccess === null || router.usualAccess === 'mobile') return null;
  return fedToAtMs - router.last.atMs <= NEXT_ANSWER_MS ? router.last.atMs : null;
}

function finish(engine: Engine, end: FailoverEnd, sink: EngineSink): void {
  const { failover } = engine.witness;
  if (!failover.entry) return;
  const { found, judgement } = entryOf(engine, failover.entry, end);
  failover.entry = null;
  pushSpan(engine, 'outage', found.startEarliestAtMs, end.endLatestAtMs, judgement.verdict);
  sink.found(found, judgement, null);
}

function entryOf({ witness, fedToAtMs }: Engine, entry: Failover, end: FailoverEnd | null): FailoverEntry {
  const { seed, startEarliestAtMs, startLatestAtMs, startsUnobserved, lastGoodBefore, firstBad, lastBad, verdict } =
    entry;
  const endEarliestAtMs = end?.endEarliestAtMs ?? null;
  const endLatestAtMs = end?.endLatestAtMs ?? null;
  const certainToAtMs = endEarliestAtMs ?? Math.max(startLatestAtMs, lastBad.sentAtMs);
  const found: FoundOutage = {
    seed,
    isHome: false,
    gateway: 'ok',
    isDoubtful: false,
    startEarliestAtMs,
    startLatestAtMs,
    endEarliestAtMs,
    endLatestAtMs,
    downMinMs: Math.max(0, certainToAtMs - startLatestAtMs),
    flaps: 0,
    lostSamples: 0,
    startsUnobserved,
    endsUnobserved: end?.endsUnobserved ?? false,
    bounds: { lastGoodBefore, firstBad, lastBad, firstGoodAfter: end?.firstGoodAfter ?? null },
  };
  const time = {
    startEarliestAtMs,
    startLatestAtMs,
    endEarliestAtMs: certainToAtMs,
    endLatestAtMs: endLatestAtMs ?? fedToAtMs,
  };
  const view = viewRouter(witness.router, time, fedToAtMs);
  const whole = { fromAtMs: startLatestAtMs, toAtMs: Math.max(certainToAtMs, startLatestAtMs + 1) };
  const chain = chainOf({
    found,
    time,
    whole,
    view,
    answers: witness.answers,
    router: witness.router,
    isReachable: true,
  });
  return {
    found,
    judgement: {
      verdict,
      grade: 'A',
      phases: [{ verdict: verdict.name, side: verdict.side, fromAtMs: startEarliestAtMs, toAtMs: endLatestAtMs }],
      tags: [],
      chain,
      snapshots: [],
    },
  };
}
