import { BlockList, isIP } from 'node:net';
import { plainAddress } from '../forwarded.ts';
import type { Place } from './door.ts';

const NEAR = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  NEAR.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  NEAR.addSubnet(network, bits, 'ipv6');
}

/**
 * By what attempts from an address are counted: IPv4 whole, IPv6 by its /64, which one customer has to himself. Near are
 * addresses of home networks; a request that a proxy passed on, which is not trusted to say for whom, is not.
 */
export function placeOf(address: string | null, isForwarded: boolean): Place {
  const plain = plainAddress(address ?? '').split('%')[0] ?? '';
  const version = isIP(plain);
  if (version === 0) return { key: 'unknown', isNear: false };
  const isNear = !isForwarded && NEAR.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  return { key: version === 4 ? plain : firstGroups(plain), isNear };
}

/** The first four groups of an IPv6 address. */
function firstGroups(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
