import type { DerivedOutage, StateInterval } from '../outage/derived.ts';
import type { State } from '../verdict/verdict.ts';
import type { InstantBounds } from './finding.ts';

/** What of an outage the comparison looks at. */
export type MeasuredOutage = Pick<
  DerivedOutage,
  | 'id'
  | 'verdict'
  | 'side'
  | 'counts'
  | 'startEarliestAtMs'
  | 'startLatestAtMs'
  | 'endEarliestAtMs'
  | 'endLatestAtMs'
  | 'startsUnobserved'
  | 'endsUnobserved'
  | 'downMinMs'
  | 'flaps'
  | 'chain'
  | 'clock'
> & { attributedTo?: 'home' | null };

/** What was measured in [fromAtMs, toAtMs); `toAtMs` is not after the last measurement. Both lists in order. */
export type Measured = {
  fromAtMs: number;
  toAtMs: number;
  intervals: readonly StateInterval[];
  outages: readonly MeasuredOutage[];
  /** An interruption that is shorter may be missed; see `shortestVisibleMs` of the method. */
  shortestVisibleMs: number;
};

export type Span = { fromAtMs: number; toAtMs: number };

/** Of a clock that the system itself called synchronised: rounds that stray further are corrected (boot-clock.ts). */
const SYNCED_ERROR_MS = 500;

/** By how much its times may be wrong beyond its bounds; null: nobody vouches for the clock. */
export function clockErrorMs({ clock }: Pick<MeasuredOutage, 'clock'>): number | null {
  if (clock === undefined || clock.source === 'none') return null;
  return clock.errorMs ?? (clock.source === 'sync' ? SYNCED_ERROR_MS : null);
}

/** When it began, widened by what the clock leaves open. */
export function beginOf(outage: MeasuredOutage): InstantBounds {
  const slackMs = clockErrorMs(outage) ?? 0;
  return { earliestAtMs: outage.startEarliestAtMs - slackMs, latestAtMs: outage.startLatestAtMs + slackMs };
}

/** The same of its end; null: it lasts. */
export function endOf(outage: MeasuredOutage): InstantBounds | null {
  const { endEarliestAtMs, endLatestAtMs } = outage;
  if (endEarliestAtMs === null || endLatestAtMs === null) return null;
  const slackMs = clockErrorMs(outage) ?? 0;
  return { earliestAtMs: endEarliestAtMs - slackMs, latestAtMs: endLatestAtMs + slackMs };
}

/** The longest that it can have been. */
export function hullOf(outage: MeasuredOutage, { toAtMs }: Measured): Span {
  return { fromAtMs: beginOf(outage).earliestAtMs, toAtMs: endOf(outage)?.latestAtMs ?? toAtMs };
}

/** Whether it lay at home, as measured or as the owner found. */
export function isAtHome({ side, attributedTo }: MeasuredOutage): boolean {
  return side === 'home' || attributedTo === 'home';
}

/**
 * How long packets failed in the part of `span` that the outage covers, at least. Of one that flapped, or that bridges time
 * in which nobody measured, only the sum of its lost runs is certain, so all that may lie outside is taken off.
 */
export function certainDownMs(outage: MeasuredOutage, measured: Measured, span: Span): number {
  const certain = { fromAtMs: beginOf(outage).latestAtMs, toAtMs: endOf(outage)?.earliestAtMs ?? measured.toAtMs };
  const insideMs = lengthOf(common(certain, span));
  if (outage.flaps === 0 && outage.downMinMs >= lengthOf(certain)) return insideMs;
  const hull = hullOf(outage, measured);
  const outsideMs = lengthOf(hull) - lengthOf(common(hull, span));
  return Math.min(insideMs, Math.max(0, outage.downMinMs - outsideMs));
}

/** The common part; of length 0 where there is none. */
export function common(one: Span, other: Span): Span {
  const fromAtMs = Math.max(one.fromAtMs, other.fromAtMs);
  return { fromAtMs, toAtMs: Math.max(fromAtMs, Math.min(one.toAtMs, other.toAtMs)) };
}

export function lengthOf({ fromAtMs, toAtMs }: Span): number {
  return Math.max(0, toAtMs - fromAtMs);
}

/** Time by what was measured in it; what no interval covers is not observed. Degraded time counts as answered. */
export type Told = { answeredMs: number; unknownMs: number; downMs: number };

export function tellSpan(span: Span, { intervals }: Measured): Told {
  const told: Told = { answeredMs: 0, unknownMs: 0, downMs: 0 };
  let coveredMs = 0;
  for (let index = firstEndingAfter(intervals, span.fromAtMs); index < intervals.length; index += 1) {
    const interval = intervals[index];
    if (interval === undefined || interval.fromAtMs >= span.toAtMs) break;
    const ms = lengthOf(common(interval, span));
    coveredMs += ms;
    told[TOLD_OF_STATE[interval.state]] += ms;
  }
  told.unknownMs += lengthOf(span) - coveredMs;
  return told;
}

/** Place of the first interval that reaches beyond an instant; they are in order and do not overlap. */
function firstEndingAfter(intervals: readonly StateInterval[], atMs: number): number {
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.toAtMs ?? 0) > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

const TOLD_OF_STATE: Record<State, keyof Told> = {
  up: 'answeredMs',
  degraded: 'answeredMs',
  down: 'downMs',
  maintenance: 'downMs',
  unknown: 'unknownMs',
};
