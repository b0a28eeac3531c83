import { decide } from '../verdict/decision-table.ts';
import { type Continuity, NO_INPUTS } from '../verdict/inputs.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { isBelieved, routerSpeaks } from '../witness/router-memory.ts';
import { type Engine, pushSpan } from './engine-state.ts';
import type { Span } from './state-line.ts';

/**
 * A stretch without measurement that the router may explain (rows 1a, 1b): it was restarted in it as the probe was, so the
 * power was away; or one session of it lasted all through, so the line was up. Waits for the router's first words.
 */
export type WaitingHole = {
  fromAtMs: number;
  toAtMs: number;
  continuity: Continuity;
  /** When its session had begun, as it said before; null = not said. */
  sessionStartAtMs: number | null;
};

/** Decision 11 of issue 4: the hole waits so long for the router's word. */
const WAIT_MS = 120_000;
/** Seconds of an uptime are whole ones, and two boots' clocks are not the same to the second. */
const TOLERANCE_MS = 5_000;

/** Says why nothing was measured; where the router spoke before, only once it had the time to speak again. */
export function pushHole(engine: Engine, fromAtMs: number, toAtMs: number, continuity: Continuity): void {
  endWaiting(engine, null);
  engine.witness.seenFromAtMs = toAtMs;
  const { router } = engine.witness;
  if (!routerSpeaks(router, fromAtMs) || toAtMs <= fromAtMs) {
    pushSpan(engine, 'hole', fromAtMs, toAtMs, decide({ ...NO_INPUTS, continuity }));
    return;
  }
  const sessionStartAtMs = router.session?.startAtMs ?? null;
  engine.hole = { fromAtMs, toAtMs, continuity, sessionStartAtMs };
}

/** The router has spoken (or was asked in vain): what its counters of seconds prove of the hole. */
export function holeOnRouter(engine: Engine, atMs: number): void {
  const { hole, witness } = engine;
  if (!hole || (witness.router.last?.atMs ?? 0) < hole.toAtMs) return;
  endWaiting(engine, atMs);
}

/** Nobody has spoken in time. */
export function endOldHole(engine: Engine, atMs: number): void {
  if (engine.hole && atMs > engine.hole.toAtMs + WAIT_MS) endWaiting(engine, null);
}

/** The waiting hole as it looks without the router. */
export function waitingHole({ hole }: Engine): Span | null {
  if (!hole) return null;
  const verdict = decide({ ...NO_INPUTS, continuity: hole.continuity });
  return { layer: 'hole', fromAtMs: hole.fromAtMs, toAtMs: hole.toAtMs, verdict };
}

function endWaiting(engine: Engine, saidAtMs: number | null): void {
  const { hole } = engine;
  if (!hole) return;
  engine.hole = null;
  pushSpan(engine, 'hole', hole.fromAtMs, hole.toAtMs, verdictOfHole(engine, hole, saidAtMs));
}

function verdictOfHole({ witness }: Engine, hole: WaitingHole, saidAtMs: number | null): Verdict {
  const { continuity, fromAtMs, toAtMs } = hole;
  if (saidAtMs === null) return decide({ ...NO_INPUTS, continuity });
  const { device, session } = witness.router;
  const isStartWithin =
    device !== null &&
    device.heardAtMs >= toAtMs &&
    device.startAtMs >= fromAtMs - TOLERANCE_MS &&
    device.startAtMs <= toAtMs + TOLERANCE_MS &&
    isBelieved(witness.router, 'device', fromAtMs, saidAtMs);
  // the same session before and after, and its seconds ran on all the while
  const isSameSession =
    session !== null &&
    hole.sessionStartAtMs !== null &&
    session.heardAtMs >= toAtMs &&
    session.startAtMs <= fromAtMs &&
    Math.abs(session.startAtMs - hole.sessionStartAtMs) <= TOLERANCE_MS &&
    isBelieved(witness.router, 'session', fromAtMs, saidAtMs);
  return decide({
    ...NO_INPUTS,
    continuity,
    routerStart: isStartWithin ? 'within' : 'na',
    session: isSameSession && !isStartWithin ? 'spans-hole' : 'na',
  });
}
