import { expect, test } from 'vitest';
import { findServer } from './own-server.ts';

const names =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address }));

test.each([
  ['http://192.168.178.5:8080/', { addresses: ['192.168.178.5'], port: 8080 }],
  ['https://203.0.113.5', { addresses: ['203.0.113.5'], port: 443 }],
  ['http://[2001:db8::5]/', { addresses: ['2001:db8::5'], port: 80 }],
  ['nonsense', null],
])('%s needs no look-up', async (url, place) => {
  const never = () => Promise.reject(new Error('looked up'));
  expect(await findServer(url, null, never)).toEqual(place);
});

test('a name gives one address of each family', async () => {
  const lookUp = names('203.0.113.9', '2001:db8::9', '203.0.113.5');
  expect(await findServer('https://lw.example/', null, lookUp)).toEqual({
    addresses: ['203.0.113.5', '2001:db8::9'],
    port: 443,
  });
});

test('an address that is still right is kept, whatever order the answer has', async () => {
  const before = { addresses: ['203.0.113.9'], port: 443 };
  expect(await findServer('https://lw.example/', before, names('203.0.113.5', '203.0.113.9'))).toEqual(before);
  expect(await findServer('https://lw.example/', before, names('203.0.113.5'))).toEqual({
    addresses: ['203.0.113.5'],
    port: 443,
  });
});

test('a name that can not be found is not there', async () => {
  expect(await findServer('https://lw.example/', null, () => Promise.reject(new Error('ENOTFOUND')))).toBeNull();
});

test('a resolver that hangs, as on a dead line, is waited for three seconds at most', async () => {
  const startedAtMs = Date.now();
  expect(await findServer('https://lw.example/', null, () => new Promise(() => undefined))).toBeNull();
  expect(Date.now() - startedAtMs).toBeLessThan(4500);
});
