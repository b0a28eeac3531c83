import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { foldAll } from './fold-all.ts';
import { seeded } from './seeded.ts';
import { LOST, simulatedMethod, simulateLine } from './simulated-line.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
const START_TICK_MS = 1_000_000;
const WALL_LEAD_MS = 1_795_305_600_000;

type Cut = { fromTickMs: number; toTickMs: number };

/** A packet is lost when the line is cut at any time while it is under way (out at once, back after the latency). */
function isHit(cuts: Cut[], sentTickMs: number, latencyUs: number): boolean {
  const backTickMs = sentTickMs + latencyUs / 1000;
  return cuts.some((cut) => cut.fromTickMs <= backTickMs && cut.toTickMs > sentTickMs);
}

function randomCuts(random: () => number, shortestMs: number): Cut[] {
  const cuts: Cut[] = [];
  let atMs = START_TICK_MS + 30_000;
  while (cuts.length < 8) {
    atMs += 20_000 + random() * 60_000;
    const lengthMs = shortestMs + random() * random() * 60_000;
    cuts.push({ fromTickMs: atMs, toTickMs: atMs + lengthMs });
    atMs += lengthMs;
  }
  return cuts;
}

for (const families of [[4], [4, 6]] as (4 | 6)[][]) {
  test(`each cut of 6 s or more is found, and its true length lies within narrow bounds (IPv${families.join(' and IPv')})`, () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = seeded(seed);
      const cuts = randomCuts(random, 6000);
      const method = simulatedMethod({ families });
      const phaseMs = Math.floor(random() * 1000);
      const roundCount = Math.ceil(((cuts.at(-1)?.toTickMs ?? 0) - START_TICK_MS + 60_000) / 5000);
      const longestMs = random() * 300;
      const segments = simulateLine({
        method,
        roundCount,
        firstTickMs: START_TICK_MS + phaseMs,
        roundsPerSegment: 1 + Math.floor(random() * 14),
        answer: (target, tick) => {
          const latencyUs = 1000 * (longestMs * (0.9 + 0.1 * random()));
          return target.role === 'far' && isHit(cuts, tick, latencyUs) ? LOST : latencyUs;
        },
      });
      const { model } = foldAll(
        segments.map((segment) => ({ segment, method })),
        tools,
      );
      expect(model.outages.length, `seed ${seed}`).toBe(cuts.length);
      for (const [index, outage] of model.outages.entries()) {
        const cut = cuts[index] ?? { fromTickMs: 0, toTickMs: 0 };
        const trueMs = cut.toTickMs - cut.fromTickMs;
        const label = `seed ${seed}, cut ${index} of ${trueMs} ms, answers up to ${longestMs} ms`;
        expect(outage.downMinMs, label).toBeLessThanOrEqual(trueMs);
        expect(outage.downMaxMs ?? 0, label).toBeGreaterThanOrEqual(trueMs);
        expect((outage.downMaxMs ?? 0) - outage.downMinMs, label).toBeLessThanOrEqual(2600);
        expect(outage.startEarliestAtMs).toBeLessThanOrEqual(WALL_LEAD_MS + cut.fromTickMs);
        expect(outage.endLatestAtMs ?? 0).toBeGreaterThanOrEqual(WALL_LEAD_MS + cut.toTickMs);
        expect([outage.counts, outage.side, outage.flaps, outage.final]).toEqual([true, 'access', 0, true]);
      }
    }
  });
}
