import type { DayJson } from '../wire/status.ts';
import { addDays, dayStartAtMs } from './calendar-days.ts';
import type { DerivedOutage, StateInterval } from './derived.ts';

/** Counted outages shorter than this at their upper bound are drop-outs. */
export const DROPOUT_MS = 180_000;

/** The line is down, and the home is reachable another way meanwhile. */
export const FAILOVER_VERDICT = 'primary-line-down-failover-active';

/** What of an outage the sums look at. */
export type SummedOutage = Pick<
  DerivedOutage,
  'counts' | 'startEarliestAtMs' | 'startLatestAtMs' | 'endEarliestAtMs' | 'endLatestAtMs' | 'downMinMs' | 'downMaxMs'
>;

export type DayInput = {
  day: string;
  zone: string;
  /** Stretches and outages that touch the day, any order, not clipped; stretches do not overlap. */
  intervals: StateInterval[];
  outages: SummedOutage[];
  /** End of what was observed: an outage that lasts is summed up to here. */
  nowAtMs: number;
};

/**
 * Sums of one local day: `upMs + degradedMs + downMaxMs + maintenanceMs + unknownMs` = length of the day, exactly; time
 * without a stretch (the future, before the first round) is unknown. `downMinMs` is what of each counted outage's certain
 * time lies in the day for sure, never more than `downMaxMs`; `failoverMs` is part of `downMaxMs`. An outage is counted on the day it starts at the earliest.
 */
export function sumDay({ day, zone, intervals, outages, nowAtMs }: DayInput): DayJson {
  const fromAtMs = dayStartAtMs(day, zone);
  const toAtMs = dayStartAtMs(addDays(day, 1), zone);
  const sums = { up: 0, degraded: 0, down: 0, maintenance: 0, unknown: 0 };
  let failoverMs = 0;
  for (const interval of intervals) {
    const insideMs = overlapMs(interval.fromAtMs, interval.toAtMs, fromAtMs, toAtMs);
    sums[interval.state] += insideMs;
    if (isFailover(interval)) failoverMs += insideMs;
  }
  const { up, degraded, down, maintenance } = sums;
  const counted = outages.filter((outage) => outage.counts);
  const certain = counted.reduce((sum, outage) => sum + certainMsWithin(outage, fromAtMs, toAtMs, nowAtMs), 0);
  const started = counted.filter((o) => o.startEarliestAtMs >= fromAtMs && o.startEarliestAtMs < toAtMs);
  return {
    day,
    upMs: up,
    degradedMs: degraded,
    downMinMs: Math.min(certain, down),
    downMaxMs: down,
    maintenanceMs: maintenance,
    unknownMs: toAtMs - fromAtMs - up - degraded - down - maintenance,
    failoverMs,
    outages: started.length,
    dropouts: started.filter(({ downMaxMs }) => downMaxMs !== null && downMaxMs < DROPOUT_MS).length,
  };
}

/** Down as a line, reachable as a home. */
export function isFailover({ state, verdict }: Pick<StateInterval, 'state' | 'verdict'>): boolean {
  return state === 'down' && verdict === FAILOVER_VERDICT;
}

/**
 * Certain down time within [fromAtMs, toAtMs): all of it for an outage that lies inside. Of one that crosses the border,
 * the part of [startLatest, endEarliest] inside, less everything in that stretch that is not certain (flaps, bridged
 * holes), which may all have been inside.
 */
export function certainMsWithin(outage: SummedOutage, fromAtMs: number, toAtMs: number, nowAtMs: number): number {
  const endAtMs = Math.max(outage.startLatestAtMs, outage.endEarliestAtMs ?? nowAtMs);
  const insideMs = overlapMs(outage.startLatestAtMs, endAtMs, fromAtMs, toAtMs);
  const uncertainMs = Math.max(0, endAtMs - outage.startLatestAtMs - outage.downMinMs);
  return Math.max(
    0,
    Math.min(outage.downMinMs, insideMs) - (isInside(outage, endAtMs, fromAtMs, toAtMs) ? 0 : uncertainMs),
  );
}

function isInside(outage: SummedOutage, endAtMs: number, fromAtMs: number, toAtMs: number): boolean {
  return outage.startLatestAtMs >= fromAtMs && endAtMs <= toAtMs;
}

export type Availability = {
  observedMs: number;
  unknownMs: number;
  /** Down counted at its upper bound; null when nothing was observed. */
  upRatioMin: number | null;
  /** Down counted at its lower bound. */
  upRatioMax: number | null;
  /** The same of the home, which may have been reachable another way while the line was down. */
  reachableRatioMin: number | null;
  reachableRatioMax: number | null;
  /** Observed share of the whole; 0 of nothing. */
  coverageRatio: number;
};

/** Sums over days (or over one sum for a shorter time): degraded and maintenance time is observed and not down. */
export function availabilityOf(days: Omit<DayJson, 'day' | 'outages' | 'dropouts'>[]): Availability {
  let observedMs = 0;
  let unknownMs = 0;
  let downMinMs = 0;
  let downMaxMs = 0;
  let failoverMs = 0;
  for (const day of days) {
    observedMs += day.upMs + day.degradedMs + day.downMaxMs + day.maintenanceMs;
    unknownMs += day.unknownMs;
    failoverMs += day.failoverMs;
    downMinMs += day.downMinMs;
    downMaxMs += day.downMaxMs;
  }
  const ratio = (downMs: number) => (observedMs === 0 ? null : (observedMs - downMs) / observedMs);
  return {
    observedMs,
    unknownMs,
    upRatioMin: ratio(downMaxMs),
    upRatioMax: ratio(downMinMs),
    reachableRatioMin: ratio(Math.max(0, downMaxMs - failoverMs)),
    // of what is certainly down, all of the fail-over may have been part
    reachableRatioMax: ratio(Math.max(0, downMinMs - failoverMs)),
    coverageRatio: observedMs + unknownMs === 0 ? 0 : observedMs / (observedMs + unknownMs),
  };
}

/** `0.99999` with 2 digits → `99.99`; never rounded up; `100` only if nothing is missing. Decimal point, no sign. */
export function formatPercentFloored(ratio: number, digits: number): string {
  const scale = 10 ** digits;
  // 0.57 × 100 is 56.99…: what lies within a float's error of a step is that step, but 1 is only 1
  const steps = Math.floor(ratio * 100 * scale + 1e-9 * scale);
  const floored = ratio < 1 ? Math.min(steps, 100 * scale - 1) : steps;
  return (floored / scale).toFixed(digits);
}

function overlapMs(aFromMs: number, aToMs: number, bFromMs: number, bToMs: number): number {
  return Math.max(0, Math.min(aToMs, bToMs) - Math.max(aFromMs, bFromMs));
}
