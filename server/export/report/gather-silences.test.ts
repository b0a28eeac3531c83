import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatInstant } from '../../../rules/instant.ts';
import { openFakeProbe } from '../../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../../../test/fakes/kept.ts';
import { packDays } from '../../jobs/pack-days.ts';
import type { SelfCheck } from '../../keep.ts';
import { openLaneWriter } from '../../lane-writer.ts';
import { openServerKey } from '../../server-key.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import type { StoredOutage } from '../../store/store.ts';
import { gatherSilences } from './gather-silences.ts';

const [FROM_AT_MS, OUT_AT_MS, BACK_AT_MS] = [7_200_000, 3_600_000, 3_200_000].map((ms) => START_AT_MS - ms) as [
  number,
  number,
  number,
];
/** Seconds after the begin of the outage; the last one is of a later silence. */
const NOTED: [number, SelfCheck][] = [
  [61, 'reachable'],
  [120, 'unreachable'],
  [200, 'not-checked'],
  [600, 'reachable'],
];

let kept: Kept;
let store: Store;
beforeEach(async () => {
  kept = openKept();
  kept.clock.nowMs = FROM_AT_MS;
  const probe = openFakeProbe(7);
  enrolFake(kept.keep, 'home', probe);
  const path = join(kept.dataDir, 'linewitness.sqlite');
  const migrationsDir = join(import.meta.dirname, '..', '..', '..', 'drizzle', 'migrations');
  store = openStore({ path, migrationsDir, nowMs: FROM_AT_MS }).store;
  const lane = openLaneWriter(store, openServerKey(kept.dataDir));
  for (const [seconds, selfCheck] of NOTED) {
    const fields = { probe: probe.id, sinceAt: formatInstant(OUT_AT_MS), selfCheck };
    store.write(() => {
      const row = store.books.line('home');
      if (row) lane.append(row, { type: 'silence', fields }, OUT_AT_MS + seconds * 1000);
      return [];
    });
  }
  await kept.reopen();
  const rounds = probe.rounds(1440, FROM_AT_MS, (atMs) => atMs >= OUT_AT_MS && atMs < BACK_AT_MS);
  const texts = Array.from({ length: 24 }, (_, n) => probe.next(rounds.slice(n * 60, n * 60 + 60)));
  const { answer } = await kept.keep.takeUpload(probe.upload(texts, START_AT_MS), '127.0.0.1', START_AT_MS);
  if (answer.error) throw new Error(answer.error.message);
});
afterEach(async () => {
  store.close();
  await kept.remove();
});

function silences(change: Partial<StoredOutage> = {}, asOfAtMs = START_AT_MS) {
  const line = store.read.line('home');
  const [outage] = store.read.wholeOutages('home', FROM_AT_MS, START_AT_MS);
  if (!line || !outage) throw new Error('bug: no outage was measured');
  return [...gatherSilences(store, line, [{ ...outage, ...change }], asOfAtMs).values()];
}

test('what the server noted during an outage, with how often it reached others itself', () => {
  const [found] = silences();
  expect(found).toMatchObject({ count: 3, reachable: 1, unreachable: 1 });
  expect(found).toMatchObject({ fromAtMs: OUT_AT_MS + 61_000, toAtMs: OUT_AT_MS + 200_000 });
  expect((found?.last ?? 0) - (found?.first ?? 0)).toBe(2);
});

test('the same once the day is packed', async () => {
  const before = silences();
  const nowMs = () => START_AT_MS + 2 * 86_400_000;
  await packDays({ store, nowMs, log: () => {}, signal: new AbortController().signal });
  expect(store.database.prepare('SELECT count(*) AS n FROM packed_days').get()).toEqual({ n: 1 });
  expect(silences()).toEqual(before);
});

test('nothing that was written after the instant of the report, or where nothing was noted', () => {
  expect(silences({}, OUT_AT_MS + 100_000)).toMatchObject([{ count: 1 }]);
  expect(silences({ startEarliestAtMs: FROM_AT_MS, endLatestAtMs: OUT_AT_MS })).toEqual([null]);
  // too short to be silent in, or not counted: nothing is looked up
  expect(silences({ downMinMs: 90_000 })).toEqual([]);
  expect(silences({ counts: false })).toEqual([]);
});
