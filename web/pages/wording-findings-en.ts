import type { Finding, FindingName } from './wording-findings.ts';

/** English words of every finding. */
export const findingsEn: Record<FindingName, Finding> = {
  ok: {
    title: 'Line works',
    text: 'Several targets in different networks answer.',
  },
  'line-or-isp-down-unlocalised': {
    title: 'No connection to the internet',
    text: 'None of the targets outside the home answered. The exact place was not measured more closely.',
  },
  'dsl-sync-lost': {
    title: 'DSL connection lost',
    text: 'The router reported that the DSL line had no connection, and no target on the internet answered.',
  },
  'session-auth-failed': {
    title: 'Login refused by the provider',
    text: 'The line was up, but the router’s login was refused. This counts only if the credentials are proven unchanged.',
  },
  'session-lost': {
    title: 'Session with the provider lost',
    text: 'The line was up as far as the router reported, but the session with the provider’s network was interrupted.',
  },
  'planned-reconnect': {
    title: 'Planned reconnect',
    text: 'A short interruption at the usual time with a new address afterwards. It is listed on its own and does not count as an outage.',
  },
  'isp-access-unreachable': {
    title: 'Provider’s network unreachable',
    text: 'The first place in the provider’s network, which usually answers, did not answer, and neither did any target.',
  },
  'isp-core-unreachable': {
    title: 'Provider’s network reachable at its edge only',
    text: 'The first place in the provider’s network answered, everything behind it did not, not even the provider’s own hosts.',
  },
  'isp-transit-unreachable': {
    title: 'No way into other networks',
    text: 'Hosts of the provider answered, targets in other networks did not.',
  },
  'primary-line-down-failover-active': {
    title: 'Line out, backup connection in use',
    text: 'The internet was reachable over a backup connection, the measured line itself was not working.',
  },
  'router-or-lan-fault': {
    title: 'Fault in the home network',
    text: 'The home router did not answer. Whether the line worked cannot be told; this does not count as an outage.',
  },
  'probe-lan-fault': {
    title: 'Probe cut off from the home network',
    text: 'The probe itself had no connection to the home network. This does not count as an outage.',
  },
  'ipv4-only-down': {
    title: 'IPv4 only interrupted',
    text: 'Targets with an IPv6 address answered, targets with an IPv4 address did not.',
  },
  'ipv6-only-down': {
    title: 'IPv6 only interrupted',
    text: 'Targets with an IPv4 address answered, targets with an IPv6 address did not.',
  },
  'ipv6-renumbering': {
    title: 'New IPv6 address',
    text: 'Shortly after a change of the IPv6 address, targets with an IPv6 address did not answer.',
  },
  'dns-isp-only': {
    title: 'Provider’s name service disturbed',
    text: 'The provider’s DNS server did not answer, other DNS servers did. The line itself worked.',
  },
  'dns-all': {
    title: 'Name service disturbed',
    text: 'No DNS server answered queries, but targets on the internet did answer.',
  },
  'dns-tampered': {
    title: 'Differing name service',
    text: 'The provider’s DNS server gave another answer than expected. Why was not measured.',
  },
  intercepted: {
    title: 'Answers do not come from the target',
    text: 'Something else seems to have answered in place of the targets, such as a notice page. Nothing is concluded from it.',
  },
  'remote-target-only': {
    title: 'A single target does not answer',
    text: 'One target did not answer, the others did. The line itself worked.',
  },
  'partial-reachability': {
    title: 'Only some targets reachable',
    text: 'Some targets in different networks did not answer, others did. This does not count as an outage.',
  },
  'voip-only-down': {
    title: 'Telephony only disturbed',
    text: 'The telephony server did not answer, the line itself worked.',
  },
  'mail-only-down': {
    title: 'E-mail only disturbed',
    text: 'The mail server did not answer, the line itself worked.',
  },
  'degraded-loss': {
    title: 'Many packets lost',
    text: 'The line worked, but noticeably many answers were missing.',
  },
  'degraded-latency': {
    title: 'Slow answers',
    text: 'The line worked, but answers took much longer than usual.',
  },
  'degraded-self-inflicted': {
    title: 'Line filled from inside',
    text: 'Answers were slow while the line was almost fully used from inside the home.',
  },
  undetermined: {
    title: 'Cause is still being established',
    text: 'What it is due to will stand here once it is certain.',
  },
  'not-measured': {
    title: 'Not measured',
    text: 'Nothing was measured in this time. It counts neither as working nor as an outage.',
  },
  unknown: {
    title: 'Not conclusive',
    text: 'The measurements allow no safe finding. The time counts neither as working nor as an outage.',
  },
};
