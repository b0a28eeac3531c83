import type { Segment } from '../journal/segment.ts';
import type { Continuity } from '../verdict/inputs.ts';
import { clockSourceAt, earlierWith, unconfirmedWith } from './boot-clock.ts';
import { type Collected, collectInto, type Naming, startCollected } from './change-collector.ts';
import { cloneJson } from './clone-json.ts';
import { dateBoot } from './date-boot.ts';
import type { FoldInput, FoldState, FoldTools } from './derive-line.ts';
import { advance, feed } from './engine.ts';
import { cutRun, firmUntilAtMs, isOtherPlace, lastingSpans, startProbe, useMethod } from './engine-readout.ts';
import { type Engine, startEngine } from './engine-state.ts';
import { addStretch } from './families.ts';
import { type Intake, startIntake, takeRounds, takeSettled } from './intake.ts';
import { settleStates } from './state-line.ts';
import { releaseAll } from './waiting-outages.ts';

/** What of a fold the next segment is taken with. */
export type FoldCore = { line: string; bootOffsets: Record<string, number>; state: CoreState | null };
export type CoreState = Pick<FoldState, 'intake' | 'engine' | 'methodSha256' | 'coveredToAtMs' | 'isMissing'>;

/** A segment with rounds in the fold, with all that became settled by it; what is younger stands in the intake. */
export type Taken = {
  kind: 'taken';
  intake: Intake;
  engine: Engine;
  bootOffsets: Record<string, number>;
  /** The segment is the first of its boot. */
  bootStarted: boolean;
  /** Start of the segment, and end of what was observed. */
  firstAtMs: number;
  coveredToAtMs: number;
  collected: Collected;
};
export type Replay = { kind: 'replay'; bootId: string; bootOffsets: Record<string, number> };

/** Answers come until `listenMs`; the outcome is written when it is final, in a round that ends later. */
const SETTLE_MARGIN_MS = 2_000;

/** Takes one more segment that has rounds, in chain order. Throws only for bugs. */
export function takeSegment(fold: FoldCore, { segment, method }: FoldInput, tools: FoldTools): Taken | Replay {
  const before = fold.state;
  const bootStarted = startsBoot(fold, segment);
  const intake = intakeFor(fold, segment);
  const stretches = takeRounds(intake, segment, method);
  const dated = dateBoot(
    fold.bootOffsets,
    intake,
    bootStarted ? { leftBootId: before?.intake.clock.bootId ?? null } : null,
  );
  if (dated.kind === 'replay') return dated;

  const state = before && !tools.mayReuseFold ? { ...before, engine: cloneJson(before.engine) } : before;
  const collected = startCollected(!tools.leaveOutRollUps);
  if (state) endRun(fold.line, state, segment, collected, tools);
  const firstAtMs = (segment.rounds[0]?.tickMs ?? 0) + intake.offsetMs;
  const engine = state?.engine ?? startEngine(firstAtMs);
  for (const { fromTickMs, toTickMs, cause } of stretches) {
    addStretch(engine, { fromAtMs: fromTickMs + intake.offsetMs, toAtMs: toTickMs + intake.offsetMs, cause });
  }
  const naming = namingOf(fold.line, intake, tools);
  const isOther = state?.methodSha256 !== segment.methodSha256 || state.intake.probe !== segment.probe;
  if (isOther && isOtherPlace(engine, method)) endPlace(engine, intake, { firstAtMs, naming, collected });
  if (isOther) useMethod(engine, method, firstAtMs);
  const coveredToAtMs = Math.max(state?.coveredToAtMs ?? firstAtMs, intake.coveredToTickMs + intake.offsetMs);
  settle(engine, intake, coveredToAtMs - method.listenMs - SETTLE_MARGIN_MS, naming, collected);
  const { bootOffsets } = dated;
  return { kind: 'taken', intake, engine, bootOffsets, bootStarted, firstAtMs, coveredToAtMs, collected };
}

/** The state of the fold once the segment is in, but for what it looks like now. */
export function stateAfter({ intake, engine, coveredToAtMs }: Taken, segment: Segment): CoreState {
  return { intake, engine, methodSha256: segment.methodSha256, coveredToAtMs, isMissing: false };
}

