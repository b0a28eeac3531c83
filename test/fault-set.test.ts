import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readmeVariants, withFaultTable } from '../readme-faults.ts';
import { RECONNECT_CASES, reconnectMonth } from './fault-set/reconnect-month.ts';
import { type Demands, demandsOf, missesText } from './fault-set/result-table.ts';
import { type Played, play } from './fault-set/run-scripts.ts';

/**
 * Faults with a known truth, each in homes that differ, folded as a server folds them. `npm run bench -- fault-set` plays
 * many more of each; what is demanded of both is the same.
 */

const PLAY_MS = 180_000;
let played: Played[] = [];
let demands: Demands;

beforeAll(() => {
  played = readmeVariants().map(play);
  demands = demandsOf(played);
}, PLAY_MS);

test('at least 95 of 100 verdicts that can be told are right', () => {
  expect(demands.rightRatio, missesText(played)).toBeGreaterThanOrEqual(0.95);
});

test('neither access nor provider is named where the trouble was at home', () => {
  const accused = played.filter(({ misses }) => misses.some(({ kind }) => kind === 'accused'));
  expect(missesText(accused)).toBe('');
});

test('what cannot be told is never told', () => {
  const told = played.filter(({ undecidable, misses }) => undecidable !== null && misses.length > 0);
  expect(missesText(told)).toBe('');
});

test('no outage is counted where the line was not down', () => {
  const invented = played.filter(({ misses }) => misses.some(({ kind }) => kind === 'invented'));
  expect(missesText(invented)).toBe('');
});

test('the bounds of every outage hold the truth', () => {
  const wrong = played.filter(({ misses }) => misses.some(({ kind }) => kind === 'bounds'));
  expect(missesText(wrong)).toBe('');
});

test('the README shows this very result (npm run readme)', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  expect(withFaultTable(readme, played)).toBe(readme);
});

test.each(RECONNECT_CASES)(
  'nights in which the session is renewed count nothing, once that can be told, $name',
  (nightly) => {
    const { nights, planned, counted, invented } = reconnectMonth(nightly, 5, 7);
    const learning = Array.from({ length: nightly.learnsInNights }, (_, index) => index + 1);
    expect({ planned, counted, invented }).toEqual({
      planned: nights - learning.length,
      counted: learning,
      invented: 0,
    });
  },
  PLAY_MS,
);
