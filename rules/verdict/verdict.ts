/** Where a fault lies, said only as far as it was measured. */
export const SIDES = ['home', 'access', 'provider', 'remote', 'unknown'] as const;
export type Side = (typeof SIDES)[number];

/** What a page shows. */
export const STATES = ['up', 'degraded', 'down', 'maintenance', 'unknown'] as const;
export type State = (typeof STATES)[number];

/** A: router state and packets agree. B: packets alone. C: later testimony only. */
export type Grade = 'A' | 'B' | 'C';

/** Outcome of the decision table for an interval: one row of it. */
export type Verdict = {
  /** kebab-case name of the row, e.g. `line-or-isp-down-unlocalised`. */
  name: string;
  side: Side;
  state: State;
  /** Whether it counts as an outage against the provider. */
  counts: boolean;
  /** Cause for `not-measured` and the like; null otherwise. */
  cause: string | null;
};
