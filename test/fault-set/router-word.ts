import { createHash } from 'node:crypto';
import { LOST, type SimulatedAnswer } from '../../rules/outage/simulated-line.ts';
import type { Noise } from './noise.ts';
import { isOn, type Trouble } from './troubles.ts';

/** What a router lets itself be asked: nothing, UPnP IGD without a login, or TR-064 as well. */
export const TESTIMONIES = ['none', 'igd', 'tr064'] as const;
export type Testimony = (typeof TESTIMONIES)[number];

/** How it answers. */
export type RouterHabit =
  | 'honest'
  | 'slow' //          12 to 25 s an answer (mcktr/check_fritz #43), or none
  | 'says-connected' // always connected; its uptime stands still
  | 'says-down' //     always disconnected and without sync
  | 'stale' //         what it said last while all was well, again and again
  | 'broken'; //       401, half an answer, nonsense

export type Router = {
  testimony: Testimony;
  habit: RouterHabit;
  access: 'dsl' | 'other';
  /** When the session and the device began, before the story. */
  sessionFromMs: number;
  deviceFromMs: number;
  /** The log names the forced disconnect, from then on until so much later. */
  logsPlannedAtMs: number | null;
};

/** Names of addresses stand for them. */
export const hashOf = (value: string): string => `hash:${createHash('sha256').update(value).digest('hex')}`;

const DSL_EVERY_MS = 300_000;
const TRAINING_MS = 20_000;
/** Rates of the line, kbit/s. */
export const DOWN_KBIT = 50_000;
export const UP_KBIT = 10_000;

/** What a poll at that time comes to. `isFull`: with the values of the DSL. */
export function routerWord(
  router: Router,
  troubles: readonly Trouble[],
  noise: Noise,
  atMs: number,
  isFull: boolean,
): SimulatedAnswer {
  const latencyUs = 30_000 + Math.floor(noise(900, atMs) * 200_000);
  if (router.habit === 'slow') return slowAnswer(router, troubles, noise, atMs);
  if (router.habit === 'broken') return brokenAnswer(noise, atMs, latencyUs);
  return { came: latencyUs, ...wordAt(router, troubles, noise, atMs, isFull) };
}

type Word = Required<Pick<SimulatedAnswer, 'facts' | 'readings'>>;

function wordAt(router: Router, troubles: readonly Trouble[], noise: Noise, atMs: number, isFull: boolean): Word {
  const igd = igdWord(router, troubles, noise, atMs, isFull || isDslTurn(atMs));
  if (router.testimony === 'igd') return igd;
  const tr064 = tr064Word(router, troubles, atMs, isFull || isDslTurn(atMs));
  return {
    facts: { ...igd.facts, ...tr064.facts, source: 'igd-tr064' },
    readings: { ...igd.readings, ...tr064.readings },
  };
}

function igdWord(router: Router, troubles: readonly Trouble[], noise: Noise, atMs: number, isFull: boolean): Word {
  const saidAtMs = saidAt(router, troubles, atMs);
  const session = sessionAt(router, troubles, saidAtMs);
  const isMobile = isOn(troubles, 'on-mobile', atMs);
  const isConnected = isMobile || session.state === 'connected';
  const state = CLAIMS[router.habit]?.session ?? (isMobile ? 'connected' : session.state);
  const load = isOn(troubles, 'upload', atMs) ? 0.96 : 0.02 + 0.05 * noise(901, atMs);
  const bps = (kbit: number) => (isConnected ? Math.floor(kbit * 1000 * load) : 0);
  const upForS = Math.max(0, Math.floor((saidAtMs - session.sinceMs) / 1000));
  const uptimeS = router.habit === 'says-connected' ? STANDING_UPTIME_S : upForS;
  // like the probe: addresses when they may be new, and now and then
  const tellsAddress = isConnected && (isFull || atMs - session.sinceMs < NEW_MS);
  const address = isMobile ? `mobile ${session.number}` : `address ${session.address}`;
  const sync = CLAIMS[router.habit]?.sync ?? syncAt(troubles, saidAtMs);
  return {
    facts: {
      source: 'igd',
      access: isMobile ? 'mobile' : router.access,
      link: sync === 'up' ? 'up' : 'down',
      ...(router.access === 'dsl' && !isMobile && { dslSync: sync }), // WANDSLLinkConfig
      session: state,
      lastError: state === 'connected' ? 'none' : session.lastError,
      ...(tellsAddress && { externalAddress4: hashOf(address) }),
      ...(tellsAddress && !isMobile && { externalPrefix6: hashOf(`prefix ${session.address}`) }),
    },
    readings: {
      sessionUptimeS: state === 'connected' && !isMobile ? uptimeS : 0,
      receivedBytes: Math.floor((atMs + 10_000_000) * 90),
      sentBytes: Math.floor((atMs + 10_000_000) * 15),
      receiveBps: bps(DOWN_KBIT),
      sendBps: bps(UP_KBIT),
    },
  };
}

/** What those say that always say the same. */
const CLAIMS: Partial<Record<RouterHabit, { session: Session['state']; sync: 'up' | 'down' }>> = {
  'says-connected': { session: 'connected', sync: 'up' },
  'says-down': { session: 'disconnected', sync: 'down' },
};
const STANDING_UPTIME_S = 4_242;
const NEW_MS = 60_000;

/** The time that its words are of: now, or before anything went wrong. */
function saidAt({ habit }: Router, troubles: readonly Trouble[], atMs: number): number {
  return habit === 'stale' ? Math.min(atMs, firstLineTroubleMs(troubles) - 30_000) : atMs;
}

