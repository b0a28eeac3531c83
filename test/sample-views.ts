import type { NextStep } from '../web/pages/setup-views.ts';
import type { DayPageView, IndexView, LinePageView, NowView, OutagePageView, OutageView } from '../web/pages/views.ts';
import {
  DAY_MS,
  HOUR_MS,
  SAMPLE_NOW_MS,
  sampleAvailability,
  sampleDays,
  sampleIntervals,
  sampleLatency,
  sampleLine,
  sampleMethod,
  sampleOngoing,
  sampleOutage,
  sampleOutages,
} from './sample-values.ts';

/** The sample values put together as what each page is given. */

const NOW_UP: NowView = {
  state: 'up',
  verdict: 'ok',
  side: 'unknown',
  unknownCause: null,
  sinceAtMs: SAMPLE_NOW_MS - 5 * HOUR_MS,
  measuredAtMs: SAMPLE_NOW_MS,
  lastContactAtMs: SAMPLE_NOW_MS + 900,
  outage: null,
  backEnds: ['fping'],
};

/** Each thing a banner can say. */
export const sampleNow = {
  up: NOW_UP,
  down: {
    ...NOW_UP,
    state: 'down',
    verdict: 'line-or-isp-down-unlocalised',
    side: 'access',
    sinceAtMs: sampleOngoing.startLatestAtMs,
    outage: sampleOngoing,
  },
  degraded: { ...NOW_UP, state: 'degraded', verdict: 'partial-reachability', backEnds: ['ping'] },
  failover: {
    ...NOW_UP,
    state: 'down',
    verdict: 'primary-line-down-failover-active',
    side: 'access',
    sinceAtMs: sampleOngoing.startLatestAtMs,
    outage: { ...sampleOngoing, verdict: 'primary-line-down-failover-active', isReachable: true, grade: 'A' },
  },
  maintenance: { ...NOW_UP, state: 'maintenance', verdict: 'planned-reconnect', side: 'provider' },
  silent: {
    ...NOW_UP,
    state: 'unknown',
    verdict: 'unknown',
    unknownCause: 'no-contact',
    sinceAtMs: SAMPLE_NOW_MS - 260_000,
    measuredAtMs: SAMPLE_NOW_MS - 260_000,
    lastContactAtMs: SAMPLE_NOW_MS - 258_000,
  },
  serverOffline: { ...NOW_UP, state: 'unknown', verdict: 'unknown', unknownCause: 'server-offline' },
  firstContact: { ...NOW_UP, state: 'unknown', verdict: 'unknown', unknownCause: 'first-contact', sinceAtMs: null },
  home: { ...NOW_UP, state: 'unknown', verdict: 'router-or-lan-fault', side: 'home', unknownCause: 'gateway' },
  powerCut: {
    ...NOW_UP,
    state: 'unknown',
    verdict: 'not-measured',
    side: 'home',
    unknownCause: 'power-cut-likely',
    sinceAtMs: SAMPLE_NOW_MS - HOUR_MS,
  },
  noProbe: {
    ...NOW_UP,
    state: 'unknown',
    verdict: 'unknown',
    unknownCause: 'no-probe',
    sinceAtMs: null,
    measuredAtMs: null,
    lastContactAtMs: null,
    backEnds: [],
  },
} satisfies Record<string, NowView>;

export function sampleLinePage(now: NowView, patch: Partial<LinePageView> = {}): LinePageView {
  const fromAtMs = SAMPLE_NOW_MS - DAY_MS;
  const outages = now.outage ? [now.outage, ...sampleOutages] : sampleOutages;
  return {
    line: sampleLine,
    now,
    days: sampleDays(),
    firstDay: '2026-09-06',
    availability: sampleAvailability(),
    timeline: { fromAtMs, toAtMs: SAMPLE_NOW_MS, intervals: sampleIntervals(SAMPLE_NOW_MS) },
    latency: sampleLatency(fromAtMs, SAMPLE_NOW_MS),
    outages,
    outagesInAll: 118,
    method: sampleMethod,
    isEvidenceVisible: true,
    nextSteps: now === NOW_UP ? [] : sampleSteps(now),
    ...patch,
  };
}

function sampleSteps({ unknownCause, backEnds }: NowView): NextStep[] {
  if (unknownCause === 'no-probe') return [{ kind: 'connect-probe', path: '/owner/lines/home/probe' }];
  if (unknownCause === 'no-contact') return [{ kind: 'probe-silent', path: '/owner/lines/home/probe' }];
  if (backEnds[0] !== 'ping') return [];
  return [
    { kind: 'add-alarm', path: '/owner/alarms' },
    { kind: 'install-fping', path: '/owner/lines/home/probe' },
  ];
}

