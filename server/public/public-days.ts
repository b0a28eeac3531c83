import type { DayJson } from '../../rules/wire/status.ts';
import { dayEdges } from '../figures/days.ts';
import { sumsOf } from '../figures/sums.ts';
import type { Line, ReadStore } from '../store/store.ts';

/** As strangers see them. */
type Told = Pick<ReadStore, 'intervals' | 'summedOutages'>;

/**
 * Sums of a day that is over, as strangers see them: of the moved stretches, or the parts of what reaches over a midnight
 * would tell to the second when it began. A day of nothing but "up" stays as it was summed.
 */
export function publicDay(told: Told, line: Line, day: DayJson, untilAtMs: number): DayJson {
  if (day.degradedMs + day.downMaxMs + day.maintenanceMs + day.unknownMs === 0) return day;
  return dayUntil(told, line, day.day, untilAtMs);
}

/** Sums of a day up to where the strangers' view ends. */
export function dayUntil({ intervals, summedOutages }: Told, line: Line, day: string, untilAtMs: number): DayJson {
  const { startAtMs, endAtMs } = dayEdges(day, line.zone);
  const toAtMs = Math.min(endAtMs, untilAtMs);
  const inside = {
    intervals: intervals(line.id, startAtMs, toAtMs),
    outages: summedOutages(line.id, startAtMs, toAtMs),
    measuredAtMs: untilAtMs,
  };
  return { day, ...sumsOf(inside, startAtMs, endAtMs) };
}
