import { formatInstant } from '../rules/instant.ts';
import type { CurrentState } from '../rules/outage/derived.ts';
import type { Side, State } from '../rules/verdict/verdict.ts';
import type { StatusJson } from '../rules/wire/status.ts';
import type { Silence } from './keep.ts';

/**
 * Contact without rounds for longer than this is no knowledge either: a page may not stay green on an old answer.
 * Longer than the longest segment (100 rounds of 5 s), because a healthy probe may deliver that seldom.
 */
export const STALE_AFTER_MS = 600_000;

/** What is to be shown now; instants in epoch ms. */
export type LineNow = {
  state: State;
  verdict: string;
  side: Side;
  /** As in {@link StatusJson}, and `not-delivered` when the probe reports itself but its rounds do not come. */
  unknownCause: string | null;
  sinceAtMs: number | null;
  measuredAtMs: number | null;
  lastContactAtMs: number | null;
};

export type NowInput = {
  hasProbe: boolean;
  current: CurrentState | null;
  silence: Silence | null;
  lastContactAtMs: number | null;
  nowMs: number;
};

/** Joins what the rounds say last with whether the probe still reports. First match wins; silence is never "down". */
export function lineNow({ hasProbe, current, silence, lastContactAtMs, nowMs }: NowInput): LineNow {
  const unknown = (unknownCause: string, sinceAtMs: number | null): LineNow => ({
    state: 'unknown',
    verdict: 'unknown',
    side: 'unknown',
    unknownCause,
    sinceAtMs,
    measuredAtMs: current?.measuredAtMs ?? null,
    lastContactAtMs,
  });
  if (!hasProbe) return unknown('no-probe', current?.measuredAtMs ?? null);
  if (silence) return unknown(silence.selfCheck === 'unreachable' ? 'server-offline' : 'no-contact', silence.sinceAtMs);
  if (current === null) return unknown('first-contact', null);
  if (nowMs - current.measuredAtMs > STALE_AFTER_MS) return unknown('not-delivered', current.measuredAtMs);
  const { state, verdict, side, sinceAtMs, measuredAtMs } = current;
  return {
    state,
    verdict,
    side,
    unknownCause: state === 'unknown' ? (current.cause ?? 'unknown') : null,
    sinceAtMs,
    measuredAtMs,
    lastContactAtMs,
  };
}

/** The same for programs. */
export function statusJson(line: string, now: LineNow): StatusJson {
  const at = (atMs: number | null) => (atMs === null ? null : formatInstant(atMs));
  return {
    line,
    state: now.state,
    verdict: now.verdict,
    unknownCause: now.unknownCause,
    side: now.side,
    sinceAt: at(now.sinceAtMs),
    measuredAt: at(now.measuredAtMs),
    lastContactAt: at(now.lastContactAtMs),
  };
}
