import { expect, test } from 'vitest';
import { measureOutage, START_AT_MS } from '../../test/fakes/kept.ts';
import { STRANGER, THIS_MACHINE, useKeptSite } from '../../test/fakes/kept-site.ts';
import { sha256Hex } from '../probe-key.ts';

const DAY_MS = 86_400_000;
const site = useKeptSite(async ({ keep, clock }) => {
  await measureOutage(keep);
  clock.nowMs = START_AT_MS + 62 * DAY_MS;
  await keep.months.step(new AbortController().signal);
});
const get = (path: string, from = THIS_MACHINE) => site.ask(path, { from, headers: { 'accept-language': 'de' } });

test('a sealed month is shown with its figures, versions and exact bytes', async () => {
  const list = await (await get('/lines/home/months')).text();
  expect(list).toContain('href="/lines/home/months/2026-10"');
  const page = await (await get('/lines/home/months/2026-10')).text();
  const { row } = site.kept.keep.months.read('home', '2026-10', 1) ?? expect.fail();
  for (const part of [
    'Oktober 2026',
    row.sha256,
    'ohne dass alles ankam',
    '/lines/home/evidence?from=2026-10-01&amp;to=2026-10-31',
  ]) {
    expect(page).toContain(part);
  }
  const file = await get('/lines/home/months/2026-10.json?version=1');
  expect(sha256Hex(await file.text())).toBe(row.sha256);
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="linewitness_home_2026-10.json"');
});

test.each([
  ['2026-09', 404],
  ['2026-13', 404],
  ['2026-10?version=2', 404],
  ['2026-10?version=0', 400],
  ['2026-10?version=1%20or%201', 400],
  ['2026-10.json?version=x', 400],
  ['2026-10.xml', 404],
  ['..%2f..%2fowner', 404],
])('%s is answered with %i', async (path, status) => {
  expect((await get(`/lines/home/months/${path}`)).status).toBe(status);
});

test('strangers see it once the evidence is released, and then nothing that does not count', async () => {
  const asStranger = (path: string) => get(path, STRANGER);
  for (const path of ['/lines/home/months', '/lines/home/months/2026-10', '/lines/home/months/2026-10.json']) {
    expect((await asStranger(path)).status).toBe(404);
  }
  site.kept.keep.admin.publish('home', { live: true, evidence: false });
  expect((await asStranger('/lines/home/months/2026-10')).status).toBe(404);
  site.kept.keep.admin.publish('home', { live: true, evidence: true });
  const [outage] = site.kept.keep.store.wholeOutages('home', 0, START_AT_MS);
  if (!outage) expect.fail();
  expect(await (await asStranger('/lines/home/months/2026-10')).text()).toContain(outage.id);
  site.kept.keep.annotations.add('home', outage, { kind: 'home', text: 'the socket' });
  site.kept.clock.nowMs += 60_000;
  await site.kept.keep.months.step(new AbortController().signal);
  expect(await (await asStranger('/lines/home/months/2026-10')).text()).not.toContain(outage.id);
  expect(await (await get('/lines/home/months/2026-10')).text()).toContain(outage.id);
});
