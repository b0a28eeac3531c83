import { expect, test } from 'vitest';
import { familyOf, isGlobalAddress, isLoopbackAddress, plainAddress } from './address-scope.ts';

test.each([
  ['1.1.1.1', true],
  ['217.0.43.1', true],
  ['2606:4700:4700::1111', true],
  ['192.168.178.1', false],
  ['10.0.0.1', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['100.64.0.1', false],
  ['100.128.0.1', true],
  ['169.254.1.1', false],
  ['127.0.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['fd00::1', false],
  ['fe80::1%eth0', false],
  ['::1', false],
  ['example.com', false],
])('%s is of the whole internet: %s', (address, isGlobal) => {
  expect(isGlobalAddress(address)).toBe(isGlobal);
});

test('loopback is loopback in both families', () => {
  expect(['127.0.0.53', '127.255.0.1', '::1'].every(isLoopbackAddress)).toBe(true);
  expect(['128.0.0.1', '::2', 'localhost'].some(isLoopbackAddress)).toBe(false);
});

test('a zone is no part of the address itself', () => {
  expect(plainAddress('fe80::1%eth0')).toBe('fe80::1');
  expect(familyOf('fe80::1%eth0')).toBe(6);
  expect(familyOf('1.2.3.4')).toBe(4);
  expect(() => familyOf('router')).toThrow('bug: router is not a numeric address');
});
