import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STALE_AFTER_MS } from '../server/status.ts';
import { parseProbeConfig, readProbeConfig } from './config.ts';
import { probeSettings } from './settings.ts';

describe('each kind of mistake is one sentence with file, line and key', () => {
  test.each([
    ['an unknown key', 'backEnd: auto\ntargetz: auto\n', 'probe.yaml, line 2, "targetz": there is no such setting'],
    ['a wrong type', 'targets: 5\n', 'probe.yaml, line 1, "targets": must be "auto" or a list of addresses'],
    [
      'a word where a number belongs',
      'segmentSeconds: soon\n',
      'probe.yaml, line 1, "segmentSeconds": must be a whole number of seconds from 5 to 500',
    ],
    [
      'a bad address',
      'targets:\n  - 1.2.3.4\n  - 1.2.3.256\n',
      'probe.yaml, line 3, "targets.1.address": must be a numeric IPv4 or IPv6 address',
    ],
    [
      'a name for an address',
      'gateway: fritz.box\n',
      'probe.yaml, line 1, "gateway": must be "auto", "none" or an address',
    ],
    [
      'an unknown key deep inside',
      'targets:\n  - address: 1.2.3.4\n    porrt: 3\n',
      'probe.yaml, line 3, "targets.0.porrt": there is no such setting',
    ],
    ['an address twice', 'targets: [1.2.3.4, 1.2.3.4]\n', 'probe.yaml, line 1, "targets": names an address twice'],
    [
      'too many targets',
      'targets: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4, 1.1.1.5, 1.1.1.6]\n',
      'probe.yaml, line 1, "targets": may have at most 5 addresses of each family',
    ],
    ['a duplicate key', 'gateway: none\n\ngateway: auto\n', 'probe.yaml, line 3: the key "gateway" stands twice'],
    ['a tab', 'targets:\n\t- 1.2.3.4\n', 'probe.yaml, line 2: a tab stands where only spaces may indent'],
    [
      'too frequent an interval',
      'targetSpacingSeconds: 1\n',
      'probe.yaml, line 1, "targetSpacingSeconds": must be a whole number of seconds from 5 to 60',
    ],
    [
      'too frequent a check',
      'checks:\n  - kind: http\n    url: https://example.com/\n    everySeconds: 1\n',
      'probe.yaml, line 4, "checks.0.everySeconds": must be a whole number of seconds from 10 to 86400',
    ],
    [
      'an unknown kind',
      'checks:\n  - kind: smtp\n',
      'probe.yaml, line 2, "checks.0.kind": must be one of ping, tcp, dns, http',
    ],
    [
      'a setting that the kind does not have',
      'checks:\n  - kind: tcp\n    address: 1.2.3.4\n    prot: 443\n',
      'probe.yaml, line 4, "checks.0.prot": there is no such setting',
    ],
    [
      'a setting that is missing',
      'checks:\n  - kind: tcp\n    address: 1.2.3.4\n',
      'probe.yaml, line 2, "checks.0.port": is missing',
    ],
    [
      'a bad URL',
      'checks:\n  - kind: http\n    url: nope\n',
      'probe.yaml, line 3, "checks.0.url": must be an http or https URL',
    ],
    [
      'a password in a URL',
      'checks:\n  - kind: http\n    url: http://me:secret@example.com/\n',
      'probe.yaml, line 3, "checks.0.url": must not hold a name or password',
    ],
    [
      'a wrong word in a list',
      'families: [ipv4, ipv5]\n',
      'probe.yaml, line 1, "families.1": must be "ipv4" or "ipv6"',
    ],
    [
      'too small a disk',
      'journalMaxBytes: 5\n',
      'probe.yaml, line 1, "journalMaxBytes": must be at least 10000000 bytes',
    ],
    [
      'an unknown back end',
      'backEnd: pong\n',
      'probe.yaml, line 1, "backEnd": must be one of auto, fping, ping, tcp, dns',
    ],
    [
      'a name under which nothing can be asked',
      'controlName: -x.example\n',
      'probe.yaml, line 1, "controlName": must be a host name',
    ],
    [
      'a name for resolvers that is too long for one',
      `resolverName: ${'a.'.repeat(120)}example\n`,
      'probe.yaml, line 1, "resolverName": must be a host name',
    ],
    [
      'a registrar with a scheme',
      'sipRegistrar: "sip:tel.example.net"',
      'probe.yaml, line 1, "sipRegistrar": must be a host name or address, with ":port" where it is not 5060',
    ],
    [
      'a registrar whose owner is a word',
      'sipRegistrar: { host: tel.example.net, provider: vodafone }',
      'probe.yaml, line 1, "sipRegistrar.provider": must be true or false',
    ],
    [
      'a registrar without a host',
      'sipRegistrar:\n  provider: false',
      'probe.yaml, line 1, "sipRegistrar.host": must be a host name or address, with ":port" where it is not 5060',
    ],
    [
      'an hour that no day has',
      'reconnectWindow:\n  from: 03:00\n  to: 25:00\n',
      'probe.yaml, line 3, "reconnectWindow.to": must be a time of day like 03:00',
    ],
    [
      'half a window',
      'reconnectWindow: { from: 03:00 }',
      'probe.yaml, line 1, "reconnectWindow.to": must be a time of day like 03:00',
    ],
    [
      'a window without length',
      'reconnectWindow: { from: 03:00, to: 03:00 }',
      'probe.yaml, line 1, "reconnectWindow": must not end when it begins',
    ],
    [
      'a zone that is none',
      'reconnectWindow: { from: 03:00, to: 04:00, zone: Europe/Bonn }',
      'probe.yaml, line 1, "reconnectWindow.zone": must be a time zone like Europe/Berlin',
    ],
    [
      'a time in place of a window',
      'reconnectWindow: 03:00',
      'probe.yaml, line 1, "reconnectWindow": must be `{ from, to }`, each a time of day like 03:00, and `zone` where it is not this machine’s',
    ],
    [
      'random labels under a name that is not the owner’s',
      'gateway: none\nresolverNonce: true',
      'probe.yaml, line 2, "resolverNonce": needs "resolverName", a name of yours with a wildcard record under it',
    ],
    [
      'a word where yes or no belongs',
      'resolverNonce: maybe',
      'probe.yaml, line 1, "resolverNonce": must be true or false',
    ],
    ['no mapping', 'just text\n', 'probe.yaml, line 1: must be a list of "key: value" lines'],
  ])('%s', (_what, text, sentence) => {
    expect(parseProbeConfig(text, '/data')).toBe(sentence);
  });

  test.each(['{{{', 'a: [1', 'a: "x', '"', 'a: *x', '%YAML 9'])('%j is not YAML', (text) => {
    expect(parseProbeConfig(text, '/data')).toMatch(
      /^probe\.yaml, line 1(: is not YAML \(.+\)|, "a": .+|: must be a list of .+)$/,
    );
  });

  test('a file that is far too long', () => {
    expect(parseProbeConfig('#'.repeat(100_001), '/data')).toBe('probe.yaml is longer than 100000 characters');
  });
});

