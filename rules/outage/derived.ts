import type { TargetRole } from '../method.ts';
import type { Grade, Side, State } from '../verdict/verdict.ts';

/** Version of everything in `rules/` that turns samples into results; "identical on rebuild" holds for one version. */
export const RULES_VERSION = 2;

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

/** A part of an outage with one finding. The headline of the outage is the phase nearest the customer. */
export type OutagePhase = { verdict: string; side: Side; fromAtMs: number; toAtMs: number | null };

export const OUTAGE_TAGS = [
  'router-rebooted', //          the router's own uptime says that it started within the outage
  'router-rented', //            the router belongs to the provider
  'router-state-implausible', // the router said what packets or its own uptime contradict; it was not believed
  'router-log-reconnect', //     the router's log names the nightly reconnect
  'user-disconnect', //          the router says that its user ended the session
  'new-address', //              the line came back with another address or prefix
  'own-traffic', //              the home's own traffic filled the line
] as const;
export type OutageTag = (typeof OUTAGE_TAGS)[number];

/** From the customer outwards. */
export const CHAIN_LINKS = ['home', 'router', 'dsl', 'session', 'provider', 'internet'] as const;
export type ChainLink = {
  link: (typeof CHAIN_LINKS)[number];
  /** unknown: nobody could tell. */
  state: 'ok' | 'fail' | 'unknown';
  evidence: ChainEvidence[];
};

/** One thing that a witness said, with the sample it stands in. */
export type ChainEvidence = {
  /** Who: `probe` or a role of the method. */
  witness: 'probe' | TargetRole;
  /** What, a kebab-case word that pages translate: `answered`, `silent`, `sync-down`, `sync-up`, `uptime-grew`, … */
  says: string;
  fromAtMs: number;
  toAtMs: number | null;
  /** Figures and words that belong to it, by the names of the sample's readings and facts. */
  values: Record<string, number | string>;
  /** Where it first stands; null where it is counted over many samples. */
  segment: number | null;
  sequence: number | null;
};

export const SNAPSHOT_MOMENTS = ['onset', 'minute', 'end'] as const;
export type OutageSnapshot = {
  moment: (typeof SNAPSHOT_MOMENTS)[number];
  atMs: number;
  segment: number;
  sequence: number;
  /** Integers of the sample (interface counters, hops reached). */
  readings: Record<string, number>;
  /** Words of it, and hashes of the personal values (`trace`, `routerLog`) by which the owner finds them. */
  facts: Record<string, string>;
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
  phases: OutagePhase[];
  /** What was said when it ended, before the router was asked again; null while that is what is said. */
  provisional: { verdict: string; side: Side; counts: boolean; grade: Grade } | null;
  /** Packets passed another way meanwhile (mobile fail-over): the line was down, the home was reachable. */
  isReachable: boolean;
  /** Remarks that change the reading, in alphabetical order. */
  tags: OutageTag[];
  /** The six links from the customer outwards, each with what was seen of it in the outage. */
  chain: ChainLink[];
  /** What was recorded at the begin, after a minute and at the end, oldest first. */
  snapshots: OutageSnapshot[];
  bounds: {
    lastGoodBefore: BoundSample | null;
    firstBad: BoundSample;
    lastBad: BoundSample;
    firstGoodAfter: BoundSample | null;
  };
  /** Who vouches for the clock of the boot that measured it, as known when it was last told; absent in older results. */
  clock?: {
    source: (typeof CLOCK_SOURCES)[number];
    /** By how much all instants here lie later (or earlier) than the machine's clock said when the boot began. */
    correctedByMs: number;
    /** Of what was measured; null where the system itself said that it is synchronised, and where nobody vouches. */
    errorMs: number | null;
  };
};

/** Who vouches for a clock: the machine's own synchronisation, the server, the router, nobody. */
export const CLOCK_SOURCES = ['sync', 'server', 'router', 'none'] as const;

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
/**
 * What the router said of the line in one hour of UTC time, for the page on its quality. Counters are sums of their
 * increases within the hour (a counter that went back was reset: its new value counts); null = not said in that hour.
 * Noise margins and attenuation in tenths of a dB, rates in kbit/s.
 */
export type QualityHour = {
  fromAtMs: number;
  /** Router readings in it that said anything. */
  readings: number;
  downMarginMin: number | null;
  downMarginMean: number | null;
  upMarginMin: number | null;
  upMarginMean: number | null;
  downAttenuation: number | null;
  upAttenuation: number | null;
  /** Sync rates, the lowest of the hour, and what the line could do. */
  downRateKbit: number | null;
  upRateKbit: number | null;
  downMaxKbit: number | null;
  upMaxKbit: number | null;
  /** At the customer's end and at the provider's. */
  crcErrors: number | null;
  crcErrorsFar: number | null;
  fecErrors: number | null;
  fecErrorsFar: number | null;
  erroredSecs: number | null;
  severelyErroredSecs: number | null;
  /** New synchronisations of the DSL, and new sessions, that the router's own counters and uptimes prove. */
  resyncs: number;
  reconnects: number;
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
 * unless they are listed; listed buckets carry whole values and are written over theirs, and so do hours of quality. `applyChange` in
 * apply-change.ts is this text as code.
 */
export type DerivedChange = {
  replaceFromAtMs: number;
  settledFromAtMs: number;
  intervals: StateInterval[];
  outages: DerivedOutage[];
  buckets: Bucket[];
  lossBursts: LossBurst[];
  /** Like buckets: from settled samples, those with `fromAtMs` > `settledFromAtMs` vanish unless listed. */
  qualityHours: QualityHour[];
  current: CurrentState;
};
