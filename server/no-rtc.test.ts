import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Round } from '../rules/round.ts';
import { type FakeProbe, openFakeProbe } from '../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../test/fakes/kept.ts';
import { DERIVED_TABLES } from './store/derived-tables.ts';

const MINUTE_MS = 60_000;
/** The ticks of a fake probe begin there. */
const FIRST_TICK_MS = 60_000;
const BOOT_2 = { bootId: 'b'.repeat(32), runId: 'b'.repeat(16) };

let kept: Kept;
let probe: FakeProbe;
beforeEach(() => {
  kept = openKept();
  probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
});
afterEach(() => kept.remove());

async function send(segments: string[]): Promise<void> {
  const { answer } = await kept.keep.takeUpload(probe.upload(segments, kept.clock.nowMs), null, kept.clock.nowMs);
  expect(answer.error).toBeNull();
}

/** The line dies in the fourth minute, the power in the fifth; the board boots in the tenth, and the line is back in the 24th. */
async function bootInOutage(): Promise<() => Promise<void>> {
  const isCut = (atMs: number) => atMs >= START_AT_MS + 4 * MINUTE_MS;
  await send(Array.from({ length: 5 }, () => probe.next(probe.rounds(12, START_AT_MS - FIRST_TICK_MS, isCut))));
  probe.place.sequence = 0;
  const minute = (bootedAtMs: number, clock: Round['clock']) => {
    const isStillCut = (atMs: number) => atMs - bootedAtMs < FIRST_TICK_MS + 14 * MINUTE_MS;
    return probe.next(
      probe.rounds(12, bootedAtMs, isStillCut).map((round) => ({ ...round, clock })),
      BOOT_2,
    );
  };
  // no clock of its own: 1970
  await send(Array.from({ length: 16 }, () => minute(0, 'unsync')));
  const bootedAtMs = START_AT_MS + 10 * MINUTE_MS - FIRST_TICK_MS;
  return () => send(Array.from({ length: 8 }, () => minute(bootedAtMs, 'sync')));
}

const outages = () => kept.keep.store.outages('home', 0, Number.MAX_SAFE_INTEGER);

test('a board without a clock that boots in an outage is dated anew: names and raw bytes stay, times are put right', async () => {
  const sync = await bootInOutage();
  const before = outages();
  const raw = kept.rows(['raw_segments']).split('\n').filter(Boolean);
  await sync();
  const after = outages();
  const known = new Set(after.flatMap(({ id, aliases }) => [id, ...aliases]));
  expect(before.length).toBeGreaterThanOrEqual(2);
  expect(before.filter(({ id }) => !known.has(id))).toEqual([]);
  expect(raw.every((row) => kept.rows(['raw_segments']).includes(row))).toBe(true);
  expect(after.map(({ clock }) => clock?.source)).toEqual(after.map(() => 'sync'));
  expect(after[0]?.clock?.correctedByMs).toBe(0);
  const last = after.at(-1);
  expect(last?.clock?.correctedByMs).toBe(START_AT_MS + 10 * MINUTE_MS - FIRST_TICK_MS);
  const backAtMs = START_AT_MS + 24 * MINUTE_MS;
  expect(last?.endEarliestAtMs).toBeGreaterThanOrEqual(backAtMs - 3_000);
  expect(last?.endLatestAtMs).toBeLessThanOrEqual(backAtMs + 2_000);
  expect(kept.keep.store.intervals('home', 0, START_AT_MS)).toEqual([]);
});

test('and a rebuild from the raw bytes says the same, byte for byte', async () => {
  const sync = await bootInOutage();
  await sync();
  const before = kept.rows(DERIVED_TABLES);
  await kept.keep.rebuild();
  expect(kept.rows(DERIVED_TABLES)).toBe(before);
});
