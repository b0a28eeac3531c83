import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseLaneEntry } from '../rules/journal/lane.ts';
import { type FakeProbe, openFakeProbe, sha256 } from '../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../test/fakes/kept.ts';
import { packDays } from './jobs/pack-days.ts';
import { prune } from './jobs/prune.ts';
import { openLaneWriter } from './lane-writer.ts';
import { openServerKey } from './server-key.ts';
import { DERIVED_TABLES } from './store/derived-tables.ts';
import { openStore } from './store/open-store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let kept: Kept;
let probe: FakeProbe;
beforeEach(() => {
  kept = openKept();
  probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
});
afterEach(() => kept.remove());

const derived = () => kept.rows(DERIVED_TABLES);

/** Measures from then on: 12 rounds a minute, lost while `isLost`; `bootedAtMs` is what the wall clock says at tick 0. */
function measure(
  minutes: number,
  bootedAtMs: number,
  isLost: (sentAtMs: number) => boolean = () => false,
  over = {},
): string[] {
  return Array.from({ length: minutes }, () => probe.next(probe.rounds(12, bootedAtMs, isLost), over));
}

async function send(segments: string[]): Promise<void> {
  for (let at = 0; at < segments.length; at += 50) {
    const upload = probe.upload(segments.slice(at, at + 50), kept.clock.nowMs);
    const { answer } = await kept.keep.takeUpload(upload, '127.0.0.1', kept.clock.nowMs);
    if (answer.error) throw new Error(answer.error.message);
  }
}

/** Two days with outages, a run and a boot more, an outage over which the probe could not send. */
async function live(days = 2): Promise<void> {
  const bootedAtMs = START_AT_MS - 60_000;
  for (let day = 0; day < days; day += 1) {
    const cutAtMs = START_AT_MS + day * DAY_MS + 20 * 60_000;
    const isCut = (atMs: number) => atMs >= cutAtMs && atMs < cutAtMs + 130_000;
    probe.place.sequence = (day * DAY_MS) / 5000;
    for (const text of measure(15, bootedAtMs)) await send([text]);
    await send(measure(20, bootedAtMs, isCut));
    await send(measure(5, bootedAtMs, undefined, { runId: 'aaaaaaaaaaaaaaaa' }));
    kept.clock.nowMs = START_AT_MS + (day + 1) * DAY_MS;
  }
}

