import { readFileSync } from 'node:fs';
import { isIP, isIPv6 } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { isGlobalAddress, isLoopbackAddress, plainAddress } from './address-scope.ts';

/** Where this machine sits: as far as the system tells without asking anybody. */
export type Network = {
  gateways: Gateway[];
  /** All addresses of this machine but loopback ones. */
  ownAddresses: string[];
  /** The address that speaks for this machine in each family: on the interface of the default route. */
  mainAddress4: string | null;
  mainAddress6: string | null;
  /** Whether an IPv6 address of the whole internet is there. */
  hasGlobalIpv6: boolean;
  /** Name servers of the system, in its order; never a local stub. */
  resolvers: string[];
  /** Name of the interface if the default route leads into a tunnel; then the tunnel is measured, not the line. */
  tunnel: string | null;
};
export type Gateway = { family: 4 | 6; address: string; interface: string };

/** What {@link readNetwork} reads. */
export type NetworkSources = {
  /** Text of a file, `null` if it can't be read. */
  readText(path: string): string | null;
  interfaces(): NodeJS.Dict<NetworkInterfaceInfo[]>;
};

const TUNNEL = /^(tun|tap|wg|ppp-vpn|tailscale|zt|utun|ipsec|nordlynx|proton)/;

/** Reads routing tables (proc_net(5)), interfaces and resolv.conf(5). Never throws: what can't be read is not there. */
export function readNetwork(sources: NetworkSources = realSources): Network {
  const gateways = [
    ...defaultGateway4(sources.readText('/proc/net/route') ?? ''),
    ...defaultGateway6(sources.readText('/proc/net/ipv6_route') ?? ''),
  ];
  const interfaces = withoutPassing(sources.interfaces(), sources.readText('/proc/net/if_inet6') ?? '');
  const own = Object.values(interfaces).flatMap((list) => list ?? []);
  return {
    gateways,
    ownAddresses: own.filter(({ internal }) => !internal).map(({ address }) => address),
    mainAddress4: mainAddress(interfaces, gateways, 4),
    mainAddress6: mainAddress(interfaces, gateways, 6),
    hasGlobalIpv6: own.some(({ address, internal }) => !internal && isIPv6(address) && isGlobalAddress(address)),
    resolvers: readResolvers(sources),
    tunnel: defaultInterfaces(sources).find((name) => TUNNEL.test(name)) ?? null,
  };
}

/**
 * A short text that is another one as soon as this machine has other default routes, or other addresses where they lead
 * out: cheap enough to be asked each second.
 */
export function networkMark(sources: NetworkSources = realSources): string {
  const routes = [
    ...routes4(sources.readText('/proc/net/route') ?? ''),
    ...routes6(sources.readText('/proc/net/ipv6_route') ?? ''),
  ].map(({ name, gateway, metric }) => ({ name, gateway, metric }));
  const names = new Set(routes.map(({ name }) => name));
  const addresses = Object.entries(sources.interfaces()).flatMap(([name, list]) =>
    names.has(name) ? (list ?? []).map(({ address }) => address) : [],
  );
  return JSON.stringify([routes, addresses]);
}

/** Where packets leave this machine for the internet; `null` without a default route. */
export function defaultRouteInterface({ gateways, tunnel }: Network): string | null {
  return tunnel ?? gateways[0]?.interface ?? null;
}

/** The network of an IPv6 address, in its shortest spelling (`2001:db8:1:2::/64`); what comes behind is this machine's choice. */
export function prefix64Of(address: string): string {
  const [head = '', tail = ''] = plainAddress(address).split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const groups = [...front, ...zeros, ...back].slice(0, 4);
  return `${new URL(`http://[${groups.join(':')}::]/`).hostname.slice(1, -1)}/64`;
}

/** Whether the system says that nothing is plugged in, or no radio found (sysfs-class-net). What it doesn't say is a link. */
export function isLinkDown(name: string, sources: NetworkSources = realSources): boolean {
  const carrier = sources.readText(`/sys/class/net/${name}/carrier`)?.trim();
  if (carrier !== undefined) return carrier === '0';
  // an interface that was taken down has no carrier to read
  return sources.readText(`/sys/class/net/${name}/operstate`)?.trim() === 'down';
}

/** Columns: Iface Destination Gateway Flags RefCnt Use Metric Mask …; addresses in hex, host byte order (little endian). */
function defaultGateway4(text: string): Gateway[] {
  const best = routes4(text)
    .filter(({ gateway }) => gateway !== '00000000')
    .sort((a, b) => a.metric - b.metric)[0];
  return best ? [{ family: 4, address: ipv4OfHex(best.gateway), interface: best.name }] : [];
}

function routes4(text: string): { name: string; gateway: string; metric: number }[] {
  return rowsOf(text)
    .filter((cells) => cells[1] === '00000000' && cells[7] === '00000000' && isRouteUp(cells[3]))
    .map(([name = '', , gateway = '', , , , metric]) => ({ name, gateway, metric: Number(metric) }))
    .filter(({ gateway }) => /^[0-9A-F]{8}$/i.test(gateway));
}

