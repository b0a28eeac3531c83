import type { Method } from '../rules/method.ts';
import type { BoundSample, StateInterval } from '../rules/outage/derived.ts';
import type { DayJson } from '../rules/wire/status.ts';
import {
  type AvailabilityView,
  type LatencyPointView,
  type LatencyView,
  type LineView,
  type OutageView,
  type PageContext,
  PERIODS,
} from '../web/pages/views.ts';

/** Rich values for every page, for looking at them and for tests of the markup. Nothing here was measured. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** 2026-11-22 14:03:22.480 in Berlin. */
export const SAMPLE_NOW_MS = Date.UTC(2026, 10, 22, 13, 3, 22, 480);
const TODAY_START_MS = Date.UTC(2026, 10, 21, 23);

export const sampleLine: LineView = {
  id: 'home',
  name: 'Lindenstraße 7, DSL',
  provider: 'Musternetz',
  zone: 'Europe/Berlin',
  isLivePublished: true,
  isEvidencePublished: true,
};

export function sampleContext(patch: Partial<PageContext> = {}): PageContext {
  return {
    language: 'de',
    isLanguageChosen: false,
    path: '/lines/home',
    builtAtMs: SAMPLE_NOW_MS + 1_300,
    stylesheetHref: '/assets/style.css',
    scriptHref: null,
    reader: 'local',
    isSimulated: false,
    ...patch,
  };
}

/** Pseudo-random numbers that are the same every time. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function sampleAt(sentAtMs: number, outcome: string, target: string, sequence: number): BoundSample {
  const receivedAtMs = outcome === 'reply' ? sentAtMs + 12 : null;
  return { target, sentAtMs, receivedAtMs, outcome, segment: 48_211 + Math.floor(sequence / 12), sequence };
}

export function sampleOutage(patch: Partial<OutageView> & { atMs: number; lengthMs: number }): OutageView {
  const { atMs, lengthMs, ...rest } = patch;
  const endAtMs = atMs + lengthMs;
  return {
    id: (Math.floor(atMs / 1000) * 7919).toString(16).padStart(12, '0').slice(-12),
    verdict: 'line-or-isp-down-unlocalised',
    side: 'access',
    counts: true,
    grade: 'B',
    final: true,
    aliases: [],
    startEarliestAtMs: atMs - 1004,
    startLatestAtMs: atMs,
    endEarliestAtMs: endAtMs,
    endLatestAtMs: endAtMs + 1012,
    downMinMs: lengthMs,
    downMaxMs: lengthMs + 2016,
    flaps: 0,
    lostSamples: Math.round(lengthMs / 1000) + 1,
    startsUnobserved: false,
    endsUnobserved: false,
    phases: [{ verdict: 'line-or-isp-down-unlocalised', side: 'access', fromAtMs: atMs, toAtMs: endAtMs }],
    provisional: null,
    isReachable: false,
    tags: [],
    chain: [],
    snapshots: [],
    bounds: {
      lastGoodBefore: sampleAt(atMs - 1004, 'reply', '9.9.9.9', 8123),
      firstBad: sampleAt(atMs, 'timeout', '8.8.8.8', 8124),
      lastBad: sampleAt(endAtMs, 'timeout', '1.0.0.1', 8600),
      firstGoodAfter: sampleAt(endAtMs + 1000, 'reply', '1.1.1.1', 8601),
    },
    revision: 1,
    ...rest,
  };
}

export const sampleOutages: OutageView[] = [
  sampleOutage({ atMs: SAMPLE_NOW_MS - 5 * HOUR_MS, lengthMs: 7_004 }),
  sampleOutage({ atMs: SAMPLE_NOW_MS - 11 * HOUR_MS, lengthMs: 2_472_105, flaps: 2, final: false }),
  sampleOutage({
    atMs: SAMPLE_NOW_MS - 3 * DAY_MS,
    lengthMs: 361_927_250,
    verdict: 'dsl-sync-lost',
    grade: 'A',
    revision: 2,
  }),
  sampleOutage({
    atMs: SAMPLE_NOW_MS - 30 * DAY_MS,
    lengthMs: 95_000,
    verdict: 'router-or-lan-fault',
    side: 'home',
    counts: false,
  }),
  sampleOutage({ atMs: SAMPLE_NOW_MS - 44 * DAY_MS, lengthMs: 43_000, verdict: 'session-lost', side: 'provider' }),
];

/** The outage that lasts. */
export const sampleOngoing: OutageView = {
  ...sampleOutage({ atMs: SAMPLE_NOW_MS - 2_472_105, lengthMs: 2_472_105 }),
  final: false,
  endEarliestAtMs: null,
  endLatestAtMs: null,
  downMaxMs: null,
  phases: [
    {
      verdict: 'line-or-isp-down-unlocalised',
      side: 'access',
      fromAtMs: SAMPLE_NOW_MS - 2_472_105,
      toAtMs: null,
    },
  ],
};
sampleOngoing.bounds.firstGoodAfter = null;

