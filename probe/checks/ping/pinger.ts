import type { UnmeasuredCause } from '../../../rules/round.ts';
import type { UnreachableSender } from '../../../rules/sample.ts';
import type { Reading } from '../check.ts';

/**
 * A back end that lives as long as the method does and keeps the grid itself, beside the one-shot contract of
 * `../check.ts`: it is told once whom to ask and when, and then gives readings by itself.
 */
export type PingerTarget = {
  /** Position in the method. */
  target: number;
  address: string;
  /** Shift of its attempts against the pinger's first one. Multiples of `staggerMs`, ascending. */
  offsetMs: number;
};

export type PingerOrder = {
  targets: readonly PingerTarget[];
  /** Distance of two attempts at one target, and of two attempts at all. */
  spacingMs: number;
  staggerMs: number;
  /** After this without an answer the attempt is a `timeout`. */
  lateAfterMs: number;
  /** So long a late answer is waited for. */
  listenMs: number;
  /** Whose address it is that an ICMP error came from. */
  senderOf(address: string): UnreachableSender;
};

export type PingerEvents = {
  /** The final outcome of an attempt; a second call with the same target and sent tick supersedes the first. */
  onReading(target: number, sentTickMs: number, reading: Reading): void;
  /** In this stretch the tool did not measure. Stretches may touch and repeat. */
  onUnmeasured(fromTickMs: number, toTickMs: number, cause: UnmeasuredCause): void;
  /** One sentence for the operator. */
  onTrouble(message: string, details?: Record<string, unknown>): void;
};

export type Pinger = {
  /** To be called about once a second with the present tick: settles what is due, watches over the tool. */
  settle(nowTickMs: number): void;
  /** The wall clock stepped or the machine slept: start the tool anew, give up what is under way. */
  restart(nowTickMs: number, cause: UnmeasuredCause): void;
  /** Ends the tool; no events follow. */
  stop(): Promise<void>;
};
