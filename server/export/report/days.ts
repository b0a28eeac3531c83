import { availabilityOf } from '../../../rules/outage/availability.ts';
import { addDays, dayStartAtMs } from '../../../rules/outage/calendar-days.ts';
import { sumsOfDays } from '../../../rules/outage/period-sums.ts';
import type { DayJson } from '../../../rules/wire/status.ts';
import { formatDuration, formatPercent } from '../../../web/pages/format.ts';
import { formatClock, formatDay } from '../../../web/pages/local-time.ts';
import { paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { type Column, table } from '../../pdf/table.ts';
import type { Text } from '../../pdf/text-lines.ts';
import type { EvidenceCase } from '../gather-case.ts';
import { monthName, type Report } from './frame.ts';

/** Longer periods are printed by month, and only the days with outages, so many at most; days.csv has all. */
const MOST_DAYS = 62;
const MOST_OUTAGE_DAYS = 62;

type Sums = Omit<DayJson, 'day'>;
/** `until`: up to when, where its end lies in the future. */
type PrintedDay = DayJson & { until: string | null };

export function daysChapter(report: Report): void {
  const { sheet, words, reportCase } = report;
  const { line } = reportCase.evidence;
  const days = reportCase.evidence.days.map((day) => withoutFuture(report, day));
  paragraph(sheet, words.days.text(line.zone));
  if (days.length <= MOST_DAYS) dayTable(report, days, { total: totalRow(report) });
  else longPeriod(report, days);
  if (isCut(report)) paragraph(sheet, words.days.cut, { style: QUIET });
}

/** The sums of the first page, so that rows and claim can be added up. */
function totalRow(report: Report): Text[] {
  const { words, reportCase } = report;
  return [words.days.total, ...cellsOf(report, reportCase.evidence.sums)].map((text) => [{ text, isBold: true }]);
}

/** What has not been yet is not time that was not observed; days.csv has the whole day. */
function withoutFuture({ words, reportCase }: Report, day: EvidenceCase['days'][number]): PrintedDay {
  const { madeAtMs, line } = reportCase.evidence;
  const endAtMs = dayStartAtMs(addDays(day.day, 1), line.zone);
  const futureMs = Math.min(day.unknownMs, endAtMs - Math.max(madeAtMs, day.startsAtMs));
  if (futureMs <= 0) return { ...day, until: null };
  const until = words.days.until(formatClock(madeAtMs, line.zone, 'minute'));
  return { ...day, unknownMs: day.unknownMs - futureMs, until };
}

function isCut({ reportCase: { evidence } }: Report): boolean {
  const { period, days, line } = evidence;
  const endAtMs = Math.min(dayStartAtMs(addDays(period.toDay, 1), line.zone), evidence.madeAtMs);
  return (days[0]?.startsAtMs ?? period.fromAtMs) !== period.fromAtMs || endAtMs !== period.toAtMs;
}

function longPeriod(report: Report, days: readonly PrintedDay[]): void {
  const { sheet, words } = report;
  monthTable(report, days);
  const withOutages = days.filter(({ downMaxMs }) => downMaxMs > 0);
  if (withOutages.length === 0) {
    paragraph(sheet, words.days.none);
    return;
  }
  const shown = withOutages.toSorted((a, b) => b.downMaxMs - a.downMaxMs).slice(0, MOST_OUTAGE_DAYS);
  if (shown.length < withOutages.length)
    paragraph(sheet, words.days.left(shown.length, withOutages.length), { style: QUIET });
  dayTable(
    report,
    shown.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    { caption: words.days.withOutages },
  );
}

function dayTable(
  report: Report,
  days: readonly PrintedDay[],
  { caption, total }: { caption?: string; total?: Text[] },
): void {
  const { sheet, words } = report;
  table(sheet, {
    columns: columnsOf(words.days.columns.day, report),
    rows: [...days.map((day) => [dayName(report, day), ...cellsOf(report, day)]), ...(total ? [total] : [])],
    style: { ...SMALL, size: 7.2 },
    ...(caption !== undefined && { caption }),
  });
}

function dayName({ reportCase }: Report, { day, until }: PrintedDay): string {
  const name = formatDay(day, reportCase.language);
  return until === null ? name : `${name}\n${until}`;
}

/** Sums of whole local days: the first and the last month may be parts of one. */
function monthTable(report: Report, days: readonly PrintedDay[]): void {
  const { sheet, words, reportCase } = report;
  const months = [...Map.groupBy(days, ({ day }) => day.slice(0, 7))];
  table(sheet, {
    columns: columnsOf(words.days.month, report),
    rows: [
      ...months.map(([month, own]): Text[] => {
        const lengthMs = own.reduce((sum, day) => sum + lengthOf(day), 0);
        return [
          monthName(month, reportCase.language),
          ...cellsOf(report, sumsOfDays(own, own[0]?.day ?? '', lengthMs)),
        ];
      }),
      totalRow(report),
    ],
    caption: words.days.months,
    style: { ...SMALL, size: 7.2 },
  });
}

function lengthOf(day: Sums): number {
  return day.upMs + day.degradedMs + day.downMaxMs + day.maintenanceMs + day.unknownMs;
}

function columnsOf(first: string, { words }: Report): Column[] {
  const { least, most, outages, dropouts, degraded, planned, unknown, observed } = words.days.columns;
  const number = (label: string, share: number): Column => ({ label, share, isNumber: true });
  return [
    { label: first, share: 61 },
    ...[least, most].map((label) => number(label, 66)),
    number(outages, 36),
    number(dropouts, 44),
    number(degraded, 60),
    number(planned, 44),
    number(unknown, 56),
    number(observed, 50),
  ];
}

function cellsOf({ reportCase: { language } }: Report, sums: Sums): string[] {
  const length = (ms: number, rounding: 'down' | 'up' = 'up') =>
    ms === 0 ? '–' : formatDuration(ms, language, rounding);
  const count = (number: number) => (number === 0 ? '–' : String(number));
  return [
    sums.downMaxMs === 0 ? '–' : formatDuration(sums.downMinMs, language),
    length(sums.downMaxMs),
    count(sums.outages),
    count(sums.dropouts),
    length(sums.degradedMs),
    length(sums.maintenanceMs),
    length(sums.unknownMs),
    formatPercent(availabilityOf([sums]).coverageRatio, 2, language),
  ];
}
