import type { Method, Target } from '../../rules/method.ts';
import { MAIL_ROUTES, mailTargets } from './mail-methods.ts';

/** full: as a real probe measures. coarse: for months in which nothing happens, one packet each 12 s (decision 27). */
export type Resolution = 'full' | 'coarse';

/** Position of the gateway in the list of targets; the far ones stand before it. */
export const GATEWAY_TARGET = 5;
export const FAR_TARGETS = [0, 1, 2, 3, 4];
/** Those of the provider's network, what the router says, and what is recorded in an outage. */
export const FIRST_HOP_TARGET = 6;
export const ISP_HOST_TARGET = 7;
export const ROUTER_TARGET = 8;
export const SNAPSHOT_TARGET = 9;
/** The first of those for test mails (mail-methods.ts), and how many targets there are in all. */
export const MAIL_TARGET = 10;
export const TARGET_COUNT = MAIL_TARGET + 4;

/** How long a segment of each resolution lasts. */
export const SEGMENT_MS: Record<Resolution, number> = { full: 60_000, coarse: 300_000 };

const ROUND_MS: Record<Resolution, number> = { full: 5000, coarse: 300_000 };
const FAR_SPACING_MS: Record<Resolution, number> = { full: 5000, coarse: 60_000 };
/** On the grid; more often while the line is down, and at the moments of an outage. */
export const ROUTER_SPACING_MS: Record<Resolution, number> = { full: 60_000, coarse: 300_000 };
const GATEWAY_SPACING_MS: Record<Resolution, number> = { full: 1000, coarse: 60_000 };

/** Addresses for documentation (RFC 5737), in five invented networks. */
const FAR = [
  { address: '192.0.2.53', network: 'beispielnetz-e' },
  { address: '198.51.100.1', network: 'beispielnetz-a' },
  { address: '198.51.100.129', network: 'beispielnetz-b' },
  { address: '203.0.113.9', network: 'beispielnetz-c' },
  { address: '203.0.113.200', network: 'beispielnetz-d' },
];

/** What stands in the segments of the simulated probe; `simulated` is true, so every page says so. */
export function simulatedMethod(resolution: Resolution): Method {
  return {
    format: 'linewitness-method/1',
    software: 'linewitness-demo 0.1.0',
    simulated: true,
    roundMs: ROUND_MS[resolution],
    lateAfterMs: 2000,
    listenMs: 10_000,
    targets: [
      ...FAR.map((far, index) => farTarget(far, index, resolution)),
      gatewayTarget(resolution),
      ...witnessTargets(resolution),
      ...mailTargets(),
    ],
    // as its owner told: the provider renews the session each night
    reconnectWindow: { from: '03:55', to: '04:20', zone: 'Europe/Berlin' },
    mail: { routes: MAIL_ROUTES },
  };
}

function farTarget(far: { address: string; network: string }, index: number, resolution: Resolution): Target {
  const spacingMs = FAR_SPACING_MS[resolution];
  return {
    kind: 'ping',
    backEnd: 'simulated',
    role: 'far',
    family: 4,
    ...far,
    spacingMs,
    phaseMs: (spacingMs / FAR.length) * index,
  };
}

/** In the order of {@link FIRST_HOP_TARGET} and the following. */
function witnessTargets(resolution: Resolution): Target[] {
  const spacingMs = FAR_SPACING_MS[resolution];
  const near = { kind: 'ping', backEnd: 'simulated', family: 4, network: 'isp', spacingMs } as const;
  const router = { backEnd: 'simulated', family: 0, address: '192.168.178.1', network: 'home' } as const;
  return [
    { ...near, role: 'first-hop', address: '192.0.2.1', phaseMs: 250 },
    { ...near, role: 'isp-host', address: '192.0.2.54', phaseMs: 750 },
    { ...router, kind: 'router', role: 'router', spacingMs: ROUTER_SPACING_MS[resolution], phaseMs: 2300 },
    { ...router, kind: 'snapshot', role: 'snapshot', spacingMs: 86_400_000, phaseMs: 0 },
  ];
}

function gatewayTarget(resolution: Resolution): Target {
  return {
    kind: 'ping',
    backEnd: 'simulated',
    role: 'gateway',
    family: 4,
    address: '192.168.178.1',
    network: 'home',
    spacingMs: GATEWAY_SPACING_MS[resolution],
    phaseMs: 500,
  };
}
