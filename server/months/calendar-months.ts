import { addDays, dayOf, dayStartAtMs } from '../../rules/outage/calendar-days.ts';

/** Months of the line's zone, `YYYY-MM`. */
export function monthOf(atMs: number, zone: string): string {
  return dayOf(atMs, zone).slice(0, 7);
}

export type MonthEdges = { fromDay: string; toDay: string; fromAtMs: number; toAtMs: number };

/** First and last local day, and the midnights around them. */
export function monthEdges(month: string, zone: string): MonthEdges {
  const fromDay = `${month}-01`;
  const nextDay = `${nextMonth(month)}-01`;
  return {
    fromDay,
    toDay: addDays(nextDay, -1),
    fromAtMs: dayStartAtMs(fromDay, zone),
    toAtMs: dayStartAtMs(nextDay, zone),
  };
}

export function nextMonth(month: string): string {
  // the 28th and four days more lie in the next month, whatever its length
  return addDays(`${month}-28`, 4).slice(0, 7);
}
