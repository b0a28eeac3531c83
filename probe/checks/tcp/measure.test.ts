import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { tcpCheck } from './measure.ts';

const attempt = (signal = new AbortController().signal) => ({
  signal,
  tickUs: () => Number(process.hrtime.bigint() / 1000n),
  personal: () => 'hash:',
  moment: null,
});

test('an accepted connection is an answer', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const reading = await tcpCheck.measure({ address: '127.0.0.1', port }, attempt());
  server.close();
  expect(reading).toMatchObject({ outcome: 'reply', facts: {} });
  expect(reading.latencyUs).toBeGreaterThan(0);
  expect(reading.latencyUs).toBeLessThan(1_000_000);
});

test('a refused connection is an answer too: the packet went there and one came back', async () => {
  const reading = await tcpCheck.measure({ address: '127.0.0.1', port: 1 }, attempt());
  expect(reading).toMatchObject({ outcome: 'reply', facts: { connection: 'refused' } });
});

test('at the deadline the attempt is a timeout, and its socket is closed', async () => {
  const deadline = new AbortController();
  deadline.abort();
  expect(await tcpCheck.measure({ address: '127.0.0.1', port: 1 }, attempt(deadline.signal))).toMatchObject({
    outcome: 'timeout',
    latencyUs: null,
  });
});

test.each([
  [{ address: 'example.com', port: 443 }],
  [{ address: '1.2.3.4', port: 0 }],
  [{ address: '1.2.3.4' }],
  [{ address: '1.2.3.4', port: 443, prot: 1 }],
])('settings %j are refused', async (settings) => {
  await expect(tcpCheck.measure(settings, attempt())).rejects.toThrow();
});

test('its target in the method is address and port', () => {
  expect(tcpCheck.target({ address: '1.2.3.4', port: 443 })).toEqual({ address: '1.2.3.4:443', family: 4 });
  expect(tcpCheck.target({ address: '2001:db8::1', port: 443 })).toEqual({ address: '[2001:db8::1]:443', family: 6 });
});
