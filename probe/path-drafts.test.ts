import { describe, expect, test } from 'vitest';
import { parseMethod } from '../rules/method.ts';
import { parseProbeConfig } from './config.ts';
import type { Network } from './network.ts';
import type { FirstHop } from './path/first-hop.ts';
import { type Near, NOTHING_NEAR } from './path/near-watch.ts';
import { makePlan, type PlanInput } from './targets.ts';

const HOME: Network = {
  gateways: [
    { family: 4, address: '192.168.178.1', interface: 'eth0' },
    { family: 6, address: 'fe80::1%eth0', interface: 'eth0' },
  ],
  ownAddresses: ['192.168.178.20', '2003:e1:bb00:4200::20'],
  mainAddress4: '192.168.178.20',
  mainAddress6: '2003:e1:bb00:4200::20',
  hasGlobalIpv6: true,
  resolvers: ['192.168.178.1', '217.0.43.1', '2003:180:2::53'],
  tunnel: null,
};
const hop = (family: 4 | 6, way: FirstHop['way']): FirstHop => ({
  family,
  way,
  address: family === 4 ? '62.155.244.1' : '2003:0:8600::1',
  toward: family === 4 ? '1.1.1.1' : '2606:4700:4700::1111',
  distanceHops: 2,
});
const FOUND: Near = { tool: 'iputils', firstHops: [hop(4, 'ping'), hop(6, 'hop')], isClockThere: true };

function planOf(yaml = '', more: Partial<PlanInput> = {}) {
  const config = parseProbeConfig(yaml, '/data');
  if (typeof config === 'string') throw new Error(config);
  return makePlan({
    config,
    network: HOME,
    farBackEnd: 'fping',
    gatewayBackEnd: 'fping',
    server: null,
    personalSalt: '5'.repeat(32),
    near: FOUND,
    ...more,
  });
}
const ROLES = ['first-hop', 'isp-host', 'control', 'sip', 'clock'];
const pathOf = (plan: ReturnType<typeof planOf>) => plan.method.targets.filter(({ role }) => ROLES.includes(role));
const namesOf = (plan: ReturnType<typeof planOf>) =>
  pathOf(plan).map(({ role, kind, backEnd, address }) => `${role} ${kind} ${backEnd} ${address}`);

describe('who stands on the path', () => {
  test('with all that can be found', () => {
    expect(namesOf(planOf('sipRegistrar: tel.example.net'))).toEqual([
      'first-hop ping fping 62.155.244.1',
      'isp-host ping fping 217.0.43.1',
      'isp-host ping fping 2003:180:2::53',
      'first-hop hop ping 2003:0:8600::1',
      'control ping ping 192.0.2.1',
      'control ping ping 2001:db8::192:0:2:1',
      'control nxdomain dns 192.168.178.1',
      'control nxdomain dns 1.1.1.1',
      'sip sip sip tel.example.net',
      'clock ntp ntp 192.168.178.1',
    ]);
  });

  test('is a method that the server reads back', () => {
    const plan = planOf(
      'sipRegistrar: "[2001:db8::9]:5070"\nreconnectWindow: { from: 03:00, to: 05:00, zone: Europe/Berlin }',
    );
    expect(parseMethod(plan.methodText)).toEqual(plan.method);
    expect(plan.method.reconnectWindow).toEqual({ from: '03:00', to: '05:00', zone: 'Europe/Berlin' });
    expect(planOf().method.reconnectWindow).toBeUndefined();
  });

  test('where nothing was found, is who needs no finding', () => {
    expect(namesOf(planOf('', { near: NOTHING_NEAR, network: { ...HOME, resolvers: ['192.168.178.1'] } }))).toEqual([
      'control nxdomain dns 192.168.178.1',
      'control nxdomain dns 1.1.1.1',
      'clock ntp ntp 192.168.178.1',
    ]);
  });

  test('the provider’s resolver is asked as the far targets are, where pings don’t pass', () => {
    expect(namesOf(planOf('', { farBackEnd: 'tcp', gatewayBackEnd: 'tcp', near: NOTHING_NEAR }))).toContain(
      'isp-host tcp tcp 217.0.43.1',
    );
    expect(namesOf(planOf('', { farBackEnd: 'dns', gatewayBackEnd: 'tcp', near: NOTHING_NEAR }))).toContain(
      'isp-host dns dns 217.0.43.1',
    );
  });

  test('named resolvers are the provider’s own hosts; well-known ones, the router and this machine are none', () => {
    const hosts = (yaml: string) =>
      pathOf(planOf(yaml))
        .filter(({ role }) => role === 'isp-host')
        .map(({ address }) => address);
    expect(hosts('resolvers: [217.0.43.129]')).toEqual(['217.0.43.129']);
    expect(hosts('resolvers: [1.1.1.1, 192.168.178.1, "2003:e1:bb00:4200::20"]')).toEqual([]);
    expect(hosts('families: [ipv4]')).toEqual(['217.0.43.1']);
  });

  test('a machine that is first hop and resolver is one witness', () => {
    const network = { ...HOME, resolvers: ['62.155.244.1'] };
    expect(
      namesOf(planOf('', { network })).filter((name) => name.includes('62.155.244.1') && !name.includes('dns')),
    ).toEqual(['first-hop ping fping 62.155.244.1']);
  });

  test('targets inside the home leave nothing that could be a lie, so no address is asked that nobody has', () => {
    expect(
      namesOf(planOf('targets: [192.168.178.1, 127.0.0.1]')).filter((name) => name.startsWith('control ping')),
    ).toEqual([]);
  });

  test('with fping alone the controls are asked by it', () => {
    const plan = planOf('', { near: { ...FOUND, tool: 'fping' } });
    expect(namesOf(plan)).toContain('control ping fping 192.0.2.1');
  });
});

