import type { StateInterval } from '../../rules/outage/derived.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { StoredOutage } from '../store/store.ts';

/** Sums of any stretch of time, as those of a day. */
export type Sums = Omit<DayJson, 'day'>;

/** An outage shorter than this is called a drop-out (decision 19). */
const DROPOUT_BELOW_MS = 180_000;

const KEY_OF_STATE = {
  up: 'upMs',
  degraded: 'degradedMs',
  down: 'downMaxMs',
  maintenance: 'maintenanceMs',
  unknown: 'unknownMs',
} as const;

/**
 * Sums of [fromAtMs, toAtMs) from intervals and outages that touch it. Holes between intervals are unknown; of an outage
 * that is cut by an edge only what is certain to lie inside counts as `downMinMs`.
 */
export function sumsOf(
  { intervals, outages }: { intervals: StateInterval[]; outages: StoredOutage[] },
  fromAtMs: number,
  toAtMs: number,
): Sums {
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
  sums.dropouts = counted.filter(({ downMaxMs }) => downMaxMs !== null && downMaxMs < DROPOUT_BELOW_MS).length;
  const certainMs = counted.reduce((sumMs, outage) => sumMs + certainInsideMs(outage, fromAtMs, toAtMs), 0);
  sums.downMinMs = Math.min(certainMs, sums.downMaxMs);
  return sums;
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

/** Where in its span an outage flapped is not kept, so all that is cut off is taken from what is certain. */
function certainInsideMs(outage: StoredOutage, fromAtMs: number, toAtMs: number): number {
  const span = { fromAtMs: outage.startLatestAtMs, toAtMs: outage.endEarliestAtMs ?? toAtMs };
  const outsideMs = span.toAtMs - span.fromAtMs - clippedMs(span, fromAtMs, toAtMs);
  return Math.max(0, outage.downMinMs - outsideMs);
}

/** Sums of days on end. */
export function addSums(days: Sums[]): Sums {
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
    total.upMs += day.upMs;
    total.degradedMs += day.degradedMs;
    total.downMinMs += day.downMinMs;
    total.downMaxMs += day.downMaxMs;
    total.maintenanceMs += day.maintenanceMs;
    total.unknownMs += day.unknownMs;
    total.outages += day.outages;
    total.dropouts += day.dropouts;
  }
  return total;
}
