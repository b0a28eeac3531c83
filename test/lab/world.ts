import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { findOnPath } from '../needs.ts';
import { ADDRESSES, FAR_ADDRESSES_V4, FAR_ADDRESSES_V6 } from './addresses.ts';
import type { Answered, Asked } from './ask.ts';
import {
  buildWorld,
  PLACES,
  type Place,
  type Places,
  PROVIDER_LINE_UP,
  ROUTER_LAN_UP,
  ROUTER_LINE_UP,
  ROUTER_MOBILE_UP,
  VPS_LINK_UP,
} from './build-world.ts';
import { ipBatch, nextPrefix, nft, removeLeftovers, removeNamespace, runIn } from './namespaces.ts';
import { type Agent, startAgent } from './start-agent.ts';

/** When a command took hold: somewhere between these, by this process's monotonic clock and by the wall clock. */
export type Stamp = { fromTickMs: number; toTickMs: number; fromAtMs: number; toAtMs: number };

/** Ways to break the world; each can be begun and ended on its own. */
export const FAULTS = [
  'line-silent', //        the line is cut, the router has not noticed: nothing answers
  'line-unreachable', //   the line is cut at the router: it answers "Destination Net Unreachable"
  'gateway-dead', //       the router is gone, the home's own network has its carrier
  'loss-2-percent', //     every fiftieth packet to the line is dropped at random
  'target-off', //         9.9.9.9 and its twin fall silent
  'names-off', //          nobody answers on port 53
  'ipv6-off', //           the provider drops IPv6
  'vps-off', //            the own server's link is down
  'core-dead', //          the provider's first router answers, nothing behind it
  'transit-dead', //       the provider's own machines answer, nobody outside
  'mobile-instead', //     the line is cut at the router, IPv4 leaves by its mobile network
  'home-link-down', //     the probe's machine has no carrier
] as const;
export type Fault = (typeof FAULTS)[number];

/** A home with its line and the net behind it, made of network namespaces. */
export type World = {
  places: Places;
  begin(fault: Fault): Stamp;
  end(fault: Fault): Stamp;
  /** Starts a program inside; it is ended with the world. */
  spawn(place: Place, program: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Asks from inside a place. */
  fetch(place: Place, url: string, asked?: Partial<Asked>): Promise<Answered>;
  close(): Promise<void>;
};

/** Opens a new world, all of it working. Removes what dead tests left. Needs root. */
export async function openWorld(): Promise<World> {
  removeLeftovers();
  const prefix = nextPrefix();
  const places = Object.fromEntries(PLACES.map((place) => [place, `${prefix}-${place}`])) as Places; // one entry for each place
  const agents = new Map<Place, Agent>();
  const agentIn = (place: Place) => {
    const agent = agents.get(place) ?? startAgent(places[place]);
    agents.set(place, agent);
    return agent;
  };
  const close = async () => {
    await Promise.all([...agents.values()].map((agent) => agent.close()));
    for (const place of PLACES) removeNamespace(places[place]);
  };
  try {
    buildWorld(places);
    await Promise.all([
      agentIn('provider').serveNames([ADDRESSES.ispResolver.v4, ADDRESSES.ispResolver.v6]),
      agentIn('net').serveNames([...FAR_ADDRESSES_V4, ...FAR_ADDRESSES_V6]),
      agentIn('net').accept([...FAR_ADDRESSES_V4, ...FAR_ADDRESSES_V6], 443),
    ]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    places,
    begin: (fault) => stamped(() => BEGIN[fault](places)),
    end: (fault) => stamped(() => END[fault](places)),
    spawn: (place, program, args, options = {}) =>
      // by its full path: the program's own PATH may hold less
      spawn(findOnPath('ip') ?? 'ip', ['netns', 'exec', places[place], program, ...args], options),
    fetch: (place, url, asked) => agentIn(place).fetch(url, asked),
    close,
  };
}

function stamped(command: () => void): Stamp {
  const fromAtMs = Date.now();
  const fromTickMs = performance.now();
  command();
  return { fromTickMs, toTickMs: performance.now(), fromAtMs, toAtMs: Date.now() };
}

const BEGIN: Record<Fault, (places: Places) => void> = {
  'line-silent': ({ provider }) => ipBatch(provider, ['link set line down']),
  'line-unreachable': ({ router }) => ipBatch(router, ['link set wan down']),
  'gateway-dead': ({ router }) => ipBatch(router, ['link set lan down']),
  'loss-2-percent': ({ router }) => filter(router, 'loss', 'forward', ['oifname "wan" numgen random mod 100 < 2 drop']),
  'target-off': ({ net }) => filter(net, 'target', 'input', ['ip daddr 9.9.9.9 drop', 'ip6 daddr 2620:fe::fe drop']),
  'names-off': ({ provider, net }) => {
    for (const place of [provider, net]) filter(place, 'names', 'input', ['udp dport 53 drop', 'tcp dport 53 drop']);
  },
  'ipv6-off': ({ provider }) => {
    filter(provider, 'six', 'forward', ['meta nfproto ipv6 drop']);
    filter(provider, 'sixin', 'input', ['meta nfproto ipv6 drop']);
  },
  'vps-off': ({ net }) => ipBatch(net, ['link set vps down']),
  'core-dead': ({ provider }) => {
    filter(provider, 'core', 'forward', ['drop']);
    filter(
      provider,
      'corein',
      'input',
      PROVIDER_HOSTS.map((host) => `${host} drop`),
    );
  },
  'transit-dead': ({ provider }) => filter(provider, 'transit', 'forward', ['drop']),
  'mobile-instead': ({ router }) => ipBatch(router, ['link set wan down', ...ROUTER_MOBILE_UP]),
  'home-link-down': ({ lan }) => ipBatch(lan, ['link set home down']),
};

const PROVIDER_HOSTS = [`ip daddr ${ADDRESSES.ispResolver.v4}`, `ip6 daddr ${ADDRESSES.ispResolver.v6}`];

const END: Record<Fault, (places: Places) => void> = {
  'line-silent': ({ provider }) => ipBatch(provider, PROVIDER_LINE_UP),
  'line-unreachable': ({ router }) => ipBatch(router, ROUTER_LINE_UP),
  'gateway-dead': ({ router }) => ipBatch(router, ROUTER_LAN_UP),
  'loss-2-percent': ({ router }) => unfilter(router, 'loss'),
  'target-off': ({ net }) => unfilter(net, 'target'),
  'names-off': ({ provider, net }) => {
    for (const place of [provider, net]) unfilter(place, 'names');
  },
  'ipv6-off': ({ provider }) => {
    unfilter(provider, 'six');
    unfilter(provider, 'sixin');
  },
  'vps-off': ({ net }) => ipBatch(net, VPS_LINK_UP),
  'core-dead': ({ provider }) => {
    unfilter(provider, 'core');
    unfilter(provider, 'corein');
  },
  'transit-dead': ({ provider }) => unfilter(provider, 'transit'),
  'mobile-instead': ({ router }) => ipBatch(router, ['link set lte down', ...ROUTER_LINE_UP]),
  'home-link-down': ({ lan }) => ipBatch(lan, ['link set home up']),
};

function filter(namespace: string, table: string, hook: 'forward' | 'input', rules: readonly string[]): void {
  nft(namespace, `table inet ${table}`, `type filter hook ${hook} priority 0`, rules);
}

function unfilter(namespace: string, table: string): void {
  runIn(namespace, 'nft', ['delete', 'table', 'inet', table]);
}