function ipv4OfHex(hex: string): string {
  const bytes = Buffer.from(hex, 'hex').reverse();
  return [...bytes].join('.');
}

/** Columns: destination, its prefix, source, its prefix, next hop, metric, references, use, flags, interface; all hex. */
function defaultGateway6(text: string): Gateway[] {
  const best = routes6(text)
    .filter(({ gateway }) => !/^0+$/.test(gateway))
    .sort((a, b) => a.metric - b.metric)[0];
  if (!best) return [];
  const address = ipv6OfHex(best.gateway);
  return [
    { family: 6, address: address.startsWith('fe80') ? `${address}%${best.name}` : address, interface: best.name },
  ];
}

function routes6(text: string): { name: string; gateway: string; metric: number }[] {
  return rowsOf(text)
    .filter((cells) => /^0{32}$/.test(cells[0] ?? '') && cells[1] === '00' && isRouteUp(cells[8]))
    .map((cells) => ({ name: cells[9] ?? '', gateway: cells[4] ?? '', metric: Number.parseInt(cells[5] ?? '', 16) }))
    .filter(({ name, gateway }) => name !== 'lo' && /^[0-9a-f]{32}$/i.test(gateway));
}

/** The shortest spelling, as tools print it (RFC 5952). */
function ipv6OfHex(hex: string): string {
  const groups = hex.match(/.{4}/g) ?? [];
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

/** RTF_UP and not RTF_REJECT (route.h). */
function isRouteUp(flagsHex: string | undefined): boolean {
  const flags = Number.parseInt(flagsHex ?? '', 16);
  return (flags & 0x1) !== 0 && (flags & 0x200) === 0;
}

function defaultInterfaces(sources: NetworkSources): string[] {
  const names4 = routes4(sources.readText('/proc/net/route') ?? '').sort((a, b) => a.metric - b.metric);
  const names6 = routes6(sources.readText('/proc/net/ipv6_route') ?? '').sort((a, b) => a.metric - b.metric);
  return [names4[0]?.name, names6[0]?.name].filter((name) => name !== undefined);
}

function rowsOf(text: string): string[][] {
  return text.split('\n').map((line) => line.trim().split(/\s+/));
}

function mainAddress(
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>,
  gateways: Gateway[],
  family: 4 | 6,
): string | null {
  const name = gateways.find((gateway) => gateway.family === family)?.interface;
  const addresses = (name === undefined ? undefined : interfaces[name]) ?? [];
  const fitting = addresses.filter(({ address }) => isIP(address) === family && !address.startsWith('fe80'));
  return (fitting.find(({ address }) => isGlobalAddress(address)) ?? fitting[0])?.address ?? null;
}

/** Flags of an address that is not to speak for the machine (if_addr.h): temporary, not unique, deprecated, not checked yet. */
const TEMPORARY = 0x01;
const PASSING = TEMPORARY | 0x08 | 0x20 | 0x40;

/**
 * IPv6 addresses that stay come first: a temporary one is another each day, a deprecated one belongs to the prefix of
 * before. Rows of the file (proc_net(5)): address, index, prefix length, scope, flags, name; all hex but the name.
 */
function withoutPassing(
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>,
  inet6: string,
): NodeJS.Dict<NetworkInterfaceInfo[]> {
  const flags = new Map(
    rowsOf(inet6)
      .filter(([hex]) => /^[0-9a-f]{32}$/i.test(hex ?? ''))
      .map((cells) => [`${cells[5]} ${ipv6OfHex(cells[0] ?? '')}`, Number.parseInt(cells[4] ?? '', 16)]),
  );
  const rank = (name: string, address: string) => {
    const passing = (flags.get(`${name} ${plainAddress(address)}`) ?? 0) & PASSING;
    if (passing === 0) return 0;
    return passing === TEMPORARY ? 1 : 2;
  };
  return Object.fromEntries(
    Object.entries(interfaces).map(([name, list]) => [
      name,
      list && [...list].sort((a, b) => rank(name, a.address) - rank(name, b.address)),
    ]),
  );
}

/** systemd-resolved hides the real servers behind a stub on loopback; it names them in a file of its own. */
function readResolvers(sources: NetworkSources): string[] {
  const named = parseResolvConf(sources.readText('/etc/resolv.conf') ?? '');
  const isStub = named.length > 0 && named.every(isLoopbackAddress);
  const behind = isStub ? parseResolvConf(sources.readText('/run/systemd/resolve/resolv.conf') ?? '') : [];
  return (isStub ? behind : named).filter((address) => !isLoopbackAddress(address));
}

/** `nameserver` lines, numeric addresses only (resolv.conf(5)). */
function parseResolvConf(text: string): string[] {
  const addresses = text
    .split('\n')
    .map((line) => /^\s*nameserver\s+(\S+)/.exec(line)?.[1])
    .filter((address) => address !== undefined && isIP(address.split('%')[0] ?? '') !== 0);
  return [...new Set(addresses.filter((address) => address !== undefined))];
}

const realSources: NetworkSources = {
  readText(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null; // not Linux, or not there: nothing is known
    }
  },
  interfaces: networkInterfaces,
};
