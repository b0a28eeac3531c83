import type { z } from 'zod';
import type { Outcome, UnreachableSender } from '../../rules/sample.ts';

/**
 * When an attempt is made out of turn: the outage was found, has lasted a minute, another quarter of an hour, is over, or
 * was over two minutes ago (slow counters are read again then).
 */
export const MOMENTS = ['onset', 'minute', 'quarter', 'end', 'reread'] as const;
export type Moment = (typeof MOMENTS)[number];

/** One run of a check: the deadline, and the clock to measure with. */
export type Attempt = {
  /** Aborted at the deadline: everything the check opened must be closed then. The answer may be any {@link Reading}. */
  signal: AbortSignal;
  /** Monotonic, µs; differences are latencies. */
  tickUs(): number;
  /**
   * For what must not stand in a segment (addresses, lines of the router's log): gives the fact that stands there instead,
   * `hash:<64 hex>`, and sends the value (at most 8000 characters) beside it.
   */
  personal(kind: string, value: string): string;
  /** Set when this attempt was not due by its spacing but is made because of an outage. */
  moment: Moment | null;
};

/** What one attempt came to. The runner adds who, when and the number and makes it a sample. */
export type Reading = {
  outcome: Outcome;
  /** Whole µs; `null` exactly when nothing answered. */
  latencyUs: number | null;
  /** Only with `unreachable-from`: who sent the ICMP error. */
  unreachableSender: UnreachableSender | null;
  /** Integers with the unit last in the key (`statusCode`, `ttlHops`). */
  readings: Record<string, number>;
  /** Short words (`[a-z0-9:-]`, at most 80). */
  facts: Record<string, string>;
};

/** What a check points at, as it stands in the method. */
export type CheckTarget = { address: string; family: 4 | 6 | 0 };

/**
 * One kind of measuring. To add one: a folder with `measure.ts` that exports what {@link defineCheck} returns, and a
 * line in `all-checks.ts`.
 */
export type Check<Settings> = {
  /** Name in probe.yaml and exports; never renamed. */
  kind: string;
  /** One sentence that says how it measures, for people who doubt the result. */
  method: string;
  settings: z.ZodType<Settings>;
  /**
   * Whether an answer after two seconds can only be the answer to what was sent first. False where a lost packet is sent
   * again behind our back (TCP): then a "late answer" would turn a real loss into none, and nobody waits for it.
   */
  canBeLate: boolean;
  /** How long an attempt may take; without it as long as an answer is waited for. */
  waitMs?: number;
  /** What these settings point at. */
  target(settings: Settings): CheckTarget;
  /** Trouble of the network is an outcome; a throw is a bug and becomes `tool-error`, never a loss. */
  measure(settings: Settings, attempt: Attempt): Promise<Reading>;
};

/** A check whose settings are checked at this border and not known beyond it. */
export type AnyCheck = {
  kind: string;
  method: string;
  settings: z.ZodType<unknown>;
  canBeLate: boolean;
  waitMs: number | null;
  target(settings: unknown): CheckTarget;
  measure(settings: unknown, attempt: Attempt): Promise<Reading>;
};

/** Hides the type of the settings; every settings object is parsed by the check's own schema before use. */
export function defineCheck<Settings>(check: Check<Settings>): AnyCheck {
  return {
    kind: check.kind,
    method: check.method,
    settings: check.settings,
    canBeLate: check.canBeLate,
    waitMs: check.waitMs ?? null,
    target: (settings) => check.target(check.settings.parse(settings)),
    measure: async (settings, attempt) => check.measure(check.settings.parse(settings), attempt),
  };
}

/** An answer after `latencyUs`: a `late` one after two seconds. */
export function answered(latencyUs: number, details: Partial<Pick<Reading, 'readings' | 'facts'>> = {}): Reading {
  return {
    outcome: latencyUs > 2_000_000 ? 'late' : 'reply',
    latencyUs: Math.max(0, Math.round(latencyUs)),
    unreachableSender: null,
    readings: details.readings ?? {},
    facts: details.facts ?? {},
  };
}

/** No answer. `facts` say why, where more is known than the outcome tells. */
export function unanswered(outcome: Exclude<Outcome, 'reply' | 'late'>, facts: Record<string, string> = {}): Reading {
  return { outcome, latencyUs: null, unreachableSender: null, readings: {}, facts };
}

/** An ICMP error that named its sender. */
export function unreachableFrom(sender: UnreachableSender): Reading {
  return { ...unanswered('unreachable-from'), unreachableSender: sender };
}
