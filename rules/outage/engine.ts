import { countSight } from './buckets.ts';
import {
  areAnswersVoid,
  feedControl,
  feedOwnServer,
  feedQuality,
  feedVoid,
  feedWindow,
  forgetAsked,
  renewMode,
} from './engine-mode.ts';
import type { Engine, EngineSink } from './engine-state.ts';
import { feedPath, feedWitness } from './engine-witnesses.ts';
import { endFailover } from './failover-entries.ts';
import {
  causeOfHole,
  endBlocked,
  familiesAt,
  forgetOldStretches,
  isLineHole,
  isLineInDoubt,
  isUntrusted,
  lineLimitMs,
  mattersToLine,
  noteDenser,
  noteFamilySpan,
  SHORT_HOLE_MS,
  startBlocked,
} from './families.ts';
import { endOldHole, holeOnRouter, pushHole } from './holes.ts';
import { sumCounts } from './line-window.ts';
import { boundOf, FAMILIES, type Sight } from './observation.ts';
import { isDown, machineOnAnswer, machineOnHole, machineOnLoss } from './outage-machine.ts';
import { doubtOfHole } from './part.ts';
import { machineOnGateway, partOnLoss } from './part-changes.ts';
import { failuresNeeded, resolverOnSight } from './resolvers.ts';
import { serviceOnSight } from './services.ts';
import { forgetSilence, healthOnAnswer, healthOnLoss, isInQuorum, SILENT_AFTER_LOSSES } from './target-health.ts';
import { releaseOutages } from './waiting-outages.ts';
import { familyWorld, lineWorld, noteLoss } from './worlds.ts';

/** Far targets that must have answered once before anything is said of the line (decision 5). */
const FIRST_CONTACTS = 2;
const GATEWAY_KNOWN_MS = 3_600_000;

/** Takes one sample. What was sent before the last one taken comes too late and is passed over. */
export function feed(engine: Engine, sight: Sight, sink: EngineSink): void {
  if (sight.atMs < engine.fedToAtMs) return;
  engine.fedToAtMs = sight.atMs;
  releaseOutages(engine, sight.atMs, sink);
  endOldHole(engine, sight.atMs);
  if (sight.outcomeClass === 'lost' && isUntrusted(engine, sight.atMs)) return;
  if (sink.isCounted) countSight(engine.buckets, sight, sink.bucket);
  if (sight.role === 'gateway') feedGateway(engine, sight, sink);
  else if (sight.role === 'isp-resolver' || sight.role === 'public-resolver') feedResolver(engine, sight);
  else if (sight.role !== 'far') feedOther(engine, sight, sink);
  else if (sight.outcomeClass === 'not-measured') engine.families[sight.family].notMeasured = sight.outcome;
  else feedFar(engine, sight, sink);
}

/** Takes note that nothing more was measured up to `atMs`. */
export function advance(engine: Engine, atMs: number, sink: EngineSink): void {
  releaseOutages(engine, atMs, sink);
  endOldHole(engine, atMs);
  for (const family of FAMILIES) {
    const { measuredAtMs, limitMs, machine } = engine.families[family];
    if (measuredAtMs === null || atMs - measuredAtMs <= Math.max(SHORT_HOLE_MS, limitMs)) continue;
    machineOnHole(machine, measuredAtMs, false, familyWorld(engine, family, sink));
  }
  if (!isLineHole(engine, atMs) || atMs - engine.measuredAtMs <= Math.max(SHORT_HOLE_MS, lineLimitMs(engine))) return;
  const { present } = familiesAt(engine, engine.measuredAtMs);
  machineOnHole(engine.line, engine.measuredAtMs, false, lineWorld(engine, present, sink));
}

