/** Where a fault lies, said only as far as it was measured. */
export const SIDES = ['home', 'access', 'provider', 'remote', 'unknown'] as const;
export type Side = (typeof SIDES)[number];

/** What a page shows. */
export const STATES = ['up', 'degraded', 'down', 'maintenance', 'unknown'] as const;
export type State = (typeof STATES)[number];

/** A: router state and packets agree. B: packets alone. C: later testimony only. */
export type Grade = 'A' | 'B' | 'C';

/** Everything that the table can say, for whoever translates it. */
export const VERDICTS = [
  'not-measured',
  'probe-lan-fault',
  'intercepted',
  'router-or-lan-fault',
  'primary-line-down-failover-active',
  'dsl-sync-lost',
  'session-auth-failed',
  'planned-reconnect',
  'session-lost',
  'isp-access-unreachable',
  'isp-transit-unreachable',
  'isp-core-unreachable',
  'line-or-isp-down-unlocalised',
  'ipv4-only-down',
  'ipv6-renumbering',
  'ipv6-only-down',
  'dns-isp-only',
  'dns-all',
  'dns-tampered',
  'remote-target-only',
  'partial-reachability',
  'voip-only-down',
  'degraded-self-inflicted',
  'degraded-loss',
  'degraded-latency',
  'ok',
  'unknown',
] as const;
export type VerdictName = (typeof VERDICTS)[number];

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
