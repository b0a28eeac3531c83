import { addDays, dayStartAtMs, daysBetween } from '../../rules/outage/calendar-days.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { Line, ReadStore } from '../store/store.ts';

/** Every local day from `fromDay` to `toDay`; one that nothing is kept of is wholly unknown. */
export function filledDays(store: Pick<ReadStore, 'days'>, line: Line, fromDay: string, toDay: string): DayJson[] {
  const kept = new Map(store.days(line.id, fromDay, toDay).map((day) => [day.day, day]));
  return daysBetween(fromDay, toDay).map((day) => kept.get(day) ?? unknownDay(day, line.zone));
}

/** Local midnights of a day; 23, 24 or 25 hours apart. */
export function dayEdges(day: string, zone: string): { startAtMs: number; endAtMs: number } {
  return { startAtMs: dayStartAtMs(day, zone), endAtMs: dayStartAtMs(addDays(day, 1), zone) };
}

/** The sums up to now: what is left of today is no lost knowledge yet. Other days stay as they are. */
export function untilNow(sums: DayJson, zone: string, nowMs: number): DayJson {
  const { startAtMs, endAtMs } = dayEdges(sums.day, zone);
  if (nowMs >= endAtMs || nowMs < startAtMs) return sums;
  return { ...sums, unknownMs: Math.max(0, sums.unknownMs - (endAtMs - nowMs)) };
}

function unknownDay(day: string, zone: string): DayJson {
  const { startAtMs, endAtMs } = dayEdges(day, zone);
  return {
    day,
    upMs: 0,
    degradedMs: 0,
    downMinMs: 0,
    downMaxMs: 0,
    maintenanceMs: 0,
    unknownMs: endAtMs - startAtMs,
    failoverMs: 0,
    outages: 0,
    dropouts: 0,
  };
}
