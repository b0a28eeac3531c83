import type { BoundSample } from './derived.ts';
import { boundOf, type Family, type Sight } from './observation.ts';

/** So many losses in a row are an outage by themselves (every target once). */
export const LOSSES_ALONE = 5;
/** So many are one when another witness agrees, a flap after an outage, and a loss burst otherwise. */
export const LOSSES_WITH_WITNESS = 3;

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
  families: { family: Family; count: number; telling: number; first: BoundSample; last: BoundSample }[];
  /** Losses of each target, in the run. */
  targets: Record<string, number>;
  /** Lost targets that had not been silent before the run. */
  fresh: string[];
  /** An ICMP error among them, or a dead gateway meanwhile. */
  hasWitness: boolean;
  gatewayAnswers: number;
  gatewayLosses: number;
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

/** Puts one more lost sample into the run. `isFresh`: its target had not been silent before. */
export function extendRun(run: LossRun, sight: Sight, isFresh: boolean): void {
  const bound = boundOf(sight);
  const before = run.targets[sight.target] ?? 0;
  run.targets[sight.target] = before + 1;
  if (isFresh && before === 0) run.fresh.push(sight.target);
  const isTelling = run.fresh.includes(sight.target);
  const known = run.families.find((one) => one.family === sight.family);
  const family = known ?? { family: sight.family, count: 0, telling: 0, first: bound, last: bound };
  if (!known) run.families.push(family);
  if (isTelling && family.telling === 0) family.first = bound;
  if (isTelling || family.telling === 0) family.last = bound;
  family.count += 1;
  if (isTelling) family.telling += 1;
  if (sight.outcome === 'unreachable-from') run.hasWitness = true;
  run.total += 1;
}

/** Losses in a row in that family which has the fewest: each has to be silent for the line to be. */
export function lossesInEach(run: LossRun, families: readonly Family[], which: 'count' | 'telling' = 'count'): number {
  const counts = families.map((family) => run.families.find((one) => one.family === family)?.[which] ?? 0);
  return counts.length === 0 ? 0 : Math.min(...counts);
}

/**
 * Whether the run is an outage: ≥ 5 in each family, or ≥ 3 with a witness. Targets that had been silent for three attempts
 * before say nothing new, so these losses must be of others: of two targets (with a witness of three); or every target
 * was lost three times.
 */
export function isOutage(run: LossRun, families: readonly Family[], countQuorum: () => number): boolean {
  const losses = lossesInEach(run, families);
  if (losses < LOSSES_WITH_WITNESS) return false;
  const telling = lossesInEach(run, families, 'telling');
  const quorumCount = countQuorum();
  if (telling >= LOSSES_ALONE && run.fresh.length >= Math.min(2, quorumCount)) return true;
  if (telling >= LOSSES_WITH_WITNESS && run.hasWitness && run.fresh.length >= Math.min(3, quorumCount)) return true;
  if (losses < LOSSES_ALONE) return false;
  return Object.values(run.targets).filter((count) => count >= 3).length >= quorumCount;
}

/** The run's bounds: in force once the last of the families was lost, until the first of them was lost no more. */
export function boundsOfRun(run: LossRun, families: readonly Family[]): { first: BoundSample; last: BoundSample } {
  const present = run.families.filter((one) => families.includes(one.family));
  const [head, ...rest] = present.length > 0 ? present : run.families;
  if (!head) throw new Error('bug: a loss run without losses');
  let { first, last } = head;
  for (const one of rest) {
    if (one.first.sentAtMs > first.sentAtMs) first = one.first;
    if (one.last.sentAtMs < last.sentAtMs) last = one.last;
  }
  return { first, last };
}

/**
 * What is certain of the run: from its first to its last lost sample, less the time that the first lost packet may have
 * been under way before the line failed.
 */
export function certainMs(run: LossRun, families: readonly Family[]): number {
  const { first, last } = boundsOfRun(run, families);
  return Math.max(0, last.sentAtMs - first.sentAtMs - run.underWayMs);
}
