import { expect, test } from 'vitest';
import type { StateInterval } from '../outage/derived.ts';
import { seeded } from '../outage/seeded.ts';
import { compareStatement } from './compare.ts';
import type { Measured, MeasuredOutage } from './measured.ts';
import { STATEMENT_KINDS, type StatementRow } from './statement.ts';

const SECOND_MS = 1000;
const END_MS = 200_000 * SECOND_MS;
const WORLDS = 400;
const rest = { verdict: 'x', side: 'access' as const, cause: null };
const EXACT_MS = [1000, 60_000, 3_600_000];

type Random = () => number;
const whole = (random: Random, from: number, to: number) => from + Math.floor(random() * (to - from));
const oneOf = <T>(random: Random, items: readonly T[]): T => items[whole(random, 0, items.length)] ?? impossible();
function impossible(): never {
  throw new Error('bug: an empty list');
}

/** A day of up, down and unobserved stretches, with the outages that it holds; borders known to 2 s. */
function someDay(random: Random): Measured {
  const intervals: StateInterval[] = [];
  let atMs = 0;
  for (let count = whole(random, 1, 12); count > 0; count -= 1) {
    const state = oneOf(random, ['up', 'down', 'unknown'] as const);
    const toAtMs = atMs + whole(random, 20, 9000) * SECOND_MS;
    intervals.push({ fromAtMs: atMs, toAtMs, state, ...rest });
    atMs = toAtMs;
  }
  const begins = intervals.filter(({ state }, index) => state === 'down' && intervals[index - 1]?.state !== 'down');
  const outages = begins.map((one) => outageOf(one, intervals));
  return { fromAtMs: 0, toAtMs: atMs, intervals, outages, shortestVisibleMs: 6000 };
}

function outageOf({ fromAtMs }: StateInterval, intervals: StateInterval[]): MeasuredOutage {
  const first = intervals.findIndex((one) => one.fromAtMs === fromAtMs);
  const after = intervals.findIndex((one, index) => index > first && one.state !== 'down');
  const toAtMs = after < 0 ? (intervals.at(-1)?.toAtMs ?? fromAtMs) : (intervals[after]?.fromAtMs ?? fromAtMs);
  const lasts = after < 0;
  return {
    ...{ id: String(fromAtMs), counts: true, flaps: 0, chain: [], verdict: 'dsl-sync-lost', side: 'access' },
    ...{ startEarliestAtMs: fromAtMs, startLatestAtMs: fromAtMs + 2 * SECOND_MS },
    ...{ endEarliestAtMs: lasts ? null : toAtMs - 2 * SECOND_MS, endLatestAtMs: lasts ? null : toAtMs },
    startsUnobserved: intervals[first - 1]?.state === 'unknown',
    endsUnobserved: !lasts && intervals[after]?.state === 'unknown',
    downMinMs: toAtMs - fromAtMs - 4 * SECOND_MS,
    clock: { source: 'sync', correctedByMs: 0, errorMs: null },
  };
}

function someRows(random: Random): StatementRow[] {
  return Array.from({ length: whole(random, 0, 12) }, () => {
    const kind = oneOf(random, STATEMENT_KINDS);
    const fromAtMs = whole(random, -9000, 100_000) * SECOND_MS;
    const hasEnd = kind !== 'repaired' && kind !== 'note' && random() < 0.8;
    return { kind, fromAtMs, toAtMs: hasEnd ? fromAtMs + whole(random, 0, 20_000) * SECOND_MS : null, text: '' };
  });
}
const differs = (said: { rows: StatementRow[]; exactToMs: number }, measured: Measured) =>
  compareStatement(said, measured).findings.filter(({ weight }) => weight === 'differs');

test('whatever is said: nothing differs from what nobody measured', () => {
  const random = seeded(1);
  const intervals: StateInterval[] = [{ fromAtMs: 0, toAtMs: END_MS, state: 'unknown', ...rest }];
  const blind = { fromAtMs: 0, toAtMs: END_MS, intervals, outages: [], shortestVisibleMs: 6000 };
  for (let world = 0; world < WORLDS; world += 1)
    expect(differs({ rows: someRows(random), exactToMs: oneOf(random, EXACT_MS) }, blind)).toEqual([]);
});

test('a statement that tells what was measured differs nowhere', () => {
  const random = seeded(2);
  for (let world = 0; world < WORLDS; world += 1) {
    const measured = someDay(random);
    const down = measured.outages.flatMap(({ startLatestAtMs, endEarliestAtMs }): StatementRow[] => [
      { kind: 'outage', fromAtMs: startLatestAtMs, toAtMs: endEarliestAtMs, text: '' },
      ...(endEarliestAtMs === null
        ? []
        : [{ kind: 'repaired' as const, fromAtMs: endEarliestAtMs, toAtMs: null, text: '' }]),
    ]);
    const up = measured.intervals
      .filter(({ state }) => state === 'up')
      .map(({ fromAtMs, toAtMs }): StatementRow => ({ kind: 'no-outage', fromAtMs, toAtMs, text: '' }));
    const rows = [...down, ...up].toSorted((a, b) => a.fromAtMs - b.fromAtMs);
    for (const exactToMs of EXACT_MS)
      expect([world, exactToMs, differs({ rows, exactToMs }, measured)]).toEqual([world, exactToMs, []]);
  }
});

test('no finding claims more time than there is, and each names a row or an outage', () => {
  const random = seeded(3);
  for (let world = 0; world < WORLDS; world += 1) {
    const said = { rows: someRows(random), exactToMs: oneOf(random, EXACT_MS) };
    for (const { ms, row, outage, isTheirsLater, weight } of compareStatement(said, someDay(random)).findings) {
      expect(ms === null || (ms >= 0 && ms <= END_MS)).toBe(true);
      expect(row !== null || outage !== null).toBe(true);
      if (isTheirsLater !== null && weight === 'differs') expect(ms).toBeGreaterThan(0);
    }
  }
});
