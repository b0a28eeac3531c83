import { afterEach, beforeEach, expect, test } from 'vitest';
import { cookieOf, DOOR_PASSWORD } from '../../test/fakes/door-site.ts';
import { type Kept, measureOutage, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { type App, createApp } from '../app.ts';
import { openAssets } from '../assets.ts';
import { findRoot, readConfig } from '../config.ts';

const HOUR_MS = 3_600_000;
const ORIGIN = 'http://localhost:8080';

let kept: Kept;
let app: App;
let cookie: string;
let outage: string;
beforeEach(async () => {
  kept = openKept();
  await measureOutage(kept.keep);
  kept.keep.admin.publish('home', { live: true, evidence: true });
  const config = readConfig({ ZONE: 'Europe/Berlin' });
  if (Array.isArray(config)) throw new Error(config.join());
  app = createApp({
    ...{ keep: kept.keep, config, nowMs: () => kept.clock.nowMs, log: () => undefined },
    ...{ assets: openAssets(findRoot()), isBoundToLoopback: () => true },
  });
  cookie = '';
  const { secret } = kept.keep.door.loginLink();
  const form = new URLSearchParams({ secret, 'new-password': DOOR_PASSWORD }).toString();
  cookie = cookieOf(await send('/owner/sign-in', form));
  outage = kept.keep.store.listedOutages('home', 0, START_AT_MS)[0]?.id ?? '';
});
afterEach(async () => {
  app.close();
  await kept.remove();
});

type Sent = { from?: string; origin?: string; withCookie?: boolean };
function send(path: string, body = '', { from = '127.0.0.1', origin = ORIGIN, withCookie = true }: Sent = {}) {
  const type = 'application/x-www-form-urlencoded';
  const headers = {
    host: 'localhost:8080',
    origin,
    'content-type': type,
    accept: 'text/html',
    'accept-language': 'de',
  };
  const sent = { method: 'POST', headers: { ...headers, ...(withCookie && cookie && { cookie }) }, body };
  return app.hono.request(path, sent, { incoming: { socket: { remoteAddress: from }, httpVersion: '1.1' } });
}
const get = (path: string, headers: Record<string, string> = {}, from = '203.0.113.5') =>
  app.hono.request(
    path,
    { headers: { host: 'localhost:8080', accept: 'text/html', ...headers } },
    { incoming: { socket: { remoteAddress: from }, httpVersion: '1.1' } },
  );
const notes = () => `/owner/lines/home/outages/${outage}/annotations`;
const said = () => kept.keep.annotations.of('home', kept.keep.store.outage('home', outage) ?? never());
function never(): never {
  throw new Error('bug: the outage is not there');
}
const form = (kind: string, text: string) => new URLSearchParams({ kind, text }).toString();

test('the owner puts an outage down to the home, is led back to it, and takes that back', async () => {
  const answer = await send(notes(), form('home', 'Steckdose im Keller <b>'));
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/lines/home/outages/${outage}`]);
  const page = await (await get(`/lines/home/outages/${outage}`, { cookie })).text();
  expect(page).toContain('Steckdose im Keller &lt;b&gt;');
  const json = await (await get(`/api/lines/home/outages/${outage}.json`, { cookie })).json();
  expect(json).toMatchObject({ counts: false, attributedTo: 'home' });
  const [first] = said();
  expect((await send(`${notes()}/${first?.entry}/withdraw`)).status).toBe(303);
  expect((await send(`${notes()}/${first?.entry}/withdraw`)).status).toBe(404);
  expect(said()[0]?.withdrawnAtMs).toBe(kept.clock.nowMs);
  expect(await (await get(`/api/lines/home/outages/${outage}.json`, { cookie })).json()).toMatchObject({
    counts: true,
  });
});

test('a browser tells where the form was sent from, and strangers leave no trace elsewhere', async () => {
  const policyOf = async (headers: Record<string, string>, from?: string) =>
    (await get(`/lines/home/outages/${outage}`, headers, from)).headers.get('referrer-policy');
  // under `no-referrer` it would say `Origin: null`, and the form be refused
  expect(await policyOf({ cookie }, '127.0.0.1')).toBe('same-origin');
  expect((await send(notes(), form('note', 'x'), { origin: 'null' })).status).toBe(403);
  kept.clock.nowMs += HOUR_MS;
  expect(await policyOf({})).toBe('no-referrer');
});

test('nobody else says anything: not without a session, not from another site, not about what is not there', async () => {
  const body = form('home', 'x');
  expect((await send(notes(), body, { withCookie: false })).status).toBe(401);
  expect((await send(notes(), body, { from: '203.0.113.5', withCookie: false })).status).toBe(401);
  expect((await send(notes(), body, { origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await send(notes().replace(outage, 'ffffffffffff'), body)).status).toBe(404);
  expect((await send(notes().replace('home', 'nowhere'), body)).status).toBe(404);
  expect(said()).toEqual([]);
});

test.each<[string, string, string, string, string | null]>([
  ['without a text', form('home', '  '), 'Bitte sagen Sie, was es war.', '', 'value="home" checked'],
  [
    'with too long a text',
    form('note', `<${'ü'.repeat(501)}`),
    'Höchstens 500 Zeichen, bitte.',
    `&lt;${'ü'.repeat(501)}`,
    'value="note" checked',
  ],
  ['of a kind that there is not', form('provider', 'Bagger'), 'Bitte wählen Sie, was gelten soll.', 'Bagger', null],
  ['without fields', '%%%', 'Bitte wählen Sie, was gelten soll.', '', null],
])('a form %s is refused with the reason, the page and what was typed', async (_name, body, reason, text, choice) => {
  const answer = await send(notes(), body);
  expect(answer.status).toBe(400);
  const page = await answer.text();
  expect(page).toContain('<form');
  expect(page).toContain(reason);
  expect(page).toContain(`maxlength="500">\n${text}</textarea>`);
  expect(page.match(/value="(?:home|note)" checked/g)).toEqual(choice === null ? null : [choice]);
  expect(said()).toEqual([]);
});

test('strangers learn nothing of a note; an outage at home is not there for them, not even in released evidence a word of it', async () => {
  kept.clock.nowMs += HOUR_MS;
  const before = await (await get('/api/lines/home/outages.json')).text();
  expect(before).toContain(outage);
  await send(notes(), form('note', 'Bagger vor dem Haus'));
  await send(notes(), form('home', 'Steckdose im Keller'));
  for (const path of [`/lines/home/outages/${outage}`, `/api/lines/home/outages/${outage}.json`]) {
    expect((await get(path)).status).toBe(404);
  }
  const paths = ['/lines/home', '/lines/home/feed.atom', '/api/lines/home/outages.json', '/lines/home/evidence.json'];
  for (const path of [...paths, '/lines/home/quality', '/api/lines/home/coverage.json', '/lines/home/badge.json']) {
    expect([path, /Bagger|Keller|attributed-home/.test(await (await get(path)).text())]).toEqual([path, false]);
  }
  expect(await (await get('/api/lines/home/outages.json')).text()).not.toContain(outage);
  const released = await (await get('/lines/home/evidence.json')).json();
  expect(released).toMatchObject({
    outages: [{ id: outage, counts: false, attributedTo: 'home', annotations: [] }],
    sums: { outages: 0, downMaxMs: 0 },
  });
});
