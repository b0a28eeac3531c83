import { answered, type Reading, unanswered } from '../check.ts';
import type { PingerTarget } from './pinger.ts';

export type SlotTableOptions = {
  targets: readonly PingerTarget[];
  spacingMs: number;
  lateAfterMs: number;
  listenMs: number;
  /** About when the tool sends its first request. */
  startTickMs: number;
  /** The tool before this one could not send: don't count losses until this one has spoken. */
  isMuteAtStart: boolean;
  onReading(target: number, sentTickMs: number, reading: Reading): void;
};

/** A reading that comes this much later than the slot's tick was delayed here, not sent later. */
const READ_DELAY_MAX_MS = 100;
/** The base is the smallest of so many sightings: old ones must go, since a small clock step moves the tool's grid. */
const SIGHTINGS_KEPT = 10;
/** So long after `listenMs` the tool has said "timed out" if it ever sent the request. Less than the rules wait (12 s in all). */
const SILENCE_GRACE_MS = 1000;
/** Deadlines are judged a little late, so that an answer just in time is read before. */
const JUDGE_GRACE_MS = 20;

type Slot = { sentTickMs: number; state: 'timeout' | 'unreachable' | 'not-sent' };
type Row = {
  target: PingerTarget;
  /** First attempt that was not yet judged. */
  nextIndex: number;
  /** Attempts with an outcome that is no answer, by index, ascending; they may still be superseded. */
  slots: Map<number, Slot>;
  /** Attempts from `nextIndex` that have their answer. */
  answered: Set<number>;
  /** Attempts from `nextIndex` that only a stranger answered: sent for sure, and lost. */
  strange: Set<number>;
  /** The last attempts vanished without a word of the tool, so it can't send: losses are not counted until it speaks. */
  isMute: boolean;
};

/**
 * When each echo request of a long-lived tool was due, and what became of it.
 *
 * The tool keeps a constant grid: attempt `index` at a target is sent at `base + offsetMs + index · spacingMs`. Only `base`
 * is unknown; each answer shows it (arrival − latency − offset − index · spacing, too late by whatever delayed the reading,
 * never too early), so the smallest recent value is taken. The tool's own stamps are never used.
 */
export class SlotTable {
  readonly #options: SlotTableOptions;
  readonly #rows: Map<number, Row>;
  readonly #sightingsMs: number[] = [];
  #baseTickMs: number;
  #lastHeardTickMs: number;
  /** Slots of the youngest attempts that were answered, and lost. */
  #lastAnsweredTickMs = Number.NEGATIVE_INFINITY;
  #lastLostTickMs = Number.NEGATIVE_INFINITY;

  constructor(options: SlotTableOptions) {
    this.#options = options;
    this.#baseTickMs = options.startTickMs;
    this.#lastHeardTickMs = options.startTickMs;
    const rowOf = (target: PingerTarget): Row => ({
      target,
      nextIndex: 0,
      slots: new Map(),
      answered: new Set(),
      strange: new Set(),
      isMute: options.isMuteAtStart,
    });
    this.#rows = new Map(options.targets.map((target) => [target.target, rowOf(target)]));
  }

  /** Tick of the last line that the tool wrote about an attempt. */
  get lastHeardTickMs(): number {
    return this.#lastHeardTickMs;
  }

