import { expect, test } from 'vitest';
import { readingOf } from './router-reading.ts';

const factsFor = (externalAddress4: string | undefined) =>
  readingOf({
    said: { readings: {}, session: 'connected', ...(externalAddress4 !== undefined && { externalAddress4 }) },
    sources: ['igd'],
    reason: null,
    isLong: true,
    before: { readings: {} },
    isPlanned: false,
    isRented: false,
    personal: (_kind, value) => `hash:${value.length}`,
  }).facts;

test.each([
  '192.168.178.20',
  '10.0.0.7',
  '172.16.4.1',
  '172.31.255.254',
])('a router that has %s outside says that it stands behind another one', (address) =>
  expect(factsFor(address)).toMatchObject({ external: 'private', externalAddress4: `hash:${address.length}` }));

test.each([
  '203.0.113.17',
  '100.64.3.2',
  '172.32.0.1',
  '192.0.0.2',
  undefined,
])('one that has %s outside does not', (address) => expect(factsFor(address)).not.toHaveProperty('external'));
