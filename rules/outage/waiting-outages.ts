import { type Judgement, judge } from '../witness/judgement.ts';
import { noteGap } from '../witness/reconnects.ts';
import { routerSpeaks } from '../witness/router-memory.ts';
import { SNAPSHOT_AFTER_MS, snapshotsComeAt } from '../witness/snapshots.ts';
import type { DerivedOutage } from './derived.ts';
import { type Engine, type EngineSink, pushSpan } from './engine-state.ts';
import { endFailover, endSilentFailover } from './failover-entries.ts';
import type { Family } from './observation.ts';
import type { FoundOutage } from './outage-machine.ts';

/**
 * An outage that has ended and whose witnesses have not said all: the router is read again two minutes after the end, and
 * only then what it says is final. Plain JSON.
 */
export type WaitingOutage = {
  found: FoundOutage;
  families: Family[];
  /** What was said when it ended. */
  atEnd: NonNullable<DerivedOutage['provisional']>;
};

/** The router's counters are read again so long after the end, and waited for a minute more. Reference §5. */
const REREAD_MS = 120_000;
const LONGEST_WAIT_MS = 180_000;

/** Takes an outage that has ended: final at once where no witness will say more. */
export function holdOutage(engine: Engine, found: FoundOutage, families: readonly Family[], sink: EngineSink): void {
  const { witness } = engine;
  const endAtMs = endOf(found);
  endFailover(engine, found.startEarliestAtMs, false, sink);
  witness.downAtMs = Math.max(witness.downAtMs ?? endAtMs, endAtMs);
  if (waitMsFor(engine, endAtMs) === 0) {
    release(engine, found, families, null, sink);
    return;
  }
  const { verdict, grade } = judge(found, families, witness, engine.fedToAtMs);
  const atEnd = { verdict: verdict.name, side: verdict.side, counts: verdict.counts, grade };
  witness.waiting.push({ found, families: [...families], atEnd });
}

/** Makes final what has waited long enough at that instant; everything up to there was heard. */
export function releaseOutages(engine: Engine, atMs: number, sink: EngineSink): void {
  if (engine.witness.failover.entry) endSilentFailover(engine, atMs, sink);
  if (engine.witness.waiting.length === 0) return;
  const due = engine.witness.waiting.filter((one) => isDue(engine, one, atMs));
  if (due.length > 0) releaseThese(engine, due, sink);
}

/** The probe leaves the place, or another takes over: nobody will say more. */
export function releaseAll(engine: Engine, sink: EngineSink): void {
  endFailover(engine, engine.measuredAtMs, true, sink);
  releaseThese(engine, engine.witness.waiting, sink);
}

function releaseThese(engine: Engine, due: readonly WaitingOutage[], sink: EngineSink): void {
  engine.witness.waiting = engine.witness.waiting.filter((one) => !due.includes(one));
  for (const { found, families, atEnd } of due) release(engine, found, families, atEnd, sink);
}

function isDue(engine: Engine, { found }: WaitingOutage, atMs: number): boolean {
  const endAtMs = endOf(found);
  const { last } = engine.witness.router;
  return atMs > endAtMs + waitMsFor(engine, endAtMs) || (last !== null && last.atMs >= endAtMs + REREAD_MS);
}

function waitMsFor({ witness }: Engine, endAtMs: number): number {
  if (routerSpeaks(witness.router, endAtMs)) return LONGEST_WAIT_MS;
  return snapshotsComeAt(witness.snapshots, endAtMs) ? SNAPSHOT_AFTER_MS : 0;
}

function release(
  engine: Engine,
  found: FoundOutage,
  families: readonly Family[],
  atEnd: WaitingOutage['atEnd'] | null,
  sink: EngineSink,
): void {
  const judgement = judge(found, families, engine.witness, engine.fedToAtMs);
  pushSpan(engine, 'outage', found.startEarliestAtMs, found.endLatestAtMs ?? 0, judgement.verdict);
  const { startEarliestAtMs, startLatestAtMs, endLatestAtMs } = found;
  const isSeenWhole = !found.startsUnobserved && !found.endsUnobserved && !found.isHome;
  if (isSeenWhole && endLatestAtMs !== null) {
    noteGap(engine.witness.reconnects, { startEarliestAtMs, startLatestAtMs, endLatestAtMs });
  }
  sink.found(found, judgement, atEnd && differs(atEnd, judgement) ? atEnd : null);
}

function differs(atEnd: WaitingOutage['atEnd'], { verdict, grade }: Judgement): boolean {
  const { name, side, counts } = verdict;
  return atEnd.verdict !== name || atEnd.side !== side || atEnd.counts !== counts || atEnd.grade !== grade;
}

function endOf(found: FoundOutage): number {
  return found.endLatestAtMs ?? found.startLatestAtMs;
}
