import { BlockList, isIPv6 } from 'node:net';
import { z } from 'zod';
import { type Attempt, defineCheck, type Reading } from '../check.ts';
import { askDns, hostNameSchema, nonceLabel, resolverSettings, resolverTarget } from './ask-dns.ts';
import type { DnsAnswer } from './dns-message.ts';

const settingsSchema = z.strictObject({
  ...resolverSettings,
  name: hostNameSchema,
  family: z.union([z.literal(4), z.literal(6)]).default(4),
  /** Puts a random label in front of the name, so that no cache can answer; needs a wildcard record there. */
  nonce: z.boolean().default(false),
  /** If given, an answer without one of these addresses is `wrong`. */
  expect: z.array(z.string()).max(20).optional(),
});
export type DnsSettings = z.infer<typeof settingsSchema>;

/** Asks one DNS server one question over UDP, once. Any answer at all is an answer; what it says is a fact. */
export const dnsCheck = defineCheck<DnsSettings>({
  kind: 'dns',
  method:
    'One DNS question for an address record is sent over UDP to a numeric address; only an answer from there with the same number and question counts, and what it says is noted.',
  settings: settingsSchema,
  canBeLate: true,
  target: resolverTarget,
  measure: measureDns,
});

async function measureDns(settings: DnsSettings, attempt: Attempt): Promise<Reading> {
  const name = settings.nonce ? `${nonceLabel()}.${settings.name}` : settings.name;
  return askDns({ ...settings, name }, attempt, (answer) => wordOf(answer, settings));
}

function wordOf(answer: DnsAnswer, settings: DnsSettings): string {
  switch (answer.responseCode) {
    case 0:
      return isExpected(answer, settings) ? 'ok' : 'wrong';
    case 2:
      return 'servfail';
    case 3:
      return 'nxdomain';
    case 5:
      return 'refused';
    default:
      return 'other';
  }
}

/** Without an expectation every public address will do; a private or loopback one for a public name is a forged answer. */
function isExpected(answer: DnsAnswer, settings: DnsSettings): boolean {
  const { expect } = settings;
  if (expect) return answer.addresses.some((address) => expect.includes(address));
  return !answer.addresses.some((address) => NOT_PUBLIC.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'));
}

const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv6');
}
