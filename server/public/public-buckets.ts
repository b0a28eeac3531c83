import type { Bucket, StateInterval } from '../../rules/outage/derived.ts';
import type { ListedOutage } from '../store/store.ts';
import { gridFloor, PUBLIC_GRID_MS } from './grid.ts';

/** Packets of a slice are told in steps of this. */
const COUNT_STEP = 60;
const LOSS_STEPS = 4;

type Exact = {
  /** That touch the slices. */
  outages: ListedOutage[];
  /** For slices of five minutes: stretches that touch them. */
  intervals: StateInterval[];
  /** Whether strangers are not told of an outage that is over. */
  isHidden: (outage: ListedOutage) => boolean;
};

/**
 * Slices as strangers see them. From exact counts of five minutes one could tell to the second when an outage began or the
 * probe started: packets are rounded, the loss where an outage begins or ends is told in quarters, slices with unobserved
 * time are left out. Packets lost to a fault at home are taken out of longer slices.
 */
export function publicBuckets(buckets: Bucket[], widthMs: number, exact: Exact): Bucket[] {
  const bare = buckets.map((bucket) => ({ ...bucket, lateCount: 0, gatewaySentCount: 0, gatewayLostCount: 0 }));
  if (widthMs !== PUBLIC_GRID_MS) {
    const hidden = exact.outages.filter(exact.isHidden);
    return bare.map((bucket) => withoutHidden(bucket, hidden));
  }
  const unobserved = slicesOf(
    exact.intervals.filter(({ state }) => state === 'unknown'),
    buckets,
  );
  const edges = edgeSlicesOf(exact.outages);
  return bare.filter(({ fromAtMs }) => !unobserved.has(fromAtMs)).map((bucket) => rounded(bucket, edges));
}

function rounded(bucket: Bucket, edges: ReadonlySet<number>): Bucket {
  if (bucket.sentCount === 0) return bucket;
  const sentCount = Math.max(1, Math.round(bucket.sentCount / COUNT_STEP)) * COUNT_STEP;
  const lossRatio = bucket.lostCount / bucket.sentCount;
  const shownRatio = edges.has(bucket.fromAtMs) ? Math.round(lossRatio * LOSS_STEPS) / LOSS_STEPS : lossRatio;
  return { ...bucket, sentCount, lostCount: Math.min(sentCount, Math.round(shownRatio * sentCount)) };
}

function withoutHidden(bucket: Bucket, hidden: ListedOutage[]): Bucket {
  const inside = hidden.filter(
    ({ startLatestAtMs }) => startLatestAtMs >= bucket.fromAtMs && startLatestAtMs < bucket.fromAtMs + bucket.widthMs,
  );
  const lostAtHome = Math.min(
    bucket.lostCount,
    inside.reduce((sum, { lostSamples }) => sum + lostSamples, 0),
  );
  return { ...bucket, sentCount: bucket.sentCount - lostAtHome, lostCount: bucket.lostCount - lostAtHome };
}

/** Those of the five-minute slices between the first and the last bucket that the stretches touch. */
function slicesOf(intervals: StateInterval[], buckets: Bucket[]): Set<number> {
  const slices = new Set<number>();
  const [first, last] = [buckets[0]?.fromAtMs ?? 0, buckets.at(-1)?.fromAtMs ?? 0];
  for (const { fromAtMs, toAtMs } of intervals) {
    const endAtMs = Math.min(toAtMs, last + 1);
    for (let atMs = Math.max(gridFloor(fromAtMs), first); atMs < endAtMs; atMs += PUBLIC_GRID_MS) slices.add(atMs);
  }
  return slices;
}

/** The slices in which an outage begins or ends, whoever may see it. */
function edgeSlicesOf(exact: ListedOutage[]): Set<number> {
  const edges = exact.flatMap(({ startEarliestAtMs, startLatestAtMs, endEarliestAtMs, endLatestAtMs }) => [
    startEarliestAtMs,
    startLatestAtMs,
    ...(endEarliestAtMs === null ? [] : [endEarliestAtMs]),
    ...(endLatestAtMs === null ? [] : [endLatestAtMs]),
  ]);
  return new Set(edges.map(gridFloor));
}
