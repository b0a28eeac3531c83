import { BlockList, isIP, isIPv6 } from 'node:net';
import { plainAddress } from '../address-scope.ts';

/** Addresses of a home: RFC 1918, RFC 4193, RFC 3927, RFC 4291 §2.5, loopback. */
const HOME = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  HOME.addSubnet(network, prefix, 'ipv4');
}
HOME.addAddress('::1', 'ipv6');
HOME.addSubnet('fc00::', 7, 'ipv6');
HOME.addSubnet('fe80::', 10, 'ipv6');

/** Whether that numeric address is of this home or this machine. */
export function isHomeAddress(address: string): boolean {
  const plain = plainAddress(address).replace(/^::ffff:(?=\d)/i, '');
  return isIP(plain) !== 0 && HOME.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** Ends of names that no public DNS gives out (RFC 6762, RFC 8375, ICANN's `internal`), and those that routers use. */
const HOME_NAMES = /\.(local|lan|home|home\.arpa|internal|localdomain|fritz\.box|speedport\.ip)$/;

/**
 * Whether `host` (as in the header) is a name that only this home gives to a machine. A page elsewhere may point a name of
 * its own at this machine (DNS rebinding), and then asks under that name.
 */
export function isHomeHost(host: string | undefined, ownName: string): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/.exec((host ?? '').toLowerCase())?.[1];
  if (name === undefined) return false;
  const plain = name.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(plain) !== 0) return isHomeAddress(plain);
  return !plain.includes('.') || plain === ownName.toLowerCase() || HOME_NAMES.test(plain);
}
