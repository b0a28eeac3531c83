import { expect, test } from 'vitest';
import type { Heads } from '../heads/heads.ts';
import type { HeadRow } from '../store/heads-table.ts';
import { headFor } from './head-for.ts';

const HOUR_MS = 3_600_000;
const head = (counter: number, atMs: number, occasion: HeadRow['occasion']): HeadRow => ({
  counter,
  atMs,
  occasion,
  sha256: '0'.repeat(64),
  text: '',
  signature: '',
});
/** Newest first: somewhere a line has been silent for 20 minutes. */
const ALL = [
  head(4, 3 * HOUR_MS + 1_200_000, 'outage'),
  head(3, 3 * HOUR_MS + 600_000, 'outage'),
  head(2, 3 * HOUR_MS, 'hourly'),
  head(1, 2 * HOUR_MS, 'hourly'),
];
function keepOf(heads: HeadRow[]): { heads: Heads } {
  const latest = (limit: number) => heads.slice(0, limit).map((one) => ({ head: one, stamps: [] }));
  return { heads: { newest: () => heads[0] ?? null, latest } as unknown as Heads }; // nothing else of it is asked
}

test('the owner, and whom he gave a link, get the newest', () => {
  expect(headFor(keepOf(ALL), null)?.counter).toBe(4);
});

test('strangers do not learn from it that a line is silent now', () => {
  expect(headFor(keepOf(ALL), 4 * HOUR_MS)?.counter).toBe(2);
  expect(headFor(keepOf(ALL), 3 * HOUR_MS - 1)?.counter).toBe(1);
  expect(headFor(keepOf(ALL), HOUR_MS)).toBeNull();
  expect(headFor(keepOf([]), HOUR_MS)).toBeNull();
});
