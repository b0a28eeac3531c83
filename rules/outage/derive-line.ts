import type { Segment } from '../journal/segment.ts';
import type { Method } from '../method.ts';
import { type Collected, collectInto, openBuckets, startCollected, toDerivedOutage } from './change-collector.ts';
import { type CurrentState, type DerivedChange, type DerivedOutage, RULES_VERSION } from './derived.ts';
import { draftOf } from './draft.ts';
import { advance, feed } from './engine.ts';
import { lastingSpans, unfinishedOutages } from './engine-readout.ts';
import type { Engine } from './engine-state.ts';
import { type Intake, takeSettled } from './intake.ts';
import { type ShownOutage, shownOutages, withAliases } from './outage-names.ts';
import { openQualityHours } from './quality-hours.ts';
import { settleStates } from './state-line.ts';
import { namingOf, stateAfter, stateAfterEmpty, takeSegment } from './take-segment.ts';

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

export type FoldState = {
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
  /** Slices of latency, loss bursts in them and hours of quality are not counted. */
  leaveOutRollUps?: boolean;
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

/** The fold of a line that nothing was received for yet. */
export function startFold(line: string): LineFold {
  return { rulesVersion: RULES_VERSION, line, bootOffsets: {}, state: null };
}

/** Folds one more segment of the line, in chain order. Throws only for bugs. */
export function foldSegment(fold: LineFold, input: FoldInput, tools: FoldTools): FoldStep {
  const { segment, method } = input;
  const before = fold.state;
  if (segment.rounds.length === 0) return foldEmpty(fold, segment);
  const border = borderOf(before);
  const taken = takeSegment(fold, input, tools);
  if (taken.kind === 'replay') return taken;
  const { engine, collected, bootStarted, bootOffsets } = taken;
  const settledOutages = [...(before?.closed ?? []), ...collected.outages];
  const seen = lookAhead(fold.line, taken, method, tools);
  const outages = withAliases([...settledOutages, ...seen.collected.outages], before?.shown ?? []);
  const openFromAtMs = engine.states.open?.fromAtMs ?? engine.states.firmAtMs ?? taken.firstAtMs;
  const next: FoldState = {
    ...stateAfter(taken, segment),
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
  return { kind: 'change', fold: { ...fold, bootOffsets, state: next }, change, bootStarted };
}

/** From where on a change replaces what changes before it showed. */
function borderOf(before: FoldState | null): Pick<DerivedChange, 'replaceFromAtMs' | 'settledFromAtMs'> {
  // the first change of a line takes everything back: its first boot may have stood at another time before a replay
  if (!before) return { replaceFromAtMs: 0, settledFromAtMs: -1 };
  const { states, fedToAtMs } = before.engine;
  return { replaceFromAtMs: states.open?.fromAtMs ?? states.firmAtMs ?? 0, settledFromAtMs: fedToAtMs };
}

/** A segment without rounds changes nothing that is shown. */
function foldEmpty(fold: LineFold, segment: Segment): FoldStep {
  const state = fold.state && stateAfterEmpty(fold.state, segment);
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

/** What it looks like with the samples that are not settled yet; leaves engine and intake as they are. */
export function lookAhead(
  line: string,
  { engine: settled, intake, coveredToAtMs }: Pick<FoldState, 'engine' | 'intake' | 'coveredToAtMs'>,
  method: Method,
  tools: FoldTools,
): { collected: Collected; current: CurrentState } {
  const naming = namingOf(line, intake, tools);
  const sights = takeSettled({ ...intake }, Number.MAX_SAFE_INTEGER);
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
