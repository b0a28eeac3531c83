import type { BoundSample } from './derived.ts';
import { LOSSES_WITH_WITNESS, type RunLimits } from './line-noise.ts';
import { boundOf, type Family, type Sight } from './observation.ts';

/** Consecutive losses in a stream of one or two families. Plain JSON, of bounded size. */
export type LossRun = {
  /** The answered sample with the newest send time before it; null when what was before was not observed. */
  afterGood: BoundSample | null;
  /** What the id of an outage is made of, should it become one. */
  seed: string;
  /** How long an answer took at most just before: so long the first lost packet may have been on its way. */
  underWayMs: number;
  total: number;
  /**
   * `telling`: losses of targets that had not been silent before; where there are any, `first` and `last` are of these:
   * what a dead target did not answer just before or after says nothing about the line.
   */
  families: FamilyRun[];
  /** Losses of each target, in the run. */
  targets: Record<string, number>;
  /** Lost targets that had not been silent before the run. */
  fresh: string[];
  /** An ICMP error among them, or a dead gateway meanwhile. */
  hasWitness: boolean;
  gatewayAnswers: number;
  gatewayLosses: number;
};

/**
 * `head` and `tail` (oldest first) stand only where the line loses packets anyway: its first and last telling losses, as
 * many as may be such.
 */
export type FamilyRun = {
  family: Family;
  count: number;
  telling: number;
  first: BoundSample;
  last: BoundSample;
  limits: RunLimits;
  head?: BoundSample[];
  tail?: BoundSample[];
};

/** An empty run, to be extended at once. */
export function startRun(afterGood: BoundSample | null, seed: string, underWayMs: number): LossRun {
  return {
    afterGood,
    seed,
    underWayMs,
    total: 0,
    families: [],
    targets: {},
    fresh: [],
    hasWitness: false,
    gatewayAnswers: 0,
    gatewayLosses: 0,
  };
}

/** Puts one more lost sample into the run. `isFresh`: its target had not been silent before. `limits`: of its family. */
export function extendRun(run: LossRun, sight: Sight, isFresh: boolean, limits: (family: Family) => RunLimits): void {
  const bound = boundOf(sight);
  const before = run.targets[sight.target] ?? 0;
  run.targets[sight.target] = before + 1;
  if (isFresh && before === 0) run.fresh.push(sight.target);
  const isTelling = run.fresh.includes(sight.target);
  const known = run.families.find((one) => one.family === sight.family);
  const family = known ?? startFamilyRun(sight.family, bound, limits(sight.family));
  if (!known) run.families.push(family);
  if (isTelling && family.telling === 0) family.first = bound;
  if (isTelling || family.telling === 0) family.last = bound;
  family.count += 1;
  if (isTelling) {
    family.telling += 1;
    noteEnds(family, bound);
  }
  if (sight.outcome === 'unreachable-from') run.hasWitness = true;
  run.total += 1;
}

function startFamilyRun(family: Family, bound: BoundSample, limits: RunLimits): FamilyRun {
  const ends = limits.stray > 0 ? { head: [], tail: [] } : {};
  return { family, count: 0, telling: 0, first: bound, last: bound, limits, ...ends };
}

function noteEnds({ head, tail, limits }: FamilyRun, bound: BoundSample): void {
  if (!head || !tail) return;
  if (head.length <= limits.stray) head.push(bound);
  tail.push(bound);
  if (tail.length > limits.stray + 1) tail.shift();
}

/** Losses in a row in that family which has the fewest: each has to be silent for the line to be. */
export function lossesInEach(run: LossRun, families: readonly Family[], which: 'count' | 'telling' = 'count'): number {
  const counts = families.map((family) => run.families.find((one) => one.family === family)?.[which] ?? 0);
  return counts.length === 0 ? 0 : Math.min(...counts);
}

/** Whether each family lost as many in a row as its limit asks for. */
export function reaches(
  run: LossRun,
  families: readonly Family[],
  which: 'count' | 'telling',
  limit: 'alone' | 'flap',
): boolean {
  if (families.length === 0) return false;
  return families.every((family) => {
    const one = run.families.find((known) => known.family === family);
    return one !== undefined && one[which] >= one.limits[limit];
  });
}

/** Losses of the router are no witness where packets are lost anyway: radio loses those to the router as well. */
export function isWitnessed({ hasWitness, gatewayLosses, families }: LossRun): boolean {
  return hasWitness && (gatewayLosses === 0 || families.every(({ limits }) => limits.stray === 0));
}

/**
 * Whether the run is an outage: ≥ 5 in each family (more where the line loses packets anyway, see line-noise.ts), or ≥ 3
 * with a witness. Targets that had been silent for three attempts before say nothing new, so these losses must be of
 * others: of two targets (with a witness of three); or every target was lost three times.
 */
export function isOutage(run: LossRun, families: readonly Family[], countQuorum: () => number): boolean {
  if (lossesInEach(run, families) < LOSSES_WITH_WITNESS) return false;
  const quorumCount = countQuorum();
  if (reaches(run, families, 'telling', 'alone') && run.fresh.length >= Math.min(2, quorumCount)) return true;
  const isTold = lossesInEach(run, families, 'telling') >= LOSSES_WITH_WITNESS && isWitnessed(run);
  if (isTold && run.fresh.length >= Math.min(3, quorumCount)) return true;
  if (!reaches(run, families, 'count', 'alone')) return false;
  return Object.values(run.targets).filter((count) => count >= 3).length >= quorumCount;
}

/**
 * The run's bounds: in force once the last of the families was lost, until the first of them was lost no more. Losses at
 * its ends that may have been lost anyway carry none.
 */
export function boundsOfRun(run: LossRun, families: readonly Family[]): { first: BoundSample; last: BoundSample } {
  const present = run.families.filter((one) => families.includes(one.family));
  const [head, ...rest] = (present.length > 0 ? present : run.families).map(endsOf);
  if (!head) throw new Error('bug: a loss run without losses');
  let { first, last } = head;
  for (const one of rest) {
    if (one.first.sentAtMs > first.sentAtMs) first = one.first;
    if (one.last.sentAtMs < last.sentAtMs) last = one.last;
  }
  return { first, last };
}

function endsOf({ first, last, telling, limits, head, tail }: FamilyRun): { first: BoundSample; last: BoundSample } {
  if (!head || !tail) return { first, last };
  const stray = Math.min(limits.stray, Math.max(0, Math.floor((telling - 1) / 2)));
  return { first: head[stray] ?? first, last: tail.at(-1 - stray) ?? last };
}

/**
 * What is certain of the run: from its first to its last lost sample, less the time that the first lost packet may have
 * been under way before the line failed.
 */
export function certainMs(run: LossRun, families: readonly Family[]): number {
  const { first, last } = boundsOfRun(run, families);
  return Math.max(0, last.sentAtMs - first.sentAtMs - run.underWayMs);
}
