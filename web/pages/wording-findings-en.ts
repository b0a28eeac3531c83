import type { Finding, FindingName } from './wording-findings.ts';

/** English words of every finding. */
export const findingsEn: Record<FindingName, Finding> = {
  ok: {
    title: 'Line works',
    text: 'Several targets in different networks answer.',
    meaning: 'Browsing, calling and television work as far as the line is concerned.',
    sure: 'What is measured is that packets go out and come back; how fast the line is, is not measured.',
  },
  'line-or-isp-down-unlocalised': {
    title: 'No connection to the internet',
    text: 'None of the targets outside the home answered. The exact place was not measured more closely.',
    meaning: 'The internet could not be reached over this line.',
    sure: 'Without the router’s word it cannot be told whether the wire, the session or the provider’s network failed.',
  },
  'dsl-sync-lost': {
    title: 'DSL connection lost',
    text: 'The router reported that the DSL line had no connection, and no target on the internet answered.',
    meaning: 'No signal came about between the router and its counterpart at the provider; without it nothing works.',
    sure: 'The router itself says so. Whether the cause lay in the wire outside, the wiring in the house or the modem in the router, it cannot tell either.',
  },
  'session-auth-failed': {
    title: 'Login refused by the provider',
    text: 'The line was up, but the router’s login was refused. This counts only if the credentials are proven unchanged.',
    meaning: 'The router reached the provider but was not let in there.',
    sure: 'Wrong or changed credentials are excluded only if the same login worked before and after and nobody changed anything in between.',
  },
  'session-lost': {
    title: 'Session with the provider lost',
    text: 'The router had no session with the provider’s network.',
    meaning: 'The router answered at home, but got no connection to the internet from the provider.',
    sure: 'This rests on the router’s word. Only where it also said that the DSL was synchronised is the wire excluded; which place ended the session cannot be seen.',
  },
  'planned-reconnect': {
    title: 'Planned reconnect',
    text: 'A short interruption at the usual time with a new address afterwards. It is listed on its own and does not count as an outage.',
    meaning:
      'The connection was cut for a short time and set up again, as it regularly is; with some lines this belongs to the service.',
    sure: 'Recognised by its shortness, the usual time and the new session; a chance fault at that very time would look the same.',
  },
  'isp-access-unreachable': {
    title: 'Provider’s network unreachable',
    text: 'The first place in the provider’s network, which usually answers, did not answer, and neither did any target.',
    meaning: 'Not even the first place in the provider’s network could be reached.',
    sure: 'A failure of the wire, a plug or a modem at home and one in the provider’s network can only be told apart where the router says that the DSL was synchronised.',
  },
  'isp-core-unreachable': {
    title: 'Provider’s network reachable at its edge only',
    text: 'The first place in the provider’s network answered, everything behind it did not, not even the provider’s own hosts.',
    meaning: 'Wire and session carried packets, but in the provider’s network they went no further.',
    sure: 'That the first place answered speaks against wire and router as the cause; which place behind it failed cannot be seen.',
  },
  'isp-transit-unreachable': {
    title: 'No way into other networks',
    text: 'Hosts of the provider answered, targets in other networks did not.',
    meaning: 'Within the provider’s network things worked, beyond it they did not.',
    sure: 'Whether the crossing failed at the provider or in the networks behind it cannot be seen from here.',
  },
  'primary-line-down-failover-active': {
    title: 'Line out, backup connection in use',
    text: 'The internet was reachable over a backup connection, the measured line itself was not working.',
    meaning: 'At home the internet went on over the backup connection; the line itself was out of order.',
    sure: 'This rests on the router’s word on which way it used; it is not asked every second, so the times are coarser than usual.',
  },
  'router-or-lan-fault': {
    title: 'Fault in the home network',
    text: 'The home router did not answer. Whether the line worked cannot be told; this does not count as an outage.',
    meaning: 'Nothing got through between the probe and the home router; this says nothing about the line.',
    sure: 'Whether the router, its power, a cable or the Wi-Fi was the cause cannot be seen.',
  },
  'probe-lan-fault': {
    title: 'Probe cut off from the home network',
    text: 'The probe itself had no connection to the home network. This does not count as an outage.',
    meaning: 'It concerned the probe; other devices may have stayed online.',
    sure: 'The probe says so about its own network connection.',
  },
  'ipv4-only-down': {
    title: 'IPv4 only interrupted',
    text: 'Targets with an IPv6 address answered, targets with an IPv4 address did not.',
    meaning: 'What can be reached over IPv4 only did not work; the rest did.',
    sure: 'Some lines lead IPv4 through a translator at the provider (DS-Lite); whether that or something else failed cannot be seen.',
  },
  'ipv6-only-down': {
    title: 'IPv6 only interrupted',
    text: 'Targets with an IPv4 address answered, targets with an IPv6 address did not.',
    meaning: 'What runs over IPv6 did not work; most of it falls back to IPv4, often with a delay.',
    sure: 'A wrong setting of IPv6 in the router cannot be excluded from here.',
  },
  'ipv6-renumbering': {
    title: 'New IPv6 address',
    text: 'Shortly after a change of the IPv6 address, targets with an IPv6 address did not answer.',
    meaning: 'After the change it takes a while until all devices use the new address.',
    sure: 'That the change was the reason follows only from the closeness in time.',
  },
  'dns-isp-only': {
    title: 'Provider’s name service disturbed',
    text: 'The provider’s DNS server did not answer, other DNS servers did. The line itself worked.',
    meaning:
      'Pages could not be opened although the line carried packets; with another DNS server it would have worked.',
    sure: 'Whether the server failed or only the way to it cannot be seen; where the home router passes the questions on, it may have been the router itself.',
  },
  'dns-all': {
    title: 'Name service disturbed',
    text: 'No DNS server answered queries, but targets on the internet did answer.',
    meaning: 'Pages could no longer be opened by their names.',
    sure: 'Whether the queries got lost at the provider, in the router or in the home network cannot be seen.',
  },
  'dns-tampered': {
    title: 'Differing name service',
    text: 'The provider’s DNS server gave another answer than expected. Why was not measured.',
    meaning: 'Some names may lead elsewhere than intended.',
    sure: 'A filter in the router or in the home network can answer like this as well.',
  },
  intercepted: {
    title: 'Answers do not come from the target',
    text: 'Something else seems to have answered in place of the targets, such as a notice page. Nothing is concluded from it.',
    meaning: 'The internet seems reachable, but may not be.',
    sure: 'Only the signed answer of the Linewitness server can be relied on then, and it did not arrive unchanged.',
  },
  'remote-target-only': {
    title: 'A single target does not answer',
    text: 'One target did not answer, the others did. The line itself worked.',
    meaning: 'As a rule nothing of it was to be noticed on the line.',
    sure: 'A single target says nothing about the line.',
  },
  'partial-reachability': {
    title: 'Only some targets reachable',
    text: 'Some targets in different networks did not answer, others did. This does not count as an outage.',
    meaning: 'Some pages and services worked, others did not.',
    sure: 'Whether the provider, a network behind it or the targets themselves were the cause cannot be seen.',
  },
  'voip-only-down': {
    title: 'Telephony only disturbed',
    text: 'The telephony server did not answer, the line itself worked.',
    meaning: 'Telephony over the line probably did not work, the internet did.',
    sure: 'The only question was whether the telephony server answers; no call was tried.',
  },
  'degraded-loss': {
    title: 'Many packets lost',
    text: 'The line worked, but noticeably many answers were missing.',
    meaning: 'Calls and videos may stutter, games may drop out.',
    sure: 'Where the packets got lost cannot be seen; a weak Wi-Fi of the probe would look similar.',
  },
  'degraded-latency': {
    title: 'Slow answers',
    text: 'The line worked, but answers took much longer than usual.',
    meaning: 'Pages build up slowly, calls and games lag.',
    sure: 'That the home itself filled the line is excluded only if the router tells its amounts of data.',
  },
  'degraded-self-inflicted': {
    title: 'Line filled from inside',
    text: 'Answers were slow while the line was almost fully used from inside the home.',
    meaning: 'Somebody in the home loaded or sent a lot; that slows down everything else.',
    sure: 'This follows from the amounts of data that the router reported at the same time.',
  },
  undetermined: {
    title: 'Cause is still being established',
    text: 'What it is due to will stand here once it is certain.',
    meaning: 'Until then only one thing is certain: no answers arrive.',
    sure: 'Nothing has been established yet.',
  },
  'not-measured': {
    title: 'Not measured',
    text: 'Nothing was measured in this time. It counts neither as working nor as an outage.',
    meaning: 'What the line did in this time is not known.',
    sure: 'Nothing is claimed.',
  },
  unknown: {
    title: 'Not conclusive',
    text: 'The measurements allow no safe finding. The time counts neither as working nor as an outage.',
    meaning: 'Nothing is claimed about this time.',
    sure: 'What was said is not enough or contradicts itself.',
  },
};
