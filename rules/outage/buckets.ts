import { BUCKET_WIDTHS_MS, type Bucket } from './derived.ts';
import { formatHistogram, type StepCounts, stepOf } from './histogram.ts';
import type { Sight } from './observation.ts';

/** A slice that is still being filled. */
type OpenBucket = Omit<Bucket, 'histogram'> & { steps: StepCounts };
/** One open slice per width. */
export type Buckets = OpenBucket[];

/** Counts a sample that no late reply can change any more. Slices that are over go to `finished`. */
export function countSight(buckets: Buckets, sight: Sight, finished: (bucket: Bucket) => void): void {
  if (sight.outcomeClass === 'not-measured') return;
  for (const bucket of bucketsAt(buckets, sight.atMs, finished)) {
    if (sight.role === 'gateway') {
      bucket.gatewaySentCount += 1;
      if (sight.outcomeClass === 'lost') bucket.gatewayLostCount += 1;
    } else if (sight.role === 'far') countFar(bucket, sight);
  }
}

/** Counts a loss burst in the slices of `atMs`. */
export function countBurst(buckets: Buckets, atMs: number, finished: (bucket: Bucket) => void): void {
  for (const bucket of bucketsAt(buckets, atMs, finished)) bucket.lossBursts += 1;
}

function countFar(bucket: OpenBucket, sight: Sight): void {
  bucket.sentCount += 1;
  if (sight.outcomeClass === 'lost') bucket.lostCount += 1;
  if (sight.outcome === 'late') bucket.lateCount += 1;
  if (sight.latencyUs === null) return;
  bucket.minUs = Math.min(bucket.minUs ?? sight.latencyUs, sight.latencyUs);
  bucket.maxUs = Math.max(bucket.maxUs ?? sight.latencyUs, sight.latencyUs);
  bucket.sumUs += sight.latencyUs;
  const step = stepOf(sight.latencyUs);
  bucket.steps[step] = (bucket.steps[step] ?? 0) + 1;
}

function bucketsAt(buckets: Buckets, atMs: number, finished: (bucket: Bucket) => void): Buckets {
  // the narrowest lies within all others
  const narrow = buckets[0];
  if (narrow && atMs >= narrow.fromAtMs && atMs < narrow.fromAtMs + narrow.widthMs) return buckets;
  BUCKET_WIDTHS_MS.forEach((widthMs, index) => {
    const fromAtMs = Math.floor(atMs / widthMs) * widthMs;
    const open = buckets[index];
    if (open?.fromAtMs === fromAtMs) return;
    if (open) finished(closedBucket(open));
    buckets[index] = emptyBucket(widthMs, fromAtMs);
  });
  return buckets;
}

/** The slice as it is kept. */
export function closedBucket({ steps, ...bucket }: OpenBucket): Bucket {
  return { ...bucket, histogram: formatHistogram(steps) };
}

function emptyBucket(widthMs: number, fromAtMs: number): OpenBucket {
  return {
    widthMs,
    fromAtMs,
    sentCount: 0,
    lostCount: 0,
    lateCount: 0,
    minUs: null,
    maxUs: null,
    sumUs: 0,
    gatewaySentCount: 0,
    gatewayLostCount: 0,
    lossBursts: 0,
    steps: {},
  };
}
