import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { expect, test } from 'vitest';
import { httpCheck } from './measure.ts';

const attempt = (signal = new AbortController().signal) => ({
  signal,
  tickUs: () => Number(process.hrtime.bigint() / 1000n),
  personal: () => 'hash:',
  moment: null,
});

async function withServer<Result>(listener: RequestListener, body: (url: string) => Promise<Result>): Promise<Result> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  try {
    return await body(`http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.each([200, 301, 404, 503])('status %i is an answer and stands as a reading', async (statusCode) => {
  const reading = await withServer(
    (_request, answer) => answer.writeHead(statusCode, { location: 'http://127.0.0.1:1/' }).end(),
    (url) => httpCheck.measure({ url }, attempt()),
  );
  expect(reading).toMatchObject({ outcome: 'reply', readings: { statusCode } });
});

test('each attempt opens a connection of its own', async () => {
  let connections = 0;
  const server = createServer((_request, answer) => answer.end('ok')).on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const url = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/`;
  await httpCheck.measure({ url, request: 'GET' }, attempt());
  await httpCheck.measure({ url, request: 'GET' }, attempt());
  server.close();
  expect(connections).toBe(2);
});

test('a server that accepts and says nothing is a timeout at the deadline', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const bound = server.address();
  const deadline = new AbortController();
  setTimeout(() => deadline.abort(), 150);
  const url = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/`;
  const reading = await httpCheck.measure({ url }, attempt(deadline.signal));
  server.close();
  expect(reading).toMatchObject({ outcome: 'timeout', latencyUs: null });
});

test('a body without end does not hold the answer up', async () => {
  const reading = await withServer(
    (_request, answer) => {
      answer.writeHead(200);
      const timer = setInterval(() => answer.write('x'.repeat(60_000)), 5);
      answer.on('close', () => clearInterval(timer));
    },
    (url) => httpCheck.measure({ url, request: 'GET' }, attempt()),
  );
  expect(reading).toMatchObject({ outcome: 'reply', readings: { statusCode: 200 } });
});

test('a refused connection is a loss of that service, with its reason', async () => {
  expect(await httpCheck.measure({ url: 'http://127.0.0.1:1/' }, attempt())).toMatchObject({
    outcome: 'timeout',
    facts: { error: 'econnrefused' },
  });
});

test.each([['ftp://example.com/'], ['nonsense'], ['http://user:secret@example.com/']])('%s is refused', async (url) => {
  await expect(httpCheck.measure({ url }, attempt())).rejects.toThrow();
});