test('however seldom segments may be sent, the page never says that measurements are missing', () => {
  const accepted = Array.from({ length: 1000 }, (_, seconds) =>
    parseProbeConfig(`segmentSeconds: ${seconds}\n`, '/data'),
  );
  const longestMs = Math.max(...accepted.map((config) => (typeof config === 'string' ? 0 : config.segmentMs)));
  expect(longestMs).toBe(500_000);
  // it is sent at its end, and a server in trouble is asked again within a minute (sender-pace.ts)
  expect(longestMs + 60_000).toBeLessThan(STALE_AFTER_MS);
});

describe('reading', () => {
  test('a missing file means defaults, in PROBE_DATA_DIR before DATA_DIR/probe', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lw-config-'));
    expect(readProbeConfig({ DATA_DIR: folder })).toMatchObject({
      dataDir: join(folder, 'probe'),
      targets: null,
      backEnd: 'auto',
    });
    expect(readProbeConfig({ DATA_DIR: '/x', PROBE_DATA_DIR: folder })).toMatchObject({ dataDir: folder });
    rmSync(folder, { recursive: true });
  });

  test('a file that can not be read is said to be so, not taken for missing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lw-config-'));
    mkdirSync(join(folder, 'probe.yaml'));
    expect(readProbeConfig({ PROBE_DATA_DIR: folder })).toBe(`probe.yaml in ${folder} can't be read (EISDIR)`);
    rmSync(folder, { recursive: true });
  });

  test('every setting arrives', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lw-config-'));
    const text = [
      'targets: [198.51.100.1, { address: "2001:db8::1", network: isp, port: 53 }]',
      'targetSpacingSeconds: 10',
      'gateway: 192.168.178.1',
      'router: none',
      'resolvers: []',
      'publicResolvers: [9.9.9.9]',
      'resolverName: probe.example.com',
      'resolverNonce: true',
      'controlName: example.net',
      'sipRegistrar: "tel.example.net:5070"',
      'reconnectWindow: { from: 03:00, to: 05:00, zone: Europe/Berlin }',
      'families: [ipv4, ipv6]',
      'backEnd: ping',
      'checks: [{ kind: tcp, address: 1.2.3.4, port: 25 }]',
      'segmentSeconds: 300',
      'journalMaxBytes: 20000000',
      'ownPage: 8081',
    ].join('\n');
    writeFileSync(join(folder, 'probe.yaml'), text);
    expect(readProbeConfig({ PROBE_DATA_DIR: folder })).toEqual({
      dataDir: folder,
      targets: [
        { address: '198.51.100.1', network: null, port: null },
        { address: '2001:db8::1', network: 'isp', port: 53 },
      ],
      farSpacingMs: 10_000,
      gateway: { addresses: ['192.168.178.1'] },
      router: null,
      resolvers: [],
      publicResolvers: ['9.9.9.9'],
      resolverName: 'probe.example.com',
      resolverNonce: true,
      controlName: 'example.net',
      sipRegistrar: { host: 'tel.example.net:5070', provider: true },
      reconnectWindow: { from: '03:00', to: '05:00', zone: 'Europe/Berlin' },
      families: [4, 6],
      backEnd: 'ping',
      extra: [{ kind: 'tcp', spacingMs: 60_000, settings: { address: '1.2.3.4', port: 25 } }],
      segmentMs: 300_000,
      journalMaxBytes: 20_000_000,
      ownPage: { address: null, port: 8081 },
      mail: null,
    });
    rmSync(folder, { recursive: true });
  });
});

test('every setting is declared with a sentence and a default', () => {
  expect(probeSettings.map(({ key }) => key)).toContain('targets');
  for (const { doc, defaultText } of probeSettings) {
    expect(doc.length).toBeGreaterThan(20);
    expect(defaultText.length).toBeGreaterThan(0);
  }
});
