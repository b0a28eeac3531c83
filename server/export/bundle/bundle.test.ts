import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseHeads } from '../../../rules/journal/heads.ts';
import { bundleSchema } from '../../../rules/wire/bundle.ts';
import { bundleOf, fillSample, SAMPLE_FROM_AT_MS, type SampleBundle } from '../../../test/fakes/sample-bundle.ts';
import { readZip } from '../../../test/read-zip.ts';
import { findRoot } from '../../config.ts';
import { packDays } from '../../jobs/pack-days.ts';
import { openStore } from '../../store/open-store.ts';

const DAY_MS = 86_400_000;
let folder: string;
let bundle: SampleBundle;
let members: Map<string, Buffer>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-bundle-'));
  await fillSample(folder, {
    before: (keep) => {
      const [outage] = keep.store.outages('home', SAMPLE_FROM_AT_MS, SAMPLE_FROM_AT_MS + DAY_MS);
      if (outage) keep.annotations.add('home', outage, { kind: 'note', text: 'a digger, „Bagger“' });
    },
  });
  bundle = await bundleOf(folder);
  members = readZip(bundle.zip);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const textOf = (name: string) => members.get(name)?.toString('utf8') ?? '';

test('the members stand in their order, each in the manifest, with its hash', () => {
  const names = [...members.keys()];
  const places = ['README', 'bundle', 'keys/', 'method/', 'probe/', 'server/lane', 'server/events', 'heads/'];
  const rest = ['texts/', 'derived/', 'MANIFEST'];
  const order = names.map((name) => [...places, ...rest].findIndex((start) => name.startsWith(start)));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  const manifest = textOf('MANIFEST.sha256').trimEnd().split('\n');
  expect(manifest).toEqual(
    names.slice(0, -2).map((name) => `${createHash('sha256').update(textOf(name)).digest('hex')}  ${name}`),
  );
  expect(names.slice(-2)).toEqual(['MANIFEST.sha256', 'MANIFEST.sha256.sshsig']);
});

test('what is kept is in it exactly as received, each segment before its receipt was written', () => {
  const { store } = openStoreOf(folder);
  const line = store.books.line('home');
  if (!line) throw new Error('bug: the sample has a line');
  const index = bundleSchema.parse(JSON.parse(textOf('bundle.json')));
  let [segments, lane] = ['', ''];
  for (const { laneText, segmentText } of store.raw.entries(line, index.lane.firstEntry, index.lane.lastEntry)) {
    segments += segmentText ?? '';
    lane += laneText;
  }
  store.close();
  expect(textOf('probe/2026-10-01.txt') + textOf('probe/2026-10-02.txt')).toBe(segments);
  expect(textOf('server/lane.txt')).toBe(lane);
  const closing = parseHeads(textOf('heads/00000008.txt'));
  expect(closing).toMatchObject({ lanes: [{ entries: index.lane.lastEntry }] });
});

describe('the same data give the same bytes', () => {
  test('asked again, in another zone, in another minute', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Asia/Tokyo';
    try {
      expect((await bundleOf(folder)).zip.equals(bundle.zip)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  test('once the days are packed', async () => {
    const { store } = openStoreOf(folder);
    const nowMs = () => SAMPLE_FROM_AT_MS + 3 * DAY_MS;
    await packDays({ store, nowMs, log: () => undefined, signal: new AbortController().signal });
    expect(store.books.line('home')?.packedEntries).toBe(store.books.line('home')?.laneEntries);
    store.close();
    expect((await bundleOf(folder)).zip.equals(bundle.zip)).toBe(true);
  });
});

test('the owner decides what of his own goes along', async () => {
  const texts = (from: Map<string, Buffer>) => [...from].filter(([name]) => name.startsWith('texts/'));
  expect(texts(members).map(([, text]) => text.toString('utf8'))).toContain('a digger, „Bagger“');
  expect(textOf('derived/evidence.json')).toContain('a digger');
  expect(members.has('values.txt')).toBe(false);
  const { zip } = await bundleOf(folder, { shows: { texts: false, values: true } });
  const other = readZip(zip);
  expect(texts(other)).toEqual([]);
  expect(other.get('derived/evidence.json')?.toString('utf8')).not.toContain('a digger');
  expect(other.get('values.txt')?.toString('utf8')).toMatch(/^[0-9a-f]{64} [a-z0-9-]+ [0-9a-f]{32} ".*"$/m);
});

test('a part of the time ends at the first head that vouches for all of it', async () => {
  const fromAtMs = SAMPLE_FROM_AT_MS;
  const period = { fromAtMs, toAtMs: fromAtMs + 3_600_000, fromDay: '2026-10-01', toDay: '2026-10-01' };
  const { zip, asOfAtMs } = await bundleOf(folder, { period });
  // the local day ends after four hours, and all of it is in the fifth; then comes the outage of the next day
  expect(asOfAtMs).toBe(SAMPLE_FROM_AT_MS + 6 * 3_600_000 + 5000);
  const index = bundleSchema.parse(JSON.parse(readZip(zip).get('bundle.json')?.toString('utf8') ?? ''));
  expect(index.period).toMatchObject({ fromDay: '2026-10-01', toDay: '2026-10-01' });
});

test.each([
  ['moved', 'the lane went on since its newest head', 'DELETE FROM heads WHERE counter = 2'],
  ['no-head', 'no head was ever sealed', 'DELETE FROM heads'],
  ['other-rules', 'the figures are of other rules', 'UPDATE line_folds SET rules_version = 1'],
])('refused as %s: %s', async (code, _why, sql) => {
  const other = mkdtempSync(join(tmpdir(), 'linewitness-bundle-'));
  try {
    await fillSample(other, { hours: 2 });
    const { store } = openStoreOf(other);
    store.database.prepare(sql).run();
    store.close();
    await expect(bundleOf(other, { hours: 2 })).rejects.toMatchObject({ name: 'BundleRefused', code });
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});

function openStoreOf(dataDir: string) {
  const migrationsDir = join(findRoot(), 'drizzle', 'migrations');
  return openStore({ path: join(dataDir, 'server', 'linewitness.sqlite'), migrationsDir, nowMs: Date.now() });
}
