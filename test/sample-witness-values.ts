import type { ChainEvidence, ChainLink, OutageSnapshot } from '../rules/outage/derived.ts';
import type { EvidenceWord } from '../rules/witness/chain.ts';
import type { OutageView } from '../web/pages/views.ts';
import type { AnnotationView } from '../web/pages/witness-views.ts';
import { HOUR_MS, SAMPLE_NOW_MS, sampleOutage } from './sample-values.ts';

/** What witnesses say in made-up outages, for the pages that show it. */

const AT_MS = SAMPLE_NOW_MS - 11 * HOUR_MS;
const LENGTH_MS = 2_472_105;
const END_MS = AT_MS + LENGTH_MS;
const MINUTE_MS = 60_000;

type Said = Partial<ChainEvidence> & { witness: ChainEvidence['witness']; says: EvidenceWord };
const said = (evidence: Said): ChainEvidence => ({
  fromAtMs: AT_MS,
  toAtMs: END_MS,
  values: {},
  segment: null,
  sequence: null,
  ...evidence,
});
const link = (name: ChainLink['link'], state: ChainLink['state'], ...evidence: ChainEvidence[]): ChainLink => ({
  link: name,
  state,
  evidence,
});

const HOME = link(
  'home',
  'ok',
  said({ witness: 'probe', says: 'measured', values: { lostSamples: 2473 } }),
  said({ witness: 'gateway', says: 'answered', values: { answered: 2472 } }),
);
const SILENT = said({ witness: 'far', says: 'silent', values: { lost: 2473 } });
const ROUTER_AT = { fromAtMs: AT_MS + 3_400, segment: 48_889, sequence: 8_126 };
const DSL_VALUES = {
  downMarginTenthDb: 65,
  upMarginTenthDb: 81,
  downRateKbit: 103_412,
  upRateKbit: 41_998,
  crcErrors: 1_204,
  retrains: 3,
};

const HASH = { trace: `hash:${'a1'.repeat(32)}`, log: `hash:${'b2'.repeat(32)}`, erased: `hash:${'c3'.repeat(32)}` };

/** A DSL line that lost its signal: the router said so. */
export const sampleSyncLost: OutageView = sampleOutage({
  atMs: AT_MS,
  lengthMs: LENGTH_MS,
  verdict: 'dsl-sync-lost',
  grade: 'A',
  provisional: { verdict: 'line-or-isp-down-unlocalised', side: 'access', counts: true, grade: 'B' },
  phases: [
    { verdict: 'dsl-sync-lost', side: 'access', fromAtMs: AT_MS, toAtMs: END_MS - 84_000 },
    { verdict: 'session-lost', side: 'provider', fromAtMs: END_MS - 84_000, toAtMs: END_MS },
  ],
  tags: ['new-address', 'router-rented'],
  chain: [
    HOME,
    link(
      'router',
      'ok',
      said({ witness: 'router', says: 'answered', values: { deviceUptimeS: 1_824_000 }, ...ROUTER_AT }),
    ),
    link(
      'dsl',
      'fail',
      said({
        witness: 'router',
        says: 'sync-down',
        values: { dslSync: 'down' },
        ...ROUTER_AT,
        toAtMs: END_MS - 84_000,
      }),
      said({ witness: 'router', says: 'sync-up', values: DSL_VALUES, fromAtMs: END_MS - 84_000, toAtMs: null }),
    ),
    link(
      'session',
      'fail',
      said({
        witness: 'router',
        says: 'session-down',
        values: { session: 'connecting', lastError: 'no-answer' },
      }),
    ),
    link('provider', 'unknown'),
    link('internet', 'fail', SILENT),
  ],
  snapshots: sampleSnapshots(),
});

/** The session was lost; the router has still to be asked again. */
export const sampleSessionLost: OutageView = sampleOutage({
  atMs: AT_MS + 7 * HOUR_MS,
  lengthMs: 43_118,
  verdict: 'session-lost',
  side: 'provider',
  grade: 'A',
  final: false,
  chain: [
    HOME,
    link('router', 'ok', said({ witness: 'router', says: 'answered' })),
    link('dsl', 'ok', said({ witness: 'router', says: 'sync-up', values: { dslSync: 'up', dslUptimeS: 812_345 } })),
    link('session', 'fail', said({ witness: 'router', says: 'session-down', values: { lastError: 'isp-timeout' } })),
    link('provider', 'unknown'),
    link('internet', 'fail', SILENT),
  ],
});

