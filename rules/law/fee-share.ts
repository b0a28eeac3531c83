import { addDays, dayStartAtMs, daysBetween } from '../outage/calendar-days.ts';
import type { DailyShareRule } from './dated-rule.ts';
import { type DeadInterval, deadOnDay, touchedDays } from './dead-days.ts';
import { shareOfCents } from './money.ts';

/**
 * The part of the fee that falls on the certainly dead time, month by month in the length that each month has: the
 * reduction of TKG § 57 (4), which needs a fault established by the regulator's own mechanism. For comparison.
 */
export function feeShareCents(
  fault: { dead: readonly DeadInterval[]; zone: string; nowMs: number },
  monthlyFeeCents: number,
): number {
  const { dead, zone, nowMs } = fault;
  const touched = touchedDays(dead, zone, nowMs);
  if (touched === null) return 0;
  const deadMsOfMonth = new Map<string, number>();
  for (const day of daysBetween(touched.first, touched.last)) {
    const month = day.slice(0, 7);
    const { certainMs } = deadOnDay(dead, day, zone, nowMs);
    deadMsOfMonth.set(month, (deadMsOfMonth.get(month) ?? 0) + certainMs);
  }
  let cents = 0;
  for (const [month, deadMs] of deadMsOfMonth)
    cents += shareOfCents(monthlyFeeCents, deadMs, monthLengthMs(month, zone));
  return cents;
}

function monthLengthMs(month: string, zone: string): number {
  const first = `${month}-01`;
  const next = `${addDays(first, 31).slice(0, 7)}-01`;
  return dayStartAtMs(next, zone) - dayStartAtMs(first, zone);
}

/** Whole days and begun days without service, each worth the same part of the fee; the report plays no part. */
export function dailyShareOf(
  rule: DailyShareRule,
  fault: { dead: readonly DeadInterval[]; zone: string; nowMs: number; monthlyFeeCents: number },
): { wholeDays: number; begunDays: number; strictCents: number; likelyCents: number; firstDay: string | null } {
  const { dead, zone, nowMs, monthlyFeeCents } = fault;
  const touched = touchedDays(dead, zone, nowMs);
  const days = touched === null ? [] : daysBetween(touched.first, touched.last);
  const found = days.map((day) => deadOnDay(dead, day, zone, nowMs));
  const wholeDays = found.filter(({ certainMs, lengthMs }) => certainMs === lengthMs).length;
  const begunDays = found.filter(({ likelyMs }) => likelyMs > 0).length;
  const cents = (count: number) => shareOfCents(monthlyFeeCents, count, rule.daysInMonth);
  return {
    wholeDays,
    begunDays,
    strictCents: cents(wholeDays),
    likelyCents: cents(begunDays),
    firstDay: touched?.first ?? null,
  };
}
