import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatMethod, type Method } from '../rules/method.ts';
import { personalValueText } from '../rules/wire/upload.ts';
import type { App } from '../server/app.ts';
import { answerWords } from './answer-words.ts';
import { everyPath } from './every-path.ts';
import { FAKE_METHOD, type FakeProbe, openFakeProbe, sha256 } from './fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from './fakes/kept.ts';
import { withTold } from './fakes/mailing-probe.ts';
import { askApp, openSiteApp } from './fakes/site-app.ts';
import { markedMail } from './marked-mail.ts';
import { plantMarkers } from './plant-markers.ts';

/** Stands in every private text; nothing that a stranger can fetch may hold it. */
const MARK = 'zq7x';
/** The same for numbers. */
const PLANTED = '987654';
const HOUR_MS = 3_600_000;
const BOOTED_AT_MS = START_AT_MS - 2 * HOUR_MS - 17_333;
/** The line was out from here to there: 11 min 13 s, off the grid. */
const OUT_FROM_MS = START_AT_MS - 90 * 60_000 + 41_000;
const OUT_TO_MS = OUT_FROM_MS + 673_000;

const GATEWAY = '192.168.178.1';
const RESOLVER = '10.99.88.77';
const OWN_ADDRESS = '198.51.100.23';
const VALUE = { kind: 'own-address-4', salt: 'ab'.repeat(16), value: OWN_ADDRESS };
const [SOME] = FAKE_METHOD.targets;
if (!SOME) throw new Error('bug: the fake method has no target');
const MAIL = markedMail(MARK, START_AT_MS);
const METHOD: Method = {
  ...FAKE_METHOD,
  mail: { routes: [MAIL.route] },
  software: `${MARK}probe 1`,
  targets: [
    ...FAKE_METHOD.targets,
    { ...SOME, role: 'gateway', address: GATEWAY, network: `${MARK}-home`, backEnd: `${MARK}end` },
    { ...SOME, role: 'isp-resolver', kind: 'dns', address: RESOLVER, network: `${MARK}-isp`, backEnd: 'dns' },
    { ...SOME, role: 'extra', address: `${MARK}.example.org`, network: 'extra' },
    ...MAIL.targets,
  ],
};
const METHOD_TEXT = formatMethod(METHOD);

let kept: Kept;
let app: App;
let probe: FakeProbe;
let tables: string[];
let dataDir: string;

