import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillSample, SAMPLE_FROM_AT_MS, SAMPLE_LINE } from '../../test/fakes/sample-bundle.ts';
import { openBenchKeep } from '../../test/generator/keep-for-bench.ts';
import { type App, createApp } from '../app.ts';
import { openAssets } from '../assets.ts';
import { findRoot, readConfig } from '../config.ts';
import type { Keep } from '../keep.ts';

const HOURS = 2;
const NEAR = { incoming: { socket: { remoteAddress: '127.0.0.1' }, httpVersion: '1.1' } };
const FAR = { incoming: { socket: { remoteAddress: '192.0.2.9' }, httpVersion: '1.1' } };
const clock = { nowMs: SAMPLE_FROM_AT_MS + HOURS * 3_600_000 + 60_000 };
const said: string[] = [];
let folder: string;
let keep: Keep;
let app: App;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-evidence-files-'));
  await fillSample(folder, { hours: HOURS });
  keep = openBenchKeep(folder, clock);
  const config = readConfig({ DATA_DIR: folder, SELF_CHECK_TARGETS: '', TIME_STAMP_AUTHORITIES: '' });
  if (Array.isArray(config)) throw new Error(config.join('; '));
  app = createApp({
    keep,
    config,
    nowMs: () => clock.nowMs,
    log: (event, fields) => void said.push(`${event} ${JSON.stringify(fields)}`),
    assets: openAssets(findRoot()),
    isBoundToLoopback: () => true,
  });
});
afterAll(async () => {
  app.close();
  await keep.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, from: typeof NEAR) =>
  app.hono.request(`http://localhost/lines/${SAMPLE_LINE}/${path}`, { headers: { host: 'localhost' } }, from);
const PERIOD = 'from=2026-10-01&to=2026-10-01';

test('the owner gets the bundle as a file, whole, and the same one again', async () => {
  const answer = await get(`evidence.zip?${PERIOD}`, NEAR);
  expect([answer.status, said]).toEqual([200, []]);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toContain('linewitness_home_2026-10-01_2026-10-01.zip');
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.length).toBe(Number(answer.headers.get('content-length')));
  expect([bytes.readUInt32LE(0), bytes.includes('report.pdf')]).toEqual([0x04034b50, true]);
  const again = Buffer.from(await (await get(`evidence.zip?${PERIOD}`, NEAR)).arrayBuffer());
  expect(again.equals(bytes)).toBe(true);
}, 60_000);

test('strangers get no raw data, and learn nothing of a line that is not published', async () => {
  expect((await get(`evidence.zip?${PERIOD}`, FAR)).status).toBe(404);
  expect((await get(`evidence.pdf?${PERIOD}`, FAR)).status).toBe(404);
  keep.admin.publish(SAMPLE_LINE, { evidence: true });
  const answer = await get(`evidence.zip?${PERIOD}`, FAR);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('given out by the owner');
});

test('strangers get the report of what is published, without what the owner wrote', async () => {
  keep.admin.publish(SAMPLE_LINE, { evidence: true });
  const answer = await get(`evidence.pdf?${PERIOD}&texts=1&values=1`, FAR);
  expect([answer.status, said]).toEqual([200, []]);
  expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
}, 60_000);

test('a time of which nothing is kept is refused with a sentence', async () => {
  const answer = await get('evidence.zip?from=2026-09-01&to=2026-09-02', NEAR);
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain('nothing is kept');
}, 60_000);

test('what goes wrong in the child is logged and not told', async () => {
  writeFileSync(join(folder, 'server', 'server-key.pem'), 'broken');
  const answer = await get(`evidence.zip?from=2026-10-01&to=2026-10-02`, NEAR);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain(folder);
  expect(said.join()).toContain('evidence-failed');
}, 60_000);
