import { FIRST_HOP_TARGET, GATEWAY_TARGET } from './methods.ts';
import { exponential, mixSeed, uniform } from './random.ts';
import type { TruthEvent, World } from './truth.ts';

/** One simulated packet, in true time. */
export type Attempt = {
  target: number;
  sentAtMs: number;
  /** When its outcome is final. */
  finalAtMs: number;
  /** Whole microseconds; `null` = nothing came back. */
  latencyUs: number | null;
  /** The router said "unreachable" in its place. */
  isUnreachableFromGateway: boolean;
  /** What a witness says beside that it answered. */
  readings?: Record<string, number>;
  facts?: Record<string, string>;
};

/** Answer time of each target on an idle line; the last is the gateway's. */
const BASE_US = [9100, 11_400, 12_900, 14_300, 17_800, 420, 7200, 8300];
const TIMEOUT_MS = 2000;
const PEAK_HOUR_UTC = 19.5;

/** What becomes of the packet that is due at `dueAtMs`; `null` when none was sent then. */
export function attemptAt(world: World, events: TruthEvent[], target: number, dueAtMs: number): Attempt | null {
  const seed = mixSeed(world.seed, target, dueAtMs);
  // a real sender is up to 3 ms behind its slot
  const sentAtMs = dueAtMs + Math.floor(uniform(seed, 0) * 4);
  if (events.some((event) => event.kind === 'unmeasured' && isWithin(event, sentAtMs))) return null;
  const latencyUs = idleLatencyUs(seed, target, sentAtMs);
  const fate = fateOf({ world, events, target, sentAtMs, backAtMs: sentAtMs + latencyUs / 1000, seed });
  if (fate === 'reply')
    return {
      target,
      sentAtMs,
      finalAtMs: sentAtMs + latencyUs / 1000,
      latencyUs,
      isUnreachableFromGateway: false,
    };
  const isUnreachableFromGateway = fate === 'unreachable';
  const finalAtMs = sentAtMs + (isUnreachableFromGateway ? 1 : TIMEOUT_MS);
  return { target, sentAtMs, finalAtMs, latencyUs: null, isUnreachableFromGateway };
}

type Journey = {
  world: World;
  events: TruthEvent[];
  target: number;
  sentAtMs: number;
  backAtMs: number;
  seed: number;
};

function fateOf(journey: Journey): 'reply' | 'timeout' | 'unreachable' {
  const { world, events, target, sentAtMs, backAtMs, seed } = journey;
  const isGateway = target === GATEWAY_TARGET;
  let lossRatio = isGateway ? 0 : world.lossRatio;
  for (const event of events) {
    if (event.kind === 'loss' && isWithin(event, sentAtMs) && !isGateway)
      lossRatio = Math.max(lossRatio, event.lossRatio);
    const isNear = isGateway || (target === FIRST_HOP_TARGET && event.kind === 'line-cut' && event.at === 'core');
    const isCut = event.kind === 'home-cut' || (event.kind === 'line-cut' && !isNear);
    if (!isCut) continue;
    if (isWithin(event, sentAtMs)) {
      return event.kind === 'line-cut' && event.hasRouterAnswers ? 'unreachable' : 'timeout';
    }
    // it had left before the cut, and its answer was on the way
    if (isWithin(event, backAtMs)) return 'timeout';
  }
  return uniform(seed, 1) < lossRatio ? 'timeout' : 'reply';
}

function idleLatencyUs(seed: number, target: number, atMs: number): number {
  const baseUs = BASE_US[target] ?? 15_000;
  if (target === GATEWAY_TARGET) return threeDigits(baseUs * (1 + 0.3 * exponential(seed, 2)));
  const load = eveningLoad(atMs);
  const queueUs = (300 + 5200 * load) * exponential(seed, 2);
  return threeDigits(baseUs * (1 + 0.08 * load) + queueUs);
}

/** 0 at night … 1 at the busiest hour. */
function eveningLoad(atMs: number): number {
  const hour = (atMs / 3_600_000) % 24;
  const distanceHours = Math.abs(((hour - PEAK_HOUR_UTC + 36) % 24) - 12);
  return Math.exp(-((distanceHours / 2.2) ** 2));
}

/** fping prints three significant digits; so do we. */
function threeDigits(latencyUs: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(latencyUs)) - 2);
  return Math.round(latencyUs / unit) * unit;
}

export function isWithin(event: TruthEvent, atMs: number): boolean {
  return atMs >= event.fromAtMs && atMs < event.toAtMs;
}
