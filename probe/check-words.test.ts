import { expect, test } from 'vitest';
import type { Target } from '../rules/method.ts';
import type { Sample } from '../rules/sample.ts';
import { describeMissing, describeTarget } from './check-words.ts';

const target = (more: Partial<Target>): Target => ({
  kind: 'ping',
  backEnd: 'ping',
  role: 'control',
  family: 4,
  address: '192.0.2.1',
  network: 'nobody',
  spacingMs: 3_600_000,
  phaseMs: 0,
  ...more,
});
const sample = (more: Partial<Sample>): Sample => ({
  target: 0,
  sentTickMs: 0,
  outcome: 'reply',
  latencyUs: 8400,
  unreachableSender: null,
  readings: {},
  facts: {},
  ...more,
});
const silent = sample({ outcome: 'timeout', latencyUs: null });

const NAME = { kind: 'nxdomain', backEnd: 'dns', address: '217.0.43.1' } as const;
const CLOCK = { kind: 'ntp', backEnd: 'ntp', role: 'clock', address: '192.168.178.1' } as const;
const SIP = { kind: 'sip', backEnd: 'sip', role: 'sip', address: 'tel.example.net', spacingMs: 300_000 } as const;
const HOP = { kind: 'hop', role: 'first-hop', address: '62.155.244.1', spacingMs: 5000 } as const;

test.each<[Partial<Target>, Sample[], string]>([
  [{}, [silent], '192.0.2.1, an address that nobody has: silent, as it must be.'],
  [
    {},
    [silent, sample({})],
    '192.0.2.1, an address that nobody has: answers! Something here answers everything, so pings prove nothing.',
  ],
  [
    {},
    [sample({ outcome: 'no-route', latencyUs: null })],
    '192.0.2.1, an address that nobody has: this machine has no way to it.',
  ],
  [
    NAME,
    [sample({ facts: { answer: 'ok' } })],
    'A made-up name, asked of the DNS server 217.0.43.1: it says honestly that there is no such name.',
  ],
  [
    NAME,
    [sample({ facts: { answer: 'wrong' } })],
    'A made-up name, asked of the DNS server 217.0.43.1: it gives an address for it! What it says is not believed.',
  ],
  [
    NAME,
    [sample({ facts: { answer: 'servfail' } })],
    'A made-up name, asked of the DNS server 217.0.43.1: it answers “servfail”.',
  ],
  [
    SIP,
    [sample({ readings: { statusCode: 403 } })],
    'The telephony server tel.example.net: is there (it said 403) in 8.4 ms.',
  ],
  [
    SIP,
    [sample({ outcome: 'tool-error', latencyUs: null, facts: { error: 'name' } })],
    'The telephony server tel.example.net: its name was not found (sipRegistrar).',
  ],
  [SIP, [silent], 'The telephony server tel.example.net: did not answer.'],
  [
    CLOCK,
    [sample({ readings: { offsetMs: -12, errorMs: 3, stratum: 3 } })],
    'The clock of the home router 192.168.178.1: 12 ms behind (± 3 ms, stratum 3).',
  ],
  [
    CLOCK,
    [],
    'The clock of the home router 192.168.178.1: does not tell the time; asked again each hour, nothing else needs it.',
  ],
  [
    CLOCK,
    [sample({ outcome: 'timeout', latencyUs: null, facts: { answer: 'unsynchronised' } })],
    'The clock of the home router 192.168.178.1: is not set.',
  ],
  [
    HOP,
    [sample({})],
    'The provider’s first router by IPv4, 62.155.244.1 (by packets that end there): answered in 8.4 ms.',
  ],
  [{ role: 'isp-host', address: '217.0.43.1' }, [silent], 'The provider’s own host 217.0.43.1 (ping): did not answer.'],
  [
    { role: 'far', address: '1.1.1.1', spacingMs: 5000 },
    [],
    'ping 1.1.1.1 (far, ping): no outcome in these 13 s; it is asked every 5 s.',
  ],
])('%j with %j', (more, samples, sentence) =>
  expect(describeTarget(target(more), samples, { triedS: 13, texts: new Map() })).toEqual([sentence]));

test('what is missing is said, with what would help', () => {
  const far = target({ role: 'far', address: '1.1.1.1' });
  const all = describeMissing([far, target({ role: 'far', family: 6, address: '2620:fe::fe' })]).join('\n');
  for (const word of ['by IPv4: not found', 'by IPv6: not found', '“resolvers”', '“sipRegistrar”'])
    expect(all).toContain(word);
  expect(describeMissing([far, target(HOP), target({ role: 'isp-host' }), target(SIP)])).toEqual([]);
});
