import { sumDay } from '../../rules/outage/availability.ts';
import { addDays, dayOf, dayStartAtMs } from '../../rules/outage/calendar-days.ts';
import type { DerivedTables, Touched } from '../store/derived-tables.ts';

/** One more than the longest life of an installation; a day far off (a wrong clock) must not cost a loop of centuries. */
const MAX_DAYS = 20_000;

/**
 * Sums the local days that a change touched. Each sum follows from stretches and outages alone (`nowAtMs` is the last
 * measured instant, not a clock), so the order in which segments came makes no difference.
 */
export function sumTouchedDays(
  tables: DerivedTables,
  { line, zone, nowAtMs }: { line: string; zone: string; nowAtMs: number },
  touched: Touched,
): void {
  dropDaysOutside(tables, line, zone);
  const stretches = tables.intervals(line, Math.max(touched.fromAtMs, 0), Math.min(touched.toAtMs, 8.64e15));
  const fromAtMs = Math.max(touched.fromAtMs, stretches[0]?.fromAtMs ?? Number.POSITIVE_INFINITY);
  const toAtMs = Math.min(touched.toAtMs, stretches.at(-1)?.toAtMs ?? Number.NEGATIVE_INFINITY);
  if (fromAtMs >= toAtMs) return;
  const lastDay = dayOf(toAtMs - 1, zone);
  let day = dayOf(fromAtMs, zone);
  for (let count = 0; day <= lastDay && count < MAX_DAYS; count += 1) {
    const startAtMs = dayStartAtMs(day, zone);
    const next = addDays(day, 1);
    const endAtMs = dayStartAtMs(next, zone);
    const intervals = tables.intervals(line, startAtMs, endAtMs);
    const outages = tables.outages(line, startAtMs, endAtMs);
    tables.writeDay(line, sumDay({ day, zone, intervals, outages, nowAtMs }));
    day = next;
  }
}

/** Days before the first and after the last stretch: a replay can move a boot to where it belongs. */
function dropDaysOutside(tables: DerivedTables, line: string, zone: string): void {
  const span = tables.span(line);
  if (span) tables.keepDays(line, dayOf(span.fromAtMs, zone), dayOf(span.toAtMs - 1, zone));
}