/** What the server's jobs work with, opened beside it as another process would. */
async function withStore(
  act: (parts: Parameters<typeof prune>[0]) => Promise<void>,
  retention = { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
) {
  const path = join(kept.dataDir, 'linewitness.sqlite');
  const migrationsDir = join(import.meta.dirname, '..', 'drizzle', 'migrations');
  const { store } = openStore({ path, migrationsDir, nowMs: kept.clock.nowMs });
  const lane = openLaneWriter(store, openServerKey(kept.dataDir));
  await act({
    store,
    lane,
    path,
    retention,
    nowMs: () => kept.clock.nowMs,
    log: () => {},
    signal: new AbortController().signal,
  });
  store.close();
}

async function allTexts() {
  let entries: { laneText: string; segmentText: string | null }[] = [];
  await withStore(async ({ store }) => {
    const line = store.books.line('home');
    entries = line ? [...store.raw.entries(line, 1, line.laneEntries)] : [];
  });
  return entries;
}

const lastLaneText = async () => (await allTexts()).at(-1)?.laneText;

describe('a rebuild', () => {
  test('gives the identical result, outages with their revisions and ids included', async () => {
    await live();
    const before = derived();
    expect(before).toContain('line-or-isp-down');
    expect(await kept.keep.rebuild()).toEqual({ lines: 1, segments: 80 });
    expect(derived()).toBe(before);
  });

  test('gives the identical result after restarts between uploads', async () => {
    await live(1);
    await kept.reopen();
    await send(measure(3, START_AT_MS - 60_000));
    await kept.reopen();
    await send(measure(3, START_AT_MS - 60_000));
    const before = derived();
    await kept.keep.rebuild();
    expect(derived()).toBe(before);
  });

  test('gives the identical result when a boot was dated anew by a later clock offset', async () => {
    const wrongBoot = { bootId: 'b'.repeat(32), runId: 'b'.repeat(16) };
    const year1970 = (count: number) =>
      probe.rounds(count, 0).map((round) => ({ ...round, clock: 'unsync' as const, syncAgeMs: null }));
    await send(measure(5, START_AT_MS - 60_000));
    await send([probe.next(year1970(12), wrongBoot), probe.next(year1970(12), wrongBoot)]);
    const offset = { offsetMs: START_AT_MS + HOUR_MS, errorMs: 20 };
    const dated = year1970(12).map((round, index) => (index === 0 ? { ...round, clockOffset: offset } : round));
    await send([probe.next(dated, wrongBoot)]);
    const before = derived();
    await kept.keep.rebuild();
    expect(derived()).toBe(before);
    expect(kept.keep.store.intervals('home', 0, START_AT_MS - DAY_MS)).toEqual([]);
    expect(kept.keep.store.days('home', '1970-01-01', '1970-12-31')).toEqual([]);
  });

  test('gives the identical result from packed days, and after a re-upload out of them', async () => {
    const texts = measure(3, START_AT_MS - 60_000);
    await send(texts);
    await live();
    const before = derived();
    await withStore(packDays);
    expect(kept.rows(['raw_segments', 'lane_entries'])).toBe('-- lane_entries\n-- raw_segments');
    expect(derived()).toBe(before);
    await kept.keep.rebuild();
    expect(derived()).toBe(before);
    const again = await kept.keep.takeUpload(probe.upload(texts, kept.clock.nowMs), null, kept.clock.nowMs);
    expect(again.answer.receipts).toHaveLength(3);
    expect(again.answer.error).toBeNull();
  });

  test('starts from the snapshot where raw days were pruned, and gives the identical result', async () => {
    await live(2);
    kept.clock.nowMs = START_AT_MS + 40 * DAY_MS;
    await send(measure(3, kept.clock.nowMs - HOUR_MS));
    const before = derived();
    await withStore(packDays);
    await withStore(prune, { rawDays: 9, fiveMinuteDays: 9000, hourDays: 9000 });
    expect(kept.rows(['packed_days', 'packed_segments'])).toBe('-- packed_days\n-- packed_segments');
    const snapshotSha256 = /"sha256":"([0-9a-f]{64})"/.exec(kept.rows(['snapshots']))?.[1];
    expect(await lastLaneText()).toContain(`snapshotSha256: ${snapshotSha256}\n`);
    const withoutCheckpoints = (text: string) => text.replace(/^\{.*"boot_id".*\n/gm, '');
    expect(withoutCheckpoints(derived())).toBe(withoutCheckpoints(before));
    const pruned = derived();
    expect(await kept.keep.rebuild()).toEqual({ lines: 1, segments: 3 });
    expect(derived()).toBe(pruned);
  });

  test('makes days anew in another zone, as a change of the zone does', async () => {
    await live();
    kept.keep.admin.updateLine('home', { zone: 'Pacific/Auckland' });
    const before = derived();
    expect(kept.keep.store.days('home', '2026-10-01', '2026-10-01')[0]?.upMs).toBeGreaterThan(0);
    await kept.keep.rebuild();
    expect(derived()).toBe(before);
  });
});

describe('a day that is over', () => {
  test('is packed with every byte and every hash unchanged; the lane goes on behind it', async () => {
    await live(1);
    const entries = await allTexts();
    await withStore(packDays);
    expect(await allTexts()).toEqual(entries);
    await send(measure(2, START_AT_MS - 60_000));
    const after = await allTexts();
    expect(after.slice(0, entries.length)).toEqual(entries);
    let previous = '0'.repeat(64);
    for (const { laneText } of after) {
      const parsed = parseLaneEntry(laneText);
      expect(typeof parsed === 'string' ? parsed : parsed.entry.previousSha256).toBe(previous);
      previous = sha256(laneText);
    }
  });
});
