import { dayEdges, daysFilled } from '../../rules/outage/period-sums.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { Line, ReadStore } from '../store/store.ts';

/** Every local day from `fromDay` to `toDay`; one that nothing is kept of is wholly unknown. */
export function filledDays(store: Pick<ReadStore, 'days'>, line: Line, fromDay: string, toDay: string): DayJson[] {
  return daysFilled(store.days(line.id, fromDay, toDay), line.zone, fromDay, toDay);
}

/** The sums up to now: what is left of today is no lost knowledge yet. Other days stay as they are. */
export function untilNow(sums: DayJson, zone: string, nowMs: number): DayJson {
  const { startAtMs, endAtMs } = dayEdges(sums.day, zone);
  if (nowMs >= endAtMs || nowMs < startAtMs) return sums;
  return { ...sums, unknownMs: Math.max(0, sums.unknownMs - (endAtMs - nowMs)) };
}
