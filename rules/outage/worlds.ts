import { countBurst } from './buckets.ts';
import { type Engine, type EngineSink, pushSpan } from './engine-state.ts';
import { LOSSES_WITH_WITNESS, limitsOf } from './line-noise.ts';
import { boundsOfRun, type LossRun } from './loss-runs.ts';
import type { Family, Sight } from './observation.ts';
import type { FoundOutage, MachineWorld } from './outage-machine.ts';
import { quorumOf, SILENT_AFTER_LOSSES } from './target-health.ts';
import { holdOutage } from './waiting-outages.ts';

/** A minute with so many losses both of the router and of others. */
const SHAKY_MS = 60_000;
const SHAKY_LOSSES = 3;
/** Far more than a minute of any honest probe has; one that lies may not make each loss dearer than the one before. */
const MOST_RECENT = 600;

/** What the machine of one family is told and what its findings mean. */
export function familyWorld(engine: Engine, family: Family, sink: EngineSink): MachineWorld {
  const state = engine.families[family];
  return {
    families: [family],
    quorumCount: () => quorumOf(engine.targets, [family]).length,
    seedOf: sink.seedOf,
    isFresh: (sight) => isFresh(engine, sight),
    limits: (of) => limitsOf(engine.window, of, engine.families[of].targetCount),
    isShaky: () => false,
    found: (outage) => {
      const { span } = state;
      if (span) pushSpan(engine, 'family', span.fromAtMs, outage.endLatestAtMs ?? span.fromAtMs, span.verdict);
      state.span = null;
      state.endedAtMs = outage.endLatestAtMs;
    },
    dropped: null,
    burst: (run) => noteBurst(engine, run, family, sink),
  };
}

/** What the machine of the line is told; what it finds are the outages. */
export function lineWorld(engine: Engine, families: readonly Family[], sink: EngineSink): MachineWorld {
  return {
    families,
    quorumCount: () => quorumOf(engine.targets, families).length,
    seedOf: sink.seedOf,
    isFresh: (sight) => isFresh(engine, sight),
    limits: (of) => limitsOf(engine.window, of, engine.families[of].targetCount),
    isShaky: (beforeAtMs) => isShaky(engine, beforeAtMs),
    found: (outage) => holdOutage(engine, outage, families, sink),
    dropped: (outage) => noteDropped(engine, outage, families, sink),
    burst: () => undefined, // bursts are those of a family
  };
}

/** It had not been silent for three attempts before (the loss itself is counted by now). */
function isFresh(engine: Engine, sight: Sight): boolean {
  return (engine.targets[sight.target]?.losses ?? 0) <= SILENT_AFTER_LOSSES;
}

/** Notes a loss; `recent` is kept as short as it can be. */
export function noteLoss(engine: Engine, of: 'gateway' | 'far', atMs: number): void {
  const recent = engine.recentLosses[of];
  recent.push(atMs);
  const kept = recent.findIndex((one) => one > atMs - SHAKY_MS);
  const surplus = Math.max(kept, recent.length - MOST_RECENT);
  if (surplus > 0) recent.splice(0, surplus);
}

/** Packets to the router were lost, and to others too: the way to the router loses them, not the line alone. */
function isShaky({ recentLosses }: Engine, beforeAtMs: number): boolean {
  return [recentLosses.gateway, recentLosses.far].every(
    (lost) => lost.filter((atMs) => atMs < beforeAtMs && atMs > beforeAtMs - SHAKY_MS).length >= SHAKY_LOSSES,
  );
}

/** What looked like an outage at first was a burst on a line that loses packets. */
function noteDropped(engine: Engine, found: FoundOutage, [family]: readonly Family[], sink: EngineSink): void {
  const { firstBad, lastBad } = found.bounds;
  const durationMs = lastBad.sentAtMs - firstBad.sentAtMs;
  sink.burst({ atMs: firstBad.sentAtMs, family: family ?? 4, lostSamples: found.lostSamples, durationMs });
  if (sink.isCounted) countBurst(engine.buckets, engine.fedToAtMs, sink.bucket);
}

/** Three or more in a row that were no outage; targets that had been silent before do not make one. */
function noteBurst(engine: Engine, run: LossRun, family: Family, sink: EngineSink): void {
  if (run.total < LOSSES_WITH_WITNESS || run.fresh.length < Math.min(LOSSES_WITH_WITNESS, run.total)) return;
  const { first, last } = boundsOfRun(run, [family]);
  sink.burst({
    atMs: first.sentAtMs,
    family,
    lostSamples: run.total,
    durationMs: last.sentAtMs - first.sentAtMs,
  });
  if (sink.isCounted) countBurst(engine.buckets, last.sentAtMs, sink.bucket);
}
