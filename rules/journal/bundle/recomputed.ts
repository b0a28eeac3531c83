import type { Method } from '../../method.ts';
import type { Availability } from '../../outage/availability.ts';
import type { DerivedOutage } from '../../outage/derived.ts';
import type { Sums } from '../../outage/period-sums.ts';
import type { MeasuredSource } from '../../statement/lay-beside.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import type { DayJson } from '../../wire/status.ts';
import type { LaneEntry } from '../lane.ts';
import type { Segment } from '../segment.ts';
import type { BundleFinding } from './report.ts';

/**
 * What the figures of a bundle are computed again from: its segments (checked by the caller: parsed, chained, signed), in
 * the order in which they stand in its members, which is the order in which the server folded them.
 */
export type RecomputeInput = {
  index: BundleIndex;
  /** By the SHA-256 of their text; those that segments name. */
  methods: ReadonlyMap<string, Method>;
  /** Lower-case hex SHA-256 of the UTF-8 bytes. */
  sha256: (text: string) => string;
  /**
   * The segments that were given so far, again, from the `from`-th on (counted from 0). Asked for where a boot turns out
   * to stand at another time than its first rounds said: everything since is then computed anew.
   */
  reread: (from: number) => AsyncIterable<Segment>;
};

export type Recompute = {
  /** One more segment. A promise is to be waited for before the next one; most of the time there is none. */
  take: (segment: Segment) => Promise<void> | undefined;
  /** `events`: of the owner, as `server/events.txt` has them, in any order; those of other kinds are passed over. */
  end: (events: readonly LaneEntry[]) => { recomputed: Recomputed | null; findings: BundleFinding[] };
};

/** An outage as it was measured, with what the owner said of it. */
export type RecomputedOutage = DerivedOutage & {
  attributedTo: 'home' | null;
  /** `bundle.json` dates the boot that measured it: rounds that are not in here may say more of its clock. */
  isClockGiven: boolean;
};

/** The figures of `derived/evidence.json`, from the rounds alone. */
export type Recomputed = {
  /** End of what was observed. */
  measuredAtMs: number;
  sums: Sums;
  availability: Availability;
  outagesReachingIn: number;
  /** Local days that the bundle has the rounds of as a whole; the others of the period are left out. */
  days: DayJson[];
  /** That touch the period, in the order of their begin. */
  outages: RecomputedOutage[];
  /** All of the bundle, for what is held against it. */
  measured: Omit<MeasuredSource, 'shortestVisibleMs'>;
};
