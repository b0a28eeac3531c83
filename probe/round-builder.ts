import type { ClockState, Round, Unmeasured, UnmeasuredCause } from '../rules/round.ts';
import type { Sample } from '../rules/sample.ts';
import type { Reading } from './checks/check.ts';

/** What the clocks said at the end of a cycle. */
export type RoundClock = { clock: Exclude<ClockState, 'stepped'>; syncAgeMs: number | null };

/** Samples further from their round than this can't be written (rules/sample.ts). */
const SAMPLE_AGE_MAX_MS = 300_000;
/** Limits of the format. */
const SAMPLES_MAX = 2000;
const UNMEASURED_MAX = 100;

/** Collects what becomes final during one cycle and makes a round of it. */
export class RoundBuilder {
  #sequence = 0;
  #tickMs: number;
  #wallAtMs: number;
  #samples: Sample[] = [];
  #unmeasured: Unmeasured[] = [];
  #facts: Record<string, string> = {};
  #clockOffset: { offsetMs: number; errorMs: number } | null = null;
  #isStepped = false;

  constructor(tickMs: number, wallAtMs: number) {
    this.#tickMs = tickMs;
    this.#wallAtMs = wallAtMs;
  }

  /** Start of the cycle. */
  get tickMs(): number {
    return this.#tickMs;
  }

  get isEmpty(): boolean {
    return this.#samples.length === 0 && this.#unmeasured.length === 0;
  }

  /** A sample whose outcome is final. Returns false when the round can't hold it (too old, too many). */
  addReading(target: number, sentTickMs: number, reading: Reading): boolean {
    const isTooOld = Math.abs(sentTickMs - this.#tickMs) > SAMPLE_AGE_MAX_MS;
    if (isTooOld || this.#samples.length >= SAMPLES_MAX) return false;
    this.#samples.push({ target, sentTickMs, ...reading });
    return true;
  }

  /** Touching stretches of one cause become one. */
  addUnmeasured(fromTickMs: number, toTickMs: number, cause: UnmeasuredCause): void {
    if (toTickMs <= fromTickMs) return;
    const before = this.#unmeasured.find(
      (stretch) => stretch.cause === cause && stretch.fromTickMs <= toTickMs && stretch.toTickMs >= fromTickMs,
    );
    if (before) {
      before.fromTickMs = Math.min(before.fromTickMs, fromTickMs);
      before.toTickMs = Math.max(before.toTickMs, toTickMs);
    } else if (this.#unmeasured.length < UNMEASURED_MAX) {
      this.#unmeasured.push({ fromTickMs, toTickMs, cause });
    }
  }

  addFacts(facts: Record<string, string>): void {
    Object.assign(this.#facts, facts);
  }

  addClockOffset(offset: { offsetMs: number; errorMs: number }): void {
    this.#clockOffset = { offsetMs: Math.round(offset.offsetMs), errorMs: Math.max(0, Math.ceil(offset.errorMs)) };
  }

  addClockStep(): void {
    this.#isStepped = true;
  }

  /** The round of the cycle that ends; the next one starts at `nextTickMs`, when the wall clock said `nextWallAtMs`. */
  finish(clock: RoundClock, nextTickMs: number, nextWallAtMs: number): Round {
    const round: Round = {
      sequence: this.#sequence,
      tickMs: this.#tickMs,
      wallAtMs: Math.max(0, this.#wallAtMs),
      clock: this.#isStepped ? 'stepped' : clock.clock,
      syncAgeMs: clock.syncAgeMs,
      ...(this.#clockOffset && { clockOffset: this.#clockOffset }),
      ...(Object.keys(this.#facts).length > 0 && { facts: this.#facts }),
      unmeasured: this.#unmeasured,
      samples: this.#samples,
    };
    this.#sequence += 1;
    this.#tickMs = nextTickMs;
    this.#wallAtMs = nextWallAtMs;
    this.#samples = [];
    this.#unmeasured = [];
    this.#facts = {};
    this.#clockOffset = null;
    this.#isStepped = false;
    return round;
  }
}
