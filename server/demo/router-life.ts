import { hexDigits, mixSeed, uniform } from './random.ts';
import type { TruthEvent, World } from './truth.ts';

/** What the simulated router would say at any instant; random access, as everything in a simulated world. */
export type RouterLife = {
  /** null: it does not answer. `hasDsl`: with the values of the DSL, if there is one. */
  saysAt(atMs: number, hasDsl: boolean): { readings: Record<string, number>; facts: Record<string, string> } | null;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Before a long outage the line gets worse for so long. */
const WORSE_FOR_MS = 30 * DAY_MS;
const LONG_MS = DAY_MS;
/** The router needs so long from power to its first word. */
const ROUTER_START_MS = 70_000;
const HEALTHY_TENTH_DB = 92;
const WORST_TENTH_DB = 34;

const known = new WeakMap<World, RouterLife>();

export function routerLife(world: World): RouterLife {
  const life = known.get(world) ?? makeLife(world);
  known.set(world, life);
  return life;
}

function makeLife(world: World): RouterLife {
  const { events, fromAtMs, seed } = world;
  const boots = [fromAtMs - 40 * DAY_MS, ...events.flatMap(bootAtMs)];
  const sessions = [fromAtMs - HOUR_MS, ...events.flatMap(sessionAtMs)].sort((a, b) => a - b);
  const syncs = [fromAtMs - 12 * DAY_MS, ...events.flatMap(syncAtMs)].sort((a, b) => a - b);
  const worseUntil = events.filter(({ kind, ...one }) => kind === 'line-cut' && one.toAtMs - one.fromAtMs >= LONG_MS);
  const marginAt = (atMs: number) => marginTenthDb(worseUntil, seed, atMs);
  const errors = errorCounter(fromAtMs, marginAt);
  const now = (atMs: number) => events.filter((event) => atMs >= event.fromAtMs && atMs < event.toAtMs);

  const dslReadings = (atMs: number) => {
    const crcErrors = errors(atMs);
    const margin = Math.round(marginAt(atMs));
    return {
      dslUptimeS: sinceS(syncs, atMs),
      downRateKbit: 54_120,
      upRateKbit: 11_350,
      downMaxKbit: 54_120 + 220 * margin,
      upMaxKbit: 11_350 + 45 * margin,
      downMarginTenthDb: margin,
      upMarginTenthDb: Math.round(70 + margin / 4),
      downAttenuationTenthDb: 184,
      upAttenuationTenthDb: 121,
      crcErrors,
      crcErrorsFar: Math.floor(crcErrors / 5),
      fecErrors: crcErrors * 37 + Math.floor((atMs - fromAtMs) / 90_000),
      fecErrorsFar: crcErrors * 9,
      erroredSecs: Math.floor(crcErrors / 3),
      severelyErroredSecs: Math.floor(crcErrors / 40),
      retrains: countUpTo(syncs, atMs) - 1,
    };
  };

  return {
    saysAt: (atMs, hasDsl) => {
      const happening = now(atMs);
      const deviceAtMs = boots.findLast((bootedAtMs) => bootedAtMs <= atMs) ?? fromAtMs;
      if (isDeadNow(happening) || atMs - deviceAtMs < ROUTER_START_MS) return null;
      const { isMobile, isSynced, isConnected } = stateOf(happening);
      const passedS = Math.floor((atMs - deviceAtMs) / 1000);
      const load = uniform(mixSeed(seed, 21, Math.floor(atMs / 60_000)), 0);
      return {
        readings: {
          ...(isConnected && { sessionUptimeS: sinceS(sessions, atMs) }),
          deviceUptimeS: passedS,
          receivedBytes: passedS * 41_000,
          sentBytes: passedS * 7300,
          receiveBps: isConnected ? Math.floor(400_000 + 5_000_000 * load ** 4) : 0,
          sendBps: isConnected ? Math.floor(60_000 + 500_000 * load ** 4) : 0,
          ...(hasDsl && isSynced && dslReadings(atMs)),
        },
        facts: {
          ...factsOf(isMobile, isSynced, isConnected),
          ...(isConnected && { externalAddress4: addressFact(seed, countUpTo(sessions, atMs)) }),
        },
      };
    },
  };
}

function isDeadNow(happening: TruthEvent[]): boolean {
  return happening.some(({ kind }) => kind === 'home-cut');
}

function stateOf(happening: TruthEvent[]): { isMobile: boolean; isSynced: boolean; isConnected: boolean } {
  const cuts = happening.flatMap((event) => (event.kind === 'line-cut' ? [event.at] : []));
  const isMobile = happening.some(({ kind }) => kind === 'failover');
  return { isMobile, isSynced: !isMobile && !cuts.includes('dsl'), isConnected: cuts.every((at) => at === 'core') };
}

function factsOf(isMobile: boolean, isSynced: boolean, isConnected: boolean): Record<string, string> {
  return {
    source: 'igd-tr064',
    access: isMobile ? 'mobile' : 'dsl',
    link: isSynced ? 'up' : 'down',
    dslSync: isSynced ? 'up' : 'down',
    session: isConnected ? 'connected' : 'connecting',
    lastError: isConnected ? 'none' : 'no-answer',
  };
}

function bootAtMs(event: TruthEvent): number[] {
  if (event.kind === 'home-cut') return [event.toAtMs - ROUTER_START_MS];
  return event.kind === 'probe-off' && event.isPowerCut ? [event.toAtMs - 2 * ROUTER_START_MS] : [];
}

/** The provider gives a new session after each cut but those behind its first hop, and after each start of the router. */
function sessionAtMs(event: TruthEvent): number[] {
  if (event.kind === 'line-cut') return event.at === 'core' ? [] : [event.toAtMs];
  if (event.kind === 'failover') return [event.fromAtMs];
  return bootAtMs(event).map((atMs) => atMs + ROUTER_START_MS / 2);
}

function syncAtMs(event: TruthEvent): number[] {
  if (event.kind === 'line-cut') return event.at === 'dsl' ? [event.toAtMs - 8000] : [];
  return bootAtMs(event).map((atMs) => atMs + ROUTER_START_MS / 3);
}

/** Another address with each session. */
function addressFact(seed: number, session: number): string {
  return `hash:${hexDigits(mixSeed(seed, session, 31), 64)}`;
}

/** Healthy, but for the month before a long outage: less each day, and least in the evening. */
function marginTenthDb(outages: TruthEvent[], seed: number, atMs: number): number {
  const noise = 5 * (uniform(mixSeed(seed, 22, Math.floor(atMs / 300_000)), 0) - 0.5);
  const hour = (atMs / HOUR_MS) % 24;
  const evening = Math.exp(-(((hour - 19) / 3) ** 2));
  const outage = outages.find(({ fromAtMs }) => atMs < fromAtMs && atMs >= fromAtMs - WORSE_FOR_MS);
  const worn = outage ? 1 - (outage.fromAtMs - atMs) / WORSE_FOR_MS : 0;
  return HEALTHY_TENTH_DB - (HEALTHY_TENTH_DB - WORST_TENTH_DB) * worn ** 1.4 - (4 + 14 * worn) * evening + noise;
}

/** Errors since the story began, hour by hour: more, the less the margin. */
function errorCounter(fromAtMs: number, marginAt: (atMs: number) => number): (atMs: number) => number {
  const sums = [0];
  const rateOf = (hour: number) => 0.4 + Math.max(0, 70 - marginAt(fromAtMs + (hour + 0.5) * HOUR_MS)) ** 2 / 14;
  return (atMs) => {
    const hours = Math.max(0, (atMs - fromAtMs) / HOUR_MS);
    const whole = Math.floor(hours);
    for (let hour = sums.length; hour <= whole; hour += 1) sums.push((sums[hour - 1] ?? 0) + rateOf(hour - 1));
    return Math.floor((sums[whole] ?? 0) + rateOf(whole) * (hours - whole));
  };
}

function sinceS(instants: number[], atMs: number): number {
  return Math.max(0, Math.floor((atMs - (instants[countUpTo(instants, atMs) - 1] ?? atMs)) / 1000));
}

/** How many lie at or before; `instants` in order. */
function countUpTo(instants: number[], atMs: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
