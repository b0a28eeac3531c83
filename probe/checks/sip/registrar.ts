import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Where requests go. */
export type SipPlace = { address: string; port: number };
export type Registrar = { host: string; port: number | null };

/** The lookups that RFC 3263 §4.2 needs, for UDP. Each may reject: then nothing was found. */
export type SipLookups = {
  srv(name: string): Promise<{ name: string; port: number; priority: number; weight: number }[]>;
  addresses(name: string, family: 4 | 6): Promise<string[]>;
  /** Ends what is under way. */
  cancel(): void;
};

const SIP_PORT = 5060;
const LOOK_UP_MAX_MS = 1500;
/** Names are looked up again after so many addresses at most: a registrar is a handful of machines. */
const KEPT_MAX = 20;

/** `host` or `host:port`, an IPv6 address in brackets; null where it is neither. */
export function parseRegistrar(text: string): Registrar | null {
  const match = /^(?:\[([0-9a-f:]+)\]|([a-z0-9_.-]{1,200}))(?::(\d{1,5}))?$/i.exec(text);
  const [, v6, name, digits] = match ?? [];
  const host = v6 ?? name;
  const port = digits === undefined ? null : Number(digits);
  if (host === undefined || (port !== null && (port < 1 || port > 65_535))) return null;
  if (v6 !== undefined) return isIP(v6) === 6 ? { host, port } : null;
  const isName = host.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label));
  const isNumeric = /^[\d.]+$/.test(host);
  return (isNumeric ? isIP(host) === 4 : isName) ? { host, port } : null;
}

/**
 * Finds the registrar by its name, and remembers where it was found last, so that trouble of the DNS is not told as
 * trouble of telephony. IPv4 before IPv6, since most registrars have that alone.
 */
export class RegistrarFinder {
  readonly #lookups: () => SipLookups;
  readonly #known = new Map<string, SipPlace>();

  constructor(lookups: () => SipLookups = systemLookups) {
    this.#lookups = lookups;
  }

  /** Within 1.5 s; null = was never found. */
  async find(registrar: Registrar): Promise<SipPlace | null> {
    const { host, port } = registrar;
    if (isIP(host) !== 0) return { address: host, port: port ?? SIP_PORT };
    const key = `${host}:${port ?? ''}`;
    const lookups = this.#lookups();
    let timer: NodeJS.Timeout | undefined;
    const nothing = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), LOOK_UP_MAX_MS);
    });
    const found = await Promise.race([lookUp(registrar, lookups), nothing]);
    clearTimeout(timer);
    lookups.cancel();
    if (found === null) return this.#known.get(key) ?? null;
    if (this.#known.size >= KEPT_MAX) this.#known.clear();
    this.#known.set(key, found);
    return found;
  }
}

async function lookUp({ host, port }: Registrar, lookups: SipLookups): Promise<SipPlace | null> {
  // A port that is named means the host itself (RFC 3263 §4.2).
  const services = port === null ? await lookups.srv(`_sip._udp.${host}`).catch(() => []) : [];
  const best = services.filter(({ name, port: at }) => name !== '' && name !== '.' && at > 0).sort(byPriority)[0];
  const place = best ?? { name: host, port: port ?? SIP_PORT };
  for (const family of [4, 6] as const) {
    const addresses = await lookups.addresses(place.name, family).catch(() => []);
    const address = addresses.filter((text) => isIP(text) === family && !isManyOrNone(text)).sort()[0];
    if (address !== undefined) return { address, port: place.port };
  }
  return null;
}

/** Groups, everybody and nobody: a name that points there has no machine (RFC 5735, RFC 4291 §2.7). */
function isManyOrNone(address: string): boolean {
  return /^(?:0\.|2[2-5]\d\.|::$|ff)/i.test(address);
}

/** Always the same one, although RFC 2782 would draw lots: a series of measurements should ask one machine. */
function byPriority(
  a: { priority: number; weight: number; name: string },
  b: { priority: number; weight: number; name: string },
): number {
  return a.priority - b.priority || b.weight - a.weight || (a.name < b.name ? -1 : 1);
}

function systemLookups(): SipLookups {
  const resolver = new Resolver({ timeout: 700, tries: 2 });
  return {
    srv: (name) => resolver.resolveSrv(name),
    addresses: (name, family) => (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name)),
    cancel: () => resolver.cancel(),
  };
}
