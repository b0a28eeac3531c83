import { type IncomingHttpHeaders, request } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { FAKE_NOW_AT_MS, type FakeKeep, fakeKeep, fakeLine } from '../test/fakes/fake-keep.ts';
import { openAssets } from './assets.ts';
import { findRoot, readConfig } from './config.ts';
import { OTHER_CONNECTIONS, type Serving, serve } from './serve.ts';

const running: Serving[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((serving) => serving.close()));
});

async function start(
  env: Record<string, string> = {},
): Promise<{ port: number; keep: FakeKeep; clock: { nowMs: number } }> {
  const clock = { nowMs: FAKE_NOW_AT_MS };
  const keep = fakeKeep(() => clock.nowMs);
  keep.put(fakeLine('home'));
  keep.put(fakeLine('live', { live: true }));
  const serving = await serveWith(keep, clock, { PORT: '0', ...env });
  if (typeof serving === 'string') throw new Error(serving);
  running.push(serving);
  return { port: serving.port, keep, clock };
}

function serveWith(keep: FakeKeep, clock: { nowMs: number }, env: Record<string, string>): Promise<Serving | string> {
  const config = readConfig(env);
  if (Array.isArray(config)) throw new Error(config.join());
  const assets = openAssets(findRoot());
  return serve({ keep, config, nowMs: () => clock.nowMs, log: () => undefined, assets });
}

type Got = { status: number; headers: IncomingHttpHeaders; text: string };

function get(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers: { host: 'localhost', ...headers } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() });
      });
    })
      .on('error', reject)
      .end();
  });
}

test('a kept page is answered with the same bytes and headers as a fresh one', async () => {
  const { port } = await start();
  for (const path of ['/lines/home', '/lines/home?lang=de', '/']) {
    const [cold, warm] = [await get(port, path), await get(port, path)];
    expect(warm.text).toBe(cold.text);
    const comparable = ({ headers: { date, ...headers } }: Got) => headers;
    expect({ ...comparable(warm), 'content-length': '' }).toEqual({ ...comparable(cold), 'content-length': '' });
    expect(await get(port, path, { 'if-none-match': cold.headers.etag ?? '' })).toMatchObject({
      status: 304,
      text: '',
    });
  }
});

test('a kept page of an unpublished line stays hidden from a rebound name, a proxy and another site', async () => {
  const { port } = await start();
  expect((await get(port, '/lines/home')).status).toBe(200);
  for (const headers of [
    { host: 'evil.example' },
    { 'x-forwarded-for': '203.0.113.5' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  ]) {
    expect((await get(port, '/lines/home', headers)).status, JSON.stringify(headers)).toBe(404);
  }
});

test('a kept page is hidden within a second of being unpublished', async () => {
  const { port, keep, clock } = await start();
  const asStranger = { host: 'pi.lan' };
  await get(port, '/lines/live', asStranger);
  expect((await get(port, '/lines/live', asStranger)).status).toBe(200);
  keep.put(fakeLine('live'));
  clock.nowMs += 1000;
  expect((await get(port, '/lines/live', asStranger)).status).toBe(404);
});

test('a request line with a whole address in it does not choose the name it is asked under', async () => {
  const { port } = await start();
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('GET http://localhost/lines/home HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    });
    let text = '';
    socket.on('data', (part) => {
      text += part.toString();
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
});

test('on all addresses a loopback name shows no more than what is published', async () => {
  const { port } = await start({ HOST: '0.0.0.0' });
  expect((await get(port, '/lines/home')).status).toBe(404);
  expect((await get(port, '/lines/live')).status).toBe(200);
});

test('an open page is told of a change, and the stream ends with the server', async () => {
  const { port, keep } = await start();
  const told = new Promise<string>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/events?line=home', headers: { host: 'localhost' } }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        if (text === '') keep.change('home');
        text += part.toString();
        if (text.includes('"line"')) void running.splice(0)[0]?.close();
      });
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
  expect(await told).toBe('retry: 5000\nevent: beat\ndata: {}\n\ndata: {"line":"home"}\n\n');
});

test('a stream of an unpublished line tells a stranger nothing', async () => {
  const { port } = await start();
  expect((await get(port, '/events?line=home', { host: 'pi.lan' })).status).toBe(404);
});

test('asking for the head of the events takes nobody’s place', async () => {
  const { port } = await start({ MAX_EVENT_CLIENTS: '1' });
  for (let turn = 0; turn < 3; turn += 1) expect((await get(port, '/events', {}, 'HEAD')).status).toBe(200);
  const { text } = await get(port, '/metrics');
  expect(text).toContain('linewitness_event_clients 0\n');
});

test('more open pages than allowed are refused, and may come back', async () => {
  const { port } = await start({ MAX_EVENT_CLIENTS: '1' });
  const first = request({ host: '127.0.0.1', port, path: '/events', headers: { host: 'localhost' } });
  await new Promise((resolve) => first.on('response', (response) => response.once('data', resolve)).end());
  const refused = await get(port, '/events');
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '30']);
  first.destroy();
  await expect
    .poll(async () => {
      const again = request({ host: '127.0.0.1', port, path: '/events', headers: { host: 'localhost' } });
      const status = await new Promise((resolve) => again.on('response', (r) => resolve(r.statusCode)).end());
      again.destroy();
      return status;
    })
    .toBe(200);
});

test('a port that is taken is one sentence', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const clock = { nowMs: FAKE_NOW_AT_MS };
  const sentence = await serveWith(
    fakeKeep(() => clock.nowMs),
    clock,
    { PORT: String(port) },
  );
  expect(sentence).toBe(
    `port ${port} on 127.0.0.1 is taken by another program; stop that one, or set PORT to another number`,
  );
  other.close();
});

test('an address that this machine does not have is one sentence', async () => {
  const clock = { nowMs: FAKE_NOW_AT_MS };
  const sentence = await serveWith(
    fakeKeep(() => clock.nowMs),
    clock,
    { HOST: '192.0.2.1', PORT: '0' },
  );
  expect(sentence).toBe('HOST is "192.0.2.1", but this machine has no such address');
});

test('more connections than the memory of a small board bears are turned away, and let in once others are gone', async () => {
  const { port } = await start({ MAX_EVENT_CLIENTS: '7' });
  const open = () =>
    new Promise<Socket>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket)).once('error', reject);
    });
  const held = await Promise.all(Array.from({ length: 7 + OTHER_CONNECTIONS }, open));
  const next = await open();
  await new Promise<void>((resolve) => next.once('close', () => resolve()).resume());
  for (const socket of held) socket.destroy();
  await vi.waitFor(async () => expect((await get(port, '/healthz')).status).toBe(200));
});
