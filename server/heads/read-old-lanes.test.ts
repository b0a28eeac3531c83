import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeProbe, openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { findRoot } from '../config.ts';
import { packDays } from '../jobs/pack-days.ts';
import { prune } from '../jobs/prune.ts';
import { openLaneWriter } from '../lane-writer.ts';
import { openServerKey } from '../server-key.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { readOldLanes } from './read-old-lanes.ts';
import { sealHead } from './seal-head.ts';

const DAY_MS = 86_400_000;
const DAYS = 4;

/** Two lines: `home` was measured for days, of which all but the last are packed; of `shop` only the settings are there. */
let kept: Kept;
let store: Store;
let before: string;
beforeEach(async () => {
  kept = openKept();
  const probe = openFakeProbe(9);
  enrolFake(kept.keep, 'home', probe);
  for (let day = 0; day < DAYS; day += 1) await measureDay(probe, day);
  kept.keep.admin.invite('shop');
  store = openStore({
    path: join(kept.dataDir, 'linewitness.sqlite'),
    migrationsDir: join(findRoot(), 'drizzle', 'migrations'),
    nowMs: kept.clock.nowMs,
  }).store;
  await packDays({ ...parts(), nowMs: () => kept.clock.nowMs });
  before = kept.rows(['lane_events']);
  store.database.exec('DELETE FROM lane_events'); // as a version wrote it that did not keep them
});
afterEach(async () => {
  store.close();
  await kept.remove();
});

const events: string[] = [];
const parts = (signal = new AbortController().signal) => ({
  store,
  log: (event: string) => void events.push(event),
  signal,
});
const sealed = () => sealHead({ store, key: openServerKey(kept.dataDir), nowMs: () => kept.clock.nowMs }, 'hourly');

/** Some segments, and on each second day a change of the settings between them. */
async function measureDay(probe: FakeProbe, day: number): Promise<void> {
  for (let hour = 0; hour < 3; hour += 1) {
    kept.clock.nowMs = START_AT_MS + day * DAY_MS + hour * 3_600_000;
    const rounds = probe.rounds(12, START_AT_MS - 3_600_000);
    await kept.keep.takeUpload(probe.upload([probe.next(rounds)], kept.clock.nowMs), null, kept.clock.nowMs);
    if (hour === 1 && day % 2 === 1) kept.keep.admin.updateLine('home', { name: `At home ${day}` });
  }
}

test('lanes of before events were kept are read from rows and packed days, exactly as they would have been kept', async () => {
  expect(store.packs.daysBefore('home', '2027-01-01')).toHaveLength(DAYS - 1);
  expect([sealed(), before.match(/"home"/g)?.length]).toEqual([null, 4]);
  await readOldLanes(parts());
  expect(kept.rows(['lane_events'])).toBe(before);
  expect(sealed()).toMatchObject({ counter: 1 });
  await readOldLanes(parts());
  expect(kept.rows(['lane_events'])).toBe(before);
});

test('what is written while a lane is read stands in it once, in its order', async () => {
  const reading = readOldLanes(parts());
  await new Promise((resolve) => setImmediate(resolve));
  kept.keep.admin.updateLine('home', { name: 'Meanwhile' });
  expect(sealed()).toBeNull();
  await reading;
  const home = store.heads.events('home');
  const lastEntry = store.books.line('home')?.laneEntries;
  expect(home.map(({ entry }) => entry)).toEqual([1, 2, 8, 15, lastEntry]);
  kept.keep.admin.updateLine('home', { name: 'Later' });
  expect(store.heads.events('home')).toHaveLength(6);
});

test('ended between two lines, it goes on with the one that is not done', async () => {
  const ended = new AbortController();
  await readOldLanes({ ...parts(ended.signal), log: () => ended.abort() });
  expect(store.heads.events('home')).toHaveLength(4);
  expect(store.heads.events('shop')).toHaveLength(0);
  await readOldLanes(parts());
  expect(kept.rows(['lane_events'])).toBe(before);
});

test('no raw day of a lane goes before the lane was read', async () => {
  const nowMs = () => START_AT_MS + 500 * DAY_MS;
  const lane = openLaneWriter(store, openServerKey(kept.dataDir));
  const pruning = {
    ...parts(),
    lane,
    path: null,
    nowMs,
    retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
  };
  await prune(pruning);
  expect(store.packs.daysBefore('home', '2027-01-01')).toHaveLength(DAYS - 1);
  await readOldLanes(parts());
  await prune(pruning);
  expect(store.packs.daysBefore('home', '2027-01-01')).toHaveLength(0);
  expect(store.heads.events('home').at(-1)?.text).toContain('type: pruning');
});
