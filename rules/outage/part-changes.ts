import { LOSSES_ALONE } from './line-noise.ts';
import { boundsOfRun, certainMs, extendRun, lossesInEach, startRun } from './loss-runs.ts';
import type { Family, Sight } from './observation.ts';
import { type MachineWorld, type OutageMachine, readOutage } from './outage-machine.ts';
import { type Alternative, type Part, RESTART_MS } from './part.ts';

const DEAD_MS = 10_000;
/** Within so long before its router dies a line belongs to a router that shuts down. */
const SHUTDOWN_MS = 60_000;
const SYNC_MS = 600_000;
const ANSWERS_TO_TRUST = 3;

/** The router answered, or did not although it had within the hour before. */
export function machineOnGateway(machine: OutageMachine, isAlive: boolean, atMs: number, world: MachineWorld): void {
  const { run, outage } = machine;
  if (run && (!outage || outage.ending?.isDeclared)) {
    if (isAlive) run.gatewayAnswers += 1;
    else run.gatewayLosses += 1;
    run.hasWitness ||= run.gatewayLosses >= 2 && run.gatewayAnswers === 0;
  }
  if (!outage || outage.ending) return;
  if (isAlive) gatewayAlive(machine, outage.part, atMs, world.families);
  else gatewayDead(machine, outage.part, atMs, world);
}

function gatewayAlive(machine: OutageMachine, part: Part, atMs: number, families: readonly Family[]): void {
  part.gatewayAnswers += 1;
  if (!part.isHome) {
    part.deadFromAtMs = null;
    part.alternative = null;
    return;
  }
  part.answersSinceDead += 1;
  const deadToAtMs = part.deadToAtMs ?? atMs;
  const wasRestart = deadToAtMs - (part.deadFromAtMs ?? deadToAtMs) >= RESTART_MS;
  const isClear = part.answersSinceDead >= ANSWERS_TO_TRUST && atMs >= deadToAtMs + (wasRestart ? SYNC_MS : 0);
  if (isClear) part.alternative ??= startAlternative(machine, atMs, families);
}

function gatewayDead(machine: OutageMachine, part: Part, atMs: number, world: MachineWorld): void {
  part.deadToAtMs = atMs;
  part.answersSinceDead = 0;
  if (part.isHome) {
    part.deadFromAtMs ??= atMs;
    part.alternative = null;
    return;
  }
  if (part.deadFromAtMs === null || !part.alternative) {
    part.deadFromAtMs = atMs;
    part.alternative = startAlternative(machine, atMs, world.families);
  }
  if (atMs - part.deadFromAtMs >= DEAD_MS) changePart(machine, world);
}

/** To be told of each lost sample, after the machine. */
export function partOnLoss(machine: OutageMachine, sight: Sight, world: MachineWorld): void {
  const part = machine.outage?.part;
  const alternative = part?.alternative;
  if (!part || !alternative || machine.outage?.ending) return;
  alternative.run ??= startRun(null, world.seedOf(sight), machine.run?.underWayMs ?? 0);
  extendRun(alternative.run, sight, world.isFresh(sight), world.limits);
  if (part.isHome && lossesInEach(alternative.run, world.families) >= LOSSES_ALONE) changePart(machine, world);
}

function startAlternative(machine: OutageMachine, atMs: number, families: readonly Family[]): Alternative | null {
  const { outage, run } = machine;
  if (!outage) return null;
  const before = {
    lastBad: run ? boundsOfRun(run, families).last : (outage.lastBad ?? outage.firstBad),
    sumMs: outage.sumMs + (run ? certainMs(run, families) : 0),
    lostSamples: outage.lostSamples + (run?.total ?? 0),
  };
  return { fromAtMs: atMs, run: null, before };
}

function changePart(machine: OutageMachine, world: MachineWorld): void {
  const { outage } = machine;
  const alternative = outage?.part.alternative;
  if (!outage || !alternative?.run || lossesInEach(alternative.run, world.families) < 1) return;
  const { run, before } = alternative;
  const { first } = boundsOfRun(run, world.families);
  const isHome = !outage.part.isHome;
  const changedAtMs = isHome ? alternative.fromAtMs : first.sentAtMs;
  if (isHome && changedAtMs - outage.startEarliestAtMs < SHUTDOWN_MS) {
    outage.part = { ...outage.part, isHome, answersSinceDead: 0, alternative: null };
    return;
  }
  machine.doubt = null;
  const found = readOutage(machine, world.families, changedAtMs);
  world.found({
    ...found,
    endEarliestAtMs: Math.min(before.lastBad.sentAtMs, changedAtMs),
    endLatestAtMs: changedAtMs,
    downMinMs: before.sumMs,
    lostSamples: before.lostSamples,
    endsUnobserved: false,
    bounds: { ...found.bounds, lastBad: before.lastBad, firstGoodAfter: null },
  });
  const part = {
    isHome,
    isDoubtful: false,
    gatewayAnswers: isHome ? 0 : ANSWERS_TO_TRUST,
    answersSinceDead: 0,
    alternative: null,
  };
  machine.run = run;
  machine.outage = {
    ...outage,
    seed: run.seed,
    startEarliestAtMs: changedAtMs,
    startLatestAtMs: Math.max(changedAtMs, first.sentAtMs),
    startsUnobserved: false,
    lastGoodBefore: null,
    firstBad: first,
    lastBad: null,
    sumMs: 0,
    lostSamples: 0,
    flaps: 0,
    part: { ...part, ...(isHome ? dead(outage.part) : { deadFromAtMs: null, deadToAtMs: null }) },
  };
}

function dead({ deadFromAtMs, deadToAtMs }: Part) {
  return { deadFromAtMs, deadToAtMs };
}
