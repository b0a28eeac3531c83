import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { parseLaneEntry } from '../../rules/journal/lane.ts';
import { findRoot } from '../config.ts';
import { openLaneWriter } from '../lane-writer.ts';
import { openServerKey } from '../server-key.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { NO_ANSWERS } from './fault-report.ts';
import { openReports, type Recorded, type Reports } from './reports.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 13);
const RECORDED: Recorded = {
  channel: 'phone',
  reportedAtMs: NOW_MS,
  receivedAtMs: NOW_MS,
  ticket: 'T-1',
  receipt: 'ticket',
  repairedAtMs: null,
  missedAppointments: 0,
  creditedCents: 0,
};

let store: Store;
let reports: Reports;
let told: string[];

beforeEach(() => {
  const migrationsDir = join(findRoot(import.meta.url), 'drizzle', 'migrations');
  store = openStore({ path: ':memory:', migrationsDir, nowMs: NOW_MS }).store;
  const lane = openLaneWriter(store, openServerKey(null));
  told = [];
  reports = openReports({ store, lane, nowMs: () => NOW_MS, onCommit: (lines) => told.push(...lines) });
  store.write(() => {
    const line = { id: 'home', name: 'Home', provider: 'Netz AG', zone: 'Europe/Berlin' };
    store.owner.insertLine({ ...line, createdAtMs: NOW_MS, laneSha256: NO_PREVIOUS_SHA256 });
  });
  store.books.forget();
});
afterEach(() => store.close());

function drafted(): string {
  const { id } = reports.draft({
    line: 'home',
    outage: null,
    language: 'de',
    downSinceAtMs: NOW_MS,
    checks: NO_ANSWERS,
    reachable: '',
    otherPhone: '',
    subject: 's',
    body: 'b',
  });
  return id;
}

function laneOf(line: string) {
  const row = store.books.line(line) ?? expect.fail();
  return [...store.raw.entries(row, 1, row.laneEntries)].map(({ laneText }) => {
    const parsed = parseLaneEntry(laneText);
    return typeof parsed === 'string' ? expect.fail(parsed) : parsed.entry.content;
  });
}

describe('reports', () => {
  test('leave no trace in the log while they are drafts', () => {
    const id = drafted();
    reports.rewrite(id, { language: 'en', subject: 't', body: 'c' });
    expect(reports.find(id)).toMatchObject({ state: 'draft', language: 'en', body: 'c' });
    expect(store.books.line('home')?.laneEntries).toBe(0);
  });

  test('stand in the signed log by the hash of the text that is kept', () => {
    const id = drafted();
    reports.record(id, RECORDED);
    reports.record(id, { ...RECORDED, ticket: 'T-2' });
    const entries = laneOf('home');
    const texts = reports.records(id).map(({ laneEntry }) => reports.recordText(id, laneEntry) ?? expect.fail());
    const hashes = texts.map((text) => createHash('sha256').update(text).digest('hex'));
    expect(entries).toEqual(hashes.map((sha256) => ({ type: 'report', fields: { report: id, sha256 } })));
    expect(new Set(hashes).size).toBe(2);
  });

  test('tell of each entry which time of receipt it gave, so one that was moved can be seen', () => {
    const id = drafted();
    reports.record(id, RECORDED);
    reports.record(id, { ...RECORDED, receivedAtMs: NOW_MS - 86_400_000 });
    reports.withdraw(id);
    expect(reports.records(id).map(({ state, receivedAtMs }) => [state, receivedAtMs])).toEqual([
      ['reported', NOW_MS],
      ['reported', NOW_MS - 86_400_000],
      ['withdrawn', NOW_MS - 86_400_000],
    ]);
  });

  test('know when a letter that was recorded was changed, also one that was put aside', () => {
    const id = drafted();
    reports.rewrite(id, { language: 'de', subject: 's', body: 'before it was sent' });
    reports.record(id, RECORDED);
    reports.record(id, { ...RECORDED, ticket: 'T-2' });
    expect(reports.letterChangedAtMs(id)).toBeNull();
    reports.withdraw(id);
    reports.rewrite(id, { language: 'de', subject: 's', body: 'something else' });
    expect(reports.records(id)).toHaveLength(4);
    expect(reports.letterChangedAtMs(id)).toBe(NOW_MS);
  });

  test('change what the owner is shown of the line, each time', () => {
    const version = store.books.line('home')?.version ?? 0;
    const id = drafted();
    reports.record(id, RECORDED);
    expect(store.books.line('home')?.version).toBe(version + 2);
    expect(told).toEqual(['home', 'home']);
  });

  test('keep what was recorded when the log cannot be written', () => {
    const id = drafted();
    const broken = openReports({
      store,
      lane: {
        append: () => {
          throw new Error('disk full');
        },
      },
      nowMs: () => NOW_MS,
      onCommit: () => undefined,
    });
    expect(() => broken.record(id, RECORDED)).toThrow('disk full');
    expect(reports.find(id)?.state).toBe('draft');
    expect(reports.records(id)).toEqual([]);
  });

  test.each(['', '../x', '0123456789AB', '0123456789abc', "' or 1=1", 'ffffffffffff'])('know no "%s"', (id) => {
    expect(reports.find(id)).toBeNull();
    expect(reports.record(id, RECORDED)).toBeNull();
    expect(reports.withdraw(id)).toBeNull();
    expect(told).toEqual([]);
  });
});
