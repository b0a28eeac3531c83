import { describe, expect, test } from 'vitest';
import { openProxyList } from './forwarded.ts';
import type { Line } from './store/store.ts';
import {
  type Asking,
  askerOf,
  canSeeEvidence,
  canSeeLive,
  isKnownHost,
  isLoopbackAddress,
  isLoopbackHost,
  isOwnOrigin,
  readCookie,
  sessionCookieName,
  type VisibilityRule,
} from './visibility.ts';

const open: VisibilityRule = {
  publicUrl: null,
  proxies: null,
  isBoundToLoopback: () => true,
  isSession: (session) => session === 'good',
};
const published: VisibilityRule = { ...open, publicUrl: 'https://status.example.org' };

function asking(
  headers: Record<string, string>,
  peerAddress: string | null = '127.0.0.1',
  httpVersion = '1.1',
): Asking {
  return { peerAddress, httpVersion, header: (name) => headers[name] ?? null };
}

describe('somebody on this machine', () => {
  test.each([
    ['localhost:8080', '127.0.0.1'],
    ['LOCALHOST', '::ffff:127.0.0.1'],
    ['127.0.0.1:8080', '127.0.0.1'],
    ['127.1.2.3', '127.1.2.3'],
    ['[::1]:8080', '::1'],
  ])('sees everything under the loopback name %s from %s', (host, peer) => {
    expect(askerOf(asking({ host }, peer), open)).toBe('local');
  });

  test('sees only what is published once the server has a public address', () => {
    expect(askerOf(asking({ host: 'localhost:8080' }), published)).toBe('visitor');
  });

  test('sees only what is published when the server listens on all addresses, as in a container', () => {
    expect(askerOf(asking({ host: 'localhost:8080' }), { ...open, isBoundToLoopback: () => false })).toBe('visitor');
  });
});

