import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StateInterval } from '../../rules/outage/derived.ts';
import { openStore } from './open-store.ts';

const MINUTE_MS = 60_000;

/** Stretches one after the other from 0 on. */
function course(parts: [minutes: number, stretch: Partial<StateInterval>][]): StateInterval[] {
  let atMs = 0;
  return parts.map(([minutes, stretch]) => {
    const fromAtMs = atMs;
    atMs += minutes * MINUTE_MS;
    return { state: 'up', verdict: 'ok', side: 'unknown', cause: null, ...stretch, fromAtMs, toAtMs: atMs };
  });
}

test('unknown time is told by cause, or by the finding where there is none, and only what lies in the period', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'linewitness-unknown-'));
  const { store } = openStore({
    path: join(dataDir, 'linewitness.sqlite'),
    migrationsDir: 'drizzle/migrations',
    nowMs: 0,
  });
  const intervals = course([
    [10, { state: 'unknown', verdict: 'unknown', cause: 'no-contact' }],
    [20, {}],
    [5, { state: 'unknown', verdict: 'router-or-lan-fault', side: 'home' }],
    [7, { state: 'down', verdict: 'line-or-isp-down-unlocalised', side: 'access' }],
    [9, { state: 'unknown', verdict: 'unknown', cause: 'no-contact' }],
    [60, {}],
  ]);
  const none = { outages: [], buckets: [], lossBursts: [], qualityHours: [] };
  const { verdict, side, cause } = { verdict: 'ok', side: 'unknown', cause: null } as const;
  const current = { state: 'up' as const, verdict, side, cause, sinceAtMs: 0, measuredAtMs: 0 };
  const change = { replaceFromAtMs: 0, settledFromAtMs: -1, intervals, ...none, current };
  store.derived.applyChange('home', change, { remembered: new Map(), isSequel: false });
  const told = (fromMinute: number, toMinute: number) =>
    store.read.unknownTime('home', fromMinute * MINUTE_MS, toMinute * MINUTE_MS);
  // 6 of the first ten minutes, 3 of the last nine
  expect(told(4, 45)).toEqual([
    { cause: 'no-contact', unknownMs: 9 * MINUTE_MS, stretches: 2 },
    { cause: 'router-or-lan-fault', unknownMs: 5 * MINUTE_MS, stretches: 1 },
  ]);
  expect(told(32, 33)).toEqual([{ cause: 'router-or-lan-fault', unknownMs: MINUTE_MS, stretches: 1 }]);
  expect(told(51, 111)).toEqual([]);
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});
