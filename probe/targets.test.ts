import { describe, expect, test } from 'vitest';
import { parseMethod } from '../rules/method.ts';
import { type ProbeConfig, parseProbeConfig } from './config.ts';
import type { Network } from './network.ts';
import { NOTHING_NEAR } from './path/near-watch.ts';
import { makePlan, type PlanInput } from './targets.ts';

const SALT = '5'.repeat(32);
const HOME: Network = {
  gateways: [{ family: 4, address: '192.168.178.1', interface: 'eth0' }],
  ownAddresses: ['192.168.178.20'],
  mainAddress4: '192.168.178.20',
  mainAddress6: null,
  hasGlobalIpv6: false,
  resolvers: ['192.168.178.1'],
  tunnel: null,
};

function plan(more: Partial<PlanInput> = {}, yaml = '') {
  const config = parseProbeConfig(yaml, '/data');
  if (typeof config === 'string') throw new Error(config);
  return makePlan({
    config,
    network: HOME,
    farBackEnd: 'fping',
    gatewayBackEnd: 'fping',
    server: null,
    personalSalt: SALT,
    near: NOTHING_NEAR,
    ...more,
  });
}
const far = (made: ReturnType<typeof plan>, family = 4) =>
  made.method.targets.filter((target) => target.role === 'far' && target.family === family);
const addressesOf = (made: ReturnType<typeof plan>, family = 4) => far(made, family).map(({ address }) => address);

describe('the default far targets', () => {
  test('are five in three networks', () => {
    expect(addressesOf(plan())).toEqual(['1.1.1.1', '9.9.9.9', '8.8.8.8', '1.0.0.1', '149.112.112.112']);
    expect(new Set(far(plan()).map(({ network }) => network))).toEqual(new Set(['cloudflare', 'quad9', 'google']));
  });

  test('a server elsewhere comes first; the provider’s resolver is none of them', () => {
    const network = { ...HOME, resolvers: ['192.168.178.1', '217.0.43.1'] };
    expect(addressesOf(plan({ network, server: { addresses: ['203.0.113.5', '2001:db8::5'], port: 443 } }))).toEqual([
      '203.0.113.5',
      '1.1.1.1',
      '9.9.9.9',
      '8.8.8.8',
      '1.0.0.1',
    ]);
  });

  test.each([
    ['127.0.0.1', 'loopback'],
    ['192.168.178.5', 'the same home'],
    ['10.1.2.3', 'a private network'],
    ['100.64.0.9', 'the provider’s inner network'],
    ['203.0.113.77', 'this machine itself'],
  ])('a server at %s (%s) is no far target', (address) => {
    const network = { ...HOME, ownAddresses: ['203.0.113.77'] };
    expect(addressesOf(plan({ network, server: { addresses: [address], port: 8080 } }))).not.toContain(address);
  });

  test('a well-known resolver of the system is asked once, not twice', () => {
    expect(addressesOf(plan({ network: { ...HOME, resolvers: ['1.1.1.1'] } }))).toEqual(addressesOf(plan()));
  });

  test('IPv6 twins come with a global IPv6 address, and only then', () => {
    expect(addressesOf(plan(), 6)).toEqual([]);
    const network = { ...HOME, hasGlobalIpv6: true };
    expect(addressesOf(plan({ network }), 6)).toEqual([
      '2606:4700:4700::1111',
      '2620:fe::fe',
      '2001:4860:4860::8888',
      '2606:4700:4700::1001',
      '2620:fe::9',
    ]);
  });
});

describe('named targets', () => {
  const made = plan(
    { network: { ...HOME, hasGlobalIpv6: true } },
    'targets: [198.51.100.1, { address: 198.51.100.2, network: isp }]',
  );

  test('replace all defaults, also the independent resolvers', () => {
    expect(made.method.targets.map(({ role, address, network }) => `${role} ${address} ${network}`)).toEqual([
      'gateway 192.168.178.1 home',
      'far 198.51.100.1 named-1',
      'far 198.51.100.2 isp',
      'isp-resolver 192.168.178.1 home',
      'router 192.168.178.1 home',
      'control 192.168.178.1 home',
      'clock 192.168.178.1 home',
      'snapshot - home',
    ]);
  });
});

