import type { ClockState, UnmeasuredCause } from '../rules/round.ts';
import type { Clocks } from './clocks.ts';

/** Something that happened to the clocks or to this process between two looks. */
export type ClockEvent = {
  cause: Extract<UnmeasuredCause, 'stall' | 'suspend' | 'clock-step'>;
  fromTickMs: number;
  toTickMs: number;
  /** How far: late by, slept for, stepped by (forwards positive). */
  byMs: number;
};

/** Each cause, for the log. */
export const CLOCK_SENTENCES: Record<ClockEvent['cause'], string> = {
  stall: 'this program did not get to run for a while; nothing was measured meanwhile',
  suspend: 'this machine was asleep; nothing was measured meanwhile',
  'clock-step': 'the wall clock was set to another time; fping is started again',
};

/** Wall against monotonic: fping loses its schedule on more than this (line-measurement.md §6). */
const STEP_MIN_MS = 500;
/** Later than this and the process did not run, so nothing was measured. */
const STALL_MIN_MS = 3000;
const SUSPEND_MIN_MS = 1000;
/** Four longest poll intervals of NTP: after this a synchronisation proves nothing any more. */
const SYNC_FRESH_MS = 4 * 2048 * 1000;
/** So long a comparison with the server's clock is believed. */
const SERVER_FRESH_MS = 2 * 3600 * 1000;
/** Server and probe agree when they differ by no more than this beyond the error of the comparison. */
const SERVER_AGREES_MS = 1000;

/** Compares the three clocks, once a second, and grades the wall clock. */
export class ClockWatch {
  readonly #clocks: Clocks;
  #tickMs: number;
  #wallAtMs: number;
  #uptimeMs: number | null;
  #hasBeenSynced = false;
  /** Before the last step; what was proven until then is void. */
  #stepTickMs: number | null = null;
  #server: { offsetMs: number; errorMs: number; tickMs: number } | null = null;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    this.#tickMs = clocks.tickMs();
    this.#wallAtMs = clocks.wallAtMs();
    this.#uptimeMs = clocks.uptimeMs();
  }

  /** What happened since the last look; `expectedMs` is when the caller wanted to look again. Several things may have. */
  look(expectedMs: number): ClockEvent[] {
    const fromTickMs = this.#tickMs;
    const toTickMs = this.#clocks.tickMs();
    const tickedMs = toTickMs - fromTickMs;
    const uptimeMs = this.#clocks.uptimeMs();
    const wallAtMs = this.#clocks.wallAtMs();
    const sleptMs = uptimeMs === null || this.#uptimeMs === null ? 0 : uptimeMs - this.#uptimeMs - tickedMs;
    const isSuspend = sleptMs > SUSPEND_MIN_MS;
    const steppedMs = wallAtMs - this.#wallAtMs - tickedMs - (isSuspend ? sleptMs : 0);
    this.#tickMs = toTickMs;
    this.#wallAtMs = wallAtMs;
    this.#uptimeMs = uptimeMs;

    const events: ClockEvent[] = [];
    const note = (cause: ClockEvent['cause'], byMs: number) => events.push({ cause, fromTickMs, toTickMs, byMs });
    if (isSuspend) note('suspend', sleptMs);
    else if (tickedMs - expectedMs > STALL_MIN_MS) note('stall', tickedMs - expectedMs);
    if (Math.abs(steppedMs) > STEP_MIN_MS) {
      note('clock-step', steppedMs);
      this.#server = null; // compared with another clock
      this.#hasBeenSynced = false;
      this.#stepTickMs = fromTickMs;
    }
    return events;
  }

  /** A comparison with the server's clock, by four stamps. */
  noteServerOffset(offset: { offsetMs: number; errorMs: number }): void {
    this.#server = { ...offset, tickMs: this.#clocks.tickMs() };
  }

  /** How far the wall clock can be trusted now. */
  grade(): { clock: Exclude<ClockState, 'stepped'>; syncAgeMs: number | null } {
    const syncAgeMs = this.#provenAgeMs();
    if (syncAgeMs !== null) this.#hasBeenSynced = true;
    if (syncAgeMs !== null && syncAgeMs <= SYNC_FRESH_MS) return { clock: 'sync', syncAgeMs };
    return { clock: this.#hasBeenSynced || this.#doesServerAgree() ? 'holdover' : 'unsync', syncAgeMs };
  }

  /** Of a synchronisation that the clock was not set after, otherwise than by it. */
  #provenAgeMs(): number | null {
    const syncAgeMs = this.#clocks.syncAgeMs();
    if (syncAgeMs === null || this.#stepTickMs === null) return syncAgeMs;
    return this.#clocks.tickMs() - syncAgeMs >= this.#stepTickMs ? syncAgeMs : null;
  }

  #doesServerAgree(): boolean {
    const server = this.#server;
    if (!server || this.#clocks.tickMs() - server.tickMs > SERVER_FRESH_MS) return false;
    return Math.abs(server.offsetMs) <= server.errorMs + SERVER_AGREES_MS;
  }
}