/** A segment without rounds tells only whether segments are gone for good: a tombstone, or a run that measured nothing. */
export function stateAfterEmpty<State extends CoreState>(state: State, segment: Segment): State {
  const isMissing = segment.missing !== null || segment.closedBy === 'tombstone';
  return { ...state, isMissing: state.isMissing || isMissing };
}

/** Whether the segment is the first with rounds of another boot than the one before. */
export function startsBoot(fold: FoldCore, segment: Segment): boolean {
  return segment.rounds.length > 0 && fold.state?.intake.clock.bootId !== segment.bootId;
}

/** How outages of the run that is being read are named. */
export function namingOf(line: string, { probe, runId, clock, offsetMs }: Intake, { sha256 }: FoldTools): Naming {
  return { line, probe, runId, sha256, clockAt: (atMs) => clockSourceAt(clock, offsetMs, atMs) };
}

/** Where the segment is of another run than the one before: all that was waiting is settled, and observation is cut. */
function endRun(line: string, state: CoreState, segment: Segment, collected: Collected, tools: FoldTools): void {
  const { intake, engine } = state;
  if (intake.runId === segment.runId && intake.probe === segment.probe) return;
  const naming = namingOf(line, intake, tools);
  // what was sent in the end may have been answered when nobody listened any more
  engine.stretches.push({ fromAtMs: state.coveredToAtMs, toAtMs: state.coveredToAtMs, cause: 'restart' });
  settle(engine, { ...intake }, Number.MAX_SAFE_INTEGER, naming, collected);
  const isReboot = intake.clock.bootId !== segment.bootId;
  cutRun(engine, causeOfCut(state.isMissing || segment.missing !== null, isReboot));
  if (intake.probe === segment.probe) return;
  releaseAll(engine, collectInto(collected, naming, true));
  startProbe(engine);
}

/**
 * The probe is in another network now: what it sent in the one before is settled, an outage there ends unobserved, and
 * first contact is to be made anew. Else the sign-in page of a hotel would be an outage of the line at home.
 */
function endPlace(
  engine: Engine,
  intake: Intake,
  { firstAtMs, naming, collected }: { firstAtMs: number; naming: Naming; collected: Collected },
): void {
  addStretch(engine, { fromAtMs: firstAtMs, toAtMs: firstAtMs, cause: 'starting' });
  settle(engine, intake, firstAtMs - 1, naming, collected);
  if (!engine.cutCause) cutRun(engine, 'starting');
  releaseAll(engine, collectInto(collected, naming, true));
  startProbe(engine);
}

function causeOfCut(isMissing: boolean, isReboot: boolean): Extract<Continuity, 'missing-data' | 'reboot' | 'restart'> {
  if (isMissing) return 'missing-data';
  return isReboot ? 'reboot' : 'restart';
}

/** The intake to go on with; a copy, and what is not settled (never changed, only replaced) is shared. */
function intakeFor({ state }: FoldCore, segment: Segment): Intake {
  if (!state) return startIntake(segment, 0);
  const intake = { ...cloneJson({ ...state.intake, pending: [] }), pending: state.intake.pending };
  if (intake.runId === segment.runId && intake.probe === segment.probe) return intake;
  const fresh = startIntake(segment, state.coveredToAtMs);
  if (intake.clock.bootId !== segment.bootId) {
    fresh.clock.unconfirmed = unconfirmedWith(intake.clock, intake.offsetMs);
    fresh.clock.earlier = earlierWith(intake.clock, intake.offsetMs, state.coveredToAtMs);
    return fresh;
  }
  const { clock, offsetMs, sleptMs, sleptBeforeMs, sleptAtTickMs, lastWallLeadMs, coveredToTickMs } = intake;
  return { ...fresh, clock, offsetMs, sleptMs, sleptBeforeMs, sleptAtTickMs, lastWallLeadMs, coveredToTickMs };
}

/** Feeds what was sent up to that instant and makes firm what follows from it. */
function settle(engine: Engine, intake: Intake, untilAtMs: number, naming: Naming, collected: Collected): void {
  const sink = collectInto(collected, naming, true);
  for (const sight of takeSettled(intake, untilAtMs)) feed(engine, sight, sink);
  const nowAtMs = Math.min(untilAtMs, engine.fedToAtMs);
  if (untilAtMs !== Number.MAX_SAFE_INTEGER) advance(engine, untilAtMs, sink);
  settleStates(engine.states, firmUntilAtMs(engine), lastingSpans(engine, nowAtMs), sink.interval);
}
