import { type Inputs, NO_INPUTS } from './inputs.ts';

/** A healthy line with everything that can be watched. */
export const HEALTHY: Inputs = {
  ...NO_INPUTS,
  continuity: 'ok',
  clock: 'sync',
  lan: 'up',
  gateway: 'ok',
  dslSync: 'up',
  wanSession: 'connected',
  access: 'dsl',
  firstHop: 'ok',
  ispHost: 'ok',
  ispResolver: 'ok',
  publicResolvers: 'some',
  farV4: 'all',
  farV6: 'all',
  silentNetworks: 0,
  httpsNonce: 'ok',
  negativeControl: 'clean',
  sip: 'ok',
  quality: 'ok',
  ownTraffic: 'free',
};
/** No far target and no independent resolver answers. */
export const NO_ANSWER: Partial<Inputs> = { farV4: 'none', farV6: 'none', publicResolvers: 'none' };
/** Nothing answers, and nobody but the gateway says anything. */
const SILENT: Partial<Inputs> = {
  ...NO_ANSWER,
  dslSync: 'na',
  wanSession: 'na',
  access: 'na',
  firstHop: 'na',
  ispHost: 'na',
  ispResolver: 'na',
};
/** The same, and nobody speaks for the provider's own machines. */
export const BEHIND: Partial<Inputs> = { ...NO_ANSWER, ispHost: 'na', ispResolver: 'na' };
const MOBILE: Partial<Inputs> = { access: 'mobile', firstHop: 'na' };

