import type { Bucket } from '../../rules/outage/derived.ts';
import type { StoredOutage } from '../store/store.ts';
import { gridFloor, PUBLIC_GRID_MS } from './grid.ts';

/** Packets of a slice are told in steps of this. */
const COUNT_STEP = 60;
const LOSS_STEPS = 4;

/**
 * A slice of five minutes as strangers see it. From exact counts one could tell to the second when an outage began in it
 * or when the probe started; so the packets are rounded, and the loss where an outage begins or ends is told in quarters.
 */
export function publicBucket(bucket: Bucket, edgeSlices: ReadonlySet<number>): Bucket {
  const shown = { ...bucket, lateCount: 0, gatewaySentCount: 0, gatewayLostCount: 0 };
  if (bucket.widthMs !== PUBLIC_GRID_MS || bucket.sentCount === 0) return shown;
  const sentCount = Math.max(1, Math.round(bucket.sentCount / COUNT_STEP)) * COUNT_STEP;
  const lossRatio = bucket.lostCount / bucket.sentCount;
  const shownRatio = edgeSlices.has(bucket.fromAtMs) ? Math.round(lossRatio * LOSS_STEPS) / LOSS_STEPS : lossRatio;
  return { ...shown, sentCount, lostCount: Math.min(sentCount, Math.round(shownRatio * sentCount)) };
}

/** The slices in which an outage begins or ends, whoever may see it. */
export function edgeSlicesOf(exact: StoredOutage[]): Set<number> {
  const edges = exact.flatMap(({ startEarliestAtMs, startLatestAtMs, endEarliestAtMs, endLatestAtMs }) => [
    startEarliestAtMs,
    startLatestAtMs,
    ...(endEarliestAtMs === null ? [] : [endEarliestAtMs]),
    ...(endLatestAtMs === null ? [] : [endLatestAtMs]),
  ]);
  return new Set(edges.map(gridFloor));
}
