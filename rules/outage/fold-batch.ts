import { type BootClock, betterOffsetMs, clockSourceOf } from './boot-clock.ts';
import { type Collected, startCollected } from './change-collector.ts';
import { cloneJson } from './clone-json.ts';
import { type FoldInput, type FoldTools, lookAhead } from './derive-line.ts';
import type { DerivedOutage, StateInterval } from './derived.ts';
import { sleptTickMs } from './intake.ts';
import { type FoldCore, type Replay, startsBoot, stateAfter, stateAfterEmpty, takeSegment } from './take-segment.ts';

/**
 * The fold for who asks only what many segments came to in the end: intervals and outages as a store has them after every
 * change was applied, in a fraction of the time. What it looked like in between is not told, so outages have no earlier
 * ids (`aliases`), and there are no roll-ups.
 */
export type FoldBatch = {
  /**
   * One more segment. Not null: a boot turned out to stand at another time; so many of the segments given stay, and all
   * after them, this one included, are to be given again.
   */
  take: (input: FoldInput) => { goBackTo: number } | null;
  /** How ticks of the segment taken last stand in time, as far as is known by now. */
  dating: () => (tickMs: number) => number;
  end: () => BatchResult;
};

export type BatchResult = {
  /** In order, without holes from the first round to the last. */
  intervals: StateInterval[];
  /** In the order of their begin, then of their ids. */
  outages: DerivedOutage[];
  /** End of what was observed; null: there were no rounds. */
  measuredAtMs: number | null;
  givenBoots: GivenBoot[];
};

/**
 * How the rounds agree with the offset that was given for their boot. `confirmed`: by the machine's own synchronisation, by
 * stamps of the server, or they would give it themselves. `contradicted`: they confirm another one. `unconfirmed`: neither.
 */
export type GivenBoot = { bootId: string; offsetMs: number; state: 'confirmed' | 'contradicted' | 'unconfirmed' };

/** Before the first segment of a boot, and how much had come out by then. */
type Checkpoint = { fold: FoldCore; at: number; intervals: number; outages: number };
type Batch = {
  tools: FoldTools;
  fold: FoldCore;
  out: Collected;
  /** Segments taken. */
  at: number;
  last: FoldInput | null;
  /** Offsets that are not to be found out from rounds. */
  given: Map<string, number>;
  givenBoots: Map<string, GivenBoot>;
  first: Checkpoint;
  checkpoints: Map<string, Checkpoint>;
};

/** `bootOffsets`: tick → UTC offset in ms of boots that are known from elsewhere: more rounds may have shown it. */
export function openBatch(line: string, bootOffsets: Record<string, number>, tools: FoldTools): FoldBatch {
  const fold: FoldCore = { line, bootOffsets: {}, state: null };
  const batch: Batch = {
    tools: { ...tools, mayReuseFold: true, leaveOutRollUps: true },
    fold,
    out: startCollected(false),
    at: 0,
    last: null,
    given: new Map(Object.entries(bootOffsets)),
    givenBoots: new Map(),
    first: { fold, at: 0, intervals: 0, outages: 0 },
    checkpoints: new Map(),
  };
  return { take: (input) => take(batch, input), dating: () => dating(batch), end: () => end(batch) };
}

function take(batch: Batch, input: FoldInput): { goBackTo: number } | null {
  const { fold, out, tools } = batch;
  const { segment } = input;
  if (segment.rounds.length === 0) {
    batch.fold = { ...fold, state: fold.state && stateAfterEmpty(fold.state, segment) };
    batch.at += 1;
    return null;
  }
  if (startsBoot(fold, segment)) beginBoot(batch, segment.bootId);
  const taken = takeSegment(batch.fold, input, tools);
  if (taken.kind === 'replay') return goBack(batch, taken);
  out.intervals.push(...taken.collected.intervals);
  out.outages.push(...taken.collected.outages);
  batch.fold = { ...fold, bootOffsets: taken.bootOffsets, state: stateAfter(taken, segment) };
  batch.last = input;
  batch.at += 1;
  return null;
}

/** Only boots that may still be asked to move have a checkpoint. */
function beginBoot(batch: Batch, bootId: string): void {
  const { fold, at, out, checkpoints, given } = batch;
  noteGivenBoot(batch);
  const clock = fold.state?.intake.clock;
  const movable = [clock?.bootId, ...(clock?.unconfirmed ?? []).map((boot) => boot.bootId)];
  for (const known of checkpoints.keys()) if (!movable.includes(known)) checkpoints.delete(known);
  checkpoints.set(bootId, { fold: cloneJson(fold), at, intervals: out.intervals.length, outages: out.outages.length });
  const offsetMs = given.get(bootId);
  if (offsetMs === undefined) return;
  // decided on more rounds than there can be: it is not found out again
  const bootOffsets = { ...fold.bootOffsets, [bootId]: offsetMs, [`${bootId}/rounds`]: Number.MAX_SAFE_INTEGER };
  batch.fold = { ...fold, bootOffsets };
}

function goBack(batch: Batch, { bootId, bootOffsets }: Replay): { goBackTo: number } {
  const { out, given } = batch;
  const { fold, at, intervals, outages } = batch.checkpoints.get(bootId) ?? batch.first;
  for (const id of given.keys()) given.set(id, bootOffsets[id] ?? given.get(id) ?? 0);
  batch.fold = { ...cloneJson(fold), bootOffsets };
  batch.out = { ...out, intervals: out.intervals.slice(0, intervals), outages: out.outages.slice(0, outages) };
  batch.at = at;
  return { goBackTo: at };
}

function noteGivenBoot({ fold, given, givenBoots }: Batch): void {
  const intake = fold.state?.intake;
  const offsetMs = intake && given.get(intake.clock.bootId);
  if (!intake || offsetMs === undefined) return;
  const { bootId } = intake.clock;
  givenBoots.set(bootId, { bootId, offsetMs, state: stateOfGiven(intake.clock, offsetMs) });
}

function stateOfGiven(clock: BootClock, offsetMs: number): GivenBoot['state'] {
  const isConfirmed = ['sync', 'server'].includes(clockSourceOf(clock, offsetMs).source);
  if (isConfirmed) return 'confirmed';
  const betterMs = betterOffsetMs(clock, offsetMs);
  if (betterMs === null) return 'confirmed';
  const better = clockSourceOf(clock, betterMs).source;
  return ['sync', 'server'].includes(better) ? 'contradicted' : 'unconfirmed';
}

function dating({ fold: { state, bootOffsets } }: Batch): (tickMs: number) => number {
  if (state === null) return (tickMs) => tickMs;
  const { intake } = state;
  const offsetMs = bootOffsets[intake.clock.bootId] ?? intake.offsetMs;
  return (tickMs) => sleptTickMs(intake, tickMs) + offsetMs;
}

function end(batch: Batch): BatchResult {
  noteGivenBoot(batch);
  const { fold, last, out, givenBoots } = batch;
  const seen = fold.state && last ? lookAhead(fold.line, fold.state, last.method, batch.tools) : null;
  const outages = new Map([...out.outages, ...(seen?.collected.outages ?? [])].map((outage) => [outage.id, outage]));
  return {
    intervals: [...out.intervals, ...(seen?.collected.intervals ?? [])],
    outages: [...outages.values()].sort(byBegin),
    measuredAtMs: seen?.current.measuredAtMs ?? null,
    givenBoots: [...givenBoots.values()],
  };
}

function byBegin(a: DerivedOutage, b: DerivedOutage): number {
  return a.startEarliestAtMs - b.startEarliestAtMs || (a.id < b.id ? -1 : 1);
}
