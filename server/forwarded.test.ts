import { describe, expect, test } from 'vitest';
import { addressOf, hostOf, isSecure, openProxyList, type ProxyRule, schemeOf } from './forwarded.ts';
import type { Asking } from './visibility.ts';

const networks = [
  { address: '10.0.0.0', prefixBits: 8, family: 'ipv4' },
  { address: 'fd00::1', prefixBits: 128, family: 'ipv6' },
] as const;
const rule: ProxyRule = { publicUrl: null, proxies: openProxyList(networks) };

function asking(headers: Record<string, string>, peerAddress: string | null = '10.0.0.1'): Asking {
  return { peerAddress, httpVersion: '1.1', header: (name) => headers[name] ?? null };
}

describe('the address that asks', () => {
  test.each([
    ['203.0.113.5', '203.0.113.5'],
    ['1.2.3.4, 203.0.113.5', '203.0.113.5'],
    ['1.2.3.4, 203.0.113.5, 10.0.0.7', '203.0.113.5'],
    ['203.0.113.5:4711', '203.0.113.5'],
    ['[2001:db8::7]:4711', '2001:db8::7'],
    ['10.0.0.9', '10.0.0.9'],
    ['203.0.113.5, unknown', '10.0.0.1'],
    ['unknown, 203.0.113.5', '203.0.113.5'],
    ['', '10.0.0.1'],
  ])('behind a trusted proxy that says "%s" is %s', (forwarded, address) => {
    expect(addressOf(asking({ 'x-forwarded-for': forwarded }), rule)).toBe(address);
  });

  test.each(['::ffff:10.0.0.1', 'fd00::1'])('is believed of the proxy at %s', (peer) => {
    expect(addressOf(asking({ 'x-forwarded-for': '203.0.113.5' }, peer), rule)).toBe('203.0.113.5');
  });

  test('is the other end of the connection for everybody else', () => {
    const headers = { 'x-forwarded-for': '203.0.113.5' };
    expect(addressOf(asking(headers, '11.0.0.1'), rule)).toBe('11.0.0.1');
    expect(addressOf(asking(headers), { publicUrl: null, proxies: null })).toBe('10.0.0.1');
    expect(addressOf(asking(headers, null), rule)).toBeNull();
  });
});

test('name and scheme are those that the nearest trusted proxy wrote, never what anybody else did', () => {
  const headers = {
    host: 'server:8080',
    'x-forwarded-host': 'evil.example, status.example.org',
    'x-forwarded-proto': 'http, https',
  };
  expect([hostOf(asking(headers), rule), schemeOf(asking(headers), rule)]).toEqual(['status.example.org', 'https']);
  expect(isSecure(asking(headers), rule)).toBe(true);
  const stranger = asking(headers, '203.0.113.9');
  expect([hostOf(stranger, rule), schemeOf(stranger, rule), isSecure(stranger, rule)]).toEqual([
    'server:8080',
    null,
    false,
  ]);
  expect(schemeOf(asking({ 'x-forwarded-proto': 'gopher' }), rule)).toBeNull();
});
