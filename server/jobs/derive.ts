import { parseSegment, parseSegmentHeader, type Segment } from '../../rules/journal/segment.ts';
import { type ReaderEntry, readerEntryOf } from '../../rules/mail/reader-events.ts';
import type { Method } from '../../rules/method.ts';
import { parseMethod } from '../../rules/method.ts';
import { adoptFold } from '../../rules/outage/adopt-fold.ts';
import { foldSegment, type LineFold, startFold } from '../../rules/outage/derive-line.ts';
import type { CurrentState } from '../../rules/outage/derived.ts';
import { RULES_VERSION } from '../../rules/outage/derived.ts';
import { sleptTickMs } from '../../rules/outage/intake.ts';
import { startsBoot } from '../../rules/outage/take-segment.ts';
import type { Round } from '../../rules/round.ts';
import { deriveMail } from '../mail/derive-mail.ts';
import { takeReaderEntry } from '../mail/reader-entry.ts';
import { endsRoutes, type TouchedMail, takeBackMailEvents, takeMailEvents } from '../mail/take-mail-events.ts';
import { sha256Hex } from '../probe-key.ts';
import type { DerivedTables, Touched } from '../store/derived-tables.ts';
import type { Store } from '../store/open-store.ts';
import type { KeptEntry } from '../store/raw-table.ts';
import type { StoredOutage } from '../store/store.ts';
import { sumAllDays, sumTouchedDays } from './sum-days.ts';

/** One kept segment: what the fold is given. `entry` is the number of its receipt in the lane. */
export type DeriveInput = { segment: Segment; method: Method; entry: number };
/** The same, or what the server's own reader of mailboxes wrote into the lane. */
export type LaneInput = DeriveInput | ReaderEntry;

/**
 * Turns kept segments into what is shown. Everything inside the caller's transaction: `take` for each segment in the
 * order of the lane, `flush` once at the end. `forget` after a rollback or a write of another process. Of a line that
 * rules of another version judged nothing is folded: its kept segments wait for the rebuild (jobs/follow-rules.ts).
 */
export type Deriver = {
  take(line: string, input: LaneInput): void;
  /** Writes folds and days of every line that was touched, and returns those lines. */
  flush(): string[];
  /** Sums all days of a line again: its zone changed. */
  sumAllDays(line: string): void;
  /** Last lane entry that was folded; 0 before the first. */
  lastEntry(line: string): number;
  forget(): void;
};

export type DeriveSources = {
  tables: DerivedTables;
  zoneOf(line: string): string;
  /** Kept segments of the line and what its mailboxes' reader wrote, lane entries `from` to `to`, in order. */
  inputs(line: string, from: number, to: number): Iterable<LaneInput>;
};

/** What is kept, as the deriver of pages reads it; another `tables` for a rebuild. */
export function deriveSources(store: Store, tables: DerivedTables = store.derived): DeriveSources {
  const lineOf = (id: string) => {
    const line = store.books.line(id);
    if (!line) throw new Error(`bug: line ${id} is not there`);
    return line;
  };
  return {
    tables,
    zoneOf: (line) => lineOf(line).zone,
    inputs: (line, from, to) => deriveInputs(store.raw.entries(lineOf(line), from, to), store.methodText),
  };
}

type LineState = {
  /** Of the rules that made what is stored. */
  rulesVersion: number;
  fold: LineFold;
  current: CurrentState | null;
  lastEntry: number;
  methodSha256: string | null;
  touched: Touched | null;
  touchedMail: TouchedMail | null;
  /** The method had routes of test mails at last. */
  hasRoutes: boolean;
  /** The fold is the one that the last change came with: not read again, not of a checkpoint. */
  isSequel: boolean;
  /** Days outside of what was touched may be wrong too. */
  areAllDaysDue: boolean;
};

/** Outages that a replay removed so far are remembered: written again, they keep their revision. */
type Replayed = { input: DeriveInput; gone: Map<string, StoredOutage> };
type Replay = { bootId: string; bootOffsets: Record<string, number> };

/** More than one boot can turn out different in one segment; more than this is a bug of the rules. */
const MAX_REPLAYS = 20;

