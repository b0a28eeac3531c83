import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RULES_VERSION } from '../../rules/outage/derived.ts';
import { type FakeProbe, openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { openLaneWriter } from '../lane-writer.ts';
import { openServerKey } from '../server-key.ts';
import { DERIVED_TABLES } from '../store/derived-tables.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { followRules } from './follow-rules.ts';
import { packDays } from './pack-days.ts';
import { prune } from './prune.ts';

const BOOTED_AT_MS = START_AT_MS - 60_000;
const OTHER_VERSION = RULES_VERSION - 1;

let kept: Kept;
let probe: FakeProbe;
const derived = () => kept.rows(DERIVED_TABLES);

async function send(minutes: number): Promise<void> {
  const isLost = (atMs: number) => atMs % 600_000 < 40_000;
  const segments = Array.from({ length: minutes }, () => probe.next(probe.rounds(12, BOOTED_AT_MS, isLost)));
  const { answer } = await kept.keep.takeUpload(probe.upload(segments, kept.clock.nowMs), null, kept.clock.nowMs);
  expect(answer.error).toBeNull();
  expect(answer.receipts).toHaveLength(minutes);
}

async function asOtherProcess(act: (store: Store) => void | Promise<void>): Promise<void> {
  const path = join(kept.dataDir, 'linewitness.sqlite');
  const migrationsDir = join(import.meta.dirname, '..', '..', 'drizzle', 'migrations');
  const { store } = openStore({ path, migrationsDir, nowMs: kept.clock.nowMs });
  await act(store);
  store.close();
}

/** As if rules of another version had derived what is there, and otherwise. */
async function restartAfterOtherRules(): Promise<void> {
  await asOtherProcess(({ database }) => {
    database.prepare('UPDATE line_folds SET rules_version = ?').run(OTHER_VERSION);
    database.exec('UPDATE days SET outages = 99');
  });
  await kept.reopen();
}

/** Raw days become a snapshot, which other rules made. */
async function pruneByOtherRules(asOther = withOtherVersion): Promise<void> {
  await asOtherProcess(async (store) => {
    const jobs = { store, nowMs: () => kept.clock.nowMs, log: () => {}, signal: new AbortController().signal };
    await packDays(jobs);
    const lane = openLaneWriter(store, openServerKey(kept.dataDir));
    const retention = { rawDays: 9, fiveMinuteDays: 9000, hourDays: 9000 };
    await prune({ ...jobs, lane, retention, path: null });
    const snapshot = store.packs.snapshot('home');
    const text = zstdDecompressSync(snapshot?.packedText ?? Buffer.of()).toString('utf8');
    expect(text).toContain(`"rules_version":${RULES_VERSION}`);
    const other = text.split('\n').map(asOther).join('\n');
    store.database.prepare('UPDATE snapshots SET packed_text = ?').run(zstdCompressSync(other));
  });
}

function withOtherVersion(row: string): string {
  return row.replace(`"rules_version":${RULES_VERSION}`, `"rules_version":${OTHER_VERSION}`);
}

/** A fold as rules of version 1 left it: they remembered no witness. */
function asOfVersion1(row: string): string {
  if (!row.includes('"table":"line_folds"')) return row;
  const stored = JSON.parse(row);
  const fold = JSON.parse(stored.fold);
  for (const key of ['window', 'degraded', 'quality', 'controls', 'services', 'hole', 'witness']) {
    expect(fold.state.engine).toHaveProperty(key);
    delete fold.state.engine[key];
  }
  return JSON.stringify({
    ...stored,
    rules_version: OTHER_VERSION,
    fold: JSON.stringify({ ...fold, rulesVersion: 1 }),
  });
}

beforeEach(async () => {
  kept = openKept();
  probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
  await send(40);
});
afterEach(() => kept.remove());

describe('a line that rules of another version judged', () => {
  test('has no state now, and what arrives of it is kept and receipted', async () => {
    await restartAfterOtherRules();
    expect(kept.keep.store.current('home')).toBeNull();
    const before = derived();
    await send(3);
    expect(kept.keep.store.current('home')).toBeNull();
    expect(derived()).toBe(before);
  });

  test('is derived again from its raw bytes when the server starts, and says so in the log', async () => {
    await restartAfterOtherRules();
    await send(3);
    kept.keep.startJobs();
    await vi.waitFor(() => expect(kept.keep.store.current('home')).not.toBeNull(), 5000);
    expect(kept.events).toEqual(expect.arrayContaining(['line-of-other-rules', 'line-rebuilt']));
    expect(kept.keep.store.current('home')?.measuredAtMs).toBe(BOOTED_AT_MS + 60_000 + 43 * 60_000);
    const after = derived();
    expect(kept.keep.store.outages('home', 0, Number.MAX_SAFE_INTEGER).length).toBeGreaterThan(2);
    await kept.keep.rebuild();
    expect(derived()).toBe(after);
    await send(2);
    expect(kept.keep.store.current('home')?.measuredAtMs).toBe(BOOTED_AT_MS + 60_000 + 45 * 60_000);
  });

  test('is derived again from its snapshot where the raw bytes were pruned', async () => {
    kept.clock.nowMs += 60 * 86_400_000;
    await pruneByOtherRules();
    const before = derived();
    await restartAfterOtherRules();
    kept.keep.startJobs();
    await vi.waitFor(() => expect(kept.keep.store.current('home')).not.toBeNull(), 5000);
    // the checkpoint went with the raw bytes that it would be folded again from
    const withoutCheckpoints = (text: string) => text.replace(/^\{.*"boot_id".*\n/gm, '');
    expect(withoutCheckpoints(derived())).toBe(withoutCheckpoints(before));
    await kept.reopen();
    expect(kept.keep.store.current('home')).not.toBeNull();
  });

  test('goes on from a snapshot of rules that remembered less, and what was derived of before stays', async () => {
    kept.clock.nowMs += 60 * 86_400_000;
    await pruneByOtherRules(asOfVersion1);
    const outages = kept
      .rows(['outages'])
      .split('\n')
      .filter((row) => row.includes('"id"'));
    expect(outages.length).toBeGreaterThan(2);
    await restartAfterOtherRules();
    kept.keep.startJobs();
    await vi.waitFor(() => expect(kept.keep.store.current('home')).not.toBeNull(), 5000);
    await send(5);
    expect(kept.keep.store.current('home')?.measuredAtMs).toBe(BOOTED_AT_MS + 60_000 + 45 * 60_000);
    expect(kept.rows(['outages']).split('\n')).toEqual(expect.arrayContaining(outages));
  });

  test('stays one while only its zone is changed: days summed anew are no new judgement', async () => {
    await restartAfterOtherRules();
    kept.keep.admin.updateLine('home', { zone: 'Pacific/Auckland' });
    expect(kept.keep.store.current('home')).toBeNull();
    expect(kept.rows(['line_folds'])).toContain(`"rules_version":${OTHER_VERSION}`);
  });
});

test('a line that these rules judged is left as it is', async () => {
  const before = derived();
  const events: string[] = [];
  await asOtherProcess((store) =>
    followRules({
      store,
      nowMs: () => kept.clock.nowMs,
      retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
      log: (event) => void events.push(event),
      path: null,
      onCommit: () => {},
    }),
  );
  expect(events).toEqual([]);
  expect(derived()).toBe(before);
});
