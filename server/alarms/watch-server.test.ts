import { expect, test } from 'vitest';
import { startServerState, watchServer } from './watch-server.ts';

const T0 = Date.UTC(2026, 9, 1);
const DAY_MS = 86_400_000;
const GB = 1_000_000_000;

/** One look a day; free space of each. */
function play(freeBytes: number[], totalBytes = 32 * GB, isDatabaseDamaged = false) {
  let state = startServerState();
  return freeBytes.map((free, day) => {
    const facts = { nowMs: T0 + day * DAY_MS, disk: { freeBytes: free, totalBytes }, isDatabaseDamaged };
    const look = watchServer(state, facts);
    state = JSON.parse(JSON.stringify(look.state));
    return look.events.map(({ kind }) => kind).join();
  });
}

test('a disk with less than 5 % or 1 GiB free is filling, told once, and relieved only with clearly more room', () => {
  expect(play([10 * GB, 1.5 * GB, 1.4 * GB, 1.7 * GB, 9 * GB])).toEqual(['', 'disk-filling', '', '', 'disk-relieved']);
});

test('a disk that will be full within two weeks is filling, once three days tell so', () => {
  expect(play([20 * GB, 19 * GB, 18 * GB, 17 * GB])).toEqual(['', '', '', '']);
  expect(play([14 * GB, 13 * GB, 12 * GB, 11 * GB, 10 * GB])).toEqual(['', '', '', 'disk-filling', '']);
});

test('a disk that fills slowly, or not at all, is not filling', () => {
  expect(play([20, 19.9, 19.8, 19.7, 19.6, 19.5].map((size) => size * GB)).join('')).toBe('');
  expect(play(Array(20).fill(5 * GB)).join('')).toBe('');
});

test('a small disk is measured by its own size', () => {
  expect(play([0.9 * GB], 2 * GB)).toEqual(['']);
  expect(play([0.4 * GB], 2 * GB)).toEqual(['disk-filling']);
});

test('a damaged database is told once', () => {
  expect(play([10 * GB, 10 * GB], 32 * GB, true)).toEqual(['database-damaged', '']);
});