/** A fault of the provider's own network, found without any word of a router. */
export const sampleCoreUnreachable: OutageView = sampleOutage({
  atMs: AT_MS,
  lengthMs: 312_400,
  verdict: 'isp-core-unreachable',
  side: 'provider',
  chain: [
    HOME,
    link('router', 'unknown'),
    link('dsl', 'unknown'),
    link('session', 'unknown'),
    link(
      'provider',
      'fail',
      said({ witness: 'first-hop', says: 'answered', values: { answered: 62, lost: 0 } }),
      said({ witness: 'isp-host', says: 'silent', values: { answered: 0, lost: 63 } }),
    ),
    link('internet', 'fail', SILENT),
  ],
});

export const samplePlanned: OutageView = sampleOutage({
  atMs: Date.UTC(2026, 10, 22, 3, 12, 8, 400),
  lengthMs: 24_018,
  verdict: 'planned-reconnect',
  side: 'provider',
  counts: false,
  grade: 'A',
  tags: ['new-address', 'router-log-reconnect'],
  chain: [
    HOME,
    link('router', 'ok', said({ witness: 'router', says: 'answered', values: { logReconnect: 'planned' } })),
    link('dsl', 'ok', said({ witness: 'router', says: 'sync-up', values: { dslSync: 'up' } })),
    link('session', 'fail', said({ witness: 'router', says: 'session-began', values: { sessionUptimeS: 41 } })),
    link('provider', 'unknown'),
    link('internet', 'fail', SILENT),
  ],
});

/** The line was down, the home was online over the mobile network. */
export const sampleFailover: OutageView = sampleOutage({
  atMs: AT_MS,
  lengthMs: 3 * HOUR_MS,
  verdict: 'primary-line-down-failover-active',
  side: 'access',
  grade: 'A',
  isReachable: true,
  lostSamples: 0,
  chain: [
    HOME,
    link('router', 'ok', said({ witness: 'router', says: 'access-mobile', values: { access: 'mobile' } })),
    link('dsl', 'fail', said({ witness: 'router', says: 'sync-down', values: { dslSync: 'down' } })),
    link('session', 'unknown'),
    link('provider', 'unknown'),
    link('internet', 'ok', said({ witness: 'far', says: 'answered', values: { answered: 10_790 } })),
  ],
});

/** Somebody pulled the router's plug and put it back. */
export const sampleRouterRebooted: OutageView = sampleOutage({
  atMs: AT_MS,
  lengthMs: 95_000,
  verdict: 'router-or-lan-fault',
  side: 'home',
  counts: false,
  grade: 'A',
  tags: ['router-rebooted'],
});

function sampleSnapshots(): OutageSnapshot[] {
  const counters = { rxPackets: 8_812_004, txPackets: 5_120_881, rxErrors: 0, txErrors: 0, carrierChanges: 1 };
  const place = { segment: 48_889, sequence: 8_127 };
  return [
    {
      moment: 'onset',
      atMs: AT_MS + 4_000,
      ...place,
      readings: { hops: 1, ...counters },
      facts: { trace: HASH.trace, routerLog: HASH.log },
    },
    {
      moment: 'minute',
      atMs: AT_MS + MINUTE_MS,
      ...place,
      readings: { hops: 1, ...counters, rxPackets: 8_812_390, txPackets: 5_121_702 },
      facts: { trace: HASH.erased },
    },
    {
      moment: 'end',
      atMs: END_MS + 1_500,
      ...place,
      readings: { hops: 4, ...counters, rxPackets: 8_816_105, txPackets: 5_131_420 },
      facts: { trace: HASH.trace, routerLog: HASH.log },
    },
  ];
}

/** What the hashes of the snapshots stand for. */
export const samplePersonalValues: Record<string, string> = {
  [HASH.trace]: '1 192.168.178.1 412\n2 *\n3 203.0.113.17 8120\n4 198.51.100.4 9904\n',
  [HASH.log]:
    '22.11.26 03:03:24 DSL ist nicht verfügbar (keine Synchronisierung).\n22.11.26 03:43:12 DSL ist verfügbar (DSL-Synchronisierung besteht mit 103412/41998 kbit/s).\n22.11.26 03:44:33 Internetverbindung wurde erfolgreich hergestellt.',
};

export const sampleAnnotations: AnnotationView[] = [
  {
    entry: 4_120,
    kind: 'note',
    text: 'Nachbar fragen, ob es bei ihm auch war',
    atMs: SAMPLE_NOW_MS - 9 * HOUR_MS,
    withdrawnAtMs: SAMPLE_NOW_MS - 8 * HOUR_MS,
  },
  { entry: 4_131, kind: 'home', text: 'Steckdose im Keller', atMs: SAMPLE_NOW_MS - 2 * HOUR_MS, withdrawnAtMs: null },
];
