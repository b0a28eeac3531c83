import { expect, test } from 'vitest';
import { readCounters } from './interface-counters.ts';
import { type SnapshotSettings, type SnapshotSources, snapshotCheck, takeSnapshot } from './measure.ts';

const SETTINGS: SnapshotSettings = {
  toward: ['192.0.2.9', '2001:db8::9'],
  readLog: async () => ['22.11.26 03:14:05 DSL antwortet nicht.'],
  interface: 'eth0',
};
const FILES: Record<string, string> = {
  '/sys/class/net/eth0/statistics/rx_packets': '9007199254740991\n',
  '/sys/class/net/eth0/statistics/tx_errors': '3\n',
  '/sys/class/net/eth0/statistics/rx_dropped': 'many\n',
  '/sys/class/net/eth0/carrier_changes': '7\n',
};
const never = () => new Promise<never>(() => undefined);

async function snapshot(more: Partial<SnapshotSources> = {}, settings = SETTINGS) {
  const values: Record<string, string> = {};
  let count = 0;
  const attempt = {
    signal: new AbortController().signal,
    tickUs: () => Math.trunc(performance.now() * 1000),
    personal: (kind: string, value: string) => {
      count += 1;
      values[`${kind}-${count}`] = value;
      return `hash:${kind}-${count}`;
    },
    moment: 'onset' as const,
  };
  const reading = await takeSnapshot(settings, attempt, {
    trace: async (address) => [
      { distanceHops: 1, address: '192.168.178.1', latencyUs: 812 },
      { distanceHops: 2, address: null, latencyUs: null },
      { distanceHops: 3, address, latencyUs: 12_000 },
    ],
    network: () => ({
      gateways: [],
      ownAddresses: ['192.168.178.20'],
      mainAddress4: null,
      mainAddress6: null,
      hasGlobalIpv6: false,
      resolvers: [],
      tunnel: null,
    }),
    readText: (path) => FILES[path] ?? null,
    partMs: 100,
    ...more,
  });
  const textOf = (fact: string) => values[(reading.facts[fact] ?? '').replace('hash:', '')];
  return { reading, textOf };
}

test('a snapshot holds path, router log, counters and place; what is personal only as a hash', async () => {
  const { reading, textOf } = await snapshot();
  expect(reading).toMatchObject({
    outcome: 'reply',
    readings: { hops: 3, rxPackets: 9_007_199_254_740_991, txErrors: 3, carrierChanges: 7 },
    facts: { moment: 'onset' },
  });
  expect(reading.readings).not.toHaveProperty('rxDropped');
  expect(reading.facts).not.toHaveProperty('missing');
  expect(textOf('trace')).toBe('1 192.168.178.1 812\n2 *\n3 192.0.2.9 12000');
  expect(textOf('trace6')).toContain('3 2001:db8::9');
  expect(textOf('routerLog')).toBe('22.11.26 03:14:05 DSL antwortet nicht.');
  expect(textOf('place')).toBe('no default route with a gateway\nown address 192.168.178.20');
  expect(JSON.stringify(reading)).not.toContain('192.168');
});

test('a part that hangs or throws is named, and the others are there', async () => {
  const readLog = () => Promise.reject(new Error('router'));
  const { reading } = await snapshot({ trace: never }, { ...SETTINGS, readLog });
  expect(reading.outcome).toBe('reply');
  expect(reading.facts).toMatchObject({ missing: 'trace:log', place: expect.stringContaining('hash:') });
  expect(reading.readings).toMatchObject({ carrierChanges: 7 });
});

test('where nothing at all can be read it is no testimony', async () => {
  const network = () => {
    throw new Error('no /proc');
  };
  const { reading } = await snapshot({ trace: never, network }, { ...SETTINGS, readLog: never });
  expect(reading).toMatchObject({ outcome: 'tool-error', latencyUs: null });
});

test('a machine without a tool, a router without a log: that is left out, and nothing is missing', async () => {
  const { reading } = await snapshot({ trace: async () => null }, { ...SETTINGS, readLog: async () => null });
  expect(Object.keys(reading.facts).sort()).toEqual(['moment', 'place']);
});

test('what the system does not count is left out', () => {
  expect(readCounters('nosuch0', () => null)).toEqual({});
});

test('it has no target and its settings are checked', () => {
  expect(snapshotCheck.target({})).toEqual({ address: '-', family: 0 });
  expect(snapshotCheck.settings.safeParse({ toward: ['dns.example'] }).success).toBe(false);
});