describe('an attacker', () => {
  test.each([
    '192.168.1.7',
    '203.0.113.5',
    '::ffff:192.168.1.7',
    'fe80::1',
    '128.0.0.1',
    '::ffff:7f00:1x',
  ])('at %s who claims "Host: localhost" is a visitor', (peer) => {
    expect(askerOf(asking({ host: 'localhost:8080' }, peer), open)).toBe('visitor');
  });

  test.each([
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'localhost:8080@evil.example',
    'localhost, evil.example',
    'xlocalhost',
    '127.0.0.1:80:80',
    '[::1',
    '',
  ])('who rebinds a DNS name to this machine ("Host: %s") is a visitor', (host) => {
    expect(askerOf(asking({ host }), open)).toBe('visitor');
  });

  test('without a Host header is a visitor', () => {
    expect(askerOf(asking({}), open)).toBe('visitor');
  });

  test.each([
    'x-forwarded-for',
    'forwarded',
    'x-real-ip',
    'x-forwarded-host',
    'via',
  ])('behind a proxy on this machine is a visitor, because the proxy says %s', (name) => {
    expect(askerOf(asking({ host: 'localhost:8080', [name]: '127.0.0.1' }), open)).toBe('visitor');
  });

  test('behind a proxy that adds nothing is a visitor, because such a proxy speaks HTTP/1.0', () => {
    expect(askerOf(asking({ host: '127.0.0.1:8080' }, '127.0.0.1', '1.0'), open)).toBe('visitor');
  });

  test('claiming a loopback address in X-Forwarded-For from elsewhere is a visitor', () => {
    expect(askerOf(asking({ host: 'localhost', 'x-forwarded-for': '127.0.0.1' }, '203.0.113.5'), open)).toBe('visitor');
  });

  test.each([
    'cross-site',
    'same-site',
  ])('on a web page that makes the browser of this machine ask (%s) is a visitor, with or without the cookie of the owner', (site) => {
    const headers = { host: 'localhost:8080', 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
    expect(askerOf(asking(headers), open)).toBe('visitor');
    expect(askerOf(asking({ ...headers, cookie: 'linewitness=good' }), open)).toBe('visitor');
  });

  test.each([
    'linewitness=bad',
    'linewitness=',
    'xlinewitness=good',
    'linewitness',
    'a=linewitness=good',
    '',
  ])('with the cookie "%s" is a visitor', (cookie) => {
    expect(askerOf(asking({ host: 'example.org', cookie }, '203.0.113.5'), open)).toBe('visitor');
  });

  test('cannot bring the cookie of plain HTTP to a server with HTTPS', () => {
    expect(askerOf(asking({ host: 'status.example.org', cookie: 'linewitness=good' }), published)).toBe('visitor');
  });

  test.each([
    undefined,
    'close',
  ])('with a browser behind a proxy that passes no "keep-alive" (%s) is a visitor', (connection) => {
    const headers = { host: '127.0.0.1:8080', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' };
    expect(askerOf(asking({ ...headers, ...(connection && { connection }) }), open)).toBe('visitor');
    expect(askerOf(asking({ ...headers, connection: 'keep-alive' }), open)).toBe('local');
  });

  test('whose connection is gone already is a visitor', () => {
    expect(askerOf(asking({ host: 'localhost' }, null), open)).toBe('visitor');
  });
});

describe('the owner', () => {
  test('is known by the session from any address', () => {
    const headers = { host: '192.168.1.2:8080', cookie: 'a=b; linewitness=good' };
    expect(askerOf(asking(headers, '192.168.1.7'), { ...open, isBoundToLoopback: () => false })).toBe('owner');
    const secure = { host: 'status.example.org', cookie: '__Host-linewitness=good' };
    expect(askerOf(asking(secure, '203.0.113.5'), published)).toBe('owner');
  });

  test('may follow a link from another site', () => {
    const headers = { host: 'localhost', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(askerOf(asking(headers), open)).toBe('local');
  });

  test('gets a cookie name that browsers bind to HTTPS and to the host', () => {
    expect(sessionCookieName(true)).toBe('__Host-linewitness');
    expect(sessionCookieName(false)).toBe('linewitness');
  });
});

test('a visitor sees by each switch exactly what that switch publishes', () => {
  const line = (isLivePublished: boolean, isEvidencePublished: boolean): Line => ({
    id: 'home',
    name: '',
    provider: '',
    zone: 'UTC',
    isLivePublished,
    isEvidencePublished,
    liveDelayMinutes: 15,
  });
  for (const live of [true, false]) {
    for (const evidence of [true, false]) {
      expect(canSeeLive('visitor', line(live, evidence))).toBe(live);
      expect(canSeeEvidence('visitor', line(live, evidence))).toBe(evidence);
      for (const asker of ['owner', 'local'] as const) {
        expect(canSeeLive(asker, line(live, evidence))).toBe(true);
        expect(canSeeEvidence(asker, line(live, evidence))).toBe(true);
      }
    }
  }
});

describe('a form', () => {
  const host = 'localhost:8080';
  const behindProxy: VisibilityRule = {
    ...open,
    proxies: openProxyList([{ address: '10.0.0.1', prefixBits: 32, family: 'ipv4' }]),
  };

  test('is taken from our own pages', () => {
    expect(isOwnOrigin(asking({ host, origin: 'http://localhost:8080' }), open)).toBe(true);
    expect(isOwnOrigin(asking({ host: 'pi.lan', origin: 'https://pi.lan' }), open)).toBe(true);
    const underName = { host: 'status.example.org', origin: 'https://status.example.org' };
    expect(isOwnOrigin(asking({ ...underName, 'sec-fetch-site': 'same-origin' }), published)).toBe(true);
  });

  test.each([
    'http://evil.example',
    'http://localhost:8081',
    'http://localhost:8080/',
    'http://localhost:8080.evil.example',
    'http://localhost:8080@evil.example',
    'null',
    '',
  ])('from "%s" is not', (origin) => {
    expect(isOwnOrigin(asking({ host, origin }), open)).toBe(false);
  });

  test('without an origin, or of which the browser says that another site sent it, is not', () => {
    expect(isOwnOrigin(asking({ host }), open)).toBe(false);
    for (const site of ['cross-site', 'same-site']) {
      const headers = { host, origin: 'http://localhost:8080', 'sec-fetch-site': site };
      expect(isOwnOrigin(asking(headers), open)).toBe(false);
    }
  });

  test('under HTTPS is not taken from the same name without it', () => {
    const plain = { host: 'status.example.org', origin: 'http://status.example.org' };
    expect(isOwnOrigin(asking(plain), published)).toBe(false);
    const told = { ...plain, 'x-forwarded-proto': 'https' };
    expect(isOwnOrigin(asking(told, '10.0.0.1'), behindProxy)).toBe(false);
    expect(isOwnOrigin(asking({ ...told, origin: 'https://status.example.org' }, '10.0.0.1'), behindProxy)).toBe(true);
  });

  test('is not taken from the name that an unknown proxy claims', () => {
    const headers = { host, origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' };
    expect(isOwnOrigin(asking(headers, '10.0.0.2'), behindProxy)).toBe(false);
  });
});

test('a server that trusts a proxy shows a visitor’s part to everybody on its machine', () => {
  const proxies = openProxyList([{ address: '10.0.0.1', prefixBits: 32, family: 'ipv4' }]);
  expect(askerOf(asking({ host: 'localhost:8080' }), { ...open, proxies })).toBe('visitor');
});

test('under a public address the server answers to that name and to loopback names only', () => {
  const publicUrl = 'https://status.example.org';
  expect(isKnownHost('status.example.org', publicUrl)).toBe(true);
  expect(isKnownHost('STATUS.example.org', publicUrl)).toBe(true);
  expect(isKnownHost('127.0.0.1:8080', publicUrl)).toBe(true);
  expect(isKnownHost('evil.example', publicUrl)).toBe(false);
  expect(isKnownHost(null, publicUrl)).toBe(false);
  expect(isKnownHost('anything.lan:8080', null)).toBe(true);
});

test('loopback is recognised in the spellings of the operating system and in no others', () => {
  for (const address of ['127.0.0.1', '127.255.255.254', '::1', '::FFFF:127.0.0.1'])
    expect(isLoopbackAddress(address), address).toBe(true);
  for (const address of ['126.0.0.1', '::2', '::ffff:10.0.0.1', '127.0.0.1.5', 'localhost', ''])
    expect(isLoopbackAddress(address), address).toBe(false);
  expect(isLoopbackHost('localhost:99999999')).toBe(false);
});

test('a cookie is found among others and not inside them', () => {
  expect(readCookie('x=1; linewitness=abc; y=2', 'linewitness')).toBe('abc');
  expect(readCookie('y="linewitness=abc"', 'linewitness')).toBeNull();
  expect(readCookie(null, 'linewitness')).toBeNull();
});
