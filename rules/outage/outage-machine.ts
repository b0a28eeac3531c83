import type { BoundSample } from './derived.ts';
import { confirm, type Ending, noteGood, receivedAtMs, startEnding } from './ending.ts';
import { LOSSES_WITH_WITNESS, limitsAt, MOST_BY_CHANCE, provenRatio, type RunLimits } from './line-noise.ts';
import {
  boundsOfRun,
  certainMs,
  extendRun,
  isOutage,
  isWitnessed,
  type LossRun,
  lossesInEach,
  reaches,
  startRun,
} from './loss-runs.ts';
import type { Family, Sight } from './observation.ts';
import { type Doubt, type Part, startPart } from './part.ts';

/** A new loss run that begins so soon after the end is a flap of the same outage. */
export const FLAP_WINDOW_MS = 5_000;
/**
 * An outage of so few losses that a line that loses packets may have lost them by chance is watched for a while after its
 * end: where many are lost then too, it was the beginning of that and no outage.
 */
const WATCHED_MS = 60_000;
/** So long where nothing at all is lost. */
const WATCHED_CLEAN_MS = 12_000;
const REMEMBERED_LATENCIES = 8;
/** Later answers are not waited for. */
const LONGEST_UNDER_WAY_MS = 10_000;

export type OpenOutage = {
  seed: string;
  startEarliestAtMs: number;
  startLatestAtMs: number;
  startsUnobserved: boolean;
  lastGoodBefore: BoundSample | null;
  firstBad: BoundSample;
  /** Of the lost runs that are over. */
  lastBad: BoundSample | null;
  sumMs: number;
  lostSamples: number;
  /** Losses in a row, in each family. */
  longestRun: number;
  isWitnessed: boolean;
  flaps: number;
  ending: Ending | null;
  part: Part;
};

/** Follows the stream of one family, or of the line (all families that take part). Plain JSON of bounded size. */
export type OutageMachine = {
  lastGood: BoundSample | null;
  latenciesMs: number[];
  run: LossRun | null;
  outage: OpenOutage | null;
  /** Set by the last hole, until an answer. */
  doubt: Doubt | null;
};

/** An outage as the machine leaves it; ends are null while it lasts. */
export type FoundOutage = {
  seed: string;
  isHome: boolean;
  gateway: 'ok' | 'fail' | 'na';
  /** Nothing follows from it: a router that is restarted would look the same. */
  isDoubtful: boolean;
  startEarliestAtMs: number;
  startLatestAtMs: number;
  endEarliestAtMs: number | null;
  endLatestAtMs: number | null;
  downMinMs: number;
  flaps: number;
  lostSamples: number;
  startsUnobserved: boolean;
  endsUnobserved: boolean;
  bounds: {
    lastGoodBefore: BoundSample | null;
    firstBad: BoundSample;
    lastBad: BoundSample;
    firstGoodAfter: BoundSample | null;
  };
};

/** What a machine asks and tells while it is fed. */
export type MachineWorld = {
  /** Families that have to be silent for an outage. */
  families: readonly Family[];
  /** Far targets of them that count. */
  quorumCount: () => number;
  seedOf: (sight: Sight) => string;
  isFresh: (sight: Sight) => boolean;
  /** What is asked of a run of losses in that family now. */
  limits: (family: Family) => RunLimits;
  /** Packets to the router and to others were lost shortly before that. */
  isShaky: (beforeAtMs: number) => boolean;
  found: (outage: FoundOutage) => void;
  /** What looked like an outage was the beginning of loss; null = nobody may say so, it was shown as something else. */
  dropped: ((outage: FoundOutage) => void) | null;
  /** A loss run that was no outage. */
  burst: (run: LossRun) => void;
};

export function startMachine(): OutageMachine {
  return { lastGood: null, latenciesMs: [], run: null, outage: null, doubt: null };
}

/** Takes an answered sample. Most answers follow answers: the world is asked for only where something is open. */
export function machineOnAnswer(
  machine: OutageMachine,
  sight: Sight,
  good: BoundSample,
  worldOf: () => MachineWorld,
): void {
  if (machine.outage || machine.run) endOnAnswer(machine, sight, good, worldOf());
  machine.run = null;
  machine.doubt = null;
  machine.lastGood = good;
  machine.latenciesMs.push(receivedAtMs(good) - good.sentAtMs);
  if (machine.latenciesMs.length > REMEMBERED_LATENCIES) machine.latenciesMs.shift();
}

