import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** IPv4 that is not in the public internet (IANA special-purpose registry, RFC 6890), multicast and reserved. */
const PRIVATE_V4 = blockListOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]);
const GLOBAL_V6 = blockListOf('ipv6', [['2000::', 3]]);
/** Inside 2000::/3, but special: protocol assignments with Teredo, documentation, 6to4. */
const SPECIAL_V6 = blockListOf('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);
/** The last 32 bits are an IPv4 address: mapped (RFC 4291 §2.5.5.2), NAT64 (RFC 6052 §2.1). */
const EMBEDDING_V6 = blockListOf('ipv6', [
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
]);

/** Whether an address may be reached on behalf of what somebody typed into a form. Anything odd is not public. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !PRIVATE_V4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  // BlockList compares a mapped address with the IPv4 rules by itself on some versions: decided here instead
  const groups = expand(address);
  const isEmbedding = EMBEDDING_V6.check(address, 'ipv6') || groups.slice(0, 6).join(':') === '0:0:0:0:0:65535';
  if (isEmbedding) return isPublicAddress(embeddedV4(groups));
  return GLOBAL_V6.check(address, 'ipv6') && !SPECIAL_V6.check(address, 'ipv6');
}

function blockListOf(family: 'ipv4' | 'ipv6', nets: [string, number][]): BlockList {
  const list = new BlockList();
  for (const [net, prefixBits] of nets) list.addSubnet(net, prefixBits, family);
  return list;
}

function embeddedV4(groups: number[]): string {
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight groups of a valid IPv6 address. */
function expand(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = (high: string | undefined, low: string | undefined) => (Number(high) * 256 + Number(low)).toString(16);
  const plain = dotted ? `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}` : address;
  const [head = '', tail] = plain.split('::');
  const groupsOf = (text: string) => text.split(':').filter((group) => group !== '');
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}
