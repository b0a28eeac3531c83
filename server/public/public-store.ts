import { dayOf } from '../../rules/outage/calendar-days.ts';
import type { CurrentState, StateInterval } from '../../rules/outage/derived.ts';
import { clippedMs } from '../../rules/outage/period-sums.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { Line, ReadStore, UnknownTime } from '../store/store.ts';
import { gridFloor, PUBLIC_GRID_MS } from './grid.ts';
import type { IdMask } from './id-mask.ts';
import { publicBuckets } from './public-buckets.ts';
import { dayUntil, publicDays } from './public-days.ts';
import { LOOK_BACK_MS, NOT_OBSERVED, publicIntervals } from './public-intervals.ts';
import { publicMail } from './public-mail.ts';
import { publicMethod } from './public-method.ts';
import { publicOutages } from './public-outages.ts';
import type { PublicView } from './public-view.ts';

/** Unknown time before what is looked at is followed back so far, to say since when. */
const SINCE_WITHIN_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * What strangers may read of a line: a store that knows nothing newer than `view` allows, no instant off the grid, no
 * reason for not knowing, nothing that leads to the home. Every public page, answer, badge and feed reads through this.
 */
export function publicStore(store: ReadStore, line: Line, view: PublicView, mask: IdMask): ReadStore {
  const { untilAtMs } = view;
  const knownUntilAtMs = store.summedIntervals(line.id, untilAtMs, Number.MAX_SAFE_INTEGER).at(-1)?.toAtMs ?? untilAtMs;
  const intervals: ReadStore['intervals'] = (id, fromAtMs, toAtMs) => {
    // a fault that the owner found to be at home is as little told as one that was measured there
    const exact = store.summedIntervals(id, gridFloor(fromAtMs) - LOOK_BACK_MS, toAtMs + PUBLIC_GRID_MS);
    return publicIntervals(exact, view, knownUntilAtMs).filter((one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs);
  };
  const lists = publicOutages(store, line, view);
  // a page asks for the same days three times
  const known = new Map<string, DayJson>();
  return {
    ...rollups(store, view, intervals),
    ...publicMail({ store, line, view, mask }),
    lines: () => [line],
    line: (id) => (id === line.id ? line : null),
    activeProbe: () => null,
    current: (id) => currentOf(intervals(id, untilAtMs - SINCE_WITHIN_MS, untilAtMs), untilAtMs),
    version: () => untilAtMs,
    firstMeasuredAtMs: (id) => {
      const firstAtMs = store.firstMeasuredAtMs(id);
      return firstAtMs === null || firstAtMs >= untilAtMs ? null : gridFloor(firstAtMs);
    },
    intervals,
    summedIntervals: intervals,
    unknownTime: (id, fromAtMs, toAtMs) => unknownTime(intervals(id, fromAtMs, toAtMs), fromAtMs, toAtMs),
    qualityHours: (id, fromAtMs, toAtMs) =>
      line.isEvidencePublished ? store.qualityHours(id, fromAtMs, Math.min(toAtMs, untilAtMs - HOUR_MS + 1)) : [],
    ...lists,
    days: (id, fromDay, toDay) => {
      const today = dayOf(untilAtMs - 1, line.zone);
      const over = store.days(id, fromDay, toDay).filter(({ day }) => day < today);
      const unknown = over.filter(({ day }) => !known.has(day));
      for (const day of publicDays({ intervals, ...lists }, line, unknown, untilAtMs)) known.set(day.day, day);
      const before = over.map((day) => known.get(day.day) ?? day);
      if (untilAtMs <= 0 || today < fromDay || today > toDay) return before;
      return [...before, dayUntil({ intervals, summedOutages: lists.summedOutages }, line, today, untilAtMs)];
    },
    methods: (id, fromAtMs, toAtMs) => store.methods(id, fromAtMs, toAtMs).map(publicMethod),
  };
}

/** One name for all of it, in whole minutes as the stretches are. */
function unknownTime(intervals: StateInterval[], fromAtMs: number, toAtMs: number): UnknownTime[] {
  const unknown = intervals.filter(({ state }) => state === 'unknown');
  const unknownMs = unknown.reduce((sum, one) => sum + clippedMs(one, fromAtMs, toAtMs), 0);
  return unknown.length === 0 ? [] : [{ cause: NOT_OBSERVED, unknownMs, stretches: unknown.length }];
}

function currentOf(intervals: ReturnType<ReadStore['intervals']>, untilAtMs: number): CurrentState | null {
  const last = intervals.findLast(({ fromAtMs }) => fromAtMs < untilAtMs);
  if (!last) return null;
  const { state, verdict, side, cause, fromAtMs } = last;
  return { state, verdict, side, cause, sinceAtMs: fromAtMs, measuredAtMs: untilAtMs };
}

/** Slices that are over for strangers; of one that is not, nothing but its loss bursts so far. */
function rollups(
  store: ReadStore,
  { untilAtMs }: PublicView,
  intervals: ReadStore['intervals'],
): Pick<ReadStore, 'buckets' | 'lossBurstCount' | 'lossBursts'> {
  return {
    buckets: (id, widthMs, fromAtMs, toAtMs) => {
      const over = store
        .buckets(id, widthMs, fromAtMs, toAtMs)
        .filter((bucket) => bucket.fromAtMs + widthMs <= untilAtMs);
      const [first, last] = [over[0], over.at(-1)];
      if (!first || !last) return [];
      const [startAtMs, endAtMs] = [first.fromAtMs, last.fromAtMs + widthMs];
      return publicBuckets(over, widthMs, {
        stretches: [
          ...intervals(id, startAtMs - PUBLIC_GRID_MS, endAtMs).filter(({ state }) => state !== 'up'),
          ...beginOf(store, id),
        ],
        slices: (sliceFromAtMs, sliceToAtMs) => store.buckets(id, PUBLIC_GRID_MS, sliceFromAtMs, sliceToAtMs),
      });
    },
    lossBurstCount: (id, widthMs, fromAtMs, toAtMs) => {
      const lastAtMs = Math.floor(untilAtMs / widthMs) * widthMs;
      const whole = store.lossBurstCount(id, widthMs, fromAtMs, Math.min(toAtMs, lastAtMs));
      if (toAtMs <= lastAtMs || lastAtMs < fromAtMs) return whole;
      return whole + store.lossBurstCount(id, PUBLIC_GRID_MS, lastAtMs, untilAtMs);
    },
    lossBursts: (id, fromAtMs, toAtMs) =>
      store
        .lossBursts(id, gridFloor(fromAtMs), Math.min(gridFloor(toAtMs), untilAtMs))
        .map((burst) => ({ ...burst, atMs: gridFloor(burst.atMs) })),
  };
}

/** Measuring began within the five minutes after this. */
function beginOf(store: Pick<ReadStore, 'firstMeasuredAtMs'>, line: string) {
  const firstAtMs = store.firstMeasuredAtMs(line);
  if (firstAtMs === null) return [];
  return [{ state: 'unknown' as const, fromAtMs: gridFloor(firstAtMs), toAtMs: gridFloor(firstAtMs) }];
}
