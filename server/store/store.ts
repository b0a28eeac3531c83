import type { SummedOutage } from '../../rules/outage/availability.ts';
import type {
  Bucket,
  CurrentState,
  DerivedChange,
  DerivedOutage,
  LossBurst,
  QualityHour,
  StateInterval,
} from '../../rules/outage/derived.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { MailReads } from './mail-reads.ts';

/**
 * The only door to what the server keeps. No promise here that only SQLite could hold: a second implementation on
 * PostgreSQL follows later. Instants in epoch ms; days are local days of the line's zone, inclusive on both ends.
 */

export type Line = {
  id: string;
  name: string;
  provider: string;
  /** IANA zone; days and months of this line are cut in it. */
  zone: string;
  /** What strangers may see. */
  isLivePublished: boolean;
  isEvidencePublished: boolean;
  /** How far behind strangers see the live state; 0: really live. */
  liveDelayMinutes: number;
};

export type ProbeRecord = {
  id: string;
  line: string;
  publicKey: string;
  enrolledAtMs: number;
  retiredAtMs: number | null;
  /** The last segment kept, and what the next must be chained to. */
  lastNumber: number;
  chainSha256: string;
};

export type StoredOutage = DerivedOutage & {
  revision: number;
  /** The owner found the cause at home: `counts` is false then; finding and side are still what was measured. */
  attributedTo?: 'home';
};
/** An outage without what only its own page and the exports show: most of it. */
export type OutageEntry = Omit<StoredOutage, 'chain' | 'snapshots'>;
/** An outage as lists show it: without the samples behind its bounds too, which are half of the rest. */
export type ListedOutage = Omit<OutageEntry, 'bounds'>;
/** Time of one cause of not knowing. */
export type UnknownTime = { cause: string; unknownMs: number; stretches: number };

/** Reads for pages, API and exports. Only roll-ups and outages: cost does not grow with the age of the history. */
export type ReadStore = MailReads & {
  lines(): Line[];
  line(id: string): Line | null;
  activeProbe(line: string): ProbeRecord | null;
  /** What the rounds say last; null before the first, and while the line is derived again by newer rules. */
  current(line: string): CurrentState | null;
  /** Grows with every change of anything shown of the line; part of the ETag. */
  version(line: string): number;
  /** First instant that anything was measured at; null before the first round. */
  firstMeasuredAtMs(line: string): number | null;
  /** Stretches that touch [fromAtMs, toAtMs), in order, not clipped. */
  intervals(line: string, fromAtMs: number, toAtMs: number): StateInterval[];
  /**
   * The same as they count in sums: what was down in an outage that the owner found to be at home is unknown, with the
   * cause `attributed-home`.
   */
  summedIntervals(line: string, fromAtMs: number, toAtMs: number): StateInterval[];
  /** Unknown time of stretches within [fromAtMs, toAtMs), as it counts in sums, by cause; most first. */
  unknownTime(line: string, fromAtMs: number, toAtMs: number): UnknownTime[];
  /** Outages whose envelope touches [fromAtMs, toAtMs), oldest first. */
  outages(line: string, fromAtMs: number, toAtMs: number): OutageEntry[];
  /** The same with chain and snapshots. */
  wholeOutages(line: string, fromAtMs: number, toAtMs: number): StoredOutage[];
  /** The same for sums: they must fit the intervals. */
  summedOutages(line: string, fromAtMs: number, toAtMs: number): (SummedOutage & { id: string })[];
  /** The same for lists. */
  listedOutages(line: string, fromAtMs: number, toAtMs: number): ListedOutage[];
  /** The last `limit` of the same, newest first, and how many there are. */
  latestOutages(line: string, fromAtMs: number, toAtMs: number, limit: number): OutageEntry[];
  outageCount(line: string, fromAtMs: number, toAtMs: number): number;
  /** Ids of the outages that begin before and after one; null where there is none. */
  outageNeighbours(
    line: string,
    outage: Pick<StoredOutage, 'id' | 'startEarliestAtMs'>,
  ): { previousId: string | null; nextId: string | null };
  /** By id or by an earlier id of the same outage. */
  outage(line: string, id: string): StoredOutage | null;
  days(line: string, fromDay: string, toDay: string): DayJson[];
  /** Slices of one width (5 minutes, hour, UTC day) that begin in [fromAtMs, toAtMs), oldest first. */
  buckets(line: string, widthMs: number, fromAtMs: number, toAtMs: number): Bucket[];
  /** How many loss bursts those slices count together. */
  lossBurstCount(line: string, widthMs: number, fromAtMs: number, toAtMs: number): number;
  lossBursts(line: string, fromAtMs: number, toAtMs: number): LossBurst[];
  /** Hours of UTC time that begin in [fromAtMs, toAtMs) and in which a router said something, oldest first. */
  qualityHours(line: string, fromAtMs: number, toAtMs: number): QualityHour[];
  /** Method texts used by segments of the line in that time, newest first (for the page's "how it was measured"). */
  methods(line: string, fromAtMs: number, toAtMs: number): { sha256: string; text: string; fromAtMs: number }[];
};

/** What derivation writes, inside the transaction of the upload. */
export type DerivedStore = {
  applyChange(line: string, change: DerivedChange): void;
};
