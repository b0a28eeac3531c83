import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { isLinkDown, networkMark, prefix64Of, readNetwork } from './network.ts';

const ROUTE_HEAD = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
const FRITZ4 = `${ROUTE_HEAD}eth0\t00000000\t01B2A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\neth0\t00B2A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n`;
const ZEROS = '0'.repeat(32);
const FRITZ6 = `${ZEROS} 00 ${ZEROS} 00 fe800000000000009a9bcbfffe123456 00000400 00000001 00000000 00000003     eth0\n`;

function address(text: string, internal = false): NetworkInterfaceInfo {
  const family = text.includes(':') ? 'IPv6' : 'IPv4';
  const rest = { netmask: '', mac: '', internal, cidr: null };
  return family === 'IPv6' ? { address: text, family, scopeid: 0, ...rest } : { address: text, family, ...rest };
}

function read(files: Record<string, string>, interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = {}) {
  return readNetwork({ readText: (path) => files[path] ?? null, interfaces: () => interfaces });
}

describe('gateways', () => {
  test('the IPv4 default route names the router', () => {
    expect(read({ '/proc/net/route': FRITZ4 }).gateways).toEqual([
      { family: 4, address: '192.168.178.1', interface: 'eth0' },
    ]);
  });

  test('a link-local IPv6 router carries its interface', () => {
    expect(read({ '/proc/net/ipv6_route': FRITZ6 }).gateways).toEqual([
      { family: 6, address: 'fe80::9a9b:cbff:fe12:3456%eth0', interface: 'eth0' },
    ]);
  });

  test('of several default routes the cheapest counts', () => {
    const text = `${ROUTE_HEAD}wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\neth0\t00000000\t01B2A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n`;
    expect(read({ '/proc/net/route': text }).gateways[0]?.address).toBe('192.168.178.1');
  });

  test.each([
    ['no file at all', {}],
    [
      'no default route',
      { '/proc/net/route': `${ROUTE_HEAD}eth0\t00B2A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n` },
    ],
    [
      'a rejecting default route',
      { '/proc/net/ipv6_route': `${ZEROS} 00 ${ZEROS} 00 ${ZEROS} ffffffff 00000001 00000000 00200200       lo\n` },
    ],
    ['a route that is down', { '/proc/net/route': FRITZ4.replace('\t0003\t', '\t0002\t') }],
    ['garbage', { '/proc/net/route': 'x\n\n\0', '/proc/net/ipv6_route': 'y z' }],
  ])('%s means no gateway', (_what, files) => {
    expect(read(files).gateways).toEqual([]);
  });

  test.each(['tun0', 'wg0', 'wg-home', 'tailscale0'])('a default route through %s is announced as a tunnel', (name) => {
    const text = `${ROUTE_HEAD}${name}\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0\n${FRITZ4.slice(ROUTE_HEAD.length)}`;
    expect(read({ '/proc/net/route': text }).tunnel).toBe(name);
  });

  test('a usual route is none', () => {
    expect(read({ '/proc/net/route': FRITZ4, '/proc/net/ipv6_route': FRITZ6 }).tunnel).toBeNull();
  });
});

describe('own addresses', () => {
  const interfaces = {
    lo: [address('127.0.0.1', true), address('::1', true)],
    docker0: [address('172.17.0.1')],
    eth0: [address('192.168.178.20'), address('fe80::1'), address('fd00::20'), address('2001:db8::20')],
  };
  const network = read({ '/proc/net/route': FRITZ4, '/proc/net/ipv6_route': FRITZ6 }, interfaces);

  test('all but loopback are known', () => {
    expect(network.ownAddresses).toEqual(['172.17.0.1', '192.168.178.20', 'fe80::1', 'fd00::20', '2001:db8::20']);
  });

  test('the one on the interface of the default route speaks for the machine, a global one first', () => {
    expect(network).toMatchObject({
      mainAddress4: '192.168.178.20',
      mainAddress6: '2001:db8::20',
      hasGlobalIpv6: true,
    });
  });

  test('only private IPv6 addresses are no IPv6 line', () => {
    expect(read({}, { eth0: [address('fd00::20'), address('fe80::1')] }).hasGlobalIpv6).toBe(false);
  });
});