/** 90 days: none measured, two lost, a month of drop-outs, an outage of four days, calm. */
export function sampleDays(): DayJson[] {
  const random = numbers(7);
  return Array.from({ length: 90 }, (_, index) => sampleDay(index, random));
}

const LONG_OUTAGE_MS = [41_000_000, DAY_MS, DAY_MS, 58_000_000];

function sampleDay(index: number, random: () => number): DayJson {
  const day = new Date(Date.UTC(2026, 7, 25 + index)).toISOString().slice(0, 10);
  const lengthMs = index === 89 ? SAMPLE_NOW_MS - TODAY_START_MS : DAY_MS;
  const sums = { upMs: 0, degradedMs: 0, downMinMs: 0, downMaxMs: 0, maintenanceMs: 0, unknownMs: 0, failoverMs: 0 };
  if (index < 12 || index === 40 || index === 41) return { day, ...sums, unknownMs: lengthMs, outages: 0, dropouts: 0 };
  const longMs = LONG_OUTAGE_MS[index - 60] ?? 0;
  if (longMs === DAY_MS) return { day, ...sums, downMinMs: DAY_MS, downMaxMs: DAY_MS, outages: 0, dropouts: 0 };
  const dropouts = index > 44 && index < 60 ? Math.floor(random() * 14) : Number(random() > 0.9);
  sums.downMinMs = longMs + dropouts * 21_000;
  sums.downMaxMs = sums.downMinMs + dropouts * 2_000;
  sums.unknownMs = index === 22 ? 9 * HOUR_MS : Math.floor(random() * 20_000);
  sums.degradedMs = index % 17 === 0 ? 4_000_000 : 0;
  sums.maintenanceMs = 31_000;
  sums.upMs = lengthMs - sums.unknownMs - sums.downMaxMs - sums.degradedMs - sums.maintenanceMs;
  return { day, ...sums, outages: dropouts + Number(longMs > 0), dropouts };
}

export function sampleAvailability(): AvailabilityView[] {
  const values: [number, number, number, number, number][] = [
    [0.971_123_4, 0.971_388_8, 0.999_872, 2_479_109, 2_483_141],
    [0.379_921, 0.380_002, 0.999_51, 364_406_355, 364_412_400],
    [0.857_2, 0.857_31, 0.988_2, 364_501_355, 364_512_400],
    [0.951_9, 0.952_001, 0.861_7, 364_544_355, 364_560_400],
    [0.951_9, 0.952_001, 0.212_4, 364_544_355, 364_560_400],
  ];
  const days = [1, 7, 30, 90, 365];
  return PERIODS.map((period, index) => {
    const [upRatioMin = 0, upRatioMax = 0, coverageRatio = 0, downMinMs = 0, downMaxMs = 0] = values[index] ?? [];
    const lengthMs = (days[index] ?? 1) * DAY_MS;
    const fromAtMs = SAMPLE_NOW_MS - lengthMs;
    return {
      period,
      fromAtMs,
      toAtMs: SAMPLE_NOW_MS,
      fromDay: new Date(fromAtMs + HOUR_MS).toISOString().slice(0, 10),
      toDay: '2026-11-22',
      upRatioMin,
      upRatioMax,
      failoverMs: 0,
      reachableRatioMin: upRatioMin,
      reachableRatioMax: upRatioMax,
      coverageRatio,
      observedMs: lengthMs * coverageRatio,
      unknownMs: lengthMs * (1 - coverageRatio),
      downMinMs,
      downMaxMs,
      outages: [2, 3, 31, 118, 118][index] ?? 0,
      dropouts: [1, 1, 29, 115, 115][index] ?? 0,
      lossBursts: [4, 17, 60, 201, 201][index] ?? 0,
    };
  });
}

