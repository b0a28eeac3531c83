import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DerivedModel } from './apply-change.ts';
import { type FoldItem, foldAll } from './fold-all.ts';
import { type BatchResult, openBatch } from './fold-batch.ts';
import { LOST, simulatedMethod, simulateLine } from './simulated-line.ts';
import { sleptMsIn } from './slept.ts';
import { wildLine } from './wild-line.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };

function foldBatch(items: FoldItem[], bootOffsets: Record<string, number> = {}): BatchResult & { replays: number } {
  const batch = openBatch('home', bootOffsets, tools);
  let replays = 0;
  for (let at = 0; at < items.length; at += 1) {
    const back = batch.take(items[at] as FoldItem); // just counted
    if (!back) continue;
    at = back.goBackTo - 1;
    replays += 1;
  }
  return { ...batch.end(), replays };
}

function bare({ intervals, outages, current }: DerivedModel) {
  const nameless = outages.map((outage) => ({ ...outage, aliases: [] }));
  const byBegin = nameless.sort((a, b) => a.startEarliestAtMs - b.startEarliestAtMs || (a.id < b.id ? -1 : 1));
  return { intervals, outages: byBegin, measuredAtMs: current?.measuredAtMs ?? null };
}

test('gives the intervals and outages that a store has after every change', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const items = wildLine(seed);
    const { replays: _, givenBoots: __, ...batch } = foldBatch(items);
    expect(batch, `seed ${seed}`).toEqual(bare(foldAll(items, tools).model));
  }
});

test('of no segments nothing comes out', () => {
  expect(foldBatch([])).toEqual({ intervals: [], outages: [], measuredAtMs: null, givenBoots: [], replays: 0 });
});

test('a machine that slept is told of the same from the middle of a boot, with the time that it slept', () => {
  const method = simulatedMethod();
  const [FIRST_TICK_MS, SLEPT_MS] = [1_000_000, 3_600_000];
  const isSleepOver = (tickMs: number, at: number) => tickMs >= FIRST_TICK_MS + at * 5000;
  const sleptMs = (tickMs: number) => [200, 500].filter((at) => isSleepOver(tickMs, at)).length * SLEPT_MS;
  const items = simulateLine({
    method,
    firstTickMs: FIRST_TICK_MS,
    roundCount: 800,
    wallAtMs: (tickMs) => 1_795_305_600_000 + tickMs + sleptMs(tickMs),
    answer: (_, tickMs) => (tickMs > FIRST_TICK_MS + 3_000_000 && tickMs < FIRST_TICK_MS + 3_060_000 ? LOST : 12_000),
    // told in the round before that in which the wall clock has moved on
    edit: (round) => {
      const isTold = [199, 499].some((at) => round.tickMs === FIRST_TICK_MS + at * 5000);
      const stretch = { fromTickMs: round.tickMs + 2000, toTickMs: round.tickMs + 4000, cause: 'suspend' as const };
      return isTold ? { ...round, unmeasured: [stretch] } : round;
    },
  }).map((segment) => ({ segment, method }));
  const warm = foldBatch(items);
  const from = 30;
  const slept = sleptMsIn(items.slice(0, from));
  expect(slept).toBe(SLEPT_MS);
  const cold = foldBatch(items.slice(from), { ['b'.repeat(32)]: 1_795_305_600_000 + slept });
  expect(cold.givenBoots.map(({ state }) => state)).toEqual(['confirmed']);
  expect(cold.outages).toEqual(warm.outages);
  expect(cold.outages).toHaveLength(1);
  const after = (intervals: BatchResult['intervals']) =>
    intervals.filter(({ fromAtMs }) => fromAtMs > 1_795_312_600_000);
  expect(after(cold.intervals).length).toBeGreaterThan(2);
  expect(after(cold.intervals)).toEqual(after(warm.intervals));
});

describe('a boot whose clock is set after an hour, then another one', () => {
  const method = simulatedMethod();
  const OFF_MS = 7_200_000;
  const HOUR_MS = 3_600_000;
  const WALL_LEAD_MS = 1_795_305_600_000;
  const boot = (digit: string, leadMs: number, offMs: number): FoldItem[] => {
    const firstTickMs = 1_000_000;
    const isSet = (tickMs: number) => tickMs >= firstTickMs + HOUR_MS;
    return simulateLine({
      method,
      bootId: digit.repeat(32),
      runId: digit.repeat(16),
      firstTickMs,
      firstNumber: Number(digit) * 1000,
      roundCount: 1000,
      roundsPerSegment: 20,
      wallAtMs: (tickMs) => leadMs + tickMs - (isSet(tickMs) ? 0 : offMs),
      clock: (tickMs) => (isSet(tickMs) ? 'sync' : 'unsync'),
      answer: (_, tickMs) => (tickMs > 2_000_000 && tickMs < 2_060_000 ? LOST : 12_000),
    }).map((segment) => ({ segment, method }));
  };
  const items = [...boot('1', WALL_LEAD_MS, OFF_MS), ...boot('2', WALL_LEAD_MS + 2 * HOUR_MS, 0)];

  test('is folded again from where it began', () => {
    const { replays, givenBoots: _, ...batch } = foldBatch(items);
    const warm = foldAll(items, tools);
    expect(replays).toBe(warm.replays);
    expect(replays).toBeGreaterThan(0);
    expect(batch).toEqual(bare(warm.model));
  });

  test('is not found out again when its offset is given, and the rounds confirm or contradict what is given', () => {
    const whole = foldBatch(items);
    const given = foldBatch(items, { ['1'.repeat(32)]: WALL_LEAD_MS });
    expect(given.replays).toBe(0);
    expect(given.intervals).toEqual(whole.intervals);
    expect(given.givenBoots).toEqual([{ bootId: '1'.repeat(32), offsetMs: WALL_LEAD_MS, state: 'confirmed' }]);
    const wrong = foldBatch(items, { ['1'.repeat(32)]: WALL_LEAD_MS - 600_000 });
    expect(wrong.givenBoots.map(({ state }) => state)).toEqual(['contradicted']);
    const early = foldBatch(items.slice(0, 20), { ['1'.repeat(32)]: WALL_LEAD_MS });
    expect(early.givenBoots.map(({ state }) => state)).toEqual(['unconfirmed']);
  });
});
