import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { type Attempt, defineCheck, type Reading } from '../check.ts';
import { askDns, nonceLabel } from './ask-dns.ts';
import type { DnsAnswer } from './dns-message.ts';

const PARENT = /^(?=.{1,200}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

const settingsSchema = z.strictObject({
  /** Numeric address of the resolver. */
  address: z.string().refine((text) => isIP(text.split('%')[0] ?? '') !== 0, 'must be a numeric IPv4 or IPv6 address'),
  port: z.int().min(1).max(65_535).default(53),
  /** A real name under which no other names are: example.com is kept so by IANA (RFC 6761 §6.5). */
  parent: z.string().regex(PARENT, 'must be a host name').default('example.com'),
});
export type NxdomainSettings = z.infer<typeof settingsSchema>;

/** Asks a resolver for a name that can't exist. Whoever gives an address for it forges answers. */
export const nxdomainCheck = defineCheck<NxdomainSettings>({
  kind: 'nxdomain',
  method:
    'One DNS question for a random name under a real one is sent over UDP to a numeric address: the honest answer is that there is no such name; an address in the answer is a forgery.',
  settings: settingsSchema,
  canBeLate: true,
  target: ({ address, port }) => {
    const isV6 = isIPv6(address.split('%')[0] ?? '');
    return { address: port === 53 ? address : `${isV6 ? `[${address}]` : address}:${port}`, family: isV6 ? 6 : 4 };
  },
  measure: measureNxdomain,
});

function measureNxdomain({ address, port, parent }: NxdomainSettings, attempt: Attempt): Promise<Reading> {
  return askDns({ address, port, name: `${nonceLabel()}.${parent}`, family: 4 }, attempt, wordOf);
}

/** "No such name", or a name without an address: signed zones may say either for the same thing (RFC 9824). */
function wordOf({ responseCode, addresses }: DnsAnswer): string {
  switch (responseCode) {
    case 0:
      return addresses.length === 0 ? 'ok' : 'wrong';
    case 2:
      return 'servfail';
    case 3:
      return 'ok';
    case 5:
      return 'refused';
    default:
      return 'other';
  }
}
