import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isGlobalAddress } from './address-scope.ts';
import type { Draft, PlanInput } from './targets.ts';

/** Where the server is: numeric, one address of each family, and its port. */
export type ServerPlace = { addresses: string[]; port: number };

/** All addresses of a name. */
export type LookUp = (name: string) => Promise<{ address: string }[]>;

const LOOK_UP_MAX_MS = 3000;
/** Of two contacts (`contact.ts`). */
export const CONTACT_SPACING_MS = 20_000;

/**
 * The server as a witness: its signed answers to the contacts, which are made anyway. Only where it lives in another
 * network; in the home or on this machine it says nothing of the line.
 */
export function ownServerDrafts({ server, network }: Pick<PlanInput, 'server' | 'network'>): Draft[] {
  const address = server?.addresses.find((own) => isGlobalAddress(own) && !network.ownAddresses.includes(own));
  if (address === undefined) return [];
  return [
    {
      target: {
        kind: 'contact',
        backEnd: 'contact',
        role: 'own-server',
        // whichever the connection takes
        family: 0,
        address,
        network: 'own-server',
        spacingMs: CONTACT_SPACING_MS,
      },
      way: { kind: 'told' },
      phaseMs: 0,
      isPersonal: false,
    },
  ];
}

/**
 * Addresses of the server in `url`; `null` when they can't be found in time. An address of `before` that is still right is
 * kept, so that a name with many addresses does not change the method each time.
 */
export async function findServer(
  url: string,
  before: ServerPlace | null,
  lookUp: LookUp = (name) => lookup(name, { all: true }),
): Promise<ServerPlace | null> {
  const parsed = URL.parse(url);
  if (!parsed) return null;
  const name = parsed.hostname.replace(/^\[|\]$/g, '');
  const port = Number(parsed.port) || (parsed.protocol === 'http:' ? 80 : 443);
  if (isIP(name) !== 0) return { addresses: [name], port };
  const found = await withTimeLimit(lookUp(name).catch(() => []));
  const addresses = found.map(({ address }) => address).sort();
  const pick = (family: number) =>
    before?.addresses.find((address) => isIP(address) === family && addresses.includes(address)) ??
    addresses.find((address) => isIP(address) === family);
  const picked = [pick(4), pick(6)].filter((address) => address !== undefined);
  return picked.length === 0 ? null : { addresses: picked, port };
}

/** The system's resolver may take half a minute when the line is dead, and can't be cancelled. */
async function withTimeLimit(found: Promise<{ address: string }[]>): Promise<{ address: string }[]> {
  let timer: NodeJS.Timeout | undefined;
  const nothing = new Promise<{ address: string }[]>((resolve) => {
    timer = setTimeout(() => resolve([]), LOOK_UP_MAX_MS);
  });
  const first = await Promise.race([found, nothing]);
  clearTimeout(timer);
  return first;
}
