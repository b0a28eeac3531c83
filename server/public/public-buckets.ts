import type { Bucket, StateInterval } from '../../rules/outage/derived.ts';
import { PUBLIC_GRID_MS } from './grid.ts';

/** Packets of a slice of five minutes are told in steps of this. */
const COUNT_STEP = 60;

/** A stretch of time as strangers are told it. */
type Stretch = Pick<StateInterval, 'state' | 'fromAtMs' | 'toAtMs'>;

type Told = {
  /** Around the buckets: moved to the grid, so that nothing here depends on when something really began. */
  stretches: Stretch[];
  /** Exact slices of five minutes; nothing where they are not kept any more. */
  slices: (fromAtMs: number, toAtMs: number) => Bucket[];
};

/**
 * Slices as strangers see them. From exact counts one could tell to the second when an outage began or the probe fell
 * silent, in slices of any width; so where something begins or ends the packets follow from the moved stretches, and five
 * minutes with unobserved time are left out. Latencies stay where a whole slice of them was told.
 */
export function publicBuckets(buckets: Bucket[], widthMs: number, { stretches, slices }: Told): Bucket[] {
  const bare = buckets.map((bucket) => ({ ...bucket, lateCount: 0, gatewaySentCount: 0, gatewayLostCount: 0 }));
  if (widthMs === PUBLIC_GRID_MS) return publicSlices(bare, stretches);
  const { unobserved, edges } = marked(bare, widthMs, stretches);
  return bare.flatMap((bucket) => {
    const { fromAtMs } = bucket;
    if (!unobserved.has(fromAtMs) && !edges.has(fromAtMs)) return bucket;
    const exact = slices(fromAtMs, fromAtMs + widthMs);
    const told = composed(bucket, publicSlices(exact, stretches), exact.length > 0);
    // as if nothing had been measured: a fault at home is told no other way
    return told.sentCount === 0 && told.minUs === null ? [] : told;
  });
}

/** Packets as its slices tell them; answers in a slice that is not told would say on which side of it something began. */
function composed(bucket: Bucket, inside: Bucket[], areKept: boolean): Bucket {
  const sum = (key: 'sentCount' | 'lostCount') => inside.reduce((total, slice) => total + slice[key], 0);
  const told = { ...bucket, sentCount: sum('sentCount'), lostCount: sum('lostCount') };
  return areKept && inside.every(({ minUs }) => minUs === null) ? withoutLatency(told) : told;
}

function publicSlices(buckets: Bucket[], stretches: Stretch[]): Bucket[] {
  const { unobserved, edges } = marked(buckets, PUBLIC_GRID_MS, stretches);
  return buckets
    .filter(({ fromAtMs }) => !unobserved.has(fromAtMs))
    .map((bucket) => (edges.has(bucket.fromAtMs) ? edgeSlice(bucket, stretches) : rounded(bucket)));
}

function rounded(bucket: Bucket): Bucket {
  if (bucket.sentCount === 0) return bucket;
  const sentCount = Math.max(1, Math.round(bucket.sentCount / COUNT_STEP)) * COUNT_STEP;
  const lossRatio = bucket.lostCount / bucket.sentCount;
  return { ...bucket, sentCount, lostCount: Math.min(sentCount, Math.round(lossRatio * sentCount)) };
}

/** As much lost as the moved outages take of the slice. */
function edgeSlice(bucket: Bucket, stretches: Stretch[]): Bucket {
  const { sentCount } = rounded(bucket);
  const endAtMs = bucket.fromAtMs + PUBLIC_GRID_MS;
  const downMs = stretches
    .filter(({ state }) => state === 'down')
    .map(({ fromAtMs, toAtMs }) => Math.min(toAtMs, endAtMs) - Math.max(fromAtMs, bucket.fromAtMs))
    .reduce((total, insideMs) => total + Math.max(0, insideMs), 0);
  const lostCount = Math.round(sentCount * Math.min(1, downMs / PUBLIC_GRID_MS));
  return withoutLatency({ ...bucket, sentCount, lostCount, lossBursts: 0 });
}

function withoutLatency(bucket: Bucket): Bucket {
  return { ...bucket, minUs: null, maxUs: null, sumUs: 0, histogram: '' };
}

/**
 * Begins of the buckets in which something was not observed, or an outage began or ended. An end is really up to one step
 * of the grid later than it is told.
 */
function marked(buckets: Bucket[], widthMs: number, stretches: Stretch[]) {
  const unobserved = new Set<number>();
  const edges = new Set<number>();
  const [firstAtMs, lastAtMs] = [buckets[0]?.fromAtMs ?? 0, buckets.at(-1)?.fromAtMs ?? 0];
  const mark = (set: Set<number>, fromAtMs: number, toAtMs: number) => {
    const startAtMs = Math.max(Math.floor(fromAtMs / widthMs) * widthMs, firstAtMs);
    for (let atMs = startAtMs; atMs < toAtMs && atMs <= lastAtMs; atMs += widthMs) set.add(atMs);
  };
  for (const { state, fromAtMs, toAtMs } of stretches) {
    if (state === 'unknown') mark(unobserved, fromAtMs, toAtMs + PUBLIC_GRID_MS);
    if (state !== 'down') continue;
    mark(edges, fromAtMs, fromAtMs + PUBLIC_GRID_MS);
    mark(edges, toAtMs, toAtMs + PUBLIC_GRID_MS);
  }
  return { unobserved, edges };
}
