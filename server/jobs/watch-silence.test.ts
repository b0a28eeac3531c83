import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseLaneEntry } from '../../rules/journal/lane.ts';
import { openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { openContacts } from '../contacts.ts';
import type { SelfCheck } from '../keep.ts';
import { openLaneWriter } from '../lane-writer.ts';
import { openKeyring } from '../probe-key.ts';
import { openServerKey } from '../server-key.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { watchSilence } from './watch-silence.ts';
import { writeServerGaps } from './write-server-gaps.ts';

let kept: Kept;
let store: Store;
let selfCheck: SelfCheck;
const probe = openFakeProbe(1);

/** The parts of a running server, on a database that a probe is enrolled in. */
function openParts(startedAtMs: number) {
  const path = join(kept.dataDir, 'linewitness.sqlite');
  const migrationsDir = join(import.meta.dirname, '..', '..', 'drizzle', 'migrations');
  store = openStore({ path, migrationsDir, nowMs: startedAtMs }).store;
  const key = openServerKey(kept.dataDir);
  const lane = openLaneWriter(store, key);
  const parts = { store, lane, key, nowMs: () => kept.clock.nowMs, onCommit: () => {} };
  const contacts = openContacts({ ...parts, verify: openKeyring() });
  return { ...parts, contacts, startedAtMs, selfCheck: async () => selfCheck };
}
let parts: ReturnType<typeof openParts>;

beforeEach(() => {
  kept = openKept();
  enrolFake(kept.keep, 'home', probe);
  kept.keep.admin.invite('empty');
  selfCheck = 'reachable';
  parts = openParts(START_AT_MS);
});
afterEach(async () => {
  store.close();
  await kept.remove();
});

const at = (atMs: number) => {
  kept.clock.nowMs = atMs;
};

/** Type and fields of the lane's entries, without those of the enrolment. */
function laneOf(line: string): Record<string, string>[] {
  const row = store.books.line(line);
  if (!row) return [];
  return [...store.raw.entries(row, 1, row.laneEntries)].flatMap(({ laneText }) => {
    const parsed = parseLaneEntry(laneText);
    if (typeof parsed === 'string') throw new Error(parsed);
    const { type, fields } = parsed.entry.content;
    return type === 'settings' || type === 'enrolment' ? [] : [{ type, ...fields }];
  });
}

function writtenAtMs(line: string): number[] {
  const row = store.books.line(line);
  const entries = row ? [...store.raw.entries(row, 1, row.laneEntries)] : [];
  return entries.filter(({ laneText }) => laneText.includes('\ntype: silence\n')).map(({ atMs }) => atMs);
}

function hear(atMs: number): void {
  store.write(() => {
    const line = store.books.line('home');
    const row = store.books.probe(probe.id);
    if (line && row) parts.contacts.note(line, row, atMs);
  });
}

describe('silence', () => {
  test('is written after 60 s without contact, not before, and never of a line without probe', async () => {
    hear(START_AT_MS + 5000);
    at(START_AT_MS + 64_000);
    await watchSilence(parts);
    expect(laneOf('home')).toEqual([]);
    at(START_AT_MS + 65_000);
    await watchSilence(parts);
    await watchSilence(parts);
    expect(laneOf('home')).toEqual([
      { type: 'silence', probe: probe.id, sinceAt: '2026-10-01T06:00:05.000Z', selfCheck: 'reachable' },
    ]);
    expect(parts.contacts.silence('home')).toEqual({ sinceAtMs: START_AT_MS + 5000, selfCheck: 'reachable' });
    expect(laneOf('empty')).toEqual([]);
  });

  test('is written again every 10 minutes in the first hour, then hourly', async () => {
    for (let atMs = START_AT_MS; atMs <= START_AT_MS + 4 * 3_600_000; atMs += 5000) {
      at(atMs);
      await watchSilence(parts);
    }
    const minutes = writtenAtMs('home').map((atMs) => (atMs - START_AT_MS) / 60_000);
    expect(minutes).toEqual([1, 11, 21, 31, 41, 51, 111, 171, 231]);
  });

  test('while the server itself reaches nobody is looked at each minute, and says so', async () => {
    selfCheck = 'unreachable';
    for (let atMs = START_AT_MS; atMs <= START_AT_MS + 180_000; atMs += 5000) {
      at(atMs);
      await watchSilence(parts);
    }
    expect(laneOf('home').map((entry) => entry['selfCheck'])).toEqual(['unreachable', 'unreachable', 'unreachable']);
    selfCheck = 'reachable';
    at(START_AT_MS + 240_000);
    await watchSilence(parts);
    expect(parts.contacts.silence('home')).toEqual({ sinceAtMs: START_AT_MS, selfCheck: 'reachable' });
  });

  test('ends with the next contact, which the lane holds', async () => {
    at(START_AT_MS + 60_000);
    await watchSilence(parts);
    at(START_AT_MS + 100_000);
    hear(START_AT_MS + 100_000);
    expect(laneOf('home').at(-1)).toEqual({
      type: 'contact',
      probe: probe.id,
      sinceAt: '2026-10-01T06:00:00.000Z',
      silentMs: '100000',
    });
    expect(parts.contacts.silence('home')).toBeNull();
  });

  test('goes on over a restart of the server, whose own gap is written', async () => {
    store.write(() => writeServerGaps(parts, START_AT_MS));
    at(START_AT_MS + 60_000);
    await watchSilence(parts);
    store.close();
    at(START_AT_MS + 600_000);
    parts = openParts(START_AT_MS + 600_000);
    store.write(() => writeServerGaps(parts, START_AT_MS + 600_000));
    expect(parts.contacts.silence('home')?.sinceAtMs).toBe(START_AT_MS);
    expect(laneOf('home').at(-1)).toEqual({
      type: 'server-gap',
      fromAt: '2026-10-01T06:00:00.000Z',
      toAt: '2026-10-01T06:10:00.000Z',
    });
  });

  test('is not claimed for the time in which the server did not run', async () => {
    hear(START_AT_MS);
    store.close();
    at(START_AT_MS + 3_600_000);
    parts = openParts(START_AT_MS + 3_600_000);
    await watchSilence(parts);
    expect(parts.contacts.silence('home')).toBeNull();
    at(START_AT_MS + 3_660_000);
    await watchSilence(parts);
    expect(parts.contacts.silence('home')?.sinceAtMs).toBe(START_AT_MS + 3_600_000);
  });
});
