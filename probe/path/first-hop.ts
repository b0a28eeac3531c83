import { BlockList, isIPv6 } from 'node:net';
import { isHomeAddress, plainAddress } from '../address-scope.ts';
import type { Network } from '../network.ts';
import { type EchoTool, sendShortLivedEcho } from './short-lived-echo.ts';
import { type TraceHop, traceRoute } from './trace-route.ts';

/** The provider's first router on the way out, and how it can be watched. */
export type FirstHop = {
  family: 4 | 6;
  address: string;
  /** 2 where only the home router stands before it. */
  distanceHops: number;
  /** `ping`: it answers when asked itself. `hop`: it only says that a packet has ended at it. */
  way: 'ping' | 'hop';
  /** The far address toward which it was found. */
  toward: string;
};

export type FindOptions = {
  tool: EchoTool;
  family: 4 | 6;
  toward: string;
  network: Pick<Network, 'gateways' | 'ownAddresses'>;
  tickUs(): number;
  /** For tests: in place of real packets. */
  send?: typeof sendShortLivedEcho;
};

const ASK_MS = 1000;
/** Enough for any path that a default time to live allows. */
const DIRECT_HOPS = 64;
/** Two routers in a row at home, and one beyond: farther out nothing is "the first". */
const DISTANCE_MAX_HOPS = 5;

/**
 * Looks for the first router on the way to `toward` that is not in the home (see {@link isOfHome}); within 4 s, mostly at
 * once, with at most six packets. One that answers neither when asked nor a second time at its distance is not steady
 * enough to be watched: null, as when nobody named itself.
 */
export async function findFirstHop(options: FindOptions): Promise<FirstHop | null> {
  const { family, toward, network } = options;
  const hasGateway = network.gateways.some((gateway) => gateway.family === family);
  const nearest = hasGateway ? 2 : 1;
  for (let distance = nearest; distance < DISTANCE_MAX_HOPS; distance += 2) {
    const hops = await trace(options, [distance, distance + 1]);
    const found = firstBeyondHome(hops, network);
    if (found) return found.address === toward ? null : watchable(options, found);
    if (hops.some(({ address }) => address === toward)) return null;
  }
  return null;
}

function trace({ tool, toward, tickUs, send }: FindOptions, distances: number[]): Promise<TraceHop[]> {
  return traceRoute(toward, { tool, distances, waitMs: ASK_MS, tickUs, ...(send && { send }) });
}

type Named = { address: string; distanceHops: number };

/** The nearest hop of a trace that has a name and is not of the home. */
function firstBeyondHome(hops: readonly TraceHop[], network: FindOptions['network']): Named | null {
  for (const { address, distanceHops } of hops) {
    if (address !== null && !isOfHome(address, network)) return { address, distanceHops };
  }
  return null;
}

async function watchable(options: FindOptions, { address, distanceHops }: Named): Promise<FirstHop | null> {
  const { tool, family, toward, send = sendShortLivedEcho } = options;
  const hop = { family, address, distanceHops, toward };
  const direct = await send({ tool, address, distanceHops: DIRECT_HOPS, waitMs: ASK_MS });
  if (direct.said === 'reply') return { ...hop, way: 'ping' };
  const again = await send({ tool, address: toward, distanceHops, waitMs: ASK_MS });
  return again.said === 'exceeded' && again.address === address ? { ...hop, way: 'hop' } : null;
}

/** A provider gives a home at least so much; two routers in a row at home share it. */
const HOME_PREFIX_BITS = 56;

/**
 * Whether a machine on the way may still be the home's own: private addresses (RFC 1918, also the second router of a home with
 * two), IPv6 addresses of the home's /56. Shared addresses (100.64.0.0/10, RFC 6598) are the provider's by definition. A
 * provider that numbers its first router privately is thereby found one router later: still its network.
 */
export function isOfHome(address: string, { gateways, ownAddresses }: FindOptions['network']): boolean {
  if (isHomeAddress(address)) return true;
  const known = [...ownAddresses, ...gateways.map((gateway) => gateway.address)].map(plainAddress);
  if (known.includes(address)) return true;
  if (!isIPv6(address)) return false;
  const home = new BlockList();
  for (const own of known) if (isIPv6(own)) home.addSubnet(own, HOME_PREFIX_BITS, 'ipv6');
  return home.check(address, 'ipv6');
}