/** A line that has just been invited: no probe, no value. */
export function sampleEmptyLinePage(): LinePageView {
  const empty = { upMs: 0, degradedMs: 0, downMinMs: 0, downMaxMs: 0, maintenanceMs: 0, failoverMs: 0 };
  const ratios = { upRatioMin: null, upRatioMax: null, reachableRatioMin: null, reachableRatioMax: null };
  const nothing = { ...ratios, coverageRatio: 0, observedMs: 0, outages: 0, dropouts: 0 };
  return sampleLinePage(sampleNow.noProbe, {
    days: sampleDays().map((day) => ({ day: day.day, ...empty, unknownMs: DAY_MS, outages: 0, dropouts: 0 })),
    firstDay: null,
    availability: sampleAvailability().map((entry) => ({
      ...entry,
      ...nothing,
      downMinMs: 0,
      downMaxMs: 0,
      lossBursts: 0,
    })),
    timeline: { fromAtMs: SAMPLE_NOW_MS - DAY_MS, toAtMs: SAMPLE_NOW_MS, intervals: [] },
    latency: { ...sampleLatency(SAMPLE_NOW_MS - DAY_MS, SAMPLE_NOW_MS), points: [] },
    outages: [],
    outagesInAll: 0,
    method: null,
  });
}

export function sampleIndex(): IndexView {
  const availability = sampleAvailability()[3];
  if (!availability) throw new Error('bug: no 90 days');
  const entry = (name: string, now: NowView) => ({
    line: { ...sampleLine, name },
    now,
    days: sampleDays(),
    availability,
  });
  return {
    lines: [
      entry('Lindenstraße 7, DSL', sampleNow.up),
      entry('Büro, Kabel', sampleNow.down),
      entry('Ferienhaus', sampleNow.silent),
    ],
  };
}

export function sampleOutagePage(outage: OutageView, patch: Partial<OutagePageView> = {}): OutagePageView {
  const lengthMs = outage.downMaxMs ?? outage.downMinMs;
  const marginMs = Math.max(30_000, lengthMs * 0.25);
  const endAtMs = outage.startEarliestAtMs + lengthMs;
  const interval = { verdict: 'ok', side: 'unknown', cause: null } as const;
  return {
    line: sampleLine,
    outage,
    timeline: {
      fromAtMs: outage.startEarliestAtMs - marginMs,
      toAtMs: outage.downMaxMs === null ? endAtMs : endAtMs + marginMs,
      intervals: [
        { ...interval, state: 'up', fromAtMs: outage.startEarliestAtMs - marginMs, toAtMs: outage.startLatestAtMs },
        {
          ...interval,
          state: 'down',
          verdict: outage.verdict,
          side: outage.side,
          fromAtMs: outage.startLatestAtMs,
          toAtMs: endAtMs,
        },
        { ...interval, state: 'up', fromAtMs: endAtMs, toAtMs: endAtMs + marginMs },
      ],
    },
    previousId: 'aaaaaaaaaaaa',
    nextId: null,
    method: sampleMethod,
    isEvidenceVisible: true,
    ...patch,
  };
}

/** The long outage of a DSL line, in three phases. */
export function samplePhasesOutage(): OutageView {
  const outage = sampleOutages[2];
  if (!outage) throw new Error('bug: no long outage');
  const { startLatestAtMs: atMs, endEarliestAtMs } = outage;
  return {
    ...outage,
    phases: [
      { verdict: 'dsl-sync-lost', side: 'access', fromAtMs: atMs, toAtMs: atMs + 361_000_000 },
      { verdict: 'session-lost', side: 'provider', fromAtMs: atMs + 361_000_000, toAtMs: endEarliestAtMs },
    ],
  };
}

/** `2026-10-25`: the day of 25 hours. */
export function sampleDayPage(patch: Partial<DayPageView> = {}): DayPageView {
  const dayStartAtMs = Date.UTC(2026, 9, 24, 22);
  const dayEndAtMs = dayStartAtMs + 25 * HOUR_MS;
  const intervals = sampleIntervals(dayEndAtMs);
  const first = intervals[0];
  if (first) first.fromAtMs = dayStartAtMs;
  const sum = (state: string) =>
    intervals.filter((i) => i.state === state).reduce((total, i) => total + i.toAtMs - i.fromAtMs, 0);
  return {
    line: sampleLine,
    day: '2026-10-25',
    dayStartAtMs,
    dayEndAtMs,
    untilAtMs: dayEndAtMs,
    sums: {
      day: '2026-10-25',
      upMs: sum('up'),
      degradedMs: sum('degraded'),
      downMinMs: sum('down') - 4000,
      downMaxMs: sum('down'),
      maintenanceMs: sum('maintenance'),
      unknownMs: sum('unknown'),
      failoverMs: 0,
      outages: 2,
      dropouts: 1,
    },
    intervals,
    outages: [
      sampleOutage({ atMs: dayStartAtMs + 12 * HOUR_MS, lengthMs: 2_472_105 }),
      sampleOutage({ atMs: dayStartAtMs + 19 * HOUR_MS, lengthMs: 7_004 }),
    ],
    latency: sampleLatency(dayStartAtMs, dayEndAtMs),
    coverage: {
      fromAtMs: dayStartAtMs,
      toAtMs: dayEndAtMs,
      observedMs: dayEndAtMs - dayStartAtMs - sum('unknown'),
      unknownMs: sum('unknown'),
      coverageRatio: 1 - sum('unknown') / (dayEndAtMs - dayStartAtMs),
      causes: [{ cause: 'reboot', unknownMs: sum('unknown'), stretches: 1 }],
    },
    shortestVisibleMs: 5_013,
    previousDay: '2026-10-24',
    nextDay: '2026-10-26',
    isEvidenceVisible: true,
    ...patch,
  };
}
