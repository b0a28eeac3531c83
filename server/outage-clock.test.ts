import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFakeProbe } from '../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../test/fakes/kept.ts';
import { openOutageClock } from './outage-clock.ts';
import { openStore } from './store/open-store.ts';

const HOUR_MS = 3_600_000;
const OUT_FROM_MS = START_AT_MS - HOUR_MS + 41_300;
const OUT_TO_MS = OUT_FROM_MS + 673_000;
const SLOW_BY_MS = 5_000;

let kept: Kept;
beforeEach(() => {
  kept = openKept();
});
afterEach(() => kept.remove());

/** An hour of a probe whose server saw that its wall clock was slow. */
async function measured(): Promise<void> {
  const probe = openFakeProbe(7);
  kept.clock.nowMs = START_AT_MS - 3 * HOUR_MS;
  enrolFake(kept.keep, 'home', probe);
  kept.clock.nowMs = START_AT_MS;
  const isLost = (atMs: number) => atMs >= OUT_FROM_MS && atMs < OUT_TO_MS;
  const rounds = probe.rounds((2 * HOUR_MS) / 5000, START_AT_MS - 2 * HOUR_MS, isLost).map((round) => ({
    ...round,
    clock: 'unsync' as const,
    clockOffset: { offsetMs: SLOW_BY_MS, errorMs: 31 },
  }));
  const texts = Array.from({ length: rounds.length / 60 }, (_, n) => probe.next(rounds.slice(n * 60, n * 60 + 60)));
  const { answer } = await kept.keep.takeUpload(probe.upload(texts, START_AT_MS), '127.0.0.1', START_AT_MS);
  if (answer.error) throw new Error(answer.error.message);
}

test('times that were put right say by how much, and what that rests on', async () => {
  await measured();
  const [outage] = kept.keep.store.wholeOutages('home', 0, START_AT_MS + HOUR_MS);
  if (!outage) throw new Error('bug: no outage');
  expect(kept.keep.outageClock('home', outage.bounds.firstBad)).toEqual({
    state: 'unsync',
    correctionMs: SLOW_BY_MS,
    errorMs: 31,
  });
});

test('an outage that a probe measured which was replaced since has its clock as well', async () => {
  await measured();
  const [outage] = kept.keep.store.wholeOutages('home', 0, START_AT_MS + HOUR_MS);
  if (!outage) throw new Error('bug: no outage');
  const before = kept.keep.outageClock('home', outage.bounds.firstBad);
  kept.clock.nowMs = START_AT_MS + HOUR_MS;
  enrolFake(kept.keep, 'home', openFakeProbe(8));
  expect(kept.keep.outageClock('home', outage.bounds.firstBad)).toEqual(before);
  expect(before).not.toBeNull();
  const later = { ...outage.bounds.firstBad, sentAtMs: kept.clock.nowMs + 1 };
  expect(kept.keep.outageClock('home', later)).toBeNull();
});

test('a day is unpacked once for an outage, however often its page is opened', async () => {
  await measured();
  const [outage] = kept.keep.store.wholeOutages('home', 0, START_AT_MS + HOUR_MS);
  if (!outage) throw new Error('bug: no outage');
  const { store } = openStore({
    path: `${kept.dataDir}/linewitness.sqlite`,
    migrationsDir: 'drizzle/migrations',
    nowMs: START_AT_MS,
  });
  let reads = 0;
  const raw: typeof store.raw = {
    ...store.raw,
    kept: (...asked) => {
      reads += 1;
      return store.raw.kept(...asked);
    },
  };
  const clock = openOutageClock({ books: store.books, raw, methodText: store.methodText });
  const { firstBad } = outage.bounds;
  expect(clock('home', firstBad)).toEqual(clock('home', firstBad));
  expect(reads).toBe(1);
  // dated anew
  expect(clock('home', { ...firstBad, sentAtMs: firstBad.sentAtMs + 500 })?.correctionMs).toBe(SLOW_BY_MS + 500);
  expect(reads).toBe(2);
  store.close();
});

test('what is not kept, or was measured before the probe was there, has no clock', async () => {
  await measured();
  const [outage] = kept.keep.store.wholeOutages('home', 0, START_AT_MS + HOUR_MS);
  if (!outage) throw new Error('bug: no outage');
  const { firstBad } = outage.bounds;
  expect(kept.keep.outageClock('home', { ...firstBad, segment: 4_000 })).toBeNull();
  expect(kept.keep.outageClock('home', { ...firstBad, sequence: 4_000_000 })).toBeNull();
  expect(kept.keep.outageClock('home', { ...firstBad, sentAtMs: 0 })).toBeNull();
  expect(kept.keep.outageClock('cellar', firstBad)).toBeNull();
});