export function openDeriver({ tables, zoneOf, inputs }: DeriveSources): Deriver {
  const states = new Map<string, LineState>();
  const touched = new Set<string>();

  function stateOf(line: string): LineState {
    const state = states.get(line) ?? loadState(tables, line);
    states.set(line, state);
    return state;
  }

  const step = (line: string, state: LineState, input: DeriveInput, gone = new Map<string, StoredOutage>()) =>
    foldOne(tables, line, state, { input, gone });

  function take(line: string, input: LaneInput): void {
    const state = stateOf(line);
    if (state.rulesVersion !== RULES_VERSION) return;
    touched.add(line);
    if ('content' in input) return void takeFromReader(tables, line, state, input);
    const gone = new Map<string, StoredOutage>();
    let again = step(line, state, input);
    for (let count = 0; again; count += 1) {
      if (count >= MAX_REPLAYS) throw new Error(`bug: the rules replay boot ${again.bootId} without end`);
      again = replay(line, state, { input, gone }, again);
    }
  }

  /** Folds again from the checkpoint before a boot's first segment, up to `input`. */
  function replay(line: string, state: LineState, { input, gone }: Replayed, again: Replay): Replay | null {
    const checkpoint = tables.checkpoint(line, again.bootId);
    if (!checkpoint) return settleBoot(line, state, again.bootOffsets, input);
    state.fold = { ...parseFold(checkpoint.fold), bootOffsets: again.bootOffsets };
    state.areAllDaysDue = true;
    state.isSequel = false;
    tables.deleteMethodUses(line, checkpoint.firstEntry);
    state.touchedMail = takeBackMailEvents(tables, line, checkpoint.firstEntry, state.touchedMail);
    state.methodSha256 = tables.lastMethodUse(line);
    for (const kept of inputs(line, checkpoint.firstEntry, input.entry)) {
      const next = 'content' in kept ? takeFromReader(tables, line, state, kept) : step(line, state, kept, gone);
      if (next) return next;
    }
    return null;
  }

  /** The raw data of the boot's begin were pruned: what was derived from them stays, the new offset holds from here. */
  function settleBoot(line: string, state: LineState, bootOffsets: Record<string, number>, input: DeriveInput): null {
    state.fold = { ...state.fold, bootOffsets };
    if (step(line, state, input)) throw new Error(`bug: boot ${input.segment.bootId} can't be settled`);
    return null;
  }

  return {
    take,
    lastEntry: (line) => stateOf(line).lastEntry,
    sumAllDays: (line) => {
      stateOf(line).areAllDaysDue = true;
      touched.add(line);
    },
    flush: () => {
      const lines = [...touched];
      for (const line of lines) writeState(tables, line, stateOf(line), zoneOf(line));
      touched.clear();
      return lines;
    },
    forget: () => {
      states.clear();
      touched.clear();
    },
  };
}

/** Returns the boot to fold again from, or null when the segment is in. `gone`: outages that a replay removed so far. */
function foldOne(tables: DerivedTables, line: string, state: LineState, { input, gone }: Replayed): Replay | null {
  const before = startsBoot(state.fold, input.segment) ? JSON.stringify(state.fold) : null;
  // after a throw the transaction fails, and all states are read again
  const tools = { sha256: sha256Hex, mayReuseFold: true };
  const result = foldSegment(state.fold, { segment: input.segment, method: input.method }, tools);
  if (result.kind === 'replay') return result;
  if (before !== null) tables.writeCheckpoint(line, input.segment.bootId, input.entry, before);
  state.fold = result.fold;
  state.current = result.change.current;
  state.lastEntry = input.entry;
  noteMethod(tables, line, state, input);
  if (input.method.mail || state.hasRoutes) takeMail(tables, line, state, input);
  state.touched = join(
    state.touched,
    tables.applyChange(line, result.change, { remembered: gone, isSequel: state.isSequel }),
  );
  state.isSequel = true;
  return null;
}

function takeMail(tables: DerivedTables, line: string, state: LineState, input: DeriveInput): void {
  const [first] = input.segment.rounds;
  if (!first) return;
  const atMsOf = datedBy(state, offsetOf(state, input.segment, first));
  if (endsRoutes(state.touchedMail, input.method)) writeMail(tables, line, state);
  state.touchedMail = takeMailEvents(tables, line, input, { atMsOf, touched: state.touchedMail });
  state.hasRoutes = input.method.mail !== undefined;
}

