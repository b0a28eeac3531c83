import type { Side, State } from '../verdict/verdict.ts';

/** Answers of the JSON API; times RFC 3339 UTC with milliseconds. Stable names: other programs rely on them. */

export type LinesJson = { lines: { id: string; name: string; provider: string }[] };

export type StatusJson = {
  line: string;
  state: State;
  verdict: string;
  /** Why nothing is known: `no-contact`, `server-offline`, `no-probe`, `first-contact`, or the cause of not measuring; null = known. */
  unknownCause: string | null;
  side: Side;
  sinceAt: string | null;
  measuredAt: string | null;
  lastContactAt: string | null;
  /** Set where strangers ask: instants are rounded to this, lengths are as measured. */
  timesRoundedToMs?: number;
};

export type OutageJson = {
  id: string;
  verdict: string;
  side: Side;
  counts: boolean;
  grade: 'A' | 'B' | 'C';
  final: boolean;
  startEarliestAt: string;
  startLatestAt: string;
  endEarliestAt: string | null;
  endLatestAt: string | null;
  downMinMs: number;
  downMaxMs: number | null;
  flaps: number;
  phases: { verdict: string; fromAt: string; toAt: string | null }[];
  /** Beyond the fixed names: how the interval meets time that was not observed, and its revision. */
  startsUnobserved: boolean;
  endsUnobserved: boolean;
  revision: number;
};

export type OutagesJson = {
  line: string;
  fromAt: string;
  toAt: string;
  observedMs: number;
  unknownMs: number;
  outages: OutageJson[];
  /** As in {@link StatusJson}. */
  timesRoundedToMs?: number;
};

export type DayJson = {
  day: string;
  upMs: number;
  degradedMs: number;
  downMinMs: number;
  downMaxMs: number;
  maintenanceMs: number;
  unknownMs: number;
  /** Of `downMaxMs`: the line was down, but the home was reachable another way (mobile fail-over). */
  failoverMs: number;
  outages: number;
  dropouts: number;
};
export type DaysJson = { line: string; zone: string; days: DayJson[] };

export type LatencyPoint = {
  fromAt: string;
  count: number;
  lost: number;
  lossRatio: number | null;
  minMs: number | null;
  medianMs: number | null;
  p95Ms: number | null;
  maxMs: number | null;
};
export type LatencyJson = { line: string; fromAt: string; toAt: string; stepMs: number; points: LatencyPoint[] };
