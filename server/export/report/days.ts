import { availabilityOf } from '../../../rules/outage/availability.ts';
import { addDays, dayStartAtMs } from '../../../rules/outage/calendar-days.ts';
import { sumsOfDays } from '../../../rules/outage/period-sums.ts';
import type { DayJson } from '../../../rules/wire/status.ts';
import { formatDuration, formatPercent } from '../../../web/pages/format.ts';
import { formatDay } from '../../../web/pages/local-time.ts';
import { paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { type Column, table } from '../../pdf/table.ts';
import type { Text } from '../../pdf/text-lines.ts';
import { monthName, type Report } from './frame.ts';

/** Longer periods are printed by month, and only the days with outages, so many at most; days.csv has all. */
const MOST_DAYS = 62;
const MOST_OUTAGE_DAYS = 62;

type Sums = Omit<DayJson, 'day'>;

export function daysChapter(report: Report): void {
  const { sheet, words, reportCase } = report;
  const { days, line } = reportCase.evidence;
  paragraph(sheet, words.days.text(line.zone));
  if (days.length <= MOST_DAYS) dayTable(report, days, { total: totalRow(report) });
  else longPeriod(report);
  if (isCut(report)) paragraph(sheet, words.days.cut, { style: QUIET });
}

/** The sums of the first page, so that rows and claim can be added up. */
function totalRow(report: Report): Text[] {
  const { words, reportCase } = report;
  return [words.days.total, ...cellsOf(report, reportCase.evidence.sums)].map((text) => [{ text, isBold: true }]);
}

function isCut({ reportCase: { evidence } }: Report): boolean {
  const { period, days, line } = evidence;
  const endAtMs = dayStartAtMs(addDays(period.toDay, 1), line.zone);
  return (days[0]?.startsAtMs ?? period.fromAtMs) !== period.fromAtMs || endAtMs !== period.toAtMs;
}

function longPeriod(report: Report): void {
  const { sheet, words, reportCase } = report;
  const { days } = reportCase.evidence;
  monthTable(report);
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
  days: readonly DayJson[],
  { caption, total }: { caption?: string; total?: Text[] },
): void {
  const { sheet, words, reportCase } = report;
  table(sheet, {
    columns: columnsOf(words.days.columns.day, report),
    rows: [
      ...days.map((day) => [formatDay(day.day, reportCase.language), ...cellsOf(report, day)]),
      ...(total ? [total] : []),
    ],
    style: { ...SMALL, size: 7.2 },
    ...(caption !== undefined && { caption }),
  });
}

/** Sums of whole local days: the first and the last month may be parts of one. */
function monthTable(report: Report): void {
  const { sheet, words, reportCase } = report;
  const months = [...Map.groupBy(reportCase.evidence.days, ({ day }) => day.slice(0, 7))];
  table(sheet, {
    columns: columnsOf(words.days.month, report),
    rows: [
      ...months.map(([month, days]): Text[] => {
        const lengthMs = days.reduce((sum, day) => sum + lengthOf(day), 0);
        return [
          monthName(month, reportCase.language),
          ...cellsOf(report, sumsOfDays(days, days[0]?.day ?? '', lengthMs)),
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