export type Case = [string, string, Partial<Inputs>, unknown[]];
/** Row, what it is about, what differs from {@link HEALTHY}, and what is said: verdict, side, state, counts, cause. */
export const LINE_CASES: Case[] = [
  ['20', 'a healthy line is ok', {}, ['ok', 'unknown', 'up', false, null]],
  [
    '21',
    'before the first contact nothing is said',
    { continuity: 'first-contact', ...SILENT },
    ['unknown', 'unknown', 'unknown', false, 'first-contact'],
  ],
  ['21', 'no input at all', NO_INPUTS, ['unknown', 'unknown', 'unknown', false, 'no-samples']],
  [
    '1',
    'a probe that stood still saw nothing',
    { continuity: 'stall', ...SILENT },
    ['not-measured', 'unknown', 'unknown', false, 'stall'],
  ],
  [
    '1a',
    'probe and router started in the same hole: the power',
    { continuity: 'reboot', routerStart: 'within' },
    ['not-measured', 'home', 'unknown', false, 'power-cut-likely'],
  ],
  [
    '1b',
    'one session lasted all through the hole: the line was up',
    { continuity: 'suspend', session: 'spans-hole' },
    ['not-measured', 'unknown', 'unknown', false, 'line-was-up'],
  ],
  [
    '2',
    'without carrier it is the probe’s own network',
    { lan: 'down', ...SILENT },
    ['probe-lan-fault', 'home', 'unknown', false, 'no-network'],
  ],
  [
    '2',
    'a probe without network said so itself',
    { continuity: 'no-network' },
    ['probe-lan-fault', 'home', 'unknown', false, 'no-network'],
  ],
  [
    '3',
    'on a path that answers everything the signed answer alone holds',
    { negativeControl: 'lying' },
    ['ok', 'unknown', 'up', false, null],
  ],
  [
    '3',
    'on a path that answers everything without a signed answer nothing is known',
    { negativeControl: 'lying', httpsNonce: 'fail' },
    ['intercepted', 'unknown', 'unknown', false, 'intercepted'],
  ],
  [
    '4',
    'a dead router is the home’s',
    { gateway: 'fail', ...SILENT },
    ['router-or-lan-fault', 'home', 'unknown', false, 'router-or-lan-fault'],
  ],
  [
    '4',
    'a router that started in the outage is the home’s, whatever it says of the line',
    { ...NO_ANSWER, routerStart: 'within', dslSync: 'down', wanSession: 'disconnected' },
    ['router-or-lan-fault', 'home', 'unknown', false, 'router-or-lan-fault'],
  ],
  [
    '20',
    'row 5: a gateway that does not answer, with others that do, is no witness',
    { gateway: 'fail' },
    ['ok', 'unknown', 'up', false, null],
  ],
  [
    '6',
    'packets by mobile while the DSL is down',
    { ...MOBILE, dslSync: 'down' },
    ['primary-line-down-failover-active', 'access', 'down', true, null],
  ],
  [
    '6',
    'packets by mobile while the session is gone',
    { ...MOBILE, wanSession: 'connecting' },
    ['primary-line-down-failover-active', 'provider', 'down', true, null],
  ],
  [
    '6',
    'packets by mobile while the login is refused: nobody can tell whose doing',
    { ...MOBILE, wanSession: 'auth-failed' },
    ['primary-line-down-failover-active', 'unknown', 'unknown', false, 'session-auth-failed'],
  ],
  [
    '6',
    'packets by mobile, and nothing said of the line',
    { ...MOBILE, dslSync: 'na', wanSession: 'connected' },
    ['primary-line-down-failover-active', 'unknown', 'down', true, null],
  ],
  ['20', 'a router that looks mobile while DSL and session are up', MOBILE, ['ok', 'unknown', 'up', false, null]],
  [
    '7',
    'the DSL lost its synchronisation',
    { ...NO_ANSWER, dslSync: 'down' },
    ['dsl-sync-lost', 'access', 'down', true, null],
  ],
  ['7', 'the DSL is training', { ...NO_ANSWER, dslSync: 'init' }, ['dsl-sync-lost', 'access', 'down', true, null]],
  [
    '8',
    'a refused login counts for nobody, as it may have been changed',
    { ...NO_ANSWER, wanSession: 'auth-failed' },
    ['session-auth-failed', 'unknown', 'unknown', false, 'session-auth-failed'],
  ],
  [
    '9',
    'the session is gone while the DSL is up',
    { ...NO_ANSWER, wanSession: 'disconnected' },
    ['session-lost', 'provider', 'down', true, null],
  ],
  [
    '9',
    'the session is gone and nobody says whether the link stands',
    { ...NO_ANSWER, dslSync: 'na', wanSession: 'connecting' },
    ['session-lost', 'access', 'down', true, null],
  ],
  [
    '9',
    'whoever ends his session has no outage',
    { ...NO_ANSWER, wanSession: 'disconnected', disconnectedBy: 'user' },
    ['session-lost', 'home', 'unknown', false, 'user-disconnect'],
  ],
  [
    '9a',
    'the nightly reconnect is maintenance',
    { ...NO_ANSWER, wanSession: 'connecting', reconnect: 'planned' },
    ['planned-reconnect', 'provider', 'maintenance', false, null],
  ],
  [
    '7',
    'what loses the DSL is no reconnect',
    { ...NO_ANSWER, dslSync: 'down', reconnect: 'planned' },
    ['dsl-sync-lost', 'access', 'down', true, null],
  ],
  [
    '10',
    'the first hop is silent while the session stands',
    { ...BEHIND, firstHop: 'fail' },
    ['isp-access-unreachable', 'provider', 'down', true, null],
  ],
  [
    '10',
    'a session stands for a while when the plug of a modem is pulled',
    { ...BEHIND, firstHop: 'fail', dslSync: 'na' },
    ['isp-access-unreachable', 'access', 'down', true, null],
  ],
  [
    '10',
    'a silent first hop without the router’s word may be a pulled cable',
    { ...SILENT, firstHop: 'fail' },
    ['isp-access-unreachable', 'access', 'down', true, null],
  ],
  [
    '10',
    'a silent first hop without any word of the router, ping included',
    { ...SILENT, firstHop: 'fail', gateway: 'na' },
    ['isp-access-unreachable', 'unknown', 'down', true, null],
  ],
  [
    '11',
    'the first hop answers and the provider’s own machine does not',
    { ...NO_ANSWER, ispHost: 'fail', ispResolver: 'fail' },
    ['isp-core-unreachable', 'provider', 'down', true, null],
  ],
  [
    '11',
    'where there is no such machine its resolver stands for it',
    { ...NO_ANSWER, ispHost: 'na', ispResolver: 'fail' },
    ['isp-core-unreachable', 'provider', 'down', true, null],
  ],
  [
    '11a',
    'the provider’s own machine answers, nothing behind it does',
    { ...NO_ANSWER, ispResolver: 'fail' },
    ['isp-transit-unreachable', 'provider', 'down', true, null],
  ],
  [
    '11a',
    'an answer of the provider’s own machine voids the silence of its first hop',
    { ...NO_ANSWER, firstHop: 'fail' },
    ['isp-transit-unreachable', 'provider', 'down', true, null],
  ],
  [
    '12',
    'behind a living router the line is down, at the access',
    SILENT,
    ['line-or-isp-down-unlocalised', 'access', 'down', true, null],
  ],
  [
    '12',
    'without a router that ever answered the side is unknown',
    { ...SILENT, gateway: 'na' },
    ['line-or-isp-down-unlocalised', 'unknown', 'down', true, null],
  ],
  [
    '12',
    'a family that is not there does not keep the line up',
    { ...SILENT, farV6: 'na' },
    ['line-or-isp-down-unlocalised', 'access', 'down', true, null],
  ],
  [
    '12',
    'the first hop answers and nobody speaks for the provider’s core',
    { ...BEHIND, wanSession: 'na', dslSync: 'na' },
    ['line-or-isp-down-unlocalised', 'access', 'down', true, null],
  ],
];
