import { monthEdges } from '../server/months/calendar-months.ts';
import type { MonthEntryView, SealedOutageView } from '../web/pages/month-views.ts';
import { monthPage, monthsPage } from '../web/pages/months-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { sampleLine, sampleOngoing, sampleOutages } from './sample-values.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Sealed months: the list, a month with a late version, the first version of it, and none yet. */
export function monthSamplePages(context: PageContext): Record<string, string> {
  const path = `/lines/${sampleLine.id}/months`;
  const months = ['2026-10', '2026-09', '2026-08'].map((month, index) => entry(month, index));
  const [october] = months;
  if (!october) throw new Error('bug: no month');
  const view = monthView(october);
  return {
    months: monthsPage({ ...context, path }, { line: sampleLine, months }),
    'months-first': monthsPage({ ...context, path }, { line: sampleLine, months: [] }),
    month: monthPage({ ...context, path: `${path}/2026-10` }, view),
    'month-large': monthPage({ ...context, path: `${path}/2026-10` }, { ...view, outages: manyOutages() }),
    'months-large': monthsPage({ ...context, path }, { line: sampleLine, months: manyMonths() }),
    'month-older': monthPage({ ...context, path: `${path}/2026-10` }, { ...view, version: 1, outages: [] }),
  };
}

/** 60 months to October 2026, newest first. */
function manyMonths(): MonthEntryView[] {
  return Array.from({ length: 60 }, (_, index) => {
    const [year, month] = [2026 - Math.floor((index + 2) / 12), 12 - ((index + 2) % 12)];
    return entry(`${year}-${String(month).padStart(2, '0')}`, index % 3);
  });
}

/** A bad month: 80 outages, a fifth of which does not count. */
function manyOutages(): SealedOutageView[] {
  return Array.from({ length: 80 }, (_, index) => {
    const { startLatestAtMs, verdict, side, grade } = sampleOutages[index % sampleOutages.length] ?? sampleOngoing;
    const downMinMs = ((index * 37) % 80) * MINUTE_MS + 4000;
    const place = { verdict, side, grade, counts: index % 5 > 0, isAttributed: false };
    const atMs = startLatestAtMs + index * 9 * 3_600_000;
    return {
      id: `${index}`.padStart(12, '0'),
      startLatestAtMs: atMs,
      downMinMs,
      downMaxMs: downMinMs + 2100,
      ...place,
    };
  });
}

function entry(month: string, index: number): MonthEntryView {
  const { fromAtMs, toAtMs, fromDay, toDay } = monthEdges(month, sampleLine.zone);
  const downMaxMs = index === 2 ? 0 : 41.3 * MINUTE_MS * (index + 1);
  const downMinMs = Math.max(0, downMaxMs - 2000);
  const unknownMs = index === 1 ? 3 * DAY_MS : 12 * MINUTE_MS;
  const observedMs = toAtMs - fromAtMs - unknownMs;
  const other = { degradedMs: 0, maintenanceMs: 0, failoverMs: 0, outages: index === 2 ? 0 : 3, dropouts: index };
  const sums = { ...other, upMs: observedMs - downMaxMs, downMinMs, downMaxMs, unknownMs };
  const [upRatioMin, upRatioMax] = [(observedMs - downMaxMs) / observedMs, (observedMs - downMinMs) / observedMs];
  const ratios = { upRatioMin, upRatioMax, reachableRatioMin: upRatioMin, reachableRatioMax: upRatioMax };
  const availability = { observedMs, unknownMs, ...ratios, coverageRatio: observedMs / (toAtMs - fromAtMs) };
  const figures = { fromAtMs, toAtMs, fromDay, toDay, sums, availability, outagesReachingIn: 0, days: 31 };
  const sha256 = `4e3a2b7b${index}`.padEnd(64, 'c09d');
  return { month, version: index === 0 ? 2 : 1, sealedAtMs: toAtMs + 5 * DAY_MS + 480_000, sha256, figures };
}

function monthView(october: MonthEntryView): Parameters<typeof monthPage>[1] {
  const day = (name: string, downMaxMs: number, unknownMs: number) => {
    const sums = { degradedMs: 0, downMinMs: downMaxMs, downMaxMs, maintenanceMs: 0, unknownMs, failoverMs: 0 };
    const upMs = DAY_MS - downMaxMs - unknownMs;
    return { day: name, ...sums, upMs, outages: downMaxMs > 0 ? 1 : 0, dropouts: 0 };
  };
  const outages = sampleOutages.slice(0, 3).map((outage, index) => {
    const { id, startLatestAtMs, downMinMs, downMaxMs, verdict, side, grade } = outage;
    const isAttributed = index === 2;
    return { id, startLatestAtMs, downMinMs, downMaxMs, verdict, side, grade, counts: !isAttributed, isAttributed };
  });
  const first = {
    version: 1,
    sealedAtMs: october.sealedAtMs - DAY_MS,
    sha256: 'a1'.repeat(32),
    reason: 'complete' as const,
  };
  const { version, sealedAtMs, sha256 } = october;
  return {
    ...{ ...october, line: sampleLine, laneEntry: 51_203, reason: 'annotation', rulesVersion: 12, outages },
    days: [day('2026-10-01', 0, 0), day('2026-10-02', 41 * MINUTE_MS, 0), day('2026-10-03', 0, DAY_MS / 2)],
    versions: [first, { version, sealedAtMs, sha256, reason: 'annotation' }],
    previousMonth: '2026-09',
    nextMonth: null,
  };
}
