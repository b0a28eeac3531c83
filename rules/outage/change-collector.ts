import type { Judgement } from '../witness/judgement.ts';
import type { ClockSource } from './boot-clock.ts';
import { closedBucket } from './buckets.ts';
import type { Bucket, DerivedOutage, LossBurst, QualityHour, StateInterval } from './derived.ts';
import type { Engine, EngineSink } from './engine-state.ts';
import type { Sight } from './observation.ts';
import type { FoundOutage } from './outage-machine.ts';

/** What comes out while the engine is fed. */
export type Collected = {
  outages: DerivedOutage[];
  intervals: StateInterval[];
  lossBursts: LossBurst[];
  buckets: Bucket[];
  qualityHours: QualityHour[];
  /** False: slices and hours are not counted, nobody asks for them. */
  hasRollUps: boolean;
};

export function startCollected(hasRollUps = true): Collected {
  return { outages: [], intervals: [], lossBursts: [], buckets: [], qualityHours: [], hasRollUps };
}

/** Names outages: 12 hex digits over line, probe, run and first lost sample. */
export type Naming = {
  line: string;
  probe: string;
  runId: string;
  sha256: (text: string) => string;
  /** Of the boot that measured at that instant. */
  clockAt: (atMs: number) => ClockSource;
};

/** Puts what the engine finds into `into`. `isFinal`: from samples that no late reply can change. */
export function collectInto(into: Collected, naming: Naming, isFinal: boolean): EngineSink {
  return {
    isCounted: isFinal && into.hasRollUps,
    seedOf: (sight: Sight) => `${naming.probe} ${naming.runId} ${sight.sequence} ${sight.target}`,
    found: (outage, judgement, provisional) =>
      into.outages.push({ ...toDerivedOutage(outage, judgement, naming, isFinal), provisional }),
    interval: (interval) => into.intervals.push(interval),
    burst: (burst) => into.lossBursts.push(burst),
    bucket: (bucket) => into.buckets.push(bucket),
    qualityHour: (hour) => into.qualityHours.push(hour),
  };
}

/** Slices that are still being filled, as they stand. */
export function openBuckets(engine: Engine): Bucket[] {
  return engine.buckets.map(closedBucket);
}

/** An outage in the shape that is stored. */
export function toDerivedOutage(
  found: FoundOutage,
  { verdict, ...said }: Judgement,
  naming: Naming,
  isFinal: boolean,
): DerivedOutage {
  const { seed, isHome, gateway, isDoubtful, ...outage } = found;
  return {
    ...outage,
    id: naming.sha256(`linewitness-outage/1\n${naming.line}\n${seed}\n`).slice(0, 12),
    aliases: [],
    verdict: verdict.name,
    side: verdict.side,
    counts: verdict.counts,
    ...said,
    final: isFinal,
    downMaxMs: outage.endLatestAtMs === null ? null : outage.endLatestAtMs - outage.startEarliestAtMs,
    provisional: null,
    clock: naming.clockAt(outage.bounds.firstBad.sentAtMs),
    isReachable: verdict.name === 'primary-line-down-failover-active',
  };
}
