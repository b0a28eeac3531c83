import type { Grade, Side, State } from '../verdict/verdict.ts';

/** Version of everything in `rules/` that turns samples into results; "identical on rebuild" holds for one version. */
export const RULES_VERSION = 1;

/** A stretch of a line's time with one state; stretches cover the time without holes or overlaps. Instants in epoch ms. */
export type StateInterval = {
  fromAtMs: number;
  toAtMs: number;
  state: State;
  verdict: string;
  side: Side;
  /** Why nothing is known, for `unknown`; null otherwise. */
  cause: string | null;
};

/** The four samples (ticks of one boot) that carry an outage's bounds, for the outage page. null where there is none. */
export type BoundSample = {
  target: string;
  sentAtMs: number;
  receivedAtMs: number | null;
  outcome: string;
  segment: number;
  sequence: number;
};

export type DerivedOutage = {
  /** 12 hex digits; short hash of line, probe, run id and the sequence and target of the first lost sample. */
  id: string;
  verdict: string;
  side: Side;
  counts: boolean;
  grade: Grade;
  /** False while late replies may still change it. */
  final: boolean;
  startEarliestAtMs: number;
  startLatestAtMs: number;
  /** null while it lasts. */
  endEarliestAtMs: number | null;
  endLatestAtMs: number | null;
  /** Earlier ids of the same outage: late data moved its first lost sample. */
  aliases: string[];
  /**
   * Certain: the sum of its lost runs, last bad sent − first bad sent each, less the time that the first lost packet of
   * a run may have been under way before the line failed (the longest of the last answers).
   */
  downMinMs: number;
  /** Possible: endLatest − startEarliest; null while it lasts. */
  downMaxMs: number | null;
  flaps: number;
  lostSamples: number;
  /** The time before or after was not observed: the bound there is where observation began or ended. */
  startsUnobserved: boolean;
  endsUnobserved: boolean;
  phases: { verdict: string; fromAtMs: number; toAtMs: number | null }[];
  bounds: {
    lastGoodBefore: BoundSample | null;
    firstBad: BoundSample;
    lastBad: BoundSample;
    firstGoodAfter: BoundSample | null;
  };
};

/** Loss that is no outage: 3 or 4 lost in a row (RFC 3357). Part of `drop-outs` statistics on the page, never of an outage sum. */
export type LossBurst = { atMs: number; family: 4 | 6; lostSamples: number; durationMs: number };

/** Latency and loss of the far targets in one slice of UTC time. */
export type Bucket = {
  widthMs: number;
  fromAtMs: number;
  sentCount: number;
  lostCount: number;
  lateCount: number;
  minUs: number | null;
  maxUs: number | null;
  sumUs: number;
  /** Sparse log-scale histogram, see histogram.ts. */
  histogram: string;
  gatewaySentCount: number;
  gatewayLostCount: number;
  lossBursts: number;
};
export const BUCKET_WIDTHS_MS = [300_000, 3_600_000, 86_400_000] as const;

/** What is to be shown now for the line, as far as the rounds tell (the server adds silence). */
export type CurrentState = {
  state: State;
  verdict: string;
  side: Side;
  cause: string | null;
  sinceAtMs: number;
  measuredAtMs: number;
};

/**
 * What one more segment changes for its line. Everything stored that lies at or after `replaceFromAtMs` is replaced:
 * intervals (a stored interval that straddles it is cut there), outages with `startEarliestAtMs` ≥ it that are not in
 * `outages` any more vanish; `outages` are written over their ids.
 *
 * Loss bursts and buckets come only from samples that no late reply can change any more, and have a later border of
 * their own: stored bursts with `atMs` ≥ `settledFromAtMs` and stored buckets with `fromAtMs` > `settledFromAtMs` vanish
 * unless they are listed; listed buckets carry whole values and are written over theirs. `applyChange` in
 * apply-change.ts is this text as code.
 */
export type DerivedChange = {
  replaceFromAtMs: number;
  settledFromAtMs: number;
  intervals: StateInterval[];
  outages: DerivedOutage[];
  buckets: Bucket[];
  lossBursts: LossBurst[];
  current: CurrentState;
};