function tr064Word(router: Router, troubles: readonly Trouble[], atMs: number, isFull: boolean): Word {
  const saidAtMs = saidAt(router, troubles, atMs);
  const sync = CLAIMS[router.habit]?.sync ?? syncAt(troubles, saidAtMs);
  const syncs = troubles.filter((one) => one.kind === 'sync-lost' && one.toMs <= saidAtMs);
  const dslFromMs = Math.max(router.deviceFromMs, ...syncs.map(({ toMs }) => toMs));
  const boots = troubles.filter((one) => one.kind === 'router-off' && one.toMs <= atMs);
  const deviceFromMs = Math.max(router.deviceFromMs, ...boots.map(({ fromMs }) => fromMs + 4_000));
  const isPlanned =
    router.logsPlannedAtMs !== null && atMs >= router.logsPlannedAtMs && atMs < router.logsPlannedAtMs + 400_000;
  const isDsl = router.access === 'dsl';
  return {
    facts: { ...(isDsl && { dslSync: sync }), ...(isPlanned && { logReconnect: 'planned' }) },
    readings: {
      deviceUptimeS: Math.floor((atMs - deviceFromMs) / 1000),
      ...(isDsl && sync === 'up' && { dslUptimeS: Math.floor((saidAtMs - dslFromMs) / 1000) }),
      ...(isDsl && isFull && dslValues(syncs.length, sync === 'up', atMs)),
    },
  };
}

function dslValues(syncCount: number, isUp: boolean, atMs: number): Record<string, number> {
  return {
    retrains: 3 + syncCount,
    crcErrors: 100 + Math.floor(atMs / 60_000) + 40 * syncCount,
    fecErrors: 2000 + Math.floor(atMs / 6_000),
    erroredSecs: 20 + 5 * syncCount,
    ...(isUp && {
      downRateKbit: DOWN_KBIT,
      upRateKbit: UP_KBIT,
      downMaxKbit: 61_000,
      upMaxKbit: 12_500,
      downMarginTenthDb: 92,
      upMarginTenthDb: 81,
      downAttenuationTenthDb: 180,
      upAttenuationTenthDb: 120,
    }),
  };
}

/** About every five minutes; a poll each minute meets one of these minutes. */
function isDslTurn(atMs: number): boolean {
  return atMs % DSL_EVERY_MS < 60_000;
}

/** Each request takes some seconds, and they are asked one after the other; the latency told is that of the first. */
function slowAnswer(router: Router, troubles: readonly Trouble[], noise: Noise, atMs: number): SimulatedAnswer {
  const finalAfterMs = 12_000 + Math.floor(noise(902, atMs) * 13_000);
  if (noise(903, atMs) < 0.3) return { came: LOST, finalAfterMs: 30_000, facts: { reason: 'slow' } };
  const honest: Router = { ...router, habit: 'honest' };
  const firstUs = Math.floor(1_500_000 + 2_400_000 * noise(905, atMs));
  return { came: firstUs, finalAfterMs, ...wordAt(honest, troubles, noise, atMs, false) };
}

function brokenAnswer(noise: Noise, atMs: number, latencyUs: number): SimulatedAnswer {
  const reasons = ['unauthorized', 'fault', 'malformed', 'too-large', 'refused'] as const;
  const reason = reasons[Math.floor(noise(904, atMs) * reasons.length)] ?? 'fault';
  return { came: latencyUs, facts: { source: 'igd', reason } };
}

export function syncAt(troubles: readonly Trouble[], atMs: number): 'up' | 'init' | 'down' {
  const lost = troubles.find((one) => one.kind === 'sync-lost' && one.fromMs <= atMs && one.toMs > atMs);
  if (!lost) return 'up';
  return lost.toMs - atMs < TRAINING_MS ? 'init' : 'down';
}

type Session = {
  state: 'connected' | 'connecting' | 'auth-failed' | 'disconnected';
  lastError: string;
  sinceMs: number;
  /** Which session it is, and which address it has. */
  number: number;
  address: number;
};

function sessionAt(router: Router, troubles: readonly Trouble[], atMs: number): Session {
  const lost = troubles.find((one) => one.kind === 'session-lost' && one.fromMs <= atMs && one.toMs > atMs);
  const over = troubles.filter((one) => one.kind === 'session-lost' && one.toMs <= atMs);
  const renewed = over.filter((one) => one.kind === 'session-lost' && one.keepsAddress !== true);
  const prefixes = troubles.filter((one) => one.kind === 'prefix-changed' && one.fromMs <= atMs);
  const unbroken = syncAt(troubles, atMs) === 'up' ? 'connected' : 'disconnected';
  return {
    state: lost?.kind === 'session-lost' ? lost.session : unbroken,
    lastError: lost?.kind === 'session-lost' ? lost.lastError : 'none',
    sinceMs: Math.max(router.sessionFromMs, ...over.map(({ toMs }) => toMs)),
    number: over.length,
    address: renewed.length + prefixes.length,
  };
}

/** Which address and prefix the line has. */
export function addressAt(router: Router, troubles: readonly Trouble[], atMs: number): number {
  return sessionAt(router, troubles, atMs).address;
}

function firstLineTroubleMs(troubles: readonly Trouble[]): number {
  const first = troubles.filter((one) => one.kind !== 'line-loss').map(({ fromMs }) => fromMs);
  return Math.min(Number.MAX_SAFE_INTEGER, ...first);
}
