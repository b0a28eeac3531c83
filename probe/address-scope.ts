import { BlockList, isIP, isIPv6 } from 'node:net';

/** Addresses that are not of the whole internet (RFC 6890): private, shared, loopback, link-local, benchmarking, multicast. */
const NOT_GLOBAL = new BlockList();
for (const cidr of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
]) {
  const [network = '', prefix] = cidr.split('/');
  NOT_GLOBAL.addSubnet(network, Number(prefix), 'ipv4');
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const GLOBAL_IPV6 = new BlockList();
GLOBAL_IPV6.addSubnet('2000::', 3, 'ipv6');

/** Whether packets to that numeric address leave the home and its provider's inner network. */
export function isGlobalAddress(address: string): boolean {
  const plain = plainAddress(address);
  if (isIP(plain) === 0) return false;
  return isIPv6(plain) ? GLOBAL_IPV6.check(plain, 'ipv6') : !NOT_GLOBAL.check(plain, 'ipv4');
}

/** Private addresses of RFC 1918: what routers give out at home. Shared ones (RFC 6598) are the provider's. */
const PRIVATE4 = new BlockList();
PRIVATE4.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE4.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE4.addSubnet('192.168.0.0', 16, 'ipv4');

/** Whether an IPv4 address is one that homes use within. A router that has it outside stands behind another one. */
export function isPrivateAddress4(address: string): boolean {
  return PRIVATE4.check(address, 'ipv4');
}

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

export function isLoopbackAddress(address: string): boolean {
  const plain = plainAddress(address);
  return isIP(plain) !== 0 && LOOPBACK.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** Without a zone (`fe80::1%eth0` → `fe80::1`). */
export function plainAddress(address: string): string {
  return address.split('%')[0] ?? '';
}

/** 4 or 6; a text that is no address is a bug here, since addresses are checked at the border. */
export function familyOf(address: string): 4 | 6 {
  const family = isIP(plainAddress(address));
  if (family !== 4 && family !== 6) throw new Error(`bug: ${address} is not a numeric address`);
  return family;
}