describe('the grid', () => {
  test.each([
    1, 2, 3, 4, 5,
  ])('%i far targets of one fping never fall together, and each is asked every 5 s', (count) => {
    const addresses = Array.from({ length: count }, (_, index) => `198.51.100.${index + 1}`);
    const phases = far(plan({}, `targets: [${addresses.join(', ')}]`)).map(({ phaseMs }) => phaseMs);
    const sorted = [...phases].sort((a, b) => a - b);
    const stagger = Math.floor(5000 / count) - 10;
    expect(sorted).toEqual(sorted.map((_, index) => (sorted[0] ?? 0) + index * stagger));
    expect((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)).toBeLessThan(5000);
  });

  test('with the other back ends they are a whole second apart and the gateway is asked every 5 s', () => {
    const made = plan({ farBackEnd: 'tcp', gatewayBackEnd: 'ping' });
    const sorted = far(made)
      .map(({ phaseMs }) => phaseMs)
      .sort((a, b) => a - b);
    expect(sorted.map((phaseMs) => phaseMs - (sorted[0] ?? 0))).toEqual([0, 1000, 2000, 3000, 4000]);
    expect(made.method.targets[0]).toMatchObject({ role: 'gateway', backEnd: 'ping', spacingMs: 5000 });
  });

  test('differs from home to home and stays the same at one', () => {
    expect(plan().methodText).toBe(plan().methodText);
    const starts = Array.from({ length: 40 }, (_, index) => {
      const personalSalt = index.toString(16).padStart(32, '0');
      return far(plan({ personalSalt }))[0]?.phaseMs;
    });
    expect(new Set(starts).size).toBeGreaterThan(30);
  });
});

describe('back ends', () => {
  test('by DNS only DNS servers are asked so; the others by TCP', () => {
    const made = plan({ farBackEnd: 'dns', gatewayBackEnd: 'dns', server: { addresses: ['203.0.113.5'], port: 8443 } });
    expect(far(made).map(({ backEnd, address }) => `${backEnd} ${address}`)).toContain('tcp 203.0.113.5');
    expect(far(made).map(({ backEnd, address }) => `${backEnd} ${address}`)).toContain('dns 9.9.9.9');
    expect(made.method.targets[0]).toMatchObject({ role: 'gateway', backEnd: 'tcp' });
  });

  test('every sample’s target names its back end', () => {
    for (const backEnd of ['fping', 'ping', 'tcp'] as const) {
      expect(far(plan({ farBackEnd: backEnd })).every((target) => target.backEnd === backEnd)).toBe(true);
    }
  });
});

describe('the method', () => {
  test('is one that the server reads back', () => {
    const made = plan(
      { network: { ...HOME, hasGlobalIpv6: true } },
      'checks: [{ kind: http, url: "https://example.com/" }]',
    );
    expect(parseMethod(made.methodText)).toEqual(made.method);
    expect(made.entries.map(({ target }) => target)).toEqual(made.method.targets.map((_, index) => index));
  });

  test('a link-local router, whose address holds its hardware address, stands as a hash; the value goes beside', () => {
    const gateways = [{ family: 6 as const, address: 'fe80::9a9b:cbff:fe12:3456%eth0', interface: 'eth0' }];
    const made = plan({ network: { ...HOME, gateways } });
    expect(made.methodText).not.toContain('9a9b');
    expect(made.method.targets[0]?.address).toMatch(/^hash:[0-9a-f]{64}$/);
    expect(made.personalValues).toEqual([
      { kind: 'gateway-address', salt: SALT, value: 'fe80::9a9b:cbff:fe12:3456%eth0' },
      { kind: 'clock-address', salt: SALT, value: 'fe80::9a9b:cbff:fe12:3456%eth0' },
    ]);
  });

  test('without a gateway, or with none wanted, no gateway stands in it', () => {
    expect(plan({ network: { ...HOME, gateways: [] } }).method.targets.some(({ role }) => role === 'gateway')).toBe(
      false,
    );
    expect(plan({}, 'gateway: none').method.targets.some(({ role }) => role === 'gateway')).toBe(false);
  });
});

test('no target is ever asked more than once a second, and no foreign one more than every 5 s', () => {
  const config: ProbeConfig | string = parseProbeConfig('', '/data');
  if (typeof config === 'string') throw new Error(config);
  const { targets } = plan({ network: { ...HOME, hasGlobalIpv6: true } }).method;
  for (const { role, spacingMs } of targets) expect(spacingMs).toBeGreaterThanOrEqual(role === 'gateway' ? 1000 : 5000);
});
