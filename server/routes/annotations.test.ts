import { beforeEach, expect, test } from 'vitest';
import { measureOutage, START_AT_MS } from '../../test/fakes/kept.ts';
import { type PostOptions, STRANGER, THIS_MACHINE, useKeptSite } from '../../test/fakes/kept-site.ts';
import type { AskOptions } from '../../test/fakes/site-app.ts';

const HOUR_MS = 3_600_000;

const site = useKeptSite(async ({ keep }) => {
  await measureOutage(keep);
  keep.admin.publish('home', { live: true, evidence: true });
});
let outage: string;
beforeEach(async () => {
  await site.signIn();
  outage = site.kept.keep.store.listedOutages('home', 0, START_AT_MS)[0]?.id ?? '';
});

const { ask, askAsOwner } = site;
const send = (path: string, fields: Record<string, string> = {}, options: PostOptions = {}) =>
  site.post(path, fields, { ...options, headers: { 'accept-language': 'de', ...options.headers } });
const notes = () => `/owner/lines/home/outages/${outage}/annotations`;
const said = () => {
  const { keep } = site.kept;
  return keep.annotations.of('home', keep.store.outage('home', outage) ?? never());
};
function never(): never {
  throw new Error('bug: the outage is not there');
}
const form = (kind: string, text: string) => ({ kind, text });

test('the owner puts an outage down to the home, is led back to it, and takes that back', async () => {
  const answer = await send(notes(), form('home', 'Steckdose im Keller <b>'));
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/lines/home/outages/${outage}`]);
  const page = await (await askAsOwner(`/lines/home/outages/${outage}`)).text();
  expect(page).toContain('Steckdose im Keller &lt;b&gt;');
  const json = await (await askAsOwner(`/api/lines/home/outages/${outage}.json`)).json();
  expect(json).toMatchObject({ counts: false, attributedTo: 'home' });
  const [first] = said();
  expect((await send(`${notes()}/${first?.entry}/withdraw`)).status).toBe(303);
  expect((await send(`${notes()}/${first?.entry}/withdraw`)).status).toBe(404);
  expect(said()[0]?.withdrawnAtMs).toBe(site.kept.clock.nowMs);
  expect(await (await askAsOwner(`/api/lines/home/outages/${outage}.json`)).json()).toMatchObject({
    counts: true,
  });
});

test('a browser tells where the form was sent from, and strangers leave no trace elsewhere', async () => {
  const policyOf = async (options: AskOptions) =>
    (await ask(`/lines/home/outages/${outage}`, options)).headers.get('referrer-policy');
  // under `no-referrer` it would say `Origin: null`, and the form be refused
  expect(await policyOf({ from: THIS_MACHINE, headers: { cookie: site.cookie } })).toBe('same-origin');
  expect((await send(notes(), form('note', 'x'), { headers: { origin: 'null' } })).status).toBe(403);
  site.kept.clock.nowMs += HOUR_MS;
  expect(await policyOf({})).toBe('no-referrer');
});

test('nobody else says anything: not without a session, not from another site, not about what is not there', async () => {
  const body = form('home', 'x');
  expect((await send(notes(), body, { withCookie: false })).status).toBe(401);
  expect((await send(notes(), body, { from: STRANGER, withCookie: false })).status).toBe(401);
  expect((await send(notes(), body, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403);
  expect((await send(notes().replace(outage, 'ffffffffffff'), body)).status).toBe(404);
  expect((await send(notes().replace('home', 'nowhere'), body)).status).toBe(404);
  expect(said()).toEqual([]);
});

test.each<[string, Record<string, string> | string, string, string, string | null]>([
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
  const answer = await (typeof body === 'string' ? send(notes(), {}, { body }) : send(notes(), body));
  expect(answer.status).toBe(400);
  const page = await answer.text();
  expect(page).toContain('<form');
  expect(page).toContain(reason);
  expect(page).toContain(`maxlength="500">\n${text}</textarea>`);
  expect(page.match(/value="(?:home|note)" checked/g)).toEqual(choice === null ? null : [choice]);
  expect(said()).toEqual([]);
});

test('strangers learn nothing of a note; an outage at home is not there for them, not even in released evidence a word of it', async () => {
  site.kept.clock.nowMs += HOUR_MS;
  const before = await (await ask('/api/lines/home/outages.json')).text();
  expect(before).toContain(outage);
  await send(notes(), form('note', 'Bagger vor dem Haus'));
  await send(notes(), form('home', 'Steckdose im Keller'));
  for (const path of [`/lines/home/outages/${outage}`, `/api/lines/home/outages/${outage}.json`]) {
    expect((await ask(path)).status).toBe(404);
  }
  const paths = ['/lines/home', '/lines/home/feed.atom', '/api/lines/home/outages.json', '/lines/home/evidence.json'];
  for (const path of [...paths, '/lines/home/quality', '/api/lines/home/coverage.json', '/lines/home/badge.json']) {
    expect([path, /Bagger|Keller|attributed-home/.test(await (await ask(path)).text())]).toEqual([path, false]);
  }
  expect(await (await ask('/api/lines/home/outages.json')).text()).not.toContain(outage);
  const released = await (await ask('/lines/home/evidence.json')).json();
  expect(released).toMatchObject({
    outages: [{ id: outage, counts: false, attributedTo: 'home', annotations: [] }],
    sums: { outages: 0, downMaxMs: 0 },
  });
});
