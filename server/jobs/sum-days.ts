import { sumDay } from '../../rules/outage/availability.ts';
import { addDays, dayOf, dayStartAtMs } from '../../rules/outage/calendar-days.ts';
import type { DerivedTables, Touched } from '../store/derived-tables.ts';

/** One more than the longest life of an installation; a day far off (a wrong clock) must not cost a loop of centuries. */
const MAX_DAYS = 20_000;
/** A longer time is cut to what there is of the line before it is gone through. */
const FEW_DAYS_MS = 3 * 86_400_000;

/**
 * Sums the local days that a change touched. Each sum follows from stretches and outages alone (`nowAtMs` is the last
 * measured instant, not a clock), so the order in which segments came makes no difference.
 */
export function sumTouchedDays(
  tables: DerivedTables,
  { line, zone, nowAtMs }: { line: string; zone: string; nowAtMs: number },
  touched: Touched,
): void {
  const { fromAtMs, toAtMs } = touched.toAtMs - touched.fromAtMs > FEW_DAYS_MS ? clip(tables, line, touched) : touched;
  if (fromAtMs >= toAtMs) return;
  const lastDay = dayOf(toAtMs - 1, zone);
  let day = dayOf(fromAtMs, zone);
  for (let count = 0; day <= lastDay && count < MAX_DAYS; count += 1) {
    const startAtMs = dayStartAtMs(day, zone);
    const next = addDays(day, 1);
    const endAtMs = dayStartAtMs(next, zone);
    const intervals = tables.intervals(line, startAtMs, endAtMs);
    // stretches leave no holes: a day without any lies before the first or after the last
    if (intervals.length > 0) {
      const outages = tables.outages(line, startAtMs, endAtMs);
      tables.writeDay(line, sumDay({ day, zone, intervals, outages, nowAtMs }));
    }
    day = next;
  }
}

/** The first change of a line reaches back to the begin of time. */
function clip(tables: DerivedTables, line: string, touched: Touched): Touched {
  const span = tables.span(line);
  return {
    fromAtMs: Math.max(touched.fromAtMs, span?.fromAtMs ?? 0),
    toAtMs: Math.min(touched.toAtMs, span?.toAtMs ?? 0),
  };
}

/** Sums every day of the line anew: after a replay, which can move a boot to where it belongs, and for another zone. */
export function sumAllDays(tables: DerivedTables, line: { line: string; zone: string; nowAtMs: number }): void {
  tables.deleteDays(line.line);
  const span = tables.span(line.line);
  if (span) sumTouchedDays(tables, line, span);
}
