import { certainMsWithin, DROPOUT_MS } from '../../rules/outage/availability.ts';
import type { StateInterval } from '../../rules/outage/derived.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { ReadStore, StoredOutage } from '../store/store.ts';

/** Sums of any stretch of time, as those of a day. */
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
  outages: StoredOutage[];
  /** End of what was observed of the line, whatever stretch is summed: an outage that lasts is certain up to here. */
  measuredAtMs: number;
};

/**
 * Sums of [fromAtMs, toAtMs), any stretch of time, from intervals and outages that touch it; `sumDay` of rules/ is the
 * same for a local day. Holes between intervals are unknown; an outage that only reaches in is counted too.
 */
export function sumsOf({ intervals, outages, measuredAtMs }: SumsInput, fromAtMs: number, toAtMs: number): Sums {
  const sums: Sums = {
    upMs: 0,
    degradedMs: 0,
    downMinMs: 0,
    downMaxMs: 0,
    maintenanceMs: 0,
    unknownMs: toAtMs - fromAtMs,
    outages: 0,
    dropouts: 0,
  };
  for (const interval of intervals) {
    if (interval.state === 'unknown') continue;
    const insideMs = clippedMs(interval, fromAtMs, toAtMs);
    sums[KEY_OF_STATE[interval.state]] += insideMs;
    sums.unknownMs -= insideMs;
  }
  const counted = outages.filter((outage) => outage.counts);
  sums.outages = counted.length;
  sums.dropouts = counted.filter(({ downMaxMs }) => downMaxMs !== null && downMaxMs < DROPOUT_MS).length;
  const certainMs = counted.reduce(
    (sumMs, outage) => sumMs + certainMsWithin(outage, fromAtMs, toAtMs, measuredAtMs),
    0,
  );
  sums.downMinMs = Math.min(certainMs, sums.downMaxMs);
  return sums;
}

/** End of what was observed of a line; `elseAtMs` before the first round, when nothing can last. */
export function measuredUntilAtMs(store: Pick<ReadStore, 'current'>, line: string, elseAtMs: number): number {
  return store.current(line)?.measuredAtMs ?? elseAtMs;
}

/** Length of what was observed in [fromAtMs, toAtMs): every state but `unknown`. Holes between intervals are not observed. */
export function observedMsOf(intervals: StateInterval[], fromAtMs: number, toAtMs: number): number {
  return intervals
    .filter((interval) => interval.state !== 'unknown')
    .reduce((sumMs, interval) => sumMs + clippedMs(interval, fromAtMs, toAtMs), 0);
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
  const total: Sums = {
    upMs: 0,
    degradedMs: 0,
    downMinMs: 0,
    downMaxMs: 0,
    maintenanceMs: 0,
    unknownMs: 0,
    outages: 0,
    dropouts: 0,
  };
  for (const day of days) {
    if (day.day < fromDay) continue;
    total.upMs += day.upMs;
    total.degradedMs += day.degradedMs;
    total.downMinMs += day.downMinMs;
    total.downMaxMs += day.downMaxMs;
    total.maintenanceMs += day.maintenanceMs;
    total.outages += day.outages;
    total.dropouts += day.dropouts;
  }
  const observedMs = total.upMs + total.degradedMs + total.downMaxMs + total.maintenanceMs;
  return { ...total, unknownMs: Math.max(0, lengthMs - observedMs) };
}
