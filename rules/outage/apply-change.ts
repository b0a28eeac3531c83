import type {
  Bucket,
  CurrentState,
  DerivedChange,
  DerivedOutage,
  LossBurst,
  QualityHour,
  StateInterval,
} from './derived.ts';

/** What a store holds for one line after any number of changes: the model that every store must equal. */
export type DerivedModel = {
  intervals: StateInterval[];
  outages: DerivedOutage[];
  lossBursts: LossBurst[];
  buckets: Bucket[];
  qualityHours: QualityHour[];
  current: CurrentState | null;
};

export const EMPTY_MODEL: DerivedModel = {
  intervals: [],
  outages: [],
  lossBursts: [],
  buckets: [],
  qualityHours: [],
  current: null,
};

/** The model after one more change; the semantics of `DerivedChange` in code. */
export function applyChange(model: DerivedModel, change: DerivedChange): DerivedModel {
  const fromAtMs = change.replaceFromAtMs;
  const kept = model.intervals
    .filter((interval) => interval.fromAtMs < fromAtMs)
    .map((interval) => (interval.toAtMs > fromAtMs ? { ...interval, toAtMs: fromAtMs } : interval));
  const written = new Set(change.outages.map((outage) => outage.id));
  const outages = model.outages.filter((o) => o.startEarliestAtMs < fromAtMs && !written.has(o.id));
  const isSettled = (bucket: Bucket) => bucket.fromAtMs <= change.settledFromAtMs;
  const bucketKey = (bucket: Bucket) => `${bucket.widthMs} ${bucket.fromAtMs}`;
  const keptBursts = model.lossBursts.filter((burst) => burst.atMs < change.settledFromAtMs);
  const bursts = new Map(
    [...keptBursts, ...change.lossBursts].map((burst) => [`${burst.atMs} ${burst.family}`, burst]),
  );
  const buckets = new Map(
    [...model.buckets.filter(isSettled), ...change.buckets].map((bucket) => [bucketKey(bucket), bucket]),
  );
  const keptHours = model.qualityHours.filter((hour) => hour.fromAtMs <= change.settledFromAtMs);
  const hours = new Map([...keptHours, ...change.qualityHours].map((hour) => [hour.fromAtMs, hour]));
  return {
    intervals: [...kept, ...change.intervals],
    outages: [...outages, ...change.outages].sort((a, b) => a.startEarliestAtMs - b.startEarliestAtMs),
    lossBursts: [...bursts.values()].sort((a, b) => a.atMs - b.atMs || a.family - b.family),
    buckets: [...buckets.values()],
    qualityHours: [...hours.values()].sort((a, b) => a.fromAtMs - b.fromAtMs),
    current: change.current,
  };
}
