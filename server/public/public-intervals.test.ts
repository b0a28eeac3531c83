import { expect, test } from 'vitest';
import type { StateInterval } from '../../rules/outage/derived.ts';
import { DECISION_TABLE } from '../../rules/verdict/decision-table.ts';
import { STATES } from '../../rules/verdict/verdict.ts';
import { gridFloor, PUBLIC_GRID_MS } from './grid.ts';
import { NOT_OBSERVED, publicIntervals } from './public-intervals.ts';

const UNTIL_AT_MS = 40_000 * PUBLIC_GRID_MS;
const VIEW = { nowMs: UNTIL_AT_MS, untilAtMs: UNTIL_AT_MS, outagesUntilAtMs: UNTIL_AT_MS, isReallyLive: false };

/** The same sequence for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** A day and a half of stretches of seconds to hours, without holes, that ends with "up". */
function course(seed: number): StateInterval[] {
  const random = numbers(seed);
  const intervals: StateInterval[] = [];
  let atMs = UNTIL_AT_MS - 130_000_000 - Math.floor(random() * 300_000);
  while (atMs < UNTIL_AT_MS - 10_000_000) {
    const isUp = intervals.at(-1)?.state !== 'up' && random() < 0.7;
    const state = isUp ? 'up' : (STATES[Math.floor(random() * STATES.length)] ?? 'up');
    const toAtMs = atMs + 1 + Math.floor(random() ** 4 * 9_000_000);
    const cause = state === 'unknown' ? `cause-${Math.floor(random() * 4)}` : null;
    intervals.push({ fromAtMs: atMs, toAtMs, state, verdict: state === 'up' ? 'ok' : state, side: 'unknown', cause });
    atMs = toAtMs;
  }
  return [
    ...intervals,
    { fromAtMs: atMs, toAtMs: UNTIL_AT_MS, state: 'up', verdict: 'ok', side: 'unknown', cause: null },
  ];
}

const lengthOf = (intervals: StateInterval[], state: string) =>
  intervals.filter((one) => one.state === state).reduce((sum, { fromAtMs, toAtMs }) => sum + toAtMs - fromAtMs, 0);

test.each(
  Array.from({ length: 60 }, (_, seed) => seed + 1),
)('course %i: each state keeps its length (unobserved time in whole minutes), the stretches fill the time, and all begins are on the grid or where another ends', (seed) => {
  const exact = course(seed);
  const shown = publicIntervals(exact, VIEW, UNTIL_AT_MS);
  for (const state of STATES.filter((name) => name !== 'up' && name !== 'unknown')) {
    expect(lengthOf(shown, state)).toBe(lengthOf(exact, state));
  }
  const notToldMs = lengthOf(shown, 'unknown') - lengthOf(exact, 'unknown');
  expect(notToldMs).toBeGreaterThanOrEqual(0);
  expect(notToldMs).toBeLessThan(60_000 * exact.filter(({ state }) => state === 'unknown').length);
  expect(shown[0]?.fromAtMs).toBe(gridFloor(exact[0]?.fromAtMs ?? 0));
  expect(shown.at(-1)?.toAtMs).toBe(UNTIL_AT_MS);
  for (const [index, interval] of shown.entries()) {
    const before = shown[index - 1];
    expect(interval.toAtMs).toBeGreaterThan(interval.fromAtMs);
    if (before) expect(interval.fromAtMs).toBe(before.toAtMs);
    const isFree = before === undefined || before.state === 'up';
    if (isFree && interval.state !== 'up') expect(interval.fromAtMs % PUBLIC_GRID_MS).toBe(0);
    if (interval.state === 'unknown') expect(interval.cause).toBe(NOT_OBSERVED);
    expect(before?.state === 'unknown' && interval.state === 'unknown').toBe(false);
  }
});

test('what lies at home is unknown time in the rules already, so sums need no other account of it', () => {
  // a home that fills its own line is served all the same
  for (const row of DECISION_TABLE.filter(({ side }) => side === 'home'))
    expect([row.verdict, ['unknown', 'degraded'].includes(row.state)]).toEqual([row.verdict, true]);
});

test('of what the home brought about strangers are told no finding and no place', () => {
  const atMs = UNTIL_AT_MS - 20 * PUBLIC_GRID_MS;
  const up = { state: 'up', verdict: 'ok', side: 'unknown', cause: null } as const;
  const own = { state: 'degraded', verdict: 'degraded-self-inflicted', side: 'home', cause: null } as const;
  const course = [
    { ...up, fromAtMs: atMs, toAtMs: atMs + PUBLIC_GRID_MS },
    { ...own, fromAtMs: atMs + PUBLIC_GRID_MS, toAtMs: atMs + 2 * PUBLIC_GRID_MS },
    { ...up, fromAtMs: atMs + 2 * PUBLIC_GRID_MS, toAtMs: UNTIL_AT_MS },
  ];
  expect(publicIntervals(course, VIEW, UNTIL_AT_MS)[1]).toMatchObject({
    state: 'degraded',
    verdict: 'undetermined',
    side: 'unknown',
  });
});