beforeEach(async () => {
  kept = openKept();
  probe = openFakeProbe(7);
  enrolFake(kept.keep, 'home', probe);
  kept.keep.admin.updateLine('home', { name: 'Zuhause', provider: 'Netz AG' });
  kept.keep.admin.invite(`${MARK}-hidden`, { name: `${MARK} hidden`, provider: `${MARK} provider` });
  await upload();
  tables = plantMarkers(join(kept.dataDir, 'linewitness.sqlite'), { mark: MARK, number: PLANTED });
  kept.keep.admin.publish('home', { live: true });
  dataDir = mkdtempSync(join(tmpdir(), 'linewitness-markers-'));
  symlinkSync(kept.dataDir, join(dataDir, 'server'));
  const env = { DATA_DIR: dataDir, PUBLIC_URL: 'https://line.example.org' };
  app = openSiteApp(kept.keep, { nowMs: () => kept.clock.nowMs, env, isBoundToLoopback: false });
});
afterEach(async () => {
  app.close();
  await kept.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Two hours of measuring with one outage, and a personal value beside them. */
async function upload(): Promise<void> {
  const rounds = probe.rounds(1420, BOOTED_AT_MS, (sentAtMs) => sentAtMs >= OUT_FROM_MS && sentAtMs < OUT_TO_MS);
  const hash = sha256(personalValueText(VALUE));
  const texts: string[] = [];
  for (let index = 0; index < rounds.length; index += 71) {
    const some = withTold(rounds.slice(index, index + 71), METHOD, MAIL.told);
    const named = some.map((round, at) =>
      index === 0 && at === 0 ? { ...round, facts: { ownAddress4: `hash:${hash}` } } : round,
    );
    texts.push(probe.next(named, { methodSha256: sha256(METHOD_TEXT), configSha256: sha256(`${MARK}config`) }));
  }
  const sent = probe.upload(texts, kept.clock.nowMs, { methods: [METHOD_TEXT], values: [VALUE] });
  const { status, answer } = await kept.keep.takeUpload(sent, '203.0.113.77', kept.clock.nowMs);
  if (status !== 200) throw new Error(JSON.stringify(answer));
}

let asked = 0;
/** Each time from another place: whoever tries many wrong links is not answered at all (server/shares). */
function ask(path: string, accept = 'text/html', method = 'GET') {
  asked += 1;
  const from = `198.18.${Math.floor(asked / 250) % 250}.${1 + (asked % 250)}`;
  const headers = { host: 'line.example.org', accept, 'accept-language': 'de' };
  return askApp(app, path, { from, method, headers });
}

/** Every GET route of the app with every value that a stranger can know or guess. */
function paths(): string[] {
  const [outage] = kept.keep.store.outages('home', 0, START_AT_MS);
  if (!outage) throw new Error('bug: there is no outage');
  const choices: Record<string, string[]> = {
    ':line': ['home', `${MARK}-hidden`, 'nowhere'],
    ':id': [outage.id, ...MAIL.ids.map(kept.keep.idMask.mask), '000000000000', `${MARK}-fault_reports-id`, PLANTED],
    ':day': ['2026-10-01', '2026-09-30', 'nonsense'],
    ':name': ['style.css', 'nothing.js', 'verify.html'],
    ':file': ['2026-09', '2026-10.json', 'evidence.json', `${PLANTED}.txt`, `${PLANTED}.txt.sshsig`],
    ':secret': [`${MARK}-shares-secretSha256`, 'A'.repeat(32)],
  };
  const known = everyPath(app.hono.routes, choices);
  const queries = ['?lang=de', '?from=2026-09-30&to=2026-10-01', '?period=7d&label=x', '?table=days', '?line=home'];
  return [...known, '/nowhere', '/owner/nowhere', '/api/nowhere'].flatMap((path) => [
    path,
    ...queries.map((query) => path + query),
  ]);
}

/** The probe's own file, the same for everybody: it names addresses, but none because of this home. */
const PROGRAM = readFileSync(join(import.meta.dirname, '../dist/probe.mjs'), 'utf8');

/** Body and headers of every answer, without what the path itself brought along. */
async function answers(): Promise<{ path: string; text: string; status: number }[]> {
  const all = [];
  for (const path of paths()) {
    for (const accept of ['text/html', 'application/json']) {
      const answer = await ask(path, accept);
      const told = await answerWords(answer);
      const body = told === PROGRAM ? '' : told;
      const headers = [...answer.headers].map((pair) => pair.join(': ')).join('\n');
      const echo =
        path
          .split('?')[0]
          ?.split('/')
          .filter((part) => part.includes(MARK) || part.includes(PLANTED)) ?? [];
      const text = echo.reduce((left, part) => left.replaceAll(part, ''), `${headers}\n${body}`);
      all.push({ path: `${path} (${accept})`, text, status: answer.status });
    }
  }
  return all;
}

describe('markers in everything private', () => {
  test('are really there, in contract, alarms, reports, sessions, raw bytes and personal values', () => {
    const told = [
      'line_contracts',
      'alarm_paths',
      'alarm_messages',
      'fault_reports',
      'owner_account',
      'owner_sessions',
    ];
    expect(tables).toEqual(expect.arrayContaining(told));
    const dump = kept.dump();
    for (const table of told) expect(dump).toContain(`${MARK}-${table}-`);
    expect(kept.keep.admin.values('home').map(({ value }) => value)).toContain(OWN_ADDRESS);
  });

  test('appear in no answer that a stranger gets, nor does anything that leads to the home', async () => {
    const secrets = [
      MARK,
      GATEWAY,
      RESOLVER,
      OWN_ADDRESS,
      probe.id,
      probe.publicKey,
      '203.0.113.77',
      '0f3c9a1be27d4c55',
      PLANTED,
      ...MAIL.secrets,
    ];
    const targets = FAKE_METHOD.targets.map(({ address }) => address);
    const leaks = [];
    let pages = 0;
    for (const { path, text, status } of await answers()) {
      if (status === 200) pages += 1;
      for (const secret of [...secrets, ...targets]) {
        const at = text.indexOf(secret);
        if (at !== -1) leaks.push(`${path}: ${text.slice(Math.max(0, at - 60), at + 60)}`);
      }
      expect([200, 302, 303, 400, 403, 404]).toContain(status);
    }
    expect(leaks).toEqual([]);
    expect(pages).toBeGreaterThan(60);
  });

  test('nor does an exact instant of the outage, of the start of measuring or of the last contact', async () => {
    const [outage] = kept.keep.store.outages('home', 0, START_AT_MS);
    const current = kept.keep.store.current('home');
    if (!outage || !current) throw new Error('bug: nothing was measured');
    expect(outage.downMinMs).toBeGreaterThan(600_000);
    const instants = [
      outage.startEarliestAtMs,
      outage.startLatestAtMs,
      outage.endEarliestAtMs ?? 0,
      outage.endLatestAtMs ?? 0,
      outage.bounds.firstBad.sentAtMs,
      outage.bounds.lastBad.sentAtMs,
      kept.keep.store.firstMeasuredAtMs('home') ?? 0,
      current.measuredAtMs,
      current.sinceAtMs,
    ];
    const local = new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', timeStyle: 'medium' });
    const spelled = instants.flatMap((atMs) => [
      String(atMs),
      new Date(atMs).toISOString().slice(0, 19),
      local.format(atMs),
    ]);
    const leaks = [];
    for (const { path, text } of await answers()) {
      for (const instant of spelled) if (text.includes(instant)) leaks.push(`${path}: ${instant}`);
    }
    expect(leaks).toEqual([]);
  });

  test('nor, once nothing is published, does the name of the line, the imprint or the contact', async () => {
    kept.keep.siteSettings.set('imprint', `${MARK} imprint`);
    kept.keep.siteSettings.set('contact', `${MARK}@example.org`);
    kept.keep.admin.unpublish('home');
    const leaks = [];
    for (const { path, text, status } of await answers()) {
      if (new RegExp(`${MARK}|Zuhause|Netz AG`).test(text)) leaks.push(path);
      if (path.startsWith('/lines/') || path.startsWith('/imprint')) expect(status).toBe(404);
    }
    expect(leaks).toEqual([]);
  });

  test('nor, where the evidence is released, what the owner wrote or keeps: on no page, in no file, in no month', async () => {
    kept.keep.admin.publish('home', { evidence: true });
    const own = tables.flatMap((table) => [`${MARK}-${table}-`, `${MARK}-${table}"`]);
    const secrets = [
      ...own,
      PLANTED,
      OWN_ADDRESS,
      sha256(personalValueText(VALUE)),
      '203.0.113.77',
      `${MARK} provider`,
    ];
    const leaks = [];
    const seen = new Set<string>();
    for (const { path, text, status } of await answers()) {
      for (const secret of secrets) if (text.includes(secret)) leaks.push(`${path}: ${secret}`);
      if (status === 200) seen.add(path.split(/[ ?]/)[0] ?? '');
      if (status >= 500) leaks.push(`${path}: ${status}`);
    }
    expect(leaks).toEqual([]);
    for (const path of ['months', 'evidence', 'evidence.pdf', 'evidence.csv', 'evidence.json'])
      expect(seen).toContain(`/lines/home/${path}`);
    expect([...seen].filter((path) => /technician|^\/(owner|shared)\/(?!sign-in)/.test(path))).toEqual([]);
  });

  test('of test mails neither, where single mails are released: under names of their own, without words', async () => {
    kept.keep.admin.publish('home', { evidence: true });
    const [exactId = '', ...masked] = [MAIL.ids[0], ...MAIL.ids.map(kept.keep.idMask.mask)];
    expect((await ask(`/lines/home/mail/${exactId}`)).status).toBe(404);
    const paths = ['/lines/home/mail', '/api/lines/home/mail.json', ...masked.map((id) => `/lines/home/mail/${id}`)];
    for (const path of paths) {
      const answer = await ask(path);
      const text = await answer.text();
      expect(answer.status).toBe(200);
      for (const secret of [MARK, ...MAIL.secrets]) expect(text).not.toContain(secret);
    }
    const json = await (await ask('/api/lines/home/mail.json', 'application/json')).json();
    expect(json.routes[0].mails.map(({ id }: { id: string }) => id)).toEqual(masked.toReversed());
    expect(json.routes[0]).toMatchObject({
      from: null,
      to: null,
      openMails: 1,
      figures: { count: 2, maxMs: 2_100_000 },
    });
  });

  test('are found by the same search where the owner released them: in an export, up to the public now and exact', async () => {
    const [outage] = kept.keep.store.outages('home', 0, START_AT_MS);
    kept.keep.admin.publish('home', { evidence: true });
    const released = [MARK, probe.id, new Date(outage?.startEarliestAtMs ?? 0).toISOString()];
    const text = await (await ask('/lines/home/evidence.json', 'application/json')).text();
    for (const word of released) expect(text).toContain(word);
    const report = await answerWords(await ask('/lines/home/evidence.pdf'));
    for (const word of released) expect(report).toContain(word);
    expect(text).not.toContain(OWN_ADDRESS);
    kept.clock.nowMs = OUT_TO_MS + 10 * 60_000;
    const early = await (await ask('/lines/home/evidence.json', 'application/json')).text();
    expect(early).not.toContain(outage?.id ?? '-');
  });
});
