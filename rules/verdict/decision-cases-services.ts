import type { Case } from './decision-cases.ts';

/** Rows 13 to 19: families, services, quality. */
export const SERVICE_CASES: Case[] = [
  ['13', 'IPv4 alone', { farV4: 'none' }, ['ipv4-only-down', 'unknown', 'degraded', false, null]],
  ['14', 'IPv6 alone', { farV6: 'none' }, ['ipv6-only-down', 'unknown', 'degraded', false, null]],
  [
    '14',
    'IPv6 alone, with a new prefix',
    { farV6: 'none', prefix6: 'changed' },
    ['ipv6-renumbering', 'unknown', 'degraded', false, null],
  ],
  [
    '15',
    'the provider’s resolver alone',
    { ispResolver: 'fail' },
    ['dns-isp-only', 'provider', 'degraded', false, null],
  ],
  [
    '15',
    'the home router passes no questions on',
    { ispResolver: 'fail', resolverHost: 'home' },
    ['dns-isp-only', 'unknown', 'degraded', false, null],
  ],
  [
    '15',
    'false answers out of the home router',
    { ispResolver: 'wrong', resolverHost: 'home' },
    ['dns-tampered', 'unknown', 'degraded', false, null],
  ],
  [
    '15',
    'every resolver',
    { ispResolver: 'fail', publicResolvers: 'none' },
    ['dns-all', 'unknown', 'degraded', false, null],
  ],
  ['15', 'false answers', { ispResolver: 'wrong' }, ['dns-tampered', 'provider', 'degraded', false, null]],
  [
    '16',
    'somebody else answers for the own server',
    { httpsNonce: 'wrong' },
    ['intercepted', 'unknown', 'unknown', false, 'intercepted'],
  ],
  [
    '17',
    'targets of one network',
    { farV4: 'most', silentNetworks: 1 },
    ['remote-target-only', 'remote', 'up', false, null],
  ],
  [
    '17',
    'targets of several networks',
    { farV4: 'most', silentNetworks: 2 },
    ['partial-reachability', 'unknown', 'degraded', false, null],
  ],
  [
    '17',
    'few targets answer',
    { farV4: 'some', farV6: 'na', silentNetworks: 'na' },
    ['partial-reachability', 'unknown', 'degraded', false, null],
  ],
  [
    '17',
    'no ping is answered, but names are: packets passed',
    { farV4: 'none', farV6: 'none' },
    ['partial-reachability', 'unknown', 'unknown', false, 'partial-reachability'],
  ],
  [
    '18',
    'the provider’s registrar does not answer',
    { sip: 'fail', sipHost: 'provider' },
    ['voip-only-down', 'provider', 'degraded', false, null],
  ],
  [
    '18',
    'another registrar does not answer',
    { sip: 'fail', sipHost: 'other' },
    ['voip-only-down', 'remote', 'degraded', false, null],
  ],
  ['19', 'loss', { quality: 'loss' }, ['degraded-loss', 'unknown', 'degraded', false, null]],
  ['19', 'latency', { quality: 'latency' }, ['degraded-latency', 'unknown', 'degraded', false, null]],
  [
    '19',
    'latency while the home fills its own line',
    { quality: 'latency', ownTraffic: 'full' },
    ['degraded-self-inflicted', 'home', 'degraded', false, null],
  ],
];