function writeMail(tables: DerivedTables, line: string, state: LineState): void {
  if (state.touchedMail) deriveMail(tables, line, state.touchedMail);
  state.touchedMail = null;
}

function takeFromReader(tables: DerivedTables, line: string, state: LineState, input: ReaderEntry): null {
  state.touchedMail = takeReaderEntry(tables, line, input, state.touchedMail);
  state.lastEntry = input.entry;
  return null;
}

function loadState(tables: DerivedTables, line: string): LineState {
  const stored = tables.fold(line);
  return {
    rulesVersion: stored?.rulesVersion ?? RULES_VERSION,
    fold: stored ? parseFold(stored.fold) : startFold(line),
    current: stored?.current ? (JSON.parse(stored.current) as CurrentState) : null, // written by writeState
    lastEntry: stored?.lastEntry ?? 0,
    methodSha256: tables.lastMethodUse(line),
    touched: null,
    touchedMail: null,
    hasRoutes: tables.mailRoutes(line).some(({ isUsed }) => isUsed),
    isSequel: false,
    areAllDaysDue: false,
  };
}

function writeState(tables: DerivedTables, line: string, state: LineState, zone: string): void {
  if (state.current) {
    const place = { line, zone, nowAtMs: state.current.measuredAtMs };
    if (state.areAllDaysDue) sumAllDays(tables, place);
    else if (state.touched) sumTouchedDays(tables, place, state.touched);
  }
  writeMail(tables, line, state);
  state.touched = null;
  state.areAllDaysDue = false;
  tables.writeFold(line, {
    rulesVersion: state.rulesVersion,
    lastEntry: state.lastEntry,
    fold: JSON.stringify(state.fold),
    current: state.current && JSON.stringify(state.current),
  });
}

function noteMethod(tables: DerivedTables, line: string, state: LineState, { segment, entry }: DeriveInput): void {
  const [first] = segment.rounds;
  if (!first || segment.methodSha256 === state.methodSha256) return;
  tables.writeMethodUse(line, entry, first.tickMs + offsetOf(state, segment, first), segment.methodSha256);
  state.methodSha256 = segment.methodSha256;
}

/** From ticks of the segment's boot to instants of the line. */
/** As its outages: ticks stand still while the machine sleeps. */
function datedBy({ fold: { state } }: LineState, offsetMs: number): (tickMs: number) => number {
  const intake = state?.intake ?? null;
  return (tickMs) => (intake === null ? tickMs : sleptTickMs(intake, tickMs)) + offsetMs;
}

function offsetOf(state: LineState, { bootId }: Segment, first: Pick<Round, 'wallAtMs' | 'tickMs'>): number {
  return state.fold.bootOffsets[bootId] ?? first.wallAtMs - first.tickMs;
}

function parseFold(text: string): LineFold {
  return adoptFold(JSON.parse(text) as LineFold); // written by JSON.stringify of a LineFold
}

function join(one: Touched | null, other: Touched): Touched {
  return one ? { fromAtMs: Math.min(one.fromAtMs, other.fromAtMs), toAtMs: Math.max(one.toAtMs, other.toAtMs) } : other;
}

/** Kept entries as inputs: everything was checked when it was taken in, so what does not parse is damage. */
export function* deriveInputs(
  entries: Iterable<KeptEntry>,
  methodText: (sha256: string) => string | null,
): Generator<LaneInput> {
  const methods = new Map<string, Method>();
  for (const { entry, laneText, segmentText } of entries) {
    if (segmentText === null) {
      const read = readerEntryOf(laneText);
      if (read) yield read;
      continue;
    }
    const header = parseSegmentHeader(segmentText);
    if (typeof header === 'string') throw new Error(`the kept segment of lane entry ${entry} ${header}`);
    const method = methods.get(header.methodSha256) ?? readMethod(methodText(header.methodSha256), header.methodSha256);
    methods.set(header.methodSha256, method);
    const parsed = parseSegment(segmentText, method.targets.length);
    if (typeof parsed === 'string') throw new Error(`the kept segment of lane entry ${entry} ${parsed}`);
    yield { segment: parsed.segment, method, entry };
  }
}

function readMethod(text: string | null, sha256: string): Method {
  const method = text === null ? 'is not kept' : parseMethod(text);
  if (typeof method === 'string') throw new Error(`the method ${sha256} ${method}`);
  return method;
}
