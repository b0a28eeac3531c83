import type { Method, Target, TargetRole } from '../../rules/method.ts';
import type { Family } from '../../rules/outage/observation.ts';

/** The method of a probe in a simulated home: what a probe that found all its witnesses by itself would measure. */

/** Distance of the router's samples: as a rule, and while the line is down. */
export const ROUTER_SPACING_MS = 60_000;
export const ROUTER_DOWN_SPACING_MS = 10_000;
/** RFC 5737: must not answer. */
const SILENT_ADDRESS = '192.0.2.1';
const FAR_NETWORKS = ['own', 'cloudflare', 'quad9', 'google', 'example'] as const;

export type MethodOptions = {
  families: readonly Family[];
  /** Whether the router says anything, the provider's first router and own machine answer, telephony is set up. */
  hasRouter: boolean;
  hasFirstHop: boolean;
  hasIspHost: boolean;
  hasSip: boolean;
  /** Numbers in [0, 1) that differ from home to home. */
  random: () => number;
};

/** Five far targets of each family on the grid of one second, and everybody else at their own pace. */
export function methodOfHome(options: MethodOptions): Method {
  const { families, random } = options;
  const main = families[0] ?? 4;
  const one = (
    role: TargetRole,
    kind: string,
    address: string,
    spacingMs: number,
    family: Family | 0 = main,
    network: string = role,
  ): Target => ({
    kind,
    backEnd: kind === 'ping' ? 'fping' : kind,
    role,
    family,
    address,
    network,
    spacingMs,
    phaseMs: Math.floor(random() * spacingMs),
  });
  const targets: Target[] = [
    ...families.flatMap((family) => farTargets(family, Math.floor(random() * 1000))),
    one('gateway', 'ping', '192.168.178.1', 1000, 4, 'home'),
    one('isp-resolver', 'dns', main === 4 ? '203.0.113.53' : '2001:db8:53::53', 30_000, main, 'isp'),
    one('public-resolver', 'dns', main === 4 ? '198.51.100.53' : '2001:db8:f::53', 30_000, main, 'cloudflare'),
    one('public-resolver', 'dns', main === 4 ? '198.51.100.54' : '2001:db8:f::54', 30_000, main, 'quad9'),
    one('own-server', 'contact', 'https://witness.example/', 20_000, 0),
    one('control', 'ping', SILENT_ADDRESS, 3_600_000, 4),
    one('control', 'nxdomain', main === 4 ? '203.0.113.53' : '2001:db8:53::53', 3_600_000),
    one('snapshot', 'snapshot', 'here', 86_400_000, 0),
  ];
  if (options.hasRouter) targets.push(one('router', 'router', '192.168.178.1', ROUTER_SPACING_MS, 4, 'home'));
  if (options.hasRouter) targets.push(one('clock', 'ntp', '192.168.178.1', 600_000, 4, 'home'));
  if (options.hasFirstHop) targets.push(one('first-hop', 'hop', 'hash:'.padEnd(69, 'a'), 5000, main, 'isp'));
  if (options.hasIspHost)
    targets.push(one('isp-host', 'ping', main === 4 ? '203.0.113.53' : '2001:db8:53::53', 5000, main, 'isp'));
  if (options.hasSip) targets.push(one('sip', 'sip', 'sip.isp.example', 300_000, main, 'isp'));
  return {
    format: 'linewitness-method/1',
    software: 'linewitness 0.1.0',
    simulated: true,
    roundMs: 5000,
    lateAfterMs: 2000,
    listenMs: 10_000,
    targets,
  };
}

function farTargets(family: Family, startMs: number): Target[] {
  return FAR_NETWORKS.map((network, index) => ({
    kind: 'ping',
    backEnd: 'fping',
    role: 'far',
    family,
    address: family === 4 ? `198.51.100.${index + 1}` : `2001:db8:f::${index + 1}`,
    network,
    spacingMs: 5000,
    phaseMs: (startMs + index * 1000) % 5000,
  }));
}
