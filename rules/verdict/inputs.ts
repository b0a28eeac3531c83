/**
 * What the decision table looks at: the state of each witness over one interval. Every input can be `na` (not
 * available, not learned yet, never answered), and `na` never equals a failure.
 */

/** Why an interval was not measured; `ok` = it was. */
export const CONTINUITIES = [
  'ok',
  'na',
  'stall', //           the probe program stood still
  'suspend', //         the machine slept
  'restart', //         another run of the probe
  'reboot', //          another boot of the machine
  'clock-step', //      the wall clock jumped, the tool had to be restarted
  'tool', //            the measuring program failed or was started again
  'starting', //        the run had not begun to measure
  'no-network', //      no carrier or no address on the probe's own machine
  'vpn', //             the default route led into a tunnel: what was measured is not the line
  'missing-data', //    segments that were lost for good
  'no-route', //        the probe's own machine had no route
  'not-permitted', //   the probe's own machine did not allow it
  'tool-error', //      each try failed in the tool
  'first-contact', //   fewer than two far targets have ever answered
] as const;
export type Continuity = (typeof CONTINUITIES)[number];

/**
 * How many far targets of a family answered, of those that count (answered before, not benched), in the interval or over
 * the last three attempts of each: `all`; `most` = more than half, but not all; `some` = at least one, at most half;
 * `none` = not one; `na` = the family has no target, no route, or has not answered for 24 hours.
 */
export type Reach = 'all' | 'most' | 'some' | 'none' | 'na';

export type Inputs = {
  /** P */ continuity: Continuity;
  /** C */ clock: 'sync' | 'holdover' | 'unsync' | 'stepped' | 'na';
  /** L */ lan: 'up' | 'down' | 'na';
  /** G */ gateway: 'ok' | 'fail' | 'na';
  /** Whether the router itself started within the interval (or hole), by its own uptime; `na` also when it did not. */
  routerStart: 'within' | 'na';
  /** Whether one session of the router lasted all through the hole, by its own uptime. */
  session: 'spans-hole' | 'na';
  /** D, the physical link where that is all that is known. */ dslSync: 'up' | 'init' | 'down' | 'na';
  /** W: only as far as it is believed. */ wanSession:
    | 'connected'
    | 'connecting'
    | 'auth-failed'
    | 'disconnected'
    | 'na';
  /** Who ended the session, by the router's last error (ERROR_USER_DISCONNECT). */
  disconnectedBy: 'user' | 'na';
  /** Row 9a: the gap, what came back after it and when it came speak for the nightly reconnect. */
  reconnect: 'planned' | 'na';
  /** A: `mobile` only where the line is another one. */ access: 'dsl' | 'mobile' | 'other' | 'na';
  /** F */ firstHop: 'ok' | 'fail' | 'na';
  /** A machine of the provider's own, by ping. */
  ispHost: 'ok' | 'fail' | 'na';
  /** R: `ok` when any of the provider's resolvers answers rightly; `wrong` when one answers falsely. */
  ispResolver: 'ok' | 'fail' | 'wrong' | 'na';
  /** Whose these resolvers are: `home` where all that were asked only pass questions on, as home routers do. */
  resolverHost: 'provider' | 'home' | 'na';
  /** Q: independent resolvers, `none` = every one of them failed. */
  publicResolvers: 'some' | 'none' | 'na';
  /** T4 */ farV4: Reach;
  /** T6 */ farV6: Reach;
  /** Whether the prefix of IPv6 changed within the last 10 minutes. */
  prefix6: 'changed' | 'na';
  /** Networks (of any family) all of whose silent targets are silent alone: 1 = one target's own trouble. */
  silentNetworks: number | 'na';
  /** H */ httpsNonce: 'ok' | 'wrong' | 'fail' | 'na';
  /** X */ negativeControl: 'clean' | 'lying' | 'na';
  /** V, against its own baseline. */ sip: 'ok' | 'fail' | 'na';
  /** Whose registrar that is. */
  sipHost: 'provider' | 'other' | 'na';
  /** Row 19: what is worse than the limits, loss before latency. */
  quality: 'ok' | 'loss' | 'latency' | 'na';
  /** Whether the home's own traffic filled the line, by the router's byte rates. */
  ownTraffic: 'full' | 'free' | 'na';
};

/** Nothing is known. */
export const NO_INPUTS: Inputs = {
  continuity: 'na',
  clock: 'na',
  lan: 'na',
  gateway: 'na',
  routerStart: 'na',
  session: 'na',
  dslSync: 'na',
  wanSession: 'na',
  disconnectedBy: 'na',
  reconnect: 'na',
  access: 'na',
  firstHop: 'na',
  ispHost: 'na',
  ispResolver: 'na',
  resolverHost: 'na',
  publicResolvers: 'na',
  farV4: 'na',
  farV6: 'na',
  prefix6: 'na',
  silentNetworks: 'na',
  httpsNonce: 'na',
  negativeControl: 'na',
  sip: 'na',
  sipHost: 'na',
  quality: 'na',
  ownTraffic: 'na',
};

/** The word for `answering` of `total` targets; see {@link Reach}. */
export function reachOf(answering: number, total: number): Reach {
  if (total === 0) return 'na';
  if (answering === total) return 'all';
  if (answering === 0) return 'none';
  return answering * 2 > total ? 'most' : 'some';
}
