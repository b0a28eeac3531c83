import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FAKE_NOW_AT_MS, type FakeKeep, fakeKeep, fakeLine } from '../test/fakes/fake-keep.ts';
import { type App, createApp } from './app.ts';
import { openAssets } from './assets.ts';
import { findRoot, readConfig, type ServerConfig } from './config.ts';

let nowMs = FAKE_NOW_AT_MS;
let keep: FakeKeep;
let app: App;
const logged: string[] = [];

beforeEach(() => {
  nowMs = FAKE_NOW_AT_MS;
  logged.length = 0;
  keep = fakeKeep(() => nowMs);
  keep.put(fakeLine('home'));
  keep.put(fakeLine('live', { live: true }));
  keep.put(fakeLine('proven', { live: true, evidence: true }));
  app = open({});
});

function open(env: Record<string, string>): App {
  const config = readConfig({ ZONE: 'Europe/Berlin', ...env });
  if (Array.isArray(config)) throw new Error(config.join());
  return createApp({
    keep,
    config: config satisfies ServerConfig,
    nowMs: () => nowMs,
    log: (event) => logged.push(event),
    assets: openAssets(findRoot()),
    isBoundToLoopback: () => true,
  });
}

type AskOptions = { from?: string; headers?: Record<string, string>; method?: string; body?: string };

/** Asks from this machine under a loopback name, unless told otherwise. */
async function ask(path: string, { from = '127.0.0.1', headers = {}, ...init }: AskOptions = {}): Promise<Response> {
  const incoming = { socket: { remoteAddress: from }, httpVersion: '1.1' };
  return app.hono.request(path, { ...init, headers: { host: 'localhost:8080', ...headers } }, { incoming });
}
const askAsStranger = (path: string, options: AskOptions = {}) => ask(path, { from: '203.0.113.5', ...options });
const json = async (response: Response | Promise<Response>): Promise<unknown> =>
  JSON.parse(await (await response).text());
const asPage = { accept: 'text/html' };

const EVERY_PATH_OF_A_LINE = [
  '/lines/LINE',
  '/lines/LINE/outages/0123456789ab',
  '/lines/LINE/outages/111111111111',
  '/lines/LINE/days/2026-10-02',
  '/lines/LINE/evidence.csv',
  '/lines/LINE/evidence.csv?table=days',
  '/lines/LINE/evidence.json',
  '/api/lines/LINE/status.json',
  '/api/lines/LINE/outages.json',
  '/api/lines/LINE/days.json',
  '/api/lines/LINE/latency.json',
  '/events?line=LINE',
];

