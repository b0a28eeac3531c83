import type { LossRun } from './loss-runs.ts';
import type { Family, Sight } from './observation.ts';

/**
 * The last minutes of far samples, without what was lost in outages: what the length of a run is held against
 * (`line-noise.ts`) and what the line's quality is read from (`degraded.ts`). Plain JSON of bounded size.
 */
export type LineWindow = Minute[];

export type Minute = {
  /** A whole minute of UTC. */
  fromAtMs: number;
  v4: Counts | null;
  v6: Counts | null;
  /** Losses and slow answers by target, where there were any. */
  lostBy: Record<string, number>;
  slowBy: Record<string, number>;
};

export type Counts = {
  answered: number;
  /** Of targets that were not silent before; lost in no outage. */
  lost: number;
  /** Of these, those whose neighbour before was lost too. */
  lostAfterLost: number;
  /** Runs of three or more (RFC 3357). */
  bursts: number;
  /** Answers slower than the target's own limit. */
  slow: number;
};

export const MINUTE_MS = 60_000;
/** Five minutes that are over, and the one that is being filled. */
const KEPT_MINUTES = 6;
const BURST_LOSSES = 3;

/** Notes an answer, and the losses right before it, where they were no outage. */
export function noteAnswer(
  window: LineWindow,
  { family, target, atMs }: Pick<Sight, 'family' | 'target' | 'atMs'>,
  isSlow: boolean,
  lostBefore: LossRun | null,
): void {
  const minute = minuteAt(window, atMs);
  const counts = countsOf(minute, family);
  counts.answered += 1;
  if (isSlow) {
    counts.slow += 1;
    minute.slowBy[target] = (minute.slowBy[target] ?? 0) + 1;
  }
  const telling = lostBefore?.families.find((one) => one.family === family)?.telling ?? 0;
  if (!lostBefore || telling === 0) return;
  counts.lost += telling;
  counts.lostAfterLost += telling - 1;
  if (telling >= BURST_LOSSES) counts.bursts += 1;
  for (const name of lostBefore.fresh) {
    minute.lostBy[name] = (minute.lostBy[name] ?? 0) + (lostBefore.targets[name] ?? 0);
  }
}

/** Sum over minutes. */
export function sumCounts(minutes: Minute[], family: Family): Counts {
  const sum = noCounts();
  for (const { v4, v6 } of minutes) {
    const one = family === 6 ? v6 : v4;
    if (!one) continue;
    sum.answered += one.answered;
    sum.lost += one.lost;
    sum.lostAfterLost += one.lostAfterLost;
    sum.bursts += one.bursts;
    sum.slow += one.slow;
  }
  return sum;
}

/** Losses of each target of the family that lost any, the most first. */
export function lossesByTarget(minutes: Minute[], family: Family): number[] {
  const sums = new Map<string, number>();
  for (const { lostBy } of minutes) {
    for (const [target, lost] of Object.entries(lostBy)) {
      if (target.startsWith(`far ${family} `)) sums.set(target, (sums.get(target) ?? 0) + lost);
    }
  }
  return [...sums.values()].sort((a, b) => b - a);
}

/** The minute that is being filled; minutes without samples are left out, so an outage pushes nothing out. */
function minuteAt(window: LineWindow, atMs: number): Minute {
  const last = window.at(-1);
  const fromAtMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  if (last?.fromAtMs === fromAtMs) return last;
  const minute: Minute = { fromAtMs, v4: null, v6: null, lostBy: {}, slowBy: {} };
  window.push(minute);
  if (window.length > KEPT_MINUTES) window.shift();
  return minute;
}

function countsOf(minute: Minute, family: Family): Counts {
  if (family === 6) {
    minute.v6 ??= noCounts();
    return minute.v6;
  }
  minute.v4 ??= noCounts();
  return minute.v4;
}

function noCounts(): Counts {
  return { answered: 0, lost: 0, lostAfterLost: 0, bursts: 0, slow: 0 };
}
