import type { Method, Target } from '../../rules/method.ts';

/** full: as a real probe measures. coarse: for months in which nothing happens, one packet each 12 s (decision 27). */
export type Resolution = 'full' | 'coarse';

/** Position of the gateway in the list of targets; the far ones stand before it. */
export const GATEWAY_TARGET = 5;
export const FAR_TARGETS = [0, 1, 2, 3, 4];

/** How long a segment of each resolution lasts. */
export const SEGMENT_MS: Record<Resolution, number> = { full: 60_000, coarse: 300_000 };

const ROUND_MS: Record<Resolution, number> = { full: 5000, coarse: 300_000 };
const FAR_SPACING_MS: Record<Resolution, number> = { full: 5000, coarse: 60_000 };
const GATEWAY_SPACING_MS: Record<Resolution, number> = { full: 1000, coarse: 60_000 };

/** Addresses for documentation (RFC 5737), in five invented networks. */
const FAR = [
  { address: '192.0.2.53', network: 'isp' },
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
    targets: [...FAR.map((far, index) => farTarget(far, index, resolution)), gatewayTarget(resolution)],
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
