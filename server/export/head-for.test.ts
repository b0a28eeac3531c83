import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Kept, openKept } from '../../test/fakes/kept.ts';
import { findRoot } from '../config.ts';
import type { HeadRow } from '../store/heads-table.ts';
import { openStore } from '../store/open-store.ts';
import { headFor } from './head-for.ts';

const HOUR_MS = 3_600_000;

let kept: Kept;
beforeEach(() => {
  kept = openKept();
});
afterEach(() => kept.remove());

function seal(heads: readonly { counter: number; atMs: number; occasion: HeadRow['occasion'] }[]): void {
  const { store } = openStore({
    path: join(kept.dataDir, 'linewitness.sqlite'),
    migrationsDir: join(findRoot(import.meta.url), 'drizzle', 'migrations'),
    nowMs: kept.clock.nowMs,
  });
  for (const head of heads) store.heads.insert({ ...head, text: '', sha256: '', signature: '' });
  store.close();
}

test('the owner, and whom he gave a link, get the newest; strangers do not learn that a line is silent now', () => {
  expect([headFor(kept.keep, null), headFor(kept.keep, HOUR_MS)]).toEqual([null, null]);
  seal([
    { counter: 1, atMs: 2 * HOUR_MS, occasion: 'hourly' },
    { counter: 2, atMs: 3 * HOUR_MS, occasion: 'hourly' },
    { counter: 3, atMs: 3 * HOUR_MS + 600_000, occasion: 'outage' },
    { counter: 4, atMs: 3 * HOUR_MS + 1_200_000, occasion: 'outage' },
  ]);
  expect(headFor(kept.keep, null)?.counter).toBe(4);
  expect(headFor(kept.keep, 4 * HOUR_MS)?.counter).toBe(2);
  expect(headFor(kept.keep, 3 * HOUR_MS - 1)?.counter).toBe(1);
  expect(headFor(kept.keep, HOUR_MS)).toBeNull();
});

test('however many were sealed since because somebody asked', () => {
  const asked = Array.from({ length: 40 }, (_, index) => index + 2);
  seal([{ counter: 1, atMs: HOUR_MS, occasion: 'hourly' }]);
  seal(asked.map((counter) => ({ counter, atMs: HOUR_MS + counter, occasion: 'asked' })));
  expect(headFor(kept.keep, 2 * HOUR_MS)?.counter).toBe(1);
});
