import { expect, test } from 'vitest';
import { placeOf } from './place.ts';

test.each([
  ['203.0.113.5', '203.0.113.5', false],
  ['::ffff:203.0.113.5', '203.0.113.5', false],
  ['192.168.1.20', '192.168.1.20', true],
  ['172.32.0.1', '172.32.0.1', false],
  ['172.31.0.1', '172.31.0.1', true],
  ['127.0.0.1', '127.0.0.1', true],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', false],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64', false],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64', false],
  ['2001:db8::9', '2001:db8:0:0::/64', false],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', true],
  ['fd12:3456::1', 'fd12:3456:0:0::/64', true],
  ['::1', '0:0:0:0::/64', true],
])('attempts from %s count for %s', (address, key, isNear) => {
  expect(placeOf(address, false)).toEqual({ key, isNear });
});

test('who comes through a proxy that is not trusted is not near, and one whose connection is gone is nobody', () => {
  expect(placeOf('127.0.0.1', true).isNear).toBe(false);
  expect(placeOf(null, false)).toEqual({ key: 'unknown', isNear: false });
});
