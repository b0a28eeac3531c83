import { ADDRESSES as A, FAR_ADDRESSES_V4, FAR_ADDRESSES_V6 } from './addresses.ts';
import { addNamespace, ip, ipBatch, nft, runIn } from './namespaces.ts';

/** Names of the namespaces of one world. */
export type Places = Record<Place, string>;
export const PLACES = ['home', 'lan', 'router', 'provider', 'net', 'vps'] as const;
export type Place = (typeof PLACES)[number];

/**
 * Builds one world from nothing:
 *
 *     home ── lan (switch) ── router ══ provider ── net (far addresses) ── vps
 *
 * Router and net have a second link, `lte`: the mobile network that takes over where the line is down; it is down at first.
 * The line is the link `══`: point to point as with PPPoE (each end knows the other without ARP), the router translates
 * the home's IPv4 addresses, the home's IPv6 prefix is routed to it.
 */
export function buildWorld(places: Places): void {
  for (const place of PLACES) addNamespace(places[place], [A.ispResolver.v4]);
  for (const place of PLACES) configureKernel(places[place], place);
  wire(places);
  configureHome(places);
  configureRouter(places);
  configureProvider(places);
  configureNet(places);
}

/** What a router does when its line comes up; also used to bring it back. */
export const ROUTER_LINE_UP = [
  'link set wan up',
  `addr replace ${A.routerWan.v4} peer ${A.providerWan.v4} dev wan`,
  `addr replace ${A.routerWan.v6}/64 dev wan nodad`,
  `neigh replace ${A.providerWan.v4} lladdr 02:00:00:00:00:01 dev wan nud permanent`,
  `neigh replace ${A.providerWan.v6} lladdr 02:00:00:00:00:01 dev wan nud permanent`,
  `route replace default via ${A.providerWan.v4} dev wan`,
  `route replace ::/0 via ${A.providerWan.v6} dev wan`,
];

/** What a router does when its mobile network takes over; it has IPv4 alone. */
export const ROUTER_MOBILE_UP = [
  'link set lte up',
  `addr replace ${A.routerMobile.v4} peer ${A.netMobile.v4} dev lte`,
  `neigh replace ${A.netMobile.v4} lladdr 02:00:00:00:00:03 dev lte nud permanent`,
  `route replace default via ${A.netMobile.v4} dev lte`,
];

/** What a router does when its side of the home's network comes up. */
export const ROUTER_LAN_UP = [
  'link set lan up',
  `addr replace ${A.routerLan.v4}/24 dev lan`,
  `addr replace ${A.routerLan.v6}/64 dev lan nodad`,
  'addr replace 2001:db8:178::1/64 dev lan nodad',
];

/** What the net does when the link of the own server comes up. */
export const VPS_LINK_UP = [
  'link set vps up',
  `addr replace ${A.netVps.v4}/30 dev vps`,
  `addr replace ${A.netVps.v6}/64 dev vps nodad`,
  'addr replace fe80::9/64 dev vps nodad',
];

/** What the provider does when the line comes up. */
export const PROVIDER_LINE_UP = [
  'link set line up',
  `addr replace ${A.providerWan.v4} peer ${A.routerWan.v4} dev line`,
  `addr replace ${A.providerWan.v6}/64 dev line nodad`,
  `neigh replace ${A.routerWan.v4} lladdr 02:00:00:00:00:02 dev line nud permanent`,
  `neigh replace ${A.routerWan.v6} lladdr 02:00:00:00:00:02 dev line nud permanent`,
  `route replace 2001:db8:178::/48 via ${A.routerWan.v6} dev line`,
];

function configureKernel(namespace: string, place: Place): void {
  const settings = [
    'net.ipv6.conf.default.accept_dad=0',
    'net.ipv6.conf.default.accept_ra=0',
    'net.ipv6.conf.default.addr_gen_mode=1', // only the addresses that we give
    'net.ipv6.conf.all.keep_addr_on_down=1',
  ];
  if (place !== 'home') settings.push('net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1');
  runIn(namespace, 'sysctl', ['-q', '-w', ...settings]);
}

