import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HttpSink, openHttpSink } from '../../test/fakes/http-sink.ts';
import type { Delivery } from './delivery.ts';
import { type HttpPath, sendNtfy, sendWebhook } from './send-http.ts';

let sink: HttpSink;
let other: HttpSink;
beforeEach(async () => {
  sink = await openHttpSink();
  other = await openHttpSink();
});
afterEach(() => Promise.all([sink.close(), other.close()]));

const MESSAGE: Delivery = {
  id: 'alarm-1-abc',
  kind: 'outage-began',
  title: 'Ausfall: Zuhause',
  text: 'Ein Anschluss bei Example Net („Zuhause“) …',
  language: 'de',
  createdAtMs: Date.UTC(2026, 9, 2, 12),
  line: { id: 'home', name: 'Zuhause' },
  url: 'https://line.example/lines/home',
  facts: { outage: { id: 'abc' } },
};
const path = (over: Partial<HttpPath> = {}): HttpPath => ({
  target: `${sink.url}/hook`,
  secret: 'key-1',
  localTargets: new Set([sink.hostPort]),
  signal: new AbortController().signal,
  timeoutMs: 3000,
  ...over,
});
const hook = (over: Partial<HttpPath> = {}) => sendWebhook(path(over), MESSAGE, 1_790_000_000_999);

describe('a webhook', () => {
  test('gets the documented body, signed with its key over time and body', async () => {
    expect(await hook()).toMatchObject({ outcome: 'sent' });
    const [got] = sink.received;
    expect(JSON.parse(got?.body ?? '')).toEqual({
      format: 'linewitness-alarm/1',
      id: 'alarm-1-abc',
      kind: 'outage-began',
      createdAt: '2026-10-02T12:00:00.000Z',
      language: 'de',
      title: MESSAGE.title,
      text: MESSAGE.text,
      line: MESSAGE.line,
      url: MESSAGE.url,
      facts: MESSAGE.facts,
    });
    const expected = createHmac('sha256', 'key-1').update(`1790000000.${got?.body}`).digest('hex');
    expect(got?.headers).toMatchObject({
      'x-linewitness-signature': `sha256=${expected}`,
      'x-linewitness-timestamp': '1790000000',
      'x-linewitness-delivery': 'alarm-1-abc',
    });
  });

  test('without a key is not signed', async () => {
    await hook({ secret: null });
    expect(sink.received[0]?.headers['x-linewitness-signature']).toBeUndefined();
  });
});

describe('ntfy', () => {
  test('gets topic, title, priority, link and token', async () => {
    await sendNtfy(path({ target: `${sink.url}/my-topic`, secret: 'tk_1' }), MESSAGE);
    const [got] = sink.received;
    expect([got?.path, got?.headers.authorization]).toEqual(['/', 'Bearer tk_1']);
    expect(JSON.parse(got?.body ?? '')).toEqual({
      topic: 'my-topic',
      title: MESSAGE.title,
      message: MESSAGE.text,
      priority: 4,
      tags: ['rotating_light'],
      click: MESSAGE.url,
    });
  });
});

describe('another side that misbehaves', () => {
  test.each([
    [500, {}, 'temporary', null],
    [503, { 'retry-after': '120' }, 'temporary', 120_000],
    [429, { 'retry-after': '30' }, 'temporary', 30_000],
    [429, { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' }, 'temporary', null],
    [408, {}, 'temporary', null],
    [400, {}, 'permanent', undefined],
    [401, {}, 'permanent', undefined],
    [404, {}, 'permanent', undefined],
    [410, {}, 'permanent', undefined],
  ] as const)('with status %i %o is a %s failure', async (status, headers, outcome, retryAfterMs) => {
    sink.be({ kind: 'status', status, headers, body: 'no such hook' });
    const result = await hook();
    expect(result).toMatchObject({ outcome, reply: `HTTP ${status} no such hook` });
    if (retryAfterMs !== undefined) expect(result).toMatchObject({ retryAfterMs });
  });

  test('with a redirect is not followed, wherever it leads', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      sink.be({ kind: 'status', status, headers: { location: `${other.url}/inside` } });
      expect(await hook({ localTargets: new Set([sink.hostPort, other.hostPort]) })).toMatchObject({
        outcome: 'permanent',
      });
    }
    expect(other.received).toEqual([]);
  });

  test('with an endless answer is read for a few kilobytes', async () => {
    sink.be({ kind: 'huge' });
    const result = await hook();
    expect(result.outcome).toBe('sent');
    expect(result.reply.length).toBeLessThan(400);
    expect(sink.pouredBytes()).toBeLessThan(20_000_000);
  });

  test('that never answers, or hangs up, is tried again later', async () => {
    sink.be({ kind: 'silent' });
    expect(await hook({ timeoutMs: 300 })).toMatchObject({ outcome: 'temporary' });
    sink.be({ kind: 'reset' });
    expect(await hook()).toMatchObject({ outcome: 'temporary' });
    await sink.close();
    expect(await hook()).toMatchObject({ outcome: 'temporary' });
  });

  test('that repeats a secret, or sends control characters, is not quoted with them', async () => {
    sink.be({ kind: 'status', status: 400, body: `bad key-1\r\n\u001b[31m${Buffer.from('key-1').toString('base64')}` });
    expect((await hook()).reply).toBe('HTTP 400 bad ••• [31m•••');
  });
});

describe('a target inside', () => {
  const inside = (target: string, localTargets: string[] = []) => hook({ target, localTargets: new Set(localTargets) });

  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/',
    'https://192.168.178.1/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
  ])('%s is refused before anything is sent', async (target) => {
    expect(await inside(target)).toMatchObject({ outcome: 'permanent' });
  });

  test('by a name is refused on the address that would be connected to', async () => {
    const result = await inside(`http://localhost:${sink.port}/`, ['127.0.0.1:1']);
    expect(result.outcome).toBe('permanent');
    expect(sink.received).toEqual([]);
  });

  test('that was allowed by name and port is reached, another port of it is not', async () => {
    expect(await inside(`http://localhost:${sink.port}/`, [`localhost:${sink.port}`])).toMatchObject({
      outcome: 'sent',
    });
    const result = await inside(`http://localhost:${other.port}/`, [`localhost:${sink.port}`]);
    expect([result.outcome, other.received.length]).toEqual(['permanent', 0]);
  });
});
