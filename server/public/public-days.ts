import type { SummedOutage } from '../../rules/outage/availability.ts';
import { dayEdges, sumsOf } from '../../rules/outage/period-sums.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { Line, ReadStore } from '../store/store.ts';

/** As strangers see them. */
type Told = Pick<ReadStore, 'intervals'> & {
  summedOutages: (line: string, fromAtMs: number, toAtMs: number) => SummedOutage[];
};

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
  const intervalsOf = inOrder(stretches, (one) => [one.fromAtMs, one.toAtMs]);
  const outagesOf = inOrder(outages, (one) => [one.startEarliestAtMs, one.endLatestAtMs ?? Number.POSITIVE_INFINITY]);
  const read: Told = {
    intervals: (_id, dayFromAtMs, dayToAtMs) => intervalsOf(dayFromAtMs, dayToAtMs),
    summedOutages: (_id, dayFromAtMs, dayToAtMs) => outagesOf(dayFromAtMs, dayToAtMs),
  };
  return days.map((day) => (isCalm(day) ? day : dayUntil(read, line, day.day, untilAtMs)));
}

/** What touches one stretch of time after the other: of `all`, by their begin, each is looked at about once. */
function inOrder<T>(all: T[], edgesOf: (one: T) => [fromAtMs: number, toAtMs: number]) {
  let first = 0;
  return (askedFromAtMs: number, askedToAtMs: number): T[] => {
    const found: T[] = [];
    for (let at = first; at < all.length; at += 1) {
      const one = all[at];
      if (one === undefined) break;
      const [fromAtMs, toAtMs] = edgesOf(one);
      if (fromAtMs >= askedToAtMs) break;
      if (toAtMs > askedFromAtMs) found.push(one);
      else if (at === first) first += 1;
    }
    return found;
  };
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
