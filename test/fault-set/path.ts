import type { Target } from '../../rules/method.ts';
import type { Family } from '../../rules/outage/observation.ts';
import { LOST, NO_ROUTE, type SimulatedLoss } from '../../rules/outage/simulated-line.ts';
import type { Noise } from './noise.ts';
import { isOn, type Trouble } from './troubles.ts';

/** How this home's machines behave where homes differ. */
export type Habits = {
  /** The router answers for a line that is down ("destination unreachable"). */
  routerSaysUnreachable: boolean;
  /** Without a link the system has no route; else what is sent just vanishes. */
  losesRoutes: boolean;
  /** Answers of the near and of the far, µs. */
  lanUs: number;
  lineUs: number;
  /** Of far packets, lost for no reason. */
  lossRatio: number;
  /** Of the questions that the provider's first router leaves open (they are the first it drops when busy). */
  hopLossRatio: number;
};

/** Where a packet has to get to. */
export type Reach = 'gateway' | 'first-hop' | 'isp' | 'world';
/** µs, or why not; `isRandom`: for no reason. */
export type Fate = { came: number | SimulatedLoss; isRandom: boolean };

export type PathWorld = { troubles: readonly Trouble[]; habits: Habits; noise: Noise };

/** What becomes of one packet there and back, sent at that true time. `place` tells targets apart. */
export function fateOf(
  world: PathWorld,
  place: number,
  reach: Reach,
  family: Family,
  network: string,
  atMs: number,
): Fate {
  const { troubles, habits, noise } = world;
  const us = latencyUs(world, place, reach, atMs);
  const backMs = atMs + us / 1000;
  const on = (kind: Trouble['kind']) => isOn(troubles, kind, atMs, backMs);
  const lost: Fate = { came: LOST, isRandom: false };
  if (on('cable-out')) return habits.losesRoutes ? { came: NO_ROUTE, isRandom: false } : lost;
  if (on('suspended')) return lost;
  const radio = troubles.find((one) => one.kind === 'wifi-loss' && one.fromMs <= atMs && one.toMs > atMs);
  if (radio?.kind === 'wifi-loss' && noise(place + 100, atMs) < radio.ratio) return { came: LOST, isRandom: true };
  if (on('lan-dead') || on('router-off')) return lost;
  if (reach === 'gateway') return { came: us, isRandom: false };
  if (on('path-lies')) return { came: habits.lanUs + 2_000, isRandom: false };
  const isMobile = isOn(troubles, 'on-mobile', atMs) && isOn(troubles, 'on-mobile', backMs);
  if (!isMobile && (on('sync-lost') || on('session-lost') || on('on-mobile'))) return deadLine(world);
  if (isMobile) return reach === 'world' ? randomly(world, place, us, atMs) : lost;
  if (isDeadBeyond(troubles, reach, family, network, atMs, backMs)) return lost;
  if (reach === 'first-hop' && noise(place + 200, atMs) < habits.hopLossRatio) return { came: LOST, isRandom: true };
  return randomly(world, place, us, atMs);
}

function deadLine({ habits }: PathWorld): Fate {
  const said: SimulatedLoss = { outcome: 'unreachable-from', unreachableSender: 'gateway' };
  return { came: habits.routerSaysUnreachable ? said : LOST, isRandom: false };
}

function isDeadBeyond(
  troubles: readonly Trouble[],
  reach: Exclude<Reach, 'gateway'>,
  family: Family,
  network: string,
  fromMs: number,
  toMs: number,
): boolean {
  return troubles.some((one) => {
    if (one.fromMs > toMs || one.toMs <= fromMs) return false;
    switch (one.kind) {
      case 'bng-dead':
        return true;
      case 'core-dead':
        return reach !== 'first-hop';
      case 'transit-dead':
        return reach === 'world';
      case 'family-dead':
        return one.family === family && reach !== 'first-hop';
      case 'prefix-changed':
        return family === 6;
      case 'targets-off':
        return reach === 'world' && one.networks.includes(network);
      default:
        return false;
    }
  });
}

function randomly({ troubles, habits, noise }: PathWorld, place: number, us: number, atMs: number): Fate {
  let passes = 1 - habits.lossRatio;
  for (const one of troubles) {
    if (one.fromMs > atMs || one.toMs <= atMs) continue;
    if (one.kind === 'line-loss') passes *= 1 - one.ratio;
    if (one.kind === 'upload') passes *= 1 - one.lossRatio;
  }
  return noise(place + 300, atMs) < passes ? { came: us, isRandom: false } : { came: LOST, isRandom: true };
}

function latencyUs({ troubles, habits, noise }: PathWorld, place: number, reach: Reach, atMs: number): number {
  const lanUs = habits.lanUs * (0.8 + 0.8 * noise(place + 400, atMs));
  if (reach === 'gateway') return lanUs;
  let lineUs = habits.lineUs * (0.9 + 0.3 * noise(place + 500, atMs)) + (place % 5) * 1_500;
  for (const one of troubles) {
    if (one.fromMs > atMs || one.toMs <= atMs) continue;
    if (one.kind === 'slow-line' || one.kind === 'upload')
      lineUs += one.extraMs * 1000 * (0.7 + 0.6 * noise(place + 600, atMs));
    if (one.kind === 'on-mobile') lineUs += 40_000;
  }
  return Math.round(lanUs + lineUs);
}

/** How far a target's packets have to get. */
export function reachOf(target: Target): Reach {
  switch (target.role) {
    case 'gateway':
    case 'router':
    case 'clock':
      return 'gateway';
    case 'first-hop':
      return 'first-hop';
    case 'isp-host':
    case 'isp-resolver':
    case 'sip':
      return 'isp';
    default:
      return 'world';
  }
}