export function sampleLatency(fromAtMs: number, toAtMs: number): LatencyView {
  const random = numbers(3);
  const stepMs = 300_000;
  const points = [];
  for (let atMs = fromAtMs; atMs < toAtMs; atMs += stepMs) {
    const share = (atMs - fromAtMs) / (toAtMs - fromAtMs);
    points.push(sampleLatencyPoint(atMs, share, random));
  }
  return { fromAtMs, toAtMs, stepMs, points, dataHref: '/api/lines/home/latency.json?from=2026-11-21&to=2026-11-22' };
}

/** A fifth into the time nothing was measured, in the middle nothing answered. */
function sampleLatencyPoint(fromAtMs: number, share: number, random: () => number): LatencyPointView {
  const nothing = { fromAtMs, sentCount: 0, lostCount: 0, minMs: null, medianMs: null, p95Ms: null, maxMs: null };
  if (share > 0.2 && share < 0.24) return nothing;
  if (share > 0.54 && share < 0.57) return { ...nothing, sentCount: 300, lostCount: 300 };
  const medianMs = 11 + 6 * Math.sin(share * 9) ** 2 + random() * 2;
  return {
    fromAtMs,
    sentCount: 300,
    lostCount: random() > 0.9 ? Math.floor(random() * 6) : 0,
    minMs: medianMs - 2.3,
    medianMs,
    p95Ms: medianMs + 4 + random() * 14,
    maxMs: medianMs + 60 * random() + 20,
  };
}

/** A day with every state, ending at `toAtMs`. */
export function sampleIntervals(toAtMs: number): StateInterval[] {
  const parts: [number, Partial<StateInterval>][] = [
    [9 * HOUR_MS, {}],
    [31_000, { state: 'maintenance', verdict: 'planned-reconnect', side: 'provider' }],
    [2 * HOUR_MS, {}],
    [2_472_105, { state: 'down', verdict: 'line-or-isp-down-unlocalised', side: 'access' }],
    [3 * HOUR_MS, {}],
    [40 * 60_000, { state: 'unknown', verdict: 'not-measured', cause: 'reboot' }],
    [2 * HOUR_MS, {}],
    [7_004, { state: 'down', verdict: 'line-or-isp-down-unlocalised', side: 'access' }],
    [HOUR_MS, {}],
    [25 * 60_000, { state: 'degraded', verdict: 'partial-reachability' }],
    [HOUR_MS, {}],
    [12 * 60_000, { state: 'degraded', verdict: 'degraded-loss' }],
    [HOUR_MS, {}],
    [95_000, { state: 'degraded', verdict: 'voip-only-down', side: 'provider' }],
    [20 * 60_000, { state: 'unknown', verdict: 'not-measured', cause: 'line-was-up' }],
    [2 * HOUR_MS, {}],
    [15 * 60_000, { state: 'unknown', verdict: 'not-measured', side: 'home', cause: 'power-cut-likely' }],
    [HOUR_MS, {}],
  ];
  const total = parts.reduce((sum, [lengthMs]) => sum + lengthMs, 0);
  let fromAtMs = toAtMs - total;
  return parts.map(([lengthMs, patch]) => {
    const interval = {
      fromAtMs,
      toAtMs: fromAtMs + lengthMs,
      state: 'up',
      verdict: 'ok',
      side: 'unknown',
      cause: null,
    };
    fromAtMs += lengthMs;
    return { ...interval, ...patch } as StateInterval; // the words above are those of the unions
  });
}

export const sampleMethod: Method = {
  format: 'linewitness-method/1',
  software: 'linewitness-probe 0.1.0',
  simulated: false,
  roundMs: 5000,
  lateAfterMs: 2000,
  listenMs: 10_000,
  targets: [
    { address: '192.168.178.1', network: 'home', role: 'gateway' as const, spacingMs: 1000 },
    { address: '217.237.148.22', network: 'isp', role: 'far' as const, spacingMs: 5000 },
    { address: '1.1.1.1', network: 'cloudflare', role: 'far' as const, spacingMs: 5000 },
    { address: '9.9.9.9', network: 'quad9', role: 'far' as const, spacingMs: 5000 },
    { address: '8.8.8.8', network: 'google', role: 'far' as const, spacingMs: 5000 },
    { address: '149.112.112.112', network: 'quad9', role: 'far' as const, spacingMs: 5000 },
  ].map((target, index) => ({ ...target, kind: 'ping', backEnd: 'fping', family: 4 as const, phaseMs: index * 1000 })),
};
