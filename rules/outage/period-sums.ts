import type { DayJson } from '../wire/status.ts';
import { certainMsWithin, DROPOUT_MS, isFailover, type SummedOutage } from './availability.ts';
import { addDays, dayOf, dayStartAtMs, daysBetween } from './calendar-days.ts';
import type { StateInterval } from './derived.ts';

/** Sums of any stretch of time, as those of a day. `outages` and `dropouts` began in it, at the earliest. */
export type Sums = Omit<DayJson, 'day'>;

const KEY_OF_STATE = {
  up: 'upMs',
  degraded: 'degradedMs',
  down: 'downMaxMs',
  maintenance: 'maintenanceMs',
  unknown: 'unknownMs',
} as const;

export type SumsInput = {
  /** All that touch the stretch. */
  intervals: StateInterval[];
  outages: SummedOutage[];
  /** End of what was observed of the line, whatever stretch is summed: an outage that lasts is certain up to here. */
  measuredAtMs: number;
};

/**
 * Sums of [fromAtMs, toAtMs), any stretch of time, from intervals and outages that touch it; `sumDay` is the same for a
 * local day. Holes between intervals are unknown; an outage is counted where it begins at the earliest.
 */
export function sumsOf({ intervals, outages, measuredAtMs }: SumsInput, fromAtMs: number, toAtMs: number): Sums {
  const sums: Sums = { ...NOTHING, unknownMs: toAtMs - fromAtMs };
  for (const interval of intervals) {
    if (interval.state === 'unknown') continue;
    const insideMs = clippedMs(interval, fromAtMs, toAtMs);
    sums[KEY_OF_STATE[interval.state]] += insideMs;
    sums.unknownMs -= insideMs;
    if (isFailover(interval)) sums.failoverMs += insideMs;
  }
  const counted = outages.filter((outage) => outage.counts);
  const begun = counted.filter(({ startEarliestAtMs: atMs }) => atMs >= fromAtMs && atMs < toAtMs);
  sums.outages = begun.length;
  sums.dropouts = begun.filter(({ downMaxMs }) => downMaxMs !== null && downMaxMs < DROPOUT_MS).length;
  const certainMs = counted.reduce(
    (sumMs, outage) => sumMs + certainMsWithin(outage, fromAtMs, toAtMs, measuredAtMs),
    0,
  );
  sums.downMinMs = Math.min(certainMs, sums.downMaxMs);
  return sums;
}

/** What sums are made of; what the owner found to be at home is unknown in it, and its outages do not count. */
export type SumsSource = {
  zone: string;
  /** End of what was observed; null: nothing was. */
  measuredAtMs: number | null;
  /** Sums of whole local days, in order; those that nothing is known of may be missing. */
  days: (fromDay: string, toDay: string) => DayJson[];
  /** That touch the time. */
  intervals: (fromAtMs: number, toAtMs: number) => StateInterval[];
  outages: (fromAtMs: number, toAtMs: number) => SummedOutage[];
};

/**
 * Sums of [fromAtMs, toAtMs): the one definition behind pages, API, exports and their verifier. Each local day is summed
 * by itself, so that a period is exactly the sum of its days; a day that is cut is summed from what lies in the part.
 */
export function periodSums(source: SumsSource, fromAtMs: number, toAtMs: number): Sums {
  const { zone } = source;
  const [fromDay, toDay] = [dayOf(fromAtMs, zone), dayOf(toAtMs - 1, zone)];
  const measuredAtMs = source.measuredAtMs ?? toAtMs;
  const isWhole = (day: string) => {
    const { startAtMs, endAtMs } = dayEdges(day, zone);
    // nothing is known of what lies after the last measurement: today up to now is the day as it was summed
    return fromAtMs <= startAtMs && toAtMs >= Math.min(endAtMs, measuredAtMs + 1);
  };
  const cut = [...new Set([fromDay, toDay])].filter((day) => !isWhole(day));
  const parts = cut.map((day) => {
    const { startAtMs, endAtMs } = dayEdges(day, zone);
    const [partFromAtMs, partToAtMs] = [Math.max(startAtMs, fromAtMs), Math.min(endAtMs, toAtMs)];
    const intervals = source.intervals(partFromAtMs, partToAtMs);
    const outages = source.outages(partFromAtMs, partToAtMs);
    return { day, ...sumsOf({ intervals, outages, measuredAtMs }, partFromAtMs, partToAtMs) };
  });
  const whole = source.days(fromDay, toDay).filter(({ day }) => !cut.includes(day));
  return sumsOfDays([...whole, ...parts], fromDay, toAtMs - fromAtMs);
}

/** Counted outages that began before the period and reach into it: not among its `outages`, their time is in its sums. */
export function reachingIn(outages: Pick<SummedOutage, 'counts' | 'startEarliestAtMs'>[], fromAtMs: number): number {
  return outages.filter((outage) => outage.counts && outage.startEarliestAtMs < fromAtMs).length;
}

/** How much of the interval lies in [fromAtMs, toAtMs). */
export function clippedMs(interval: { fromAtMs: number; toAtMs: number }, fromAtMs: number, toAtMs: number): number {
  return Math.max(0, Math.min(interval.toAtMs, toAtMs) - Math.max(interval.fromAtMs, fromAtMs));
}

/**
 * Sums of the days from `fromDay` on, `lengthMs` long together. What no day accounts for was not observed: days that
 * nothing is kept of, and not the rest of today, which a day's own `unknownMs` has.
 */
export function sumsOfDays(days: DayJson[], fromDay: string, lengthMs: number): Sums {
  const total: Sums = { ...NOTHING };
  for (const day of days) {
    if (day.day < fromDay) continue;
    total.upMs += day.upMs;
    total.degradedMs += day.degradedMs;
    total.downMinMs += day.downMinMs;
    total.downMaxMs += day.downMaxMs;
    total.maintenanceMs += day.maintenanceMs;
    total.failoverMs += day.failoverMs;
    total.outages += day.outages;
    total.dropouts += day.dropouts;
  }
  const observedMs = total.upMs + total.degradedMs + total.downMaxMs + total.maintenanceMs;
  return { ...total, unknownMs: Math.max(0, lengthMs - observedMs) };
}

/** Every local day from `fromDay` to `toDay`; one that is not among those given is wholly unknown. */
export function daysFilled(known: DayJson[], zone: string, fromDay: string, toDay: string): DayJson[] {
  const days = new Map(known.map((day) => [day.day, day]));
  return daysBetween(fromDay, toDay).map((day) => days.get(day) ?? unknownDay(day, zone));
}

function unknownDay(day: string, zone: string): DayJson {
  const { startAtMs, endAtMs } = dayEdges(day, zone);
  return { day, ...NOTHING, unknownMs: endAtMs - startAtMs };
}

/** Local midnights of a day; 23, 24 or 25 hours apart. */
export function dayEdges(day: string, zone: string): { startAtMs: number; endAtMs: number } {
  return { startAtMs: dayStartAtMs(day, zone), endAtMs: dayStartAtMs(addDays(day, 1), zone) };
}

const NOTHING: Sums = {
  upMs: 0,
  degradedMs: 0,
  downMinMs: 0,
  downMaxMs: 0,
  maintenanceMs: 0,
  unknownMs: 0,
  failoverMs: 0,
  outages: 0,
  dropouts: 0,
};
