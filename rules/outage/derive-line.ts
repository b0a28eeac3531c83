import type { Segment } from '../journal/segment.ts';
import type { Method } from '../method.ts';
import type { Continuity } from '../verdict/inputs.ts';
import { clockSourceAt, earlierWith, unconfirmedWith } from './boot-clock.ts';
import {
  type Collected,
  collectInto,
  type Naming,
  openBuckets,
  startCollected,
  toDerivedOutage,
} from './change-collector.ts';
import { cloneJson } from './clone-json.ts';
import { dateBoot } from './date-boot.ts';
import { type CurrentState, type DerivedChange, type DerivedOutage, RULES_VERSION } from './derived.ts';
import { draftOf } from './draft.ts';
import { advance, feed } from './engine.ts';
import {
  cutRun,
  firmUntilAtMs,
  isOtherPlace,
  lastingSpans,
  startProbe,
  unfinishedOutages,
  useMethod,
} from './engine-readout.ts';
import { type Engine, startEngine } from './engine-state.ts';
import { addStretch } from './families.ts';
import { type Intake, startIntake, takeRounds, takeSettled } from './intake.ts';
import { type ShownOutage, shownOutages, withAliases } from './outage-names.ts';
import { openQualityHours } from './quality-hours.ts';
import { settleStates } from './state-line.ts';
import { releaseAll } from './waiting-outages.ts';

/**
 * The fold: the segments of a line in, state, outages and roll-ups out. A pure function of the stream of segments: folded
 * one by one, again from the start or from any saved fold, what is stored in the end is the same.
 *
 * A sample is settled once it is so old that no late reply can change it. The fold remembers only what the settled
 * samples came to, and the samples since; each change also says what these make it look like now, and the next change
 * takes that back (see `DerivedChange`).
 */
export type LineFold = {
  rulesVersion: number;
  line: string;
  /**
   * Tick → UTC offset of the present boot (and, under `BOOT/rounds`, how many of its rounds that was decided on). Before
   * a replay the server puts the offsets of the step here.
   */
  bootOffsets: Record<string, number>;
  /** Everything else is the fold's own; plain JSON. */
  state: FoldState | null;
};

type FoldState = {
  intake: Intake;
  engine: Engine;
  methodSha256: string;
  /** End of what was observed. */
  coveredToAtMs: number;
  /** Segments are gone for good since the last round. */
  isMissing: boolean;
  /** Outages in the stretch that the next change replaces, and those that were shown and may still change. */
  closed: DerivedOutage[];
  shown: ShownOutage[];
  current: CurrentState;
};

export type FoldInput = {
  segment: Segment;
  /** The method that the segment's header names. */
  method: Method;
};

export type FoldTools = {
  /** Hashing is passed in; synchronous, for outage ids. Lower-case hex SHA-256 of the UTF-8 bytes. */
  sha256: (text: string) => string;
  /**
   * The caller gives the fold away: it may be changed in place, and must not be used again after a step of kind `change`
   * or a throw. A third of the time of a segment would go into a copy that nobody looks at.
   */
  mayReuseFold?: boolean;
};

export type FoldStep =
  | {
      kind: 'change';
      /** The new fold; the one passed in is left as it was, unless it was given away. */
      fold: LineFold;
      change: DerivedChange;
      /** This segment is the first of a boot id: save the fold *before* it as the checkpoint for a replay. */
      bootStarted: boolean;
    }
  | {
      kind: 'replay';
      /** The offset of this boot turned out different: fold again from the checkpoint before its first segment … */
      bootId: string;
      /** … with these put into `fold.bootOffsets`. */
      bootOffsets: Record<string, number>;
    };

/** Answers come until `listenMs`; the outcome is written when it is final, in a round that ends later. */
const SETTLE_MARGIN_MS = 2_000;

/** The fold of a line that nothing was received for yet. */
export function startFold(line: string): LineFold {
  return { rulesVersion: RULES_VERSION, line, bootOffsets: {}, state: null };
}

