import type { UnmeasuredCause } from '../../rules/round.ts';

/**
 * What really happened in a simulated world. Everything that is measured follows from this list, so what the rules make
 * of the measurements can be compared with it.
 */
export type TruthEvent = {
  /** Instants in epoch ms; `toAtMs` is exclusive. */
  fromAtMs: number;
  toAtMs: number;
} & (
  | {
      /** The line carries nothing, in either direction. */
      kind: 'line-cut';
      /** The router answers "unreachable" in place of the far side, as real ones do. */
      hasRouterAnswers: boolean;
      /** What is gone: the DSL, the session alone, or the way behind the provider's first hop. */
      at: CutPlace;
    }
  /** The DSL is gone, and the router sends everything over its mobile connection. */
  | { kind: 'failover' }
  /** The router at home is dead: it does not answer, and nothing passes it. */
  | { kind: 'home-cut' }
  /** Each packet is lost with this probability, one by one. */
  | { kind: 'loss'; lossRatio: number }
  /** The probe runs and knows that it did not measure. */
  | { kind: 'unmeasured'; cause: UnmeasuredCause }
  /** The probe does not run; afterwards it is another run, and another boot if `isReboot`. */
  | { kind: 'probe-off'; isReboot: boolean; isPowerCut?: true }
);

export type CutPlace = 'dsl' | 'session' | 'core';

/** A simulated home from its first to its last round. */
export type World = {
  seed: number;
  fromAtMs: number;
  /** Events in order of their begin; they may overlap. */
  events: TruthEvent[];
  /** Loss of single packets at all times. */
  lossRatio: number;
  /** Before this the quiet time is measured coarsely (decision 27); from then on always at full resolution. */
  fullFromAtMs: number;
  /** Test mails: since when there are any, and while the provider's mailboxes took nothing; absent: none are sent. */
  mail?: MailWorld;
};

/** `drainedAtMs`: from `toAtMs` until then what was held is put into the mailbox, oldest and newest mixed. */
export type MailWorld = { fromAtMs: number; held: { fromAtMs: number; toAtMs: number; drainedAtMs: number } };

/** One start of the simulated probe. */
export type SimulatedRun = {
  fromAtMs: number;
  /** `null` = runs until the end of the story. */
  toAtMs: number | null;
  runId: string;
  bootId: string;
  /** The instant of tick 0. */
  bootedAtMs: number;
  /** Whether it ended in order (its last segment closed by itself). */
  endsInOrder: boolean;
};
