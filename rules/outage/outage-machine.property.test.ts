import { expect, test } from 'vitest';
import { QUIET_LIMITS } from './line-noise.ts';
import type { LossRun } from './loss-runs.ts';
import { boundOf, type Sight } from './observation.ts';
import {
  type FoundOutage,
  type MachineWorld,
  machineOnAnswer,
  machineOnHole,
  machineOnLoss,
  startMachine,
} from './outage-machine.ts';
import { seeded } from './seeded.ts';

const TARGETS = 5;
const RTT_MS = 20;

/** One family, five targets in turn, one sample a second; `true` = answered. Every outage is closed at the end. */
function run(samples: Iterable<boolean>): { found: FoundOutage[]; bursts: LossRun[] } {
  const found: FoundOutage[] = [];
  const bursts: LossRun[] = [];
  const losses = new Map<string, number>();
  const world: MachineWorld = {
    families: [4],
    quorumCount: () => TARGETS,
    seedOf: () => '',
    isFresh: ({ target }) => (losses.get(target) ?? 0) < 3,
    isShaky: () => false,
    limits: () => QUIET_LIMITS,
    found: (outage) => found.push(outage),
    dropped: null,
    burst: (burst) => bursts.push(burst),
  };
  const machine = startMachine();
  let index = 0;
  for (const isAnswered of samples) {
    const sight: Sight = {
      atMs: index * 1000,
      role: 'far',
      family: 4,
      target: `far 4 ping ${index % TARGETS}`,
      outcome: isAnswered ? 'reply' : 'timeout',
      outcomeClass: isAnswered ? 'answered' : 'lost',
      latencyUs: isAnswered ? RTT_MS * 1000 : null,
      sender: null,
      segment: 1,
      sequence: 0,
      answer: null,
      details: null,
    };
    if (isAnswered) machineOnAnswer(machine, sight, boundOf(sight), () => world);
    else machineOnLoss(machine, sight, world);
    // as the fold does: while the family is down, silence is nobody's own
    losses.set(sight.target, isAnswered || machine.outage ? 0 : (losses.get(sight.target) ?? 0) + 1);
    index += 1;
  }
  machineOnHole(machine, index * 1000, false, world);
  return { found, bursts };
}

type Expected = { first: number; last: number; good: number; flaps: number };

/**
 * The definition again, over the whole pattern at once. Runs of ≥ 5 losses are down. From the end of one on: it is over
 * at the first good sample, when two targets have answered (or one three times) before the next five losses in a row;
 * a run of ≥ 3 that begins within 5 s after that, and hits a target that has answered since, goes on with it.
 */
function oracle(samples: boolean[]): Expected[] {
  const outages: Expected[] = [];
  let isOpen = false;
  for (const [a, b] of lossRuns(samples)) {
    const open = isOpen ? outages.at(-1) : undefined;
    const fate = open ? fateOf(samples, open, a, b) : 'new';
    if (open && fate === 'flap') Object.assign(open, { last: b, good: b + 1, flaps: open.flaps + 1 });
    if (fate !== 'new') continue;
    isOpen = b - a + 1 >= 5;
    if (isOpen) outages.push({ first: a, last: b, good: b + 1, flaps: 0 });
  }
  return outages;
}

/** What a loss run from `a` to `b` is to an outage whose first good sample was `open.good`. */
function fateOf(samples: boolean[], open: Expected, a: number, b: number): 'flap' | 'nothing' | 'new' {
  const good = goodIndices(samples, open.good, a);
  const targets = new Set(good.map((index) => index % TARGETS));
  const hasHit = range(a, b).some((index) => targets.has(index % TARGETS));
  const length = b - a + 1;
  if (targets.size < 2 && good.length < 3) return length >= 5 && hasHit ? 'flap' : 'nothing';
  const isSoon = a * 1000 <= open.good * 1000 + RTT_MS + 5000;
  if (!isSoon) return 'new';
  return (length >= 3 && hasHit) || length >= 5 ? 'flap' : 'nothing';
}
const range = (a: number, b: number) => Array.from({ length: b - a + 1 }, (_, index) => a + index);
const goodIndices = (samples: boolean[], from: number, to: number) =>
  samples.map((isGood, index) => (isGood && index >= from && index < to ? index : -1)).filter((index) => index >= 0);
function lossRuns(samples: boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [index, isGood] of samples.entries()) {
    const last = runs.at(-1);
    if (isGood) continue;
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

test('every world of up to 12 samples, alone and after an outage, comes out as the definition says', () => {
  const before = Array.from({ length: 10 }, () => true);
  const cut = Array.from({ length: 6 }, () => false);
  const after = Array.from({ length: 25 }, () => true);
  let worlds = 0;
  for (let length = 0; length <= 12; length += 1) {
    for (let pattern = 0; pattern < 2 ** length; pattern += 1) {
      const middle = Array.from({ length }, (_, bit) => (pattern & (1 << bit)) !== 0);
      for (const samples of [
        [...before, ...middle, ...after],
        [...before, ...cut, true, ...middle, ...after],
      ]) {
        const expected = oracle(samples);
        const { found } = run(samples);
        const bounds = found.map((outage) => ({
          first: outage.startLatestAtMs / 1000,
          last: (outage.endEarliestAtMs ?? 0) / 1000,
          good: ((outage.endLatestAtMs ?? 0) - RTT_MS) / 1000,
          flaps: outage.flaps,
        }));
        expect(bounds, samples.map(Number).join('')).toEqual(expected);
        worlds += 1;
      }
    }
  }
  expect(worlds).toBe(2 * 8191);
});

test('thirty days at 2 % random loss make no outage, and bursts about as often as they must', () => {
  const random = seeded(42);
  const { found, bursts } = run(
    (function* samples() {
      for (let second = 0; second < 30 * 86_400; second += 1) yield random() >= 0.02;
    })(),
  );
  expect(found).toEqual([]);
  const long = bursts.filter((burst) => burst.total >= 3);
  // p³(1 − p) × 86,400 × 30 days = 20.3
  expect(long.length).toBeGreaterThan(8);
  expect(long.length).toBeLessThan(36);
});