function endOnAnswer(machine: OutageMachine, sight: Sight, good: BoundSample, world: MachineWorld): void {
  passTime(machine, sight.atMs, world);
  const { outage, run } = machine;
  if (outage && !outage.ending) {
    closeRun(outage, run, world.families);
    outage.part.alternative = null;
    outage.ending = startEnding(good);
  } else if (!outage && run) world.burst(run);
  if (outage?.ending) noteGood(outage.ending, sight.target);
  if (outage?.ending && !outage.ending.isDeclared) confirm(outage.ending, good, sight.target, world.quorumCount());
}

/** Takes a lost sample. */
export function machineOnLoss(machine: OutageMachine, sight: Sight, world: MachineWorld): void {
  passTime(machine, sight.atMs, world);
  machine.run ??= startRun(machine.lastGood, world.seedOf(sight), underWayMs(machine));
  const { run, outage } = machine;
  extendRun(run, sight, world.isFresh(sight), world.limits);
  if (outage?.ending?.answered.includes(sight.target)) outage.ending.losses += 1;
  if (outage && !isWatched(outage, run)) {
    if (!outage.ending || !isRelapse(run, outage.ending, world)) return;
    outage.flaps += 1;
    outage.ending = null;
  } else if (isOutage(run, world.families, world.quorumCount)) {
    // its own losses are not those of the time before it
    if (outage?.ending) outage.ending.losses = Math.max(0, outage.ending.losses - run.total);
    if (outage) closeOutage(machine, outage, world);
    machine.outage = openOutage(run, world, machine.doubt);
  }
}

/** Its flap window was over when the run began. */
function isWatched({ ending }: OpenOutage, run: LossRun): boolean {
  return ending?.isDeclared === true && firstSentAtMs(run) > ending.receivedAtMs + FLAP_WINDOW_MS;
}

function closeOutage(machine: OutageMachine, outage: OpenOutage, world: MachineWorld): void {
  const found = readOutage(machine, world.families, null);
  if (world.dropped && isByChance(outage, world)) world.dropped(found);
  else world.found(found);
  machine.outage = null;
}

/** A line that loses as much as this one did around it loses as many in a row by chance. */
function isByChance(outage: OpenOutage, { families, limits }: MachineWorld): boolean {
  const { longestRun, isWitnessed, ending } = outage;
  if (isWitnessed || !ending) return false;
  const since = limitsAt(provenRatio(ending.losses, ending.losses + ending.goods));
  return longestRun < since.alone || families.some((family) => longestRun < limits(family).alone);
}

/** Ends what time has ended: an outage whose flap window is over. */
export function passTime(machine: OutageMachine, atMs: number, world: MachineWorld): void {
  const { outage, run } = machine;
  if (!outage?.ending?.isDeclared) return;
  const windowEndsAtMs = outage.ending.receivedAtMs + FLAP_WINDOW_MS;
  if (atMs <= windowEndsAtMs) return;
  const isRunInWindow = run !== null && firstSentAtMs(run) <= windowEndsAtMs;
  if (isRunInWindow && atMs <= windowEndsAtMs + 2 * FLAP_WINDOW_MS) return;
  const watchedMs = outage.ending.losses === 0 ? WATCHED_CLEAN_MS : WATCHED_MS;
  if (outage.longestRun < MOST_BY_CHANCE && atMs <= outage.ending.receivedAtMs + watchedMs) return;
  closeOutage(machine, outage, world);
}

/**
 * Nothing was observed after `fromAtMs`. Bridged: the outage goes on, but what is certain of it has a hole. Otherwise an
 * outage ends where observation did, or at its first good answer; a run that is no outage yet is dropped.
 */
export function machineOnHole(machine: OutageMachine, fromAtMs: number, isBridged: boolean, world: MachineWorld): void {
  const { outage } = machine;
  if (outage && !outage.ending && isBridged) {
    closeRun(outage, machine.run, world.families);
    outage.part.alternative = null;
    machine.run = null;
    return;
  }
  if (outage?.ending?.isDeclared) closeOutage(machine, outage, world);
  else if (outage) world.found(readOutage(machine, world.families, fromAtMs));
  machine.outage = null;
  machine.run = null;
  machine.lastGood = null;
}

