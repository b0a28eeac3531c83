import type { QualityHour } from '../outage/derived.ts';
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
  /** Parts with one finding each; `verdict` and `side` above are those of the part nearest the customer. */
  phases: { verdict: string; side: Side; fromAt: string; toAt: string | null }[];
  /** What was said when it ended, before the router was asked again; null while that is what is said. */
  provisional: { verdict: string; side: Side; counts: boolean; grade: 'A' | 'B' | 'C' } | null;
  /** The line was down, the home was reachable another way (mobile fail-over). */
  reachable: boolean;
  /** Remarks that change the reading: `router-rebooted`, `user-disconnect`, … (rules/outage/derived.ts). */
  tags: string[];
  /** The owner found the cause at home: then it does not count, whatever was measured. null: he did not say so. */
  attributedTo: 'home' | null;
  /** Beyond the fixed names: how the interval meets time that was not observed, and its revision. */
  startsUnobserved: boolean;
  endsUnobserved: boolean;
  revision: number;
};

/** From the customer outwards; what is said of each link during an outage. */
export type ChainJson = { link: string; state: 'ok' | 'fail' | 'unknown' }[];

/** Of one outage (`outages/ID.json`): also its chain. */
export type OutageDetailJson = OutageJson & { line: string; chain: ChainJson; timesRoundedToMs?: number };

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

/** `coverage.json`: unknown time by cause, most first; together `unknownMs`. */
export type CoverageJson = {
  line: string;
  fromAt: string;
  toAt: string;
  observedMs: number;
  unknownMs: number;
  coverageRatio: number;
  causes: { cause: string; unknownMs: number; stretches: number }[];
  /** As in {@link StatusJson}. */
  timesRoundedToMs?: number;
};

/** `quality.json`: hours of UTC time in which the router said something; units in the names, null = not said. */
export type QualityHourJson = { fromAt: string } & Omit<QualityHour, 'fromAtMs' | InTenthDb> & {
    [Key in InTenthDb as `${Key}TenthDb`]: QualityHour[Key];
  };
type InTenthDb = Extract<keyof QualityHour, `${string}Margin${string}` | `${string}Attenuation`>;
export type QualityJson = { line: string; fromAt: string; toAt: string; hours: QualityHourJson[] };

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
