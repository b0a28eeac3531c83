import { z } from 'zod';
import { type Attempt, defineCheck, type Reading } from '../check.ts';
import { askDns, hostNameSchema, nonceLabel, resolverSettings, resolverTarget } from './ask-dns.ts';
import type { DnsAnswer } from './dns-message.ts';

const settingsSchema = z.strictObject({
  ...resolverSettings,
  /** A real name under which no other names are: example.com is kept so by IANA (RFC 6761 §6.5). */
  parent: hostNameSchema.default('example.com'),
});
export type NxdomainSettings = z.infer<typeof settingsSchema>;

/** Asks a resolver for a name that can't exist. Whoever gives an address for it forges answers. */
export const nxdomainCheck = defineCheck<NxdomainSettings>({
  kind: 'nxdomain',
  method:
    'One DNS question for a random name under a real one is sent over UDP to a numeric address: the honest answer is that there is no such name; an address in the answer is a forgery.',
  settings: settingsSchema,
  canBeLate: true,
  target: resolverTarget,
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