describe('of several IPv6 addresses', () => {
  const row = (hex: string, flags: string) => `${hex} 02 40 00 ${flags}     eth0\n`;
  const [OLD, NEW, DAILY] = [
    '20010db8000000010000000000000020',
    '20010db8000000020000000000000020',
    '20010db800000002123456789abcdef0',
  ];
  const main = (inet6: string, ...own: string[]) =>
    read({ '/proc/net/ipv6_route': FRITZ6, '/proc/net/if_inet6': inet6 }, { eth0: own.map((text) => address(text)) })
      .mainAddress6;

  test('the one that stays speaks for the machine, not the one of the day', () => {
    expect(main(row(DAILY, '01') + row(NEW, '00'), '2001:db8:0:2:1234:5678:9abc:def0', '2001:db8:0:2::20')).toBe(
      '2001:db8:0:2::20',
    );
  });

  test('one of the prefix of before does only where there is no other', () => {
    expect(main(row(OLD, '20') + row(DAILY, '01'), '2001:db8:0:1::20', '2001:db8:0:2:1234:5678:9abc:def0')).toBe(
      '2001:db8:0:2:1234:5678:9abc:def0',
    );
    expect(main(row(OLD, '20'), '2001:db8:0:1::20')).toBe('2001:db8:0:1::20');
  });

  test.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8::/64'],
    ['2001:db8:0:7::1', '2001:db8:0:7::/64'],
    ['2a02:8071::', '2a02:8071::/64'],
  ])('%s belongs to %s', (text, prefix) => {
    expect(prefix64Of(text)).toBe(prefix);
  });
});

describe('the mark of the place', () => {
  const files: Record<string, string> = { '/proc/net/route': FRITZ4, '/proc/net/ipv6_route': FRITZ6 };
  const eth0 = [address('192.168.178.20'), address('2001:db8::20')];
  const mark = (more: Record<string, string> = {}, interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = { eth0 }) =>
    networkMark({ readText: (path) => ({ ...files, ...more })[path] ?? null, interfaces: () => interfaces });

  test('is another with a tunnel, another router or another address', () => {
    const tunnel = `${FRITZ4}wg0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0\n`;
    const others = [
      mark({ '/proc/net/route': tunnel }),
      mark({ '/proc/net/route': FRITZ4.replace('01B2A8C0', '01B3A8C0') }),
      mark({ '/proc/net/ipv6_route': '' }),
      mark({}, { eth0: [address('192.168.178.21'), address('2001:db8::20')] }),
    ];
    expect(new Set([mark(), ...others]).size).toBe(5);
  });

  test('is the same when only what leads nowhere changes: counters, other routes, containers', () => {
    const busy = FRITZ6.replace('00000001 00000000 00000003', '00000007 00000009 00000003');
    const local =
      '20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n';
    expect(mark({ '/proc/net/ipv6_route': local + busy })).toBe(mark());
    expect(mark({}, { eth0, veth7: [address('172.18.0.1')] })).toBe(mark());
  });
});

describe('resolvers', () => {
  test('come from resolv.conf, numeric ones only, each once', () => {
    const text =
      '# by dhcp\nsearch home\nnameserver 192.168.178.1\n nameserver fd00::1\nnameserver 192.168.178.1\nnameserver router\n';
    expect(read({ '/etc/resolv.conf': text }).resolvers).toEqual(['192.168.178.1', 'fd00::1']);
  });

  test('behind the stub of systemd-resolved stand the real ones', () => {
    const files = {
      '/etc/resolv.conf': 'nameserver 127.0.0.53\n',
      '/run/systemd/resolve/resolv.conf': 'nameserver 192.168.178.1\n',
    };
    expect(read(files).resolvers).toEqual(['192.168.178.1']);
  });

  test('a stub with nothing known behind it is none, and so is a missing file', () => {
    expect(read({ '/etc/resolv.conf': 'nameserver 127.0.0.11\n' }).resolvers).toEqual([]);
    expect(read({}).resolvers).toEqual([]);
  });
});

test.each([
  ['a plugged cable', { carrier: '1\n', operstate: 'up\n' }, false],
  ['a link of which the state is not known', { carrier: '1\n', operstate: 'unknown\n' }, false],
  ['nothing that the system says', {}, false],
  ['a pulled cable', { carrier: '0\n', operstate: 'down\n' }, true],
  ['an interface that was taken down', { operstate: 'down\n' }, true],
])('%s is read as what it is', (_what, files: Record<string, string>, isDown) => {
  const sources = {
    readText: (path: string) => files[path.replace('/sys/class/net/eth0/', '')] ?? null,
    interfaces: () => ({}),
  };
  expect(isLinkDown('eth0', sources)).toBe(isDown);
});

test('the machine that runs this test can be read', () => {
  expect(readNetwork().gateways.every(({ address: gateway }) => gateway.length > 0)).toBe(true);
});