  /** Whether no attempt at any target can be sent. */
  get isMute(): boolean {
    return [...this.#rows.values()].every((row) => row.isMute);
  }

  /** How much later than its slot an attempt was sent, as far as the grid is known; 0 as long as it is not. */
  latenessMs(target: number, index: number, sentTickMs: number): number {
    const row = this.#rows.get(target);
    return row && this.#sightingsMs.length > 0 ? sentTickMs - this.#dueTickMs(row, index) : 0;
  }

  /** An answer; `latencyUs` as the tool measured it. Copies of an answer are ignored. */
  noteReply(target: number, index: number, latencyUs: number, arrivalTickMs: number): void {
    const row = this.#heard(target, arrivalTickMs);
    const measuredTickMs = Math.round(arrivalTickMs - latencyUs / 1000);
    this.#sight(row, index, measuredTickMs);
    const slot = row.slots.get(index);
    const isCopy = slot === undefined && (index < row.nextIndex || row.answered.has(index));
    if (isCopy) return;
    row.slots.delete(index);
    if (index >= row.nextIndex) row.answered.add(index);
    const dueTickMs = this.#dueTickMs(row, index);
    // Sent later than due, or read later than it came: nobody can tell. In doubt early, as the last answer before a loss
    // must be; but the first one after a loss must not seem to have come before it did.
    const isReadLate =
      measuredTickMs > dueTickMs + READ_DELAY_MAX_MS && this.#lastLostTickMs <= this.#lastAnsweredTickMs;
    const sentTickMs = slot?.sentTickMs ?? (isReadLate ? dueTickMs : measuredTickMs);
    this.#lastAnsweredTickMs = Math.max(this.#lastAnsweredTickMs, dueTickMs);
    this.#options.onReading(target, sentTickMs, answered(latencyUs));
  }

  /** Somebody else answered that attempt, so the tool waits for it no longer: it was sent, and is lost when its time is over. */
  noteStranger(target: number, index: number, arrivalTickMs: number): void {
    const row = this.#heard(target, arrivalTickMs);
    if (index >= row.nextIndex) row.strange.add(index);
    else row.slots.delete(index);
  }

  /** The tool gave up on that attempt, `listenMs` after it was sent: proof that it was sent, and when. */
  noteTimedOut(target: number, index: number, arrivalTickMs: number): void {
    const row = this.#heard(target, arrivalTickMs);
    this.#sight(row, index, arrivalTickMs - this.#options.listenMs);
    while (row.nextIndex <= index) this.#judge(row, row.nextIndex);
    row.slots.delete(index);
  }

  /**
   * An ICMP error without index: belongs to the youngest attempt under way at that target; where there is none, to the one
   * that is due in a moment, for what the grid is known by is read late as a rule.
   */
  noteUnreachable(target: number, reading: Reading, nowTickMs: number): void {
    const row = this.#heard(target, nowTickMs);
    const youngest = Math.floor((nowTickMs - this.#dueTickMs(row, 0)) / this.#options.spacingMs);
    const isFree = (index: number) => !row.answered.has(index) && !row.slots.has(index);
    let index = youngest;
    while (index >= row.nextIndex && !isFree(index)) index--;
    if (index < row.nextIndex) {
      index = youngest + 1;
      if (index < row.nextIndex || !isFree(index) || this.#dueTickMs(row, index) > nowTickMs + READ_DELAY_MAX_MS)
        return;
    }
    const sentTickMs = Math.min(this.#dueTickMs(row, index), nowTickMs);
    row.slots.set(index, { sentTickMs, state: 'unreachable' });
    this.#lastLostTickMs = Math.max(this.#lastLostTickMs, sentTickMs);
    this.#options.onReading(target, sentTickMs, reading);
  }

  /** Gives those attempts up that are due. */
  settle(nowTickMs: number): void {
    const patienceMs = this.#options.lateAfterMs + JUDGE_GRACE_MS;
    for (const row of this.#rows.values()) {
      while (this.#dueTickMs(row, row.nextIndex) + patienceMs <= nowTickMs) this.#judge(row, row.nextIndex);
      this.#forget(row, nowTickMs);
    }
  }

  #dueTickMs(row: Row, index: number): number {
    return Math.round(this.#baseTickMs + row.target.offsetMs + index * this.#options.spacingMs);
  }

  #sight(row: Row, index: number, sentTickMs: number): void {
    this.#sightingsMs.push(sentTickMs - row.target.offsetMs - index * this.#options.spacingMs);
    if (this.#sightingsMs.length > SIGHTINGS_KEPT) this.#sightingsMs.shift();
    this.#baseTickMs = Math.min(...this.#sightingsMs);
  }

  /** Row of a line of the tool, which thereby proved that it works. */
  #heard(target: number, arrivalTickMs: number): Row {
    const row = this.#rows.get(target);
    if (!row) throw new Error(`bug: target ${target} is not in the slot table`);
    this.#lastHeardTickMs = arrivalTickMs;
    row.isMute = false;
    return row;
  }

  #judge(row: Row, index: number): void {
    row.nextIndex = index + 1;
    if (row.answered.delete(index) || row.slots.has(index)) return;
    const sentTickMs = this.#dueTickMs(row, index);
    if (!row.strange.delete(index)) row.slots.set(index, { sentTickMs, state: row.isMute ? 'not-sent' : 'timeout' });
    if (!row.isMute) this.#lastLostTickMs = Math.max(this.#lastLostTickMs, sentTickMs);
    this.#options.onReading(row.target.target, sentTickMs, row.isMute ? notSent() : unanswered('timeout'));
  }

  /** Drops attempts that nothing can change any more; one that the tool never spoke about was never sent. */
  #forget(row: Row, nowTickMs: number): void {
    for (const [index, slot] of row.slots) {
      if (nowTickMs < slot.sentTickMs + this.#options.listenMs + SILENCE_GRACE_MS) return;
      row.slots.delete(index);
      if (slot.state !== 'timeout') continue;
      row.isMute = true;
      this.#options.onReading(row.target.target, slot.sentTickMs, notSent());
    }
  }
}

/** Neither an answer nor a "timed out": the machine itself refused to send (no route, own firewall). Not a loss. */
function notSent(): Reading {
  return unanswered('tool-error', { error: 'not-sent' });
}