describe('what is not published', () => {
  test.each(EVERY_PATH_OF_A_LINE)('%s answers a stranger as if there were no such line', async (path) => {
    for (const accept of ['text/html', 'application/json']) {
      const [hidden, missing] = await Promise.all(
        ['home', 'gone'].map((line) => askAsStranger(path.replace('LINE', line), { headers: { accept } })),
      );
      expect(hidden?.status).toBe(404);
      const blank = (text: string | undefined) => text?.replaceAll(/\b(home|gone)\b/g, 'X');
      expect(blank(await hidden?.text())).toBe(blank(await missing?.text()));
      expect(JSON.stringify([...(hidden?.headers ?? [])])).toBe(JSON.stringify([...(missing?.headers ?? [])]));
    }
  });

  test.each(EVERY_PATH_OF_A_LINE)('%s is there for somebody on this machine', async (path) => {
    const answer = await ask(path.replace('LINE', 'home'));
    expect([200, 302]).toContain(answer.status);
    await answer.body?.cancel();
  });

  test('is missing from the list of lines and from the index', async () => {
    const list = z
      .object({ lines: z.array(z.object({ id: z.string() })) })
      .parse(await json(askAsStranger('/api/lines')));
    expect(list.lines.map(({ id }) => id)).toEqual(['live', 'proven']);
    const index = await (await askAsStranger('/', { headers: asPage })).text();
    expect(index).toContain('/lines/live');
    expect(index).not.toContain('/lines/home');
  });

  test('is seen by the owner from any address', async () => {
    keep.sessions.add('s1');
    const answer = await askAsStranger('/api/lines/home/status.json', { headers: { cookie: 'linewitness=s1' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  });

  test('stays hidden when a page of it was rendered for somebody else just before', async () => {
    await ask('/lines/home', { headers: asPage });
    expect((await askAsStranger('/lines/home', { headers: asPage })).status).toBe(404);
  });

  test('is hidden again within a second of being unpublished, whoever did it', async () => {
    expect((await askAsStranger('/lines/live')).status).toBe(200);
    keep.put(fakeLine('live'));
    nowMs += 1000;
    expect((await askAsStranger('/lines/live')).status).toBe(404);
  });

  test('exports need their own switch', async () => {
    expect((await askAsStranger('/lines/live')).status).toBe(200);
    expect((await askAsStranger('/lines/live/evidence.json')).status).toBe(404);
    expect((await askAsStranger('/lines/proven/evidence.json')).status).toBe(200);
    keep.put(fakeLine('only-proven', { evidence: true }));
    nowMs += 1000;
    expect((await askAsStranger('/lines/only-proven')).status).toBe(404);
    expect((await askAsStranger('/lines/only-proven/evidence.csv')).status).toBe(200);
  });

  test('the samples behind bounds stay with the owner until evidence is published', async () => {
    const [live, proven] = await Promise.all(
      ['live', 'proven'].map(async (line) => (await askAsStranger(`/lines/${line}/outages/0123456789ab`)).text()),
    );
    expect(live).not.toContain('2130');
    expect(proven).toContain('2130');
  });
});

describe('the API', () => {
  test('tells the state now', async () => {
    expect(await json(ask('/api/lines/home/status.json'))).toEqual({
      line: 'home',
      state: 'up',
      verdict: 'ok',
      unknownCause: null,
      side: 'unknown',
      sinceAt: '2026-10-02T10:11:14.000Z',
      measuredAt: '2026-10-04T11:59:30.000Z',
      lastContactAt: '2026-10-04T11:59:50.000Z',
    });
  });

  test('lists outages of local days, both ends included, in the shape that other programs rely on', async () => {
    const answer = await json(ask('/api/lines/home/outages.json?from=2026-10-02&to=2026-10-02'));
    expect(answer).toEqual({
      line: 'home',
      fromAt: '2026-10-01T22:00:00.000Z',
      toAt: '2026-10-02T22:00:00.000Z',
      observedMs: 86_400_000,
      unknownMs: 0,
      outages: [
        {
          id: '0123456789ab',
          verdict: 'line-or-isp-down-unlocalised',
          side: 'unknown',
          counts: true,
          grade: 'B',
          final: true,
          startEarliestAt: '2026-10-02T09:30:00.000Z',
          startLatestAt: '2026-10-02T09:30:01.000Z',
          endEarliestAt: '2026-10-02T10:11:13.000Z',
          endLatestAt: '2026-10-02T10:11:14.000Z',
          downMinMs: 2_472_000,
          downMaxMs: 2_474_000,
          flaps: 0,
          phases: [
            {
              verdict: 'line-or-isp-down-unlocalised',
              fromAt: '2026-10-02T09:30:00.000Z',
              toAt: '2026-10-02T10:11:14.000Z',
            },
          ],
          startsUnobserved: false,
          endsUnobserved: false,
          revision: 1,
        },
      ],
    });
  });

  test('counts time before the first measurement as not observed, and cuts the future off', async () => {
    const schema = z.object({ toAt: z.string(), observedMs: z.number(), unknownMs: z.number() });
    const answer = schema.parse(await json(ask('/api/lines/home/outages.json?from=2026-09-30&to=2026-12-31')));
    expect(answer.toAt).toBe('2026-10-04T12:00:00.000Z');
    expect(answer.unknownMs).toBe(86_400_000 + 30_000);
    expect(answer.observedMs + answer.unknownMs).toBe(Date.parse(answer.toAt) - Date.parse('2026-09-29T22:00:00Z'));
  });

  test('gives every local day, with those that nothing is kept of as wholly unknown', async () => {
    const schema = z.object({ zone: z.string(), days: z.array(z.record(z.string(), z.unknown())) });
    const { zone, days } = schema.parse(await json(ask('/api/lines/home/days.json?from=2026-03-28&to=2026-03-30')));
    expect(zone).toBe('Europe/Berlin');
    expect(days.map(({ day, unknownMs }) => [day, unknownMs])).toEqual([
      ['2026-03-28', 86_400_000],
      ['2026-03-29', 82_800_000],
      ['2026-03-30', 86_400_000],
    ]);
  });

  test('gives 90 days when no period is named', async () => {
    const schema = z.object({ days: z.array(z.object({ day: z.string() })) });
    const { days } = schema.parse(await json(ask('/api/lines/home/days.json')));
    expect([days.length, days[0]?.day, days.at(-1)?.day]).toEqual([90, '2026-07-07', '2026-10-04']);
  });

  test('gives latency in the step that was asked for', async () => {
    const schema = z.object({ stepMs: z.number(), points: z.array(z.record(z.string(), z.unknown())) });
    const path = '/api/lines/home/latency.json?from=2026-10-01&to=2026-10-03';
    const hours = schema.parse(await json(ask(`${path}&stepMs=3600000`)));
    expect(hours.points).toHaveLength(72);
    expect(hours.points[0]).toEqual({
      fromAt: '2026-09-30T22:00:00.000Z',
      count: 3600,
      lost: 36,
      lossRatio: 0.01,
      minMs: 8,
      medianMs: null,
      p95Ms: null,
      maxMs: 40,
    });
    expect(schema.parse(await json(ask(`${path}&stepMs=900000`))).points).toHaveLength(288);
  });

  test('chooses a step that gives at most 400 points, and the last 24 hours, when none is named', async () => {
    const schema = z.object({ fromAt: z.string(), stepMs: z.number(), points: z.array(z.unknown()) });
    const day = schema.parse(await json(ask('/api/lines/home/latency.json')));
    expect(day).toMatchObject({ fromAt: '2026-10-03T12:00:00.000Z', stepMs: 300_000 });
    expect(day.points).toHaveLength(288);
    const year = schema.parse(await json(ask('/api/lines/home/latency.json?from=2025-10-05')));
    expect(year.stepMs).toBe(86_400_000);
  });

  test.each([
    ['outages.json?from=yesterday', 'from', 'must be a time like'],
    ['outages.json?from=2026-02-30', 'from', 'must be a time like'],
    ['outages.json?from=2026-13-01', 'from', 'must be a time like'],
    ['outages.json?to=2026-10-01T00:00:00', 'to', 'must be a time like'],
    ['outages.json?from=1999-12-31', 'from', 'from the year 2000 on'],
    ['days.json?from=2026-10-03&to=2026-10-02', 'from', 'must lie before "to"'],
    ['days.json?from=2027-01-01', 'from', 'lies in the future'],
    ['days.json?from=2001-01-01', 'from', 'at most 3660 days apart'],
    ['latency.json?stepMs=1000', 'stepMs', 'must be a multiple of 300000'],
    ['latency.json?stepMs=300001', 'stepMs', 'must be a multiple of 300000'],
    ['latency.json?stepMs=-300000', 'stepMs', 'must be a multiple of 300000'],
    ['latency.json?from=2026-01-01&stepMs=300000', 'stepMs', 'must be a multiple of 3600000'],
    ['latency.json?from=2026-07-10&stepMs=300000', 'stepMs', 'gives more than 5000 points'],
  ])('refuses %s and names the parameter', async (path, parameter, sentence) => {
    const answer = await ask(`/api/lines/home/${path}`);
    expect(answer.status).toBe(400);
    const schema = z.object({ error: z.object({ code: z.string(), message: z.string(), parameter: z.string() }) });
    const { error } = schema.parse(await json(answer));
    expect(error).toMatchObject({ code: 'invalid', parameter });
    expect(error.message).toContain(`"${parameter}"`);
    expect(error.message).toContain(sentence);
  });

  test('takes an offset with a plus sign, which an address bar turns into a space', async () => {
    const answer = await ask('/api/lines/home/outages.json?from=2026-10-02T00:00:00+02:00');
    expect(await json(answer)).toMatchObject({ fromAt: '2026-10-01T22:00:00.000Z' });
  });

  test('answers 304 to who has the answer already', async () => {
    const first = await ask('/api/lines/home/days.json', { headers: { 'accept-encoding': 'gzip' } });
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('content-encoding')).toBe('gzip');
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({ line: 'home' });
    const second = await ask('/api/lines/home/days.json', { headers: { 'if-none-match': etag } });
    expect([second.status, await second.text()]).toEqual([304, '']);
  });
});

describe('a page', () => {
  test.each([
    '/',
    '/lines/home',
    '/lines/home/outages/0123456789ab',
    '/lines/home/days/2026-10-02',
  ])('%s is there in German and English, by wish of the browser or by link', async (path) => {
    for (const language of ['de', 'en']) {
      const wished = await ask(path, { headers: { ...asPage, 'accept-language': language } });
      const chosen = await ask(`${path}?lang=${language}`, { headers: { ...asPage, 'accept-language': 'fr' } });
      for (const answer of [wished, chosen]) {
        expect(answer.status).toBe(200);
        expect(await answer.text()).toContain(`<html lang="${language}"`);
      }
    }
  });

  test('sets no cookie, allows nothing foreign, and may not be shown long without asking again', async () => {
    const { headers } = await askAsStranger('/lines/live', { headers: asPage });
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('public, max-age=5, must-revalidate');
    expect(headers.get('vary')).toBe('Accept-Encoding, Accept-Language, Cookie');
  });

  test('travels compressed', async () => {
    const answer = await ask('/lines/home', { headers: { ...asPage, 'accept-encoding': 'gzip, br' } });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString()).toContain('</html>');
  });

  test('shows a change with the next request', async () => {
    const first = await ask('/lines/home');
    nowMs += 2000;
    expect((await ask('/lines/home')).headers.get('etag')).toBe(first.headers.get('etag'));
    const line = fakeLine('home');
    keep.put({ ...line, line: { ...line.line, name: 'Renamed' } });
    keep.change('home');
    expect(await (await ask('/lines/home')).text()).toContain('Renamed');
  });

  test('of an outage is found under the id that it had before', async () => {
    const answer = await ask('/lines/home/outages/111111111111');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/lines/home/outages/0123456789ab']);
  });

  test.each([
    '2026-02-30',
    '2026-09-30',
    '2026-10-05',
    'today',
    '0000-00-00',
  ])('of the day %s is not there', async (day) => {
    expect((await ask(`/lines/home/days/${day}`)).status).toBe(404);
  });

  test('that is not there says so in the language of the reader, as a page or as JSON', async () => {
    const page = await ask('/nothing', { headers: { ...asPage, 'accept-language': 'de' } });
    expect([page.status, (await page.text()).includes('<html lang="de"')]).toEqual([404, true]);
    const missing = { code: 'not-found', message: 'there is nothing here, or nothing that is published' };
    expect(await json(ask('/api/nothing'))).toEqual({ error: missing });
  });

  test('tells nothing of what broke inside', async () => {
    const line = fakeLine('home');
    keep.put({ ...line, line: { ...line.line, zone: 'Secret/Place' } });
    nowMs += 1000;
    const answer = await ask('/lines/home', { headers: asPage });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('Secret');
    expect(logged).toContain('internal-error');
  });
});

describe("the owner's door", () => {
  const secret = 's'.repeat(43);
  const form = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'http://pi.lan:8080',
    host: 'pi.lan:8080',
  };
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    askAsStranger(path, { method: 'POST', body, headers: { ...form, ...headers } });

  beforeEach(() => {
    keep.secrets.add(secret);
  });

  test('opens by the button of the one-time link, once, and shows everything then', async () => {
    const page = await askAsStranger(`/owner/sign-in?secret=${secret}`, { headers: asPage });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(`value="${secret}"`);
    const answer = await post('/owner/sign-in', `secret=${secret}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/owner']);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toBe('linewitness=session-1; Path=/; Max-Age=86400; HttpOnly; SameSite=Strict');
    const signedIn = { headers: { cookie: cookie.split(';')[0] ?? '' } };
    expect((await askAsStranger('/owner', signedIn)).status).toBe(200);
    expect((await askAsStranger('/lines/home', signedIn)).status).toBe(200);
    expect((await post('/owner/sign-in', `secret=${secret}`)).status).toBe(403);
  });

  test('is not spent by a scanner that fetches the link', async () => {
    for (let fetched = 0; fetched < 5; fetched += 1) await askAsStranger(`/owner/sign-in?secret=${secret}`);
    expect(keep.secrets.has(secret)).toBe(true);
  });

  test('is never kept in a cache', async () => {
    const page = await askAsStranger(`/owner/sign-in?secret=${secret}`);
    expect([page.headers.get('cache-control'), page.headers.get('referrer-policy')]).toEqual([
      'no-store',
      'same-origin',
    ]);
  });

  test.each([['http://evil.example'], ['null'], ['']])('takes no form from elsewhere (Origin "%s")', async (origin) => {
    expect((await post('/owner/sign-in', `secret=${secret}`, { origin })).status).toBe(403);
    expect(keep.secrets.has(secret)).toBe(true);
  });

  test.each([
    '',
    'secret=',
    'secret=short',
    `secret=${'x'.repeat(43)}`,
    `secret=${'<'.repeat(43)}`,
  ])('stays shut for the form "%s"', async (body) => {
    const answer = await post('/owner/sign-in', body);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
    expect(await answer.text()).not.toContain('<<<');
  });

  test('refuses a form that is too large', async () => {
    expect((await post('/owner/sign-in', `secret=${'x'.repeat(5000)}`)).status).toBe(413);
  });

  test('closes behind who signs out', async () => {
    keep.sessions.add('s9');
    const answer = await post('/owner/sign-out', '', { cookie: 'linewitness=s9' });
    expect(answer.headers.get('set-cookie')).toBe('linewitness=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict');
    expect(keep.sessions.has('s9')).toBe(false);
  });

  test('binds the cookie to HTTPS and the host when the server has such an address', async () => {
    app = open({ PUBLIC_URL: 'https://status.example.org' });
    const host = { host: 'status.example.org', origin: 'https://status.example.org' };
    const answer = await post('/owner/sign-in', `secret=${secret}`, host);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-linewitness=.*HttpOnly; SameSite=Strict; Secure$/);
  });

  test('tells a stranger how to sign in and nothing else', async () => {
    const answer = await askAsStranger('/owner', { headers: asPage });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('/lines/home');
  });
});

describe('the server', () => {
  test('says that it is alive, to anyone and without anything personal', async () => {
    const answer = await askAsStranger('/healthz');
    expect(await json(answer)).toEqual({ status: 'ok', database: 'ok', upSinceAt: '2026-10-04T12:00:00.000Z' });
  });

  test('gives figures for Prometheus on this machine and to the owner, not to strangers', async () => {
    const text = await (await ask('/metrics')).text();
    expect(text).toContain('linewitness_line_state{line="home",state="up"} 1\n');
    expect(text).toContain('# TYPE process_resident_memory_bytes gauge\n');
    expect((await askAsStranger('/metrics')).status).toBe(404);
  });

  test('gives no figures of lines on this machine once it has a public address, where everybody may look near', async () => {
    app = open({ PUBLIC_URL: 'https://status.example.org' });
    const text = await (await ask('/metrics')).text();
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('home');
  });

  test('answers under its public name only, but to probes under any', async () => {
    app = open({ PUBLIC_URL: 'https://status.example.org' });
    expect((await askAsStranger('/', { headers: { host: 'evil.example' } })).status).toBe(421);
    expect((await askAsStranger('/', { headers: { host: 'status.example.org' } })).status).toBe(200);
    expect((await askAsStranger('/healthz', { headers: { host: 'server:8080' } })).status).toBe(200);
  });

  test('gives its own files only', async () => {
    const css = await ask('/assets/style.css');
    expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    for (const name of ['..%2f..%2fpackage.json', 'manifest.json', '.env', 'style.css%00.js', 'x.js']) {
      expect((await ask(`/assets/${name}`)).status, name).toBe(404);
    }
  });
});
