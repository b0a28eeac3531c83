import { BlockList, isIP } from 'node:net';
import type { Network } from './config.ts';
import type { Asking } from './visibility.ts';

/** What is needed to know the outer end of a request. */
export type ProxyRule = {
  publicUrl: string | null;
  /** Proxies that are believed (`TRUSTED_PROXY`); null: none. */
  proxies: ProxyList | null;
};
export type ProxyList = { has: (address: string) => boolean };

/** null when there are none. */
export function openProxyList(networks: readonly Network[]): ProxyList | null {
  if (networks.length === 0) return null;
  const list = new BlockList();
  for (const { address, prefixBits, family } of networks) list.addSubnet(address, prefixBits, family);
  return {
    has: (spelled) => {
      const address = plainAddress(spelled);
      const version = isIP(address);
      return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
    },
  };
}

/**
 * The address that asks: the other end of the connection; behind trusted proxies what the first of them saw, read from
 * the right, so that nothing the client wrote itself is believed. null: the connection is gone.
 */
export function addressOf(asking: Asking, { proxies }: ProxyRule): string | null {
  const { peerAddress } = asking;
  if (peerAddress === null || !proxies?.has(peerAddress)) return peerAddress;
  const hops = (asking.header('x-forwarded-for') ?? '').split(',').map((hop) => withoutPort(hop.trim()));
  let address = peerAddress;
  for (const hop of hops.toReversed()) {
    if (isIP(hop) === 0) return address;
    address = hop;
    if (!proxies.has(hop)) return address;
  }
  return address;
}

/** The name that the server was asked under; null: none was sent. */
export function hostOf(asking: Asking, rule: ProxyRule): string | null {
  return believed(asking, rule, 'x-forwarded-host') ?? asking.header('host');
}

/** As a trusted proxy tells; null: nobody tells. */
export function schemeOf(asking: Asking, rule: ProxyRule): 'http' | 'https' | null {
  const scheme = believed(asking, rule, 'x-forwarded-proto')?.toLowerCase();
  return scheme === 'http' || scheme === 'https' ? scheme : null;
}

/** Whether browsers see this server under HTTPS. */
export function isSecure(asking: Asking, rule: ProxyRule): boolean {
  return rule.publicUrl?.startsWith('https:') || schemeOf(asking, rule) === 'https';
}

/** The last value: the one that the proxy nearest to us wrote. */
function believed({ peerAddress, header }: Asking, { proxies }: ProxyRule, name: string): string | null {
  if (proxies === null || peerAddress === null || !proxies.has(peerAddress)) return null;
  return header(name)?.split(',').at(-1)?.trim() || null;
}

/** An IPv4 address that came over an IPv6 socket, as IPv4. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d)/i, '');
}

/** Some proxies add the port: `192.0.2.7:4711`, `[2001:db8::7]:4711`. */
function withoutPort(hop: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? hop.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}