/** The outage as it stands. `cutAtMs`: where observation ended, if that is what ended it. */
export function readOutage(machine: OutageMachine, families: readonly Family[], cutAtMs: number | null): FoundOutage {
  const { outage, run } = machine;
  if (!outage) throw new Error('bug: no outage to read');
  const isLost = run !== null && !outage.ending;
  const lastBad = isLost ? boundsOfRun(run, families).last : (outage.lastBad ?? outage.firstBad);
  const isCut = cutAtMs !== null && !outage.ending;
  const isEnded = isCut || cutAtMs !== null || outage.ending?.isDeclared === true;
  const endLatestAtMs = isCut ? Math.max(cutAtMs, lastBad.sentAtMs) : (outage.ending?.receivedAtMs ?? null);
  return {
    seed: outage.seed,
    isHome: outage.part.isHome,
    gateway: gatewayOf(outage.part),
    isDoubtful: outage.part.isDoubtful,
    startEarliestAtMs: outage.startEarliestAtMs,
    startLatestAtMs: outage.startLatestAtMs,
    endEarliestAtMs: isEnded ? lastBad.sentAtMs : null,
    endLatestAtMs: isEnded ? endLatestAtMs : null,
    downMinMs: outage.sumMs + (isLost ? certainMs(run, families) : 0),
    flaps: outage.flaps,
    lostSamples: outage.lostSamples + (isLost ? run.total : 0),
    startsUnobserved: outage.startsUnobserved,
    endsUnobserved: isCut,
    bounds: {
      lastGoodBefore: outage.lastGoodBefore,
      firstBad: outage.firstBad,
      lastBad,
      firstGoodAfter: isEnded && !isCut ? (outage.ending?.first ?? null) : null,
    },
  };
}

function gatewayOf(part: Part): 'ok' | 'fail' | 'na' {
  if (part.isHome) return 'fail';
  return part.gatewayAnswers > 0 ? 'ok' : 'na';
}

/** Until when nothing the machine says about the past can change any more; null = nothing is open. */
export function openSinceAtMs(machine: OutageMachine): number | null {
  if (machine.outage) return machine.outage.startEarliestAtMs;
  return machine.run ? (machine.run.afterGood?.sentAtMs ?? firstSentAtMs(machine.run)) : null;
}

/** Whether it is down now; an end that is not confirmed yet is none. */
export function isDown(machine: OutageMachine): boolean {
  return machine.outage !== null && !machine.outage.ending?.isDeclared;
}

export function firstSentAtMs(run: LossRun): number {
  return Math.min(...run.families.map((one) => one.first.sentAtMs));
}

function openOutage(run: LossRun, { families, isShaky }: MachineWorld, doubt: Doubt | null): OpenOutage {
  const { first } = boundsOfRun(run, families);
  return {
    seed: run.seed,
    startEarliestAtMs: run.afterGood?.sentAtMs ?? firstSentAtMs(run),
    startLatestAtMs: first.sentAtMs,
    startsUnobserved: run.afterGood === null,
    lastGoodBefore: run.afterGood,
    firstBad: first,
    lastBad: null,
    sumMs: 0,
    lostSamples: 0,
    longestRun: 0,
    isWitnessed: false,
    flaps: 0,
    ending: null,
    part: startPart(run, isShaky(first.sentAtMs), doubt),
  };
}

function closeRun(outage: OpenOutage, run: LossRun | null, families: readonly Family[]): void {
  if (!run) return;
  outage.sumMs += certainMs(run, families);
  outage.lostSamples += run.total;
  outage.longestRun = Math.max(outage.longestRun, lossesInEach(run, families));
  outage.isWitnessed ||= run.hasWitness && run.gatewayLosses === 0;
  outage.lastBad = boundsOfRun(run, families).last;
}

/** A loss run after the first good answer that makes it a blip: it must also hit a target that had answered since. */
function isRelapse(run: LossRun, ending: Ending, { families }: MachineWorld): boolean {
  if (!ending.targets.some((target) => (run.targets[target] ?? 0) > 0)) return false;
  if (reaches(run, families, 'count', 'alone')) return true;
  if (isWitnessed(run) && lossesInEach(run, families) >= LOSSES_WITH_WITNESS) return true;
  const isSoon = ending.isDeclared && firstSentAtMs(run) <= ending.receivedAtMs + FLAP_WINDOW_MS;
  return isSoon && reaches(run, families, 'count', 'flap');
}

function underWayMs({ latenciesMs }: OutageMachine): number {
  return Math.min(LONGEST_UNDER_WAY_MS, Math.max(0, ...latenciesMs));
}