test('the telephony server counts as the provider’s own, unless it is said to be somebody else’s', () => {
  const networkOf = (yaml: string) => planOf(yaml).method.targets.find(({ role }) => role === 'sip')?.network;
  expect(networkOf('sipRegistrar: tel.example.net')).toBe('isp');
  expect(networkOf('sipRegistrar: { host: tel.example.net }')).toBe('isp');
  expect(networkOf('sipRegistrar: { host: "sip.example.org:5070", provider: false }')).toBe('telephony');
});

test('those of one fping never fall together, and all are asked no more often than is kind', () => {
  const plan = planOf('sipRegistrar: tel.example.net');
  const near = plan.entries
    .filter(({ way }) => way.kind === 'fping' && way.group === 'near')
    .map(({ phaseMs }) => phaseMs);
  expect(near.map((phaseMs) => phaseMs - (near[0] ?? 0))).toEqual([0, 1656, 3312]);
  const spacings = Object.fromEntries(pathOf(plan).map(({ role, spacingMs }) => [role, spacingMs]));
  expect(spacings).toEqual({ 'first-hop': 5000, 'isp-host': 5000, control: 3_600_000, sip: 300_000, clock: 300_000 });
});

test('a clock that never answered is asked hourly, and not more often because of an outage', () => {
  const entryOf = (plan: ReturnType<typeof planOf>) => plan.entries.find(({ role }) => role === 'clock');
  expect(entryOf(planOf())).toMatchObject({ spacingMs: 300_000, pace: { downSpacingMs: 60_000 } });
  expect(entryOf(planOf('', { near: { ...FOUND, isClockThere: false } }))).toMatchObject({
    spacingMs: 3_600_000,
    pace: { downSpacingMs: null, moments: [] },
  });
  expect(entryOf(planOf('gateway: none'))).toBeUndefined();
});

test('a random label is asked for only with a name of the owner’s', () => {
  const settings = (yaml: string) =>
    planOf(yaml).entries.flatMap(({ role, way }) =>
      role === 'isp-resolver' && way.kind === 'check' ? [way.settings] : [],
    )[0];
  expect(settings('')).toMatchObject({ name: 'example.com', nonce: false });
  expect(settings('{ resolverName: probe.example.net, resolverNonce: true }')).toMatchObject({
    name: 'probe.example.net',
    nonce: true,
  });
});

test('every setting that is planned is one that its check takes', () => {
  for (const { way } of planOf('sipRegistrar: tel.example.net').entries) {
    if (way.kind === 'check') expect(() => way.check.target(way.settings)).not.toThrow();
  }
});
