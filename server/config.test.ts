import { describe, expect, test } from 'vitest';
import { findRoot, readConfig, SERVER_SETTINGS } from './config.ts';

describe('settings', () => {
  test('all have a default or may stay unset, so that nothing has to be set', () => {
    expect(readConfig({})).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      dataDir: 'data',
      publicUrl: null,
      trustedProxy: [],
      rawDays: 400,
      selfCheckTargets: [
        { address: '1.1.1.1', port: 443 },
        { address: '9.9.9.9', port: 443 },
      ],
    });
  });

  test('are read from the environment', () => {
    const env = {
      PORT: '0',
      HOST: '::',
      PUBLIC_URL: 'https://status.example.org/',
      TRUSTED_PROXY: '172.16.0.0/12, fd00::1',
      SELF_CHECK_TARGETS: '[::1]:80, a.b:1',
    };
    expect(readConfig(env)).toMatchObject({
      port: 0,
      host: '::',
      publicUrl: 'https://status.example.org',
      trustedProxy: [
        { address: '172.16.0.0', prefixBits: 12, family: 'ipv4' },
        { address: 'fd00::1', prefixBits: 128, family: 'ipv6' },
      ],
      selfCheckTargets: [
        { address: '::1', port: 80 },
        { address: 'a.b', port: 1 },
      ],
    });
  });

  test('that are empty count as not set, but no targets means none', () => {
    const env = { PORT: '', PUBLIC_URL: '', SELF_CHECK_TARGETS: '', TIME_STAMP_AUTHORITIES: '', TIME_STAMP_ROOTS: '' };
    expect(readConfig(env)).toMatchObject({
      port: 8080,
      publicUrl: null,
      selfCheckTargets: [],
      timeStampAuthorities: [],
      timeStampRoots: null,
    });
    expect(readConfig({})).toMatchObject({ timeStampAuthorities: [{ name: 'digicert' }, { name: 'sectigo' }] });
  });

  test.each([
    ['PORT', 'abc', 'PORT is "abc", but must be a whole number from 0 to 65535'],
    ['PORT', '65536', 'PORT is "65536", but must be a whole number from 0 to 65535'],
    ['PORT', '-1', 'PORT is "-1", but must be a whole number from 0 to 65535'],
    ['PORT', '80.5', 'PORT is "80.5", but must be a whole number from 0 to 65535'],
    ['HOST', 'a b', 'HOST is "a b", but must be an address or a host name without a port'],
    [
      'PUBLIC_URL',
      'status.example.org',
      'PUBLIC_URL is "status.example.org", but must be an address like https://example.org, without a path',
    ],
    [
      'PUBLIC_URL',
      'https://a.b/path',
      'PUBLIC_URL is "https://a.b/path", but must be an address like https://example.org, without a path',
    ],
    [
      'PUBLIC_URL',
      'ftp://a.b',
      'PUBLIC_URL is "ftp://a.b", but must be an address like https://example.org, without a path',
    ],
    ['ZONE', 'Europe/Bonn', 'ZONE is "Europe/Bonn", but must be a time zone like Europe/Berlin'],
    ['RAW_DAYS', '399', 'RAW_DAYS is "399", but must be a whole number from 400 to 36500'],
    [
      'TRUSTED_PROXY',
      '10.0.0.1,proxy',
      'TRUSTED_PROXY is "10.0.0.1,proxy", but "proxy" must be an address, or a network like 10.0.0.0/8',
    ],
    [
      'TRUSTED_PROXY',
      '10.0.0.0/33',
      'TRUSTED_PROXY is "10.0.0.0/33", but "10.0.0.0/33" must be an address, or a network like 10.0.0.0/8',
    ],
    [
      'SELF_CHECK_TARGETS',
      '1.1.1.1',
      'SELF_CHECK_TARGETS is "1.1.1.1", but "1.1.1.1" must be an address and a port: 192.0.2.1:443',
    ],
  ])('%s=%s is refused with one sentence', (name, value, sentence) => {
    expect(readConfig({ [name]: value })).toEqual([sentence]);
  });

  test('that are wrong are all named at once', () => {
    expect(readConfig({ PORT: 'x', ZONE: 'y' })).toHaveLength(2);
  });

  test('have each their own name and something to read in the table', () => {
    const declared = Object.values(SERVER_SETTINGS);
    expect(new Set(declared.map((setting) => setting.env)).size).toBe(declared.length);
    for (const { env, doc } of declared) expect(doc, env).toMatch(/^[A-Z].*\.$/);
  });
});

test('the program finds its own folder', () => {
  expect(findRoot(import.meta.url)).toBe(new URL('..', import.meta.url).pathname.replace(/\/$/, ''));
});
