import type { DayJson } from '../../rules/wire/status.ts';
import { dayEdges } from '../figures/days.ts';
import { sumsOf } from '../figures/sums.ts';
import type { Line, ReadStore } from '../store/store.ts';

/** As strangers see them. */
type Told = Pick<ReadStore, 'intervals' | 'summedOutages'>;

/**
 * Sums of days that are over, in order, as strangers see them: of the moved stretches, or the parts of what reaches over a
 * midnight would tell to the second when it began. A day of nothing but "up" stays as it was summed. All are read at once.
 */
export function publicDays(told: Told, line: Line, days: DayJson[], untilAtMs: number): DayJson[] {
  const isCalm = (day: DayJson) => day.degradedMs + day.downMaxMs + day.maintenanceMs + day.unknownMs === 0;
  const eventful = days.filter((day) => !isCalm(day));
  const [first, last] = [eventful[0], eventful.at(-1)];
  if (!first || !last) return days;
  const [fromAtMs, toAtMs] = [dayEdges(first.day, line.zone).startAtMs, dayEdges(last.day, line.zone).endAtMs];
  const stretches = told.intervals(line.id, fromAtMs, Math.min(toAtMs, untilAtMs));
  const outages = told.summedOutages(line.id, fromAtMs, Math.min(toAtMs, untilAtMs));
  const read: Told = {
    intervals: (_id, dayFromAtMs, dayToAtMs) =>
      stretches.filter((one) => one.fromAtMs < dayToAtMs && one.toAtMs > dayFromAtMs),
    summedOutages: (_id, dayFromAtMs, dayToAtMs) =>
      outages.filter(
        ({ startEarliestAtMs, endLatestAtMs }) =>
          startEarliestAtMs < dayToAtMs && (endLatestAtMs === null || endLatestAtMs > dayFromAtMs),
      ),
  };
  return days.map((day) => (isCalm(day) ? day : dayUntil(read, line, day.day, untilAtMs)));
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