/** Folds one more segment of the line, in chain order. Throws only for bugs. */
export function foldSegment(fold: LineFold, { segment, method }: FoldInput, tools: FoldTools): FoldStep {
  const before = fold.state;
  if (segment.rounds.length === 0) return foldEmpty(fold, segment);
  const bootStarted = startsBoot(fold, segment);
  const intake = intakeFor(fold, segment);
  const stretches = takeRounds(intake, segment, method);
  const dated = dateBoot(
    fold.bootOffsets,
    intake,
    bootStarted ? { leftBootId: before?.intake.clock.bootId ?? null } : null,
  );
  if (dated.kind === 'replay') return dated;

  const border = borderOf(before);
  const state = before && !tools.mayReuseFold ? { ...before, engine: cloneJson(before.engine) } : before;
  const collected = startCollected();
  if (state) endRun(fold.line, state, segment, collected, tools);
  const firstAtMs = (segment.rounds[0]?.tickMs ?? 0) + intake.offsetMs;
  const engine = state?.engine ?? startEngine(firstAtMs);
  for (const { fromTickMs, toTickMs, cause } of stretches) {
    addStretch(engine, { fromAtMs: fromTickMs + intake.offsetMs, toAtMs: toTickMs + intake.offsetMs, cause });
  }
  const isOther = state?.methodSha256 !== segment.methodSha256 || state.intake.probe !== segment.probe;
  const naming = namingOf(fold.line, intake, tools);
  const isElsewhere = isOther && isOtherPlace(engine, method);
  if (isElsewhere) endPlace(engine, intake, { firstAtMs, naming, collected });
  if (isOther) useMethod(engine, method, firstAtMs);
  const coveredToAtMs = Math.max(state?.coveredToAtMs ?? firstAtMs, intake.coveredToTickMs + intake.offsetMs);
  settle(engine, intake, coveredToAtMs - method.listenMs - SETTLE_MARGIN_MS, naming, collected);

  const settledOutages = [...(state?.closed ?? []), ...collected.outages];
  const seen = lookAhead(engine, intake, coveredToAtMs, method, naming);
  const outages = withAliases([...settledOutages, ...seen.collected.outages], state?.shown ?? []);
  const openFromAtMs = engine.states.open?.fromAtMs ?? engine.states.firmAtMs ?? firstAtMs;
  const next: FoldState = {
    intake,
    engine,
    methodSha256: segment.methodSha256,
    coveredToAtMs,
    isMissing: false,
    closed: outages.filter((outage) => outage.final && outage.startEarliestAtMs >= openFromAtMs),
    shown: shownOutages(outages),
    current: seen.current,
  };
  const change: DerivedChange = {
    ...border,
    intervals: [...collected.intervals, ...seen.collected.intervals],
    outages,
    buckets: [...collected.buckets, ...openBuckets(engine)],
    lossBursts: collected.lossBursts,
    qualityHours: [...collected.qualityHours, ...openQualityHours(engine)],
    current: seen.current,
  };
  return { kind: 'change', fold: { ...fold, bootOffsets: dated.bootOffsets, state: next }, change, bootStarted };
}

function namingOf(line: string, { probe, runId, clock, offsetMs }: Intake, { sha256 }: FoldTools): Naming {
  return { line, probe, runId, sha256, clockAt: (atMs) => clockSourceAt(clock, offsetMs, atMs) };
}

/** Whether the segment is the first with rounds of another boot than the one before. */
export function startsBoot(fold: LineFold, segment: Segment): boolean {
  return segment.rounds.length > 0 && fold.state?.intake.clock.bootId !== segment.bootId;
}

/** From where on a change replaces what changes before it showed. */
function borderOf(before: FoldState | null): Pick<DerivedChange, 'replaceFromAtMs' | 'settledFromAtMs'> {
  // the first change of a line takes everything back: its first boot may have stood at another time before a replay
  if (!before) return { replaceFromAtMs: 0, settledFromAtMs: -1 };
  const { states, fedToAtMs } = before.engine;
  return { replaceFromAtMs: states.open?.fromAtMs ?? states.firmAtMs ?? 0, settledFromAtMs: fedToAtMs };
}

/** A segment without rounds: a tombstone, or the remains of a run that measured nothing. */
function foldEmpty(fold: LineFold, segment: Segment): FoldStep {
  const isMissing = segment.missing !== null || segment.closedBy === 'tombstone';
  const state = fold.state && { ...fold.state, isMissing: fold.state.isMissing || isMissing };
  const open = fold.state?.engine.states.firmAtMs ?? 0;
  const change: DerivedChange = {
    replaceFromAtMs: Number.MAX_SAFE_INTEGER,
    settledFromAtMs: Number.MAX_SAFE_INTEGER,
    intervals: [],
    outages: [],
    buckets: [],
    lossBursts: [],
    qualityHours: [],
    current: fold.state?.current ?? {
      state: 'unknown',
      verdict: 'unknown',
      side: 'unknown',
      cause: 'no-samples',
      sinceAtMs: open,
      measuredAtMs: open,
    },
  };
  return { kind: 'change', fold: { ...fold, state }, change, bootStarted: false };
}

/** Where the segment is of another run than the one before: all that was waiting is settled, and observation is cut. */
function endRun(line: string, state: FoldState, segment: Segment, collected: Collected, tools: FoldTools): void {
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
function intakeFor({ state }: LineFold, segment: Segment): Intake {
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

/** What it looks like with the samples that are not settled yet; leaves engine and intake as they are. */
function lookAhead(
  settled: Engine,
  settledIntake: Intake,
  coveredToAtMs: number,
  method: Method,
  naming: Naming,
): { collected: Collected; current: CurrentState } {
  const sights = takeSettled({ ...settledIntake }, Number.MAX_SAFE_INTEGER);
  const engine = draftOf(settled, sights);
  const collected = startCollected();
  const sink = collectInto(collected, naming, false);
  for (const sight of sights) feed(engine, sight, sink);
  const nowAtMs = coveredToAtMs - method.lateAfterMs;
  advance(engine, nowAtMs, sink);
  const unfinished = unfinishedOutages(engine);
  for (const { found, judgement } of unfinished) {
    collected.outages.push(toDerivedOutage(found, judgement, naming, false));
  }
  settleStates(engine.states, coveredToAtMs, lastingSpans(engine, nowAtMs, unfinished), sink.interval);
  const last = engine.states.open;
  if (!last) throw new Error('bug: rounds without a state');
  collected.intervals.push(last);
  const { state, verdict, side, cause, fromAtMs } = last;
  return { collected, current: { state, verdict, side, cause, sinceAtMs: fromAtMs, measuredAtMs: coveredToAtMs } };
}