function feedGateway(engine: Engine, sight: Sight, sink: EngineSink): void {
  const health = engine.targets[sight.target];
  if (!health || sight.outcomeClass === 'not-measured') return;
  const sinceAtMs = engine.line.outage?.startEarliestAtMs ?? sight.atMs;
  const isKnown = health.answeredAtMs !== null && sinceAtMs - health.answeredAtMs <= GATEWAY_KNOWN_MS;
  if (sight.outcomeClass === 'answered') health.answeredAtMs = sight.atMs;
  else if (!isKnown) return;
  else noteLoss(engine, 'gateway', sight.atMs);
  if (!engine.line.run && !engine.line.outage) return; // says nothing of a line that answers
  const families = familiesAt(engine, sight.atMs).present;
  if (families.length === 0) return;
  machineOnGateway(engine.line, sight.outcomeClass === 'answered', sight.atMs, lineWorld(engine, families, sink));
}

function feedResolver(engine: Engine, sight: Sight): void {
  feedPath(engine, sight);
  if (isLineInDoubt(engine, sight.atMs) || areAnswersVoid(engine)) return;
  const counts = FAMILIES.map((family) => sumCounts(engine.window, family));
  const needed = Math.max(...counts.map(failuresNeeded));
  if (resolverOnSight(engine.resolvers, sight, needed)) renewMode(engine, sight.atMs);
}

function feedOther(engine: Engine, sight: Sight, sink: EngineSink): void {
  feedWitness(engine, sight, sink);
  if (sight.role === 'router') {
    feedQuality(engine, sight, sink);
    holeOnRouter(engine, sight.atMs);
  } else if (sight.role === 'control') feedControl(engine, sight, sink);
  else if (sight.role === 'own-server') feedOwnServer(engine, sight);
  else if (sight.role === 'sip' && !isLineInDoubt(engine, sight.atMs) && serviceOnSight(engine.services, sight))
    renewMode(engine, sight.atMs);
}

function feedFar(engine: Engine, sight: Sight, sink: EngineSink): void {
  const family = engine.families[sight.family];
  const isHole = noteHoles(engine, sight, sink);
  family.measuredAtMs = sight.atMs;
  noteDenser(family, sight.atMs);
  family.notMeasured = null;
  family.isCut = false;
  if (areAnswersVoid(engine)) {
    feedVoid(engine, sight);
    return;
  }
  if (sight.outcomeClass === 'answered') {
    family.answeredAtMs = sight.atMs;
    if (noteContact(engine, sight.target)) renewMode(engine, sight.atMs);
  }
  if (mattersToLine(engine, sight.family)) engine.measuredAtMs = sight.atMs;
  const isChange = noteTarget(engine, sight);
  if (engine.hasContact) feedMachines(engine, sight, sink);
  if (isChange || isHole) renewMode(engine, sight.atMs);
  forgetOldStretches(engine);
}

/** Two machines look at each far sample: that of its family, and that of the line. */
function feedMachines(engine: Engine, sight: Sight, sink: EngineSink): void {
  const health = engine.targets[sight.target];
  if (!health || !isInQuorum(health) || !mattersToLine(engine, sight.family)) return;
  if (sight.outcomeClass === 'lost' && health.losses <= SILENT_AFTER_LOSSES) noteLoss(engine, 'far', sight.atMs);
  const { machine } = engine.families[sight.family];
  const wasDown = isDown(machine);
  const lostBefore = machine.outage && !machine.outage.ending ? null : machine.run;
  const wasLineDown = isDown(engine.line);
  if (sight.outcomeClass === 'answered') {
    const good = boundOf(sight);
    machineOnAnswer(machine, sight, good, () => familyWorld(engine, sight.family, sink));
    feedWindow(engine, sight, lostBefore);
    endBlocked(engine, sight.atMs);
    machineOnAnswer(engine.line, sight, good, () => lineWorld(engine, familiesAt(engine, sight.atMs).present, sink));
  } else {
    machineOnLoss(machine, sight, familyWorld(engine, sight.family, sink));
    loseLine(engine, sight, sink);
  }
  if (wasDown !== isDown(machine)) forgetSilence(engine.targets, [sight.family]);
  if (!wasLineDown && isDown(engine.line)) forgetAsked(engine);
  if (wasLineDown && !isDown(engine.line)) renewMode(engine, sight.atMs);
  noteFamilySpan(engine, sight.atMs);
}

