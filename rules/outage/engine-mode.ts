import { decide } from '../verdict/decision-table.ts';
import { NO_INPUTS } from '../verdict/inputs.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { noteFullLine } from '../witness/router-memory.ts';
import { routerSays } from '../witness/router-says.ts';
import { controlInputs, isAnyLying, isLying, noteControl, noteOwnServer } from './control.ts';
import { isLookDue, lookAtQuality, qualityInputs } from './degraded.ts';
import { type Engine, type EngineSink, pushSpan } from './engine-state.ts';
import { endFailover } from './failover-entries.ts';
import { familiesAt, mattersToLine } from './families.ts';
import { noteAnswer, sumCounts } from './line-window.ts';
import type { LossRun } from './loss-runs.ts';
import { FAMILIES, type Sight } from './observation.ts';
import { isDown, machineOnHole } from './outage-machine.ts';
import { noteTraffic } from './own-traffic.ts';
import { countQuality } from './quality-hours.ts';
import { failuresNeeded, forgetFailures, resolverHost, resolverInputs } from './resolvers.ts';
import { forgetServiceFailures, serviceInputs } from './services.ts';
import { forgetSilence, isInQuorum, reachOfFamily, SILENT_AFTER_LOSSES, silentNetworks } from './target-health.ts';
import { noteLatency } from './target-medians.ts';
import { familyWorld, lineWorld } from './worlds.ts';

/** What is said of a line that is not down: the far targets, resolvers, services, controls and the line's quality. */
export function renewMode(engine: Engine, atMs: number): void {
  if (!engine.hasContact || isDown(engine.line)) return;
  const { present } = familiesAt(engine, atMs);
  const isVoid = areAnswersVoid(engine);
  const reach = (family: 4 | 6) => (present.includes(family) && !isVoid ? reachOfFamily(engine.targets, family) : 'na');
  const verdict = decide({
    ...NO_INPUTS,
    continuity: 'ok',
    lan: 'up',
    farV4: reach(4),
    farV6: reach(6),
    silentNetworks: silentNetworks(engine.targets, present, silentAfter(engine)),
    ...resolverInputs(engine.resolvers, engine.controls.inventing),
    resolverHost: resolverHost(engine.resolvers, engine.witness.homeResolvers),
    ...controlInputs(engine.controls, isVoid, atMs),
    ...serviceInputs(engine.services),
    ...qualityInputs(engine.degraded),
  });
  if (isSameVerdict(verdict, engine.mode.verdict) || verdict.state === 'down') return;
  pushSpan(engine, 'mode', engine.mode.fromAtMs, atMs, engine.mode.verdict);
  engine.mode = { fromAtMs: atMs, verdict };
}

/** A line that loses packets loses three in a row of one target now and then: that is the line's. */
function silentAfter({ degraded, window }: Engine): number {
  if (!degraded.isLossy) return SILENT_AFTER_LOSSES;
  const needed = FAMILIES.map((family) => failuresNeeded(sumCounts(window, family)));
  return Math.max(SILENT_AFTER_LOSSES, ...needed);
}

function isSameVerdict(a: Verdict, b: Verdict): boolean {
  return a.name === b.name && a.side === b.side && a.cause === b.cause;
}

/** Far answers prove nothing: somebody answers for addresses that nobody has. */
export function areAnswersVoid({ controls, targets }: Engine): boolean {
  if (controls.inventing.length === 0 && !isAnyLying(controls)) return false;
  const far = Object.entries(targets).filter(([, health]) => isInQuorum(health));
  return isLying(controls, far.length > 0 && far.every(([key]) => key.split(' ', 3)[2] === 'dns'));
}

/**
 * A negative control answered, or did not. What was open ends where it was last believed, and nothing begins until a
 * control is clean: no outage, and nothing that is up on a lie.
 */
export function feedControl(engine: Engine, sight: Sight, sink: EngineSink): void {
  const wasVoid = areAnswersVoid(engine);
  noteControl(engine.controls, sight);
  const isVoid = areAnswersVoid(engine);
  if (wasVoid === isVoid) {
    renewMode(engine, sight.atMs);
    return;
  }
  const believedToAtMs = engine.line.outage?.ending?.receivedAtMs ?? engine.measuredAtMs;
  if (isVoid) dropAll(engine, sink);
  else {
    engine.witness.seenFromAtMs = sight.atMs;
    forgetSilence(engine.targets, FAMILIES);
  }
  renewMode(engine, isVoid ? Math.max(engine.mode.fromAtMs, Math.min(believedToAtMs, sight.atMs)) : sight.atMs);
}

function dropAll(engine: Engine, sink: EngineSink): void {
  // what the own server signed before the line went silent says nothing of now
  if (engine.line.run || isDown(engine.line)) engine.controls.own = null;
  const { present } = familiesAt(engine, engine.measuredAtMs);
  for (const family of FAMILIES) {
    const { machine, measuredAtMs } = engine.families[family];
    if (measuredAtMs !== null) machineOnHole(machine, measuredAtMs, false, familyWorld(engine, family, sink));
  }
  machineOnHole(engine.line, engine.measuredAtMs, false, lineWorld(engine, present, sink));
  endFailover(engine, engine.measuredAtMs, true, sink);
  engine.witness.failover.isProven = false;
  forgetAsked(engine);
}

/** A far sample while answers are void: only that somebody was measuring is taken from it. */
export function feedVoid(engine: Engine, sight: Sight): void {
  if (mattersToLine(engine, sight.family)) engine.measuredAtMs = sight.atMs;
  renewMode(engine, sight.atMs);
}

/** The own server was asked for its signed answer. */
export function feedOwnServer(engine: Engine, sight: Sight): void {
  noteOwnServer(engine.controls, sight);
  if (engine.line.run === null) renewMode(engine, sight.atMs);
}

/** The router's counters: the hours of quality, and how much of the line is the home's own traffic. */
export function feedQuality(engine: Engine, sight: Sight, sink: EngineSink): void {
  if (sink.isCounted) countQuality(engine, sight, sink);
  const says = sight.target === engine.witness.router.target ? routerSays(sight) : null;
  if (says && noteTraffic(engine.degraded.traffic, says)) noteFullLine(engine.witness.router, says.atMs);
}

/** A far answer, and the losses right before it, go into the minutes that the line's quality is read from. */
export function feedWindow(engine: Engine, sight: Sight, lostBefore: LossRun | null): void {
  const { window, degraded, families } = engine;
  const { latencyUs, target, atMs } = sight;
  const isSlow = latencyUs !== null && noteLatency(degraded.medians, target, latencyUs, atMs);
  noteAnswer(window, sight, isSlow, lostBefore);
  if (!isLookDue(degraded, atMs)) return;
  lookAtQuality(degraded, window, atMs, { 4: families[4].targetCount, 6: families[6].targetCount });
  renewMode(engine, atMs);
}

/** The line was down, or nobody looked: what failed meanwhile is no fault of theirs. */
export function forgetAsked(engine: Engine): void {
  forgetFailures(engine.resolvers);
  forgetServiceFailures(engine.services);
}
