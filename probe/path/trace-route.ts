import type { ShortLivedEcho } from './parse-short-lived-echo.ts';
import { type EchoTool, sendShortLivedEcho } from './short-lived-echo.ts';

/** What stands at one distance: who answered from there and after how long, or nobody. */
export type TraceHop = { distanceHops: number; address: string | null; latencyUs: number | null };

export type TraceOptions = {
  tool: EchoTool;
  /** Distances to ask, ascending; by default 1 to {@link TRACE_HOPS_MAX}. */
  distances?: readonly number[];
  /** So long an answer is waited for; ≤ 2.5 s. */
  waitMs?: number;
  signal?: AbortSignal;
  /** Monotonic, µs. */
  tickUs(): number;
  /** For tests: in place of a real packet. */
  send?: typeof sendShortLivedEcho;
};

const TRACE_HOPS_MAX = 8;
const TRACE_WAIT_MS = 2000;
/** Programs at once: more would only wait for the processor of a small machine. */
const AT_ONCE = 8;

/**
 * The path to a numeric address: one echo request for each distance, all at once, done within 3 s. The hop where the
 * target itself answers is the last; without it, the last that answered. Latencies hold what it takes to start a
 * program, a few ms: they tell near from far, no more.
 */
export async function traceRoute(address: string, options: TraceOptions): Promise<TraceHop[]> {
  const distances = options.distances ?? Array.from({ length: TRACE_HOPS_MAX }, (_, index) => index + 1);
  if (distances.length > AT_ONCE) throw new Error(`bug: ${distances.length} distances at once`);
  const asked = await Promise.all(distances.map((distanceHops) => ask(address, distanceHops, options)));
  const endIndex = asked.findIndex(({ echo }) => echo.said === 'reply');
  const path = endIndex === -1 ? asked : asked.slice(0, endIndex + 1);
  const lastIndex = path.findLastIndex(({ hop }) => hop.address !== null);
  return path.slice(0, lastIndex + 1).map(({ hop }) => hop);
}

async function ask(
  address: string,
  distanceHops: number,
  { tool, waitMs = TRACE_WAIT_MS, signal, tickUs, send = sendShortLivedEcho }: TraceOptions,
): Promise<{ hop: TraceHop; echo: ShortLivedEcho }> {
  const startUs = tickUs();
  const echo = await send({ tool, address, distanceHops, waitMs, ...(signal && { signal }) });
  const isNamed = echo.said !== 'nothing';
  return {
    echo,
    hop: {
      distanceHops,
      address: isNamed ? echo.address : null,
      latencyUs: isNamed ? Math.max(0, Math.round(tickUs() - startUs)) : null,
    },
  };
}

/** A line each: `distance address µs`, or `distance *` where nobody answered. */
export function formatTrace(hops: readonly TraceHop[]): string {
  return hops
    .map(({ distanceHops, address, latencyUs }) =>
      address === null ? `${distanceHops} *` : `${distanceHops} ${address} ${latencyUs}`,
    )
    .join('\n');
}