function wire({ home, lan, router, provider, net, vps }: Places): void {
  veth([home, 'eth0'], [lan, 'home']);
  veth([router, 'lan'], [lan, 'router']);
  veth([router, 'wan', '02:00:00:00:00:02'], [provider, 'line', '02:00:00:00:00:01']);
  veth([router, 'lte', '02:00:00:00:00:04'], [net, 'lte', '02:00:00:00:00:03']);
  veth([provider, 'core'], [net, 'core']);
  veth([net, 'vps'], [vps, 'eth0']);
  ipBatch(lan, [
    'link add switch type bridge forward_delay 0',
    'link set switch up',
    'link set home master switch up',
    'link set router master switch up',
  ]);
}

type End = [namespace: string, device: string, mac?: string];
function veth(a: End, b: End): void {
  const mac = (end: End) => (end[2] ? ['address', end[2]] : []);
  ip('link', 'add', a[1], ...mac(a), 'netns', a[0], 'type', 'veth', 'peer', 'name', b[1], ...mac(b), 'netns', b[0]);
}

function configureHome({ home }: Places): void {
  ipBatch(home, [
    `addr add ${A.home.v4}/24 dev eth0`,
    `addr add ${A.home.v6}/64 dev eth0 nodad`,
    'addr add fe80::20/64 dev eth0 nodad',
    'link set eth0 up',
    `route add default via ${A.routerLan.v4}`,
    `route add ::/0 via ${A.routerLan.v6} dev eth0`,
  ]);
}

function configureRouter({ router }: Places): void {
  ipBatch(router, [...ROUTER_LAN_UP, ...ROUTER_LINE_UP]);
  nft(router, 'table ip nat', 'type nat hook postrouting priority 100', ['oifname { "wan", "lte" } masquerade']);
}

function configureProvider({ provider }: Places): void {
  ipBatch(provider, [
    ...PROVIDER_LINE_UP,
    `addr add ${A.ispResolver.v4}/32 dev lo`,
    `addr add ${A.ispResolver.v6}/128 dev lo nodad`,
    `addr add ${A.providerCore.v4}/30 dev core`,
    `addr add ${A.providerCore.v6}/64 dev core nodad`,
    'addr add fe80::c1/64 dev core nodad',
    'link set core up',
    `route add default via ${A.netCore.v4}`,
    `route add ::/0 via ${A.netCore.v6}`,
  ]);
}

function configureNet({ net, vps }: Places): void {
  ipBatch(net, [
    ...FAR_ADDRESSES_V4.map((address) => `addr add ${address}/32 dev lo`),
    ...FAR_ADDRESSES_V6.map((address) => `addr add ${address}/128 dev lo nodad`),
    `addr add ${A.netCore.v4}/30 dev core`,
    `addr add ${A.netCore.v6}/64 dev core nodad`,
    'addr add fe80::c2/64 dev core nodad',
    'link set core up',
    ...VPS_LINK_UP,
    'link set lte up',
    `addr add ${A.netMobile.v4} peer ${A.routerMobile.v4} dev lte`,
    `neigh replace ${A.routerMobile.v4} lladdr 02:00:00:00:00:04 dev lte nud permanent`,
    `route add default via ${A.providerCore.v4}`,
    `route add ::/0 via ${A.providerCore.v6}`,
  ]);
  ipBatch(vps, [
    `addr add ${A.vps.v4}/30 dev eth0`,
    `addr add ${A.vps.v6}/64 dev eth0 nodad`,
    'addr add fe80::10/64 dev eth0 nodad',
    'link set eth0 up',
    `route add default via ${A.netVps.v4}`,
    `route add ::/0 via ${A.netVps.v6}`,
  ]);
}
