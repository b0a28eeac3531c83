import { formatInstant } from '../../rules/instant.ts';
import { BUCKET_WIDTHS_MS, type Bucket } from '../../rules/outage/derived.ts';
import { quantilesUs } from '../../rules/outage/histogram.ts';
import type { LatencyJson, LatencyPoint } from '../../rules/wire/status.ts';
import { AppError } from '../app-error.ts';
import type { ServerConfig } from '../config.ts';
import type { AskedPeriod } from '../period.ts';
import type { ReadStore } from '../store/store.ts';

const DAY_MS = 86_400_000;
/** Points of a drawing; more than pixels help nobody. */
const WANTED_POINTS = 400;
const MAX_POINTS = 5000;
/** Steps that divide a day, and whole days. */
const NICE_STEPS_MS = [300_000, 900_000, 1_800_000, 3_600_000, 10_800_000, 21_600_000, DAY_MS, 7 * DAY_MS];

type Limits = { nowMs: number; config: Pick<ServerConfig, 'fiveMinuteDays' | 'hourDays'> };

/** The step that was asked for, if it is kept for that time; without a wish one that gives at most 400 points. */
export function chooseStepMs(asked: string | undefined, period: AskedPeriod, limits: Limits): number {
  const smallestMs = smallestKeptMs(period.fromAtMs, limits);
  const lengthMs = period.toAtMs - period.fromAtMs;
  if (asked === undefined) {
    const fitting = NICE_STEPS_MS.find((stepMs) => stepMs >= smallestMs && lengthMs / stepMs <= WANTED_POINTS);
    return fitting ?? 7 * DAY_MS;
  }
  const stepMs = /^\d{1,12}$/.test(asked) ? Number(asked) : Number.NaN;
  const refuse = (why: string) => new AppError('invalid', `"stepMs" ${why}`, { parameter: 'stepMs' });
  if (!(stepMs >= BUCKET_WIDTHS_MS[0]) || stepMs % BUCKET_WIDTHS_MS[0] !== 0) {
    throw refuse(`must be a multiple of ${BUCKET_WIDTHS_MS[0]} (5 minutes)`);
  }
  if (stepMs % smallestMs !== 0)
    throw refuse(`must be a multiple of ${smallestMs}: finer steps of that time are not kept`);
  if (lengthMs / stepMs > MAX_POINTS) throw refuse(`gives more than ${MAX_POINTS} points; take a larger step`);
  return stepMs;
}

/** Latency and loss in slices of UTC time that begin at multiples of `stepMs`, the first at or before the period. */
export function latencyJson(
  store: Pick<ReadStore, 'buckets'>,
  line: string,
  period: Pick<AskedPeriod, 'fromAtMs' | 'toAtMs'>,
  stepMs: number,
): LatencyJson {
  const { fromAtMs, toAtMs } = period;
  const points = latencyPoints(store, line, period, stepMs);
  return { line, fromAt: formatInstant(fromAtMs), toAt: formatInstant(toAtMs), stepMs, points: points.map(pointJson) };
}

export type LatencySlice = {
  fromAtMs: number;
  sentCount: number;
  lostCount: number;
  minMs: number | null;
  medianMs: number | null;
  p95Ms: number | null;
  maxMs: number | null;
};

/** Slices with nothing in them are left out. Latencies in ms with one µs digit at most three places. */
export function latencyPoints(
  store: Pick<ReadStore, 'buckets'>,
  line: string,
  { fromAtMs, toAtMs }: Pick<AskedPeriod, 'fromAtMs' | 'toAtMs'>,
  stepMs: number,
): LatencySlice[] {
  const widthMs = BUCKET_WIDTHS_MS.findLast((width) => stepMs % width === 0) ?? BUCKET_WIDTHS_MS[0];
  const buckets = store.buckets(line, widthMs, Math.floor(fromAtMs / stepMs) * stepMs, toAtMs);
  const slices = Map.groupBy(buckets, (bucket) => Math.floor(bucket.fromAtMs / stepMs) * stepMs);
  return [...slices].map(([sliceAtMs, inside]) => sliceOf(sliceAtMs, inside));
}

function sliceOf(fromAtMs: number, buckets: Bucket[]): LatencySlice {
  const [medianUs = null, p95Us = null] = quantilesUs(
    buckets.map(({ histogram }) => histogram),
    [0.5, 0.95],
  );
  const minUs = extreme(buckets, 'minUs', Math.min);
  const maxUs = extreme(buckets, 'maxUs', Math.max);
  // the histogram's steps are 9 % wide; a quantile is never outside what was really measured
  const within = (us: number | null) =>
    us === null || minUs === null || maxUs === null ? null : Math.min(Math.max(us, minUs), maxUs);
  return {
    fromAtMs,
    sentCount: buckets.reduce((sum, bucket) => sum + bucket.sentCount, 0),
    lostCount: buckets.reduce((sum, bucket) => sum + bucket.lostCount, 0),
    minMs: milliseconds(minUs),
    medianMs: milliseconds(within(medianUs)),
    p95Ms: milliseconds(within(p95Us)),
    maxMs: milliseconds(maxUs),
  };
}

function extreme(buckets: Bucket[], key: 'minUs' | 'maxUs', pick: (a: number, b: number) => number): number | null {
  return buckets.reduce<number | null>((found, bucket) => {
    const us = bucket[key];
    if (us === null) return found;
    return found === null ? us : pick(found, us);
  }, null);
}

function pointJson(slice: LatencySlice): LatencyPoint {
  const { fromAtMs, sentCount, lostCount, minMs, medianMs, p95Ms, maxMs } = slice;
  return {
    fromAt: formatInstant(fromAtMs),
    count: sentCount,
    lost: lostCount,
    lossRatio: sentCount === 0 ? null : Math.round((lostCount / sentCount) * 1e6) / 1e6,
    minMs,
    medianMs,
    p95Ms,
    maxMs,
  };
}

function smallestKeptMs(fromAtMs: number, { nowMs, config }: Limits): number {
  const ageDays = (nowMs - fromAtMs) / DAY_MS;
  if (ageDays <= config.fiveMinuteDays) return BUCKET_WIDTHS_MS[0];
  return ageDays <= config.hourDays ? BUCKET_WIDTHS_MS[1] : BUCKET_WIDTHS_MS[2];
}

function milliseconds(us: number | null): number | null {
  return us === null ? null : Math.round(us) / 1000;
}