function loseLine(engine: Engine, sight: Sight, sink: EngineSink): void {
  const { present, unobserved } = familiesAt(engine, sight.atMs);
  const [missing] = unobserved;
  if (missing !== undefined) {
    const fromAtMs = engine.families[missing].measuredAtMs ?? sight.atMs;
    const cutAtMs = isDown(engine.line) ? fromAtMs : null;
    machineOnHole(engine.line, fromAtMs, false, lineWorld(engine, present, sink));
    startBlocked(engine, missing, sight, cutAtMs);
    return;
  }
  if (engine.blocked) endBlocked(engine, sight.atMs);
  const world = lineWorld(engine, present, sink);
  machineOnLoss(engine.line, sight, world);
  partOnLoss(engine.line, sight, world);
  if (sight.outcome === 'unreachable-from') machineOnGateway(engine.line, sight.sender !== 'own', sight.atMs, world);
}

/** Returns whether the line was not observed for so long that what was known of targets is stale. */
function noteHoles(engine: Engine, sight: Sight, sink: EngineSink): boolean {
  const { machine, measuredAtMs, limitMs, isCut } = engine.families[sight.family];
  const isLost = sight.outcomeClass === 'lost';
  if (measuredAtMs !== null && (isCut || sight.atMs - measuredAtMs > limitMs)) {
    const isBridged = isLost && !isCut && sight.atMs - measuredAtMs <= SHORT_HOLE_MS;
    machineOnHole(machine, measuredAtMs, isBridged, familyWorld(engine, sight.family, sink));
  }
  if (!mattersToLine(engine, sight.family) || !(engine.cutCause || isLineHole(engine, sight.atMs))) return false;
  const fromAtMs = engine.measuredAtMs;
  const isShort = sight.atMs - fromAtMs <= SHORT_HOLE_MS && !engine.cutCause;
  const isBridged = isLost && isShort && engine.line.outage !== null && !engine.line.outage.ending;
  const wasDown = isDown(engine.line);
  machineOnHole(engine.line, fromAtMs, isBridged, lineWorld(engine, familiesAt(engine, fromAtMs).present, sink));
  if (!isBridged) {
    if (!isShort) endFailover(engine, fromAtMs, true, sink);
    const continuity = causeOfHole(engine, fromAtMs, sight.atMs);
    engine.line.doubt = doubtOfHole(fromAtMs, sight.atMs, continuity, wasDown) ?? engine.line.doubt;
    pushHole(engine, fromAtMs, sight.atMs, continuity);
  }
  engine.cutCause = null;
  if (isShort) return false;
  endBlocked(engine, fromAtMs);
  forgetSilence(engine.targets, FAMILIES);
  forgetAsked(engine);
  return true;
}

function noteTarget(engine: Engine, sight: Sight): boolean {
  const health = engine.targets[sight.target];
  if (!health) return false;
  if (sight.outcomeClass === 'answered') return healthOnAnswer(health, sight.atMs);
  const { machine, answeredAtMs } = engine.families[sight.family];
  return isDown(machine) ? false : healthOnLoss(engine.targets, sight, answeredAtMs);
}

/** True when this answer makes the contact: two far targets have answered once, or the only one there is. */
function noteContact(engine: Engine, target: string): boolean {
  if (engine.hasContact || engine.contacts.includes(target)) return false;
  engine.contacts.push(target);
  const targetCount = engine.families[4].targetCount + engine.families[6].targetCount;
  engine.hasContact = engine.contacts.length >= Math.min(FIRST_CONTACTS, targetCount);
  return engine.hasContact;
}
