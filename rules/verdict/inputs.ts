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
  /** D */ dslSync: 'up' | 'init' | 'down' | 'na';
  /** W */ wanSession: 'connected' | 'connecting' | 'auth-failed' | 'disconnected' | 'na';
  /** A */ access: 'dsl' | 'mobile' | 'other' | 'na';
  /** F */ firstHop: 'ok' | 'fail' | 'na';
  /** R: `ok` when any of the provider's resolvers answers rightly; `wrong` when one answers falsely. */
  ispResolver: 'ok' | 'fail' | 'wrong' | 'na';
  /** Q: independent resolvers, `none` = every one of them failed. */
  publicResolvers: 'some' | 'none' | 'na';
  /** T4 */ farV4: Reach;
  /** T6 */ farV6: Reach;
  /** Networks (of any family) all of whose silent targets are silent alone: 1 = one target's own trouble. */
  silentNetworks: number | 'na';
  /** H */ httpsNonce: 'ok' | 'wrong' | 'fail' | 'na';
  /** X */ negativeControl: 'clean' | 'lying' | 'na';
  /** V */ sip: 'ok' | 'fail' | 'na';
  /** M */ mail: 'ok' | 'fail' | 'na';
};

/** Nothing is known. */
export const NO_INPUTS: Inputs = {
  continuity: 'na',
  clock: 'na',
  lan: 'na',
  gateway: 'na',
  dslSync: 'na',
  wanSession: 'na',
  access: 'na',
  firstHop: 'na',
  ispResolver: 'na',
  publicResolvers: 'na',
  farV4: 'na',
  farV6: 'na',
  silentNetworks: 'na',
  httpsNonce: 'na',
  negativeControl: 'na',
  sip: 'na',
  mail: 'na',
};

/** The word for `answering` of `total` targets; see {@link Reach}. */
export function reachOf(answering: number, total: number): Reach {
  if (total === 0) return 'na';
  if (answering === total) return 'all';
  if (answering === 0) return 'none';
  return answering * 2 > total ? 'most' : 'some';
}
