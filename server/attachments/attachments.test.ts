import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cookieOf, DOOR_PASSWORD } from '../../test/fakes/door-site.ts';
import { type Kept, openKept } from '../../test/fakes/kept.ts';
import { type App, createApp } from '../app.ts';
import { openAssets } from '../assets.ts';
import { findRoot, readConfig } from '../config.ts';
import { openStore } from '../store/open-store.ts';

const ORIGIN = 'http://localhost:8080';
const PAGE = '/owner/lines/home/files';
const PDF = Buffer.from('%PDF-1.7\n…');

let kept: Kept;
let app: App;
let cookie: string;
beforeEach(async () => {
  kept = openKept();
  kept.keep.admin.invite('home', { name: 'Home' });
  const config = readConfig({ ZONE: 'Europe/Berlin' });
  if (Array.isArray(config)) throw new Error(config.join());
  app = createApp({
    ...{ keep: kept.keep, config, nowMs: () => kept.clock.nowMs, log: () => undefined },
    ...{ assets: openAssets(findRoot()), isBoundToLoopback: () => true },
  });
  const { secret } = kept.keep.door.loginLink();
  const form = new URLSearchParams({ secret, 'new-password': DOOR_PASSWORD });
  cookie = cookieOf(await send('/owner/sign-in', form, ''));
});
afterEach(async () => {
  app.close();
  await kept.remove();
});

const socket = { incoming: { socket: { remoteAddress: '203.0.113.5' }, httpVersion: '1.1' } };
function send(path: string, body: BodyInit, session = cookie, length?: number) {
  const headers = { host: 'localhost:8080', origin: ORIGIN, accept: 'text/html', 'accept-language': 'en' };
  const more = { ...(session && { cookie: session }), ...(length && { 'content-length': String(length) }) };
  return app.hono.request(path, { method: 'POST', headers: { ...headers, ...more }, body }, socket);
}
const get = (path: string, session = cookie) =>
  app.hono.request(path, { headers: { host: 'localhost:8080', accept: 'text/html', cookie: session } }, socket);
function upload(bytes: Buffer, name: string, fields: Record<string, string> = {}, session = cookie) {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], name));
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  return send(PAGE, form, session);
}
function laneTexts(): string[] {
  const { store } = openStore({
    path: join(kept.dataDir, 'linewitness.sqlite'),
    migrationsDir: join(findRoot(), 'drizzle', 'migrations'),
    nowMs: kept.clock.nowMs,
  });
  const line = store.books.line('home');
  const texts = line === null ? [] : [...store.raw.entries(line, 1, line.laneEntries)].map(({ laneText }) => laneText);
  store.close();
  return texts;
}
const files = () => kept.keep.attachments.ofLine('home');

test('a file is kept, its hash stands in the log of the line, and it comes back byte for byte', async () => {
  const answer = await upload(PDF, 'Antwort Anbieter ß.pdf', {
    description: 'Ticket <4711>',
    dated: '2026-09-30T09:30',
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PAGE}?done=added`]);
  const [file] = files();
  const sha256 = createHash('sha256').update(PDF).digest('hex');
  expect(file).toMatchObject({ name: 'Antwort Anbieter ß.pdf', mediaType: 'application/pdf', sha256, report: null });
  expect(file?.datedAtMs).toBe(Date.parse('2026-09-30T07:30:00Z'));
  expect(laneTexts().at(-1)).toContain(`type: attachment\nattachment: ${file?.id}\nsha256: ${sha256}\n`);
  const back = await get(`/owner/files/${file?.id}`);
  expect(Buffer.from(await back.arrayBuffer())).toEqual(PDF);
  expect(back.headers.get('content-disposition')).toMatch(/^attachment; filename="Antwort Anbieter _\.pdf"/);
  expect(back.headers.get('content-security-policy')).toContain('sandbox');
  expect(back.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await (await get(PAGE)).text()).toContain('Ticket &lt;4711&gt;');
});

test('an erased file is gone, its hash stays, and the log says so', async () => {
  await upload(PDF, 'letter.pdf', { description: 'secret' });
  const [file] = files();
  expect((await send(`/owner/files/${file?.id}/erase`, new URLSearchParams())).status).toBe(303);
  expect(files()[0]).toMatchObject({ name: '', description: '', sha256: file?.sha256, erasedAtMs: kept.clock.nowMs });
  expect((await get(`/owner/files/${file?.id}`)).status).toBe(404);
  expect(laneTexts().at(-1)).toContain(`type: erasure\nvalueSha256: ${file?.sha256}\n`);
  const entries = laneTexts().length;
  await send(`/owner/files/${file?.id}/erase`, new URLSearchParams());
  expect(laneTexts()).toHaveLength(entries);
});

test.each([
  ['an empty file', Buffer.alloc(0), {}, 'not empty'],
  ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0', 'latin1'), {}, 'are taken'],
  ['a ZIP', Buffer.from('PK\x03\x04\0\0', 'latin1'), {}, 'are taken'],
  ['a time that is none', PDF, { dated: '2026-13-01' }, 'no time'],
  ['a time to come', PDF, { dated: '2099-01-01T00:00' }, 'lies in the future'],
  ['a long description', PDF, { description: 'x'.repeat(301) }, '300 characters'],
  ['a report that is not there', PDF, { report: '0123456789ab' }, 'no such fault report'],
])('%s is refused with the reason, and nothing is written', async (_name, bytes, fields, reason) => {
  const entries = laneTexts().length;
  const answer = await upload(bytes, 'letter.pdf', fields);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(reason);
  expect(files()).toEqual([]);
  expect(laneTexts()).toHaveLength(entries);
});

test('what is larger than a file may be is not read; a stranger may send nothing', async () => {
  expect((await send(PAGE, 'x', cookie, 10_200_000)).status).toBe(413);
  expect((await upload(PDF, 'a.pdf', {}, '')).status).toBe(401);
  await upload(PDF, 'a.pdf');
  expect((await get(`/owner/files/${files()[0]?.id}`, '')).status).not.toBe(200);
  expect((await get('/owner/files/../../etc/passwd')).status).toBe(404);
});
