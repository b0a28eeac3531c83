import type { Target } from '../method.ts';
import type { FoldItem } from './fold-all.ts';
import { seeded } from './seeded.ts';
import { LOST, type SimulatedAnswer, type SimulatedLoss, simulatedMethod, simulateLine } from './simulated-line.ts';

/** How the router of a wild line speaks. `none`: there is none to ask. */
export const ROUTER_HABITS = [
  'none',
  'honest',
  'connected',
  'down',
  'flapping',
  'standing',
  'nonsense',
  'random',
] as const;
export type RouterHabit = (typeof ROUTER_HABITS)[number];

type Fault = {
  fromTickMs: number;
  toTickMs: number;
  kind: 'sync' | 'session' | 'access' | 'transit' | 'gateway' | 'mobile';
};
const KINDS: readonly Fault['kind'][] = ['sync', 'session', 'access', 'transit', 'gateway', 'mobile'];

/**
 * For tests: a line with every witness, on which everything goes wrong and that nobody watches for two stretches; the
 * packets are the same whatever the router says.
 */
export function wildWitnesses(seed: number, habit: RouterHabit, roundsPerSegment: number | null = null): FoldItem[] {
  const random = seeded(seed);
  const firstTickMs = 1_000_000;
  const roundCount = 100 + Math.floor(random() * 100);
  const lengthMs = roundCount * 5000;
  const faults = Array.from({ length: 5 }, (): Fault => {
    const fromTickMs = firstTickMs + random() * lengthMs;
    const kind = KINDS[Math.floor(random() * KINDS.length)] ?? 'sync';
    return { fromTickMs, toTickMs: fromTickMs + 5_000 + random() * 90_000, kind };
  });
  const unwatched = pauses(seed, firstTickMs, lengthMs);
  const isV6 = random() < 0.5;
  const base = simulatedMethod({ families: isV6 ? [4, 6] : [4], resolvers: true });
  const method = { ...base, targets: [...base.targets, ...witnessTargets(habit)] };
  const lossSeed = Math.floor(random() * 1e9);
  const perSegment = roundsPerSegment ?? 1 + Math.floor(random() * 15);
  return simulateLine({
    method,
    firstTickMs,
    roundCount,
    roundsPerSegment: perSegment,
    facts: (tickMs) => ({ ownPrefix6: hash(faults.filter(({ toTickMs }) => toTickMs <= tickMs).length) }),
    answer: (target, tickMs) =>
      unwatched.some(({ fromTickMs, toTickMs }) => tickMs >= fromTickMs && tickMs < toTickMs)
        ? null
        : answerOf({ target, tickMs, faults, habit, lossSeed, firstTickMs }),
  }).map((segment) => ({ segment, method }));
}

/** Two holes of 5 s to a minute and a half. */
function pauses(seed: number, firstTickMs: number, lengthMs: number): Pick<Fault, 'fromTickMs' | 'toTickMs'>[] {
  const random = seeded(seed + 5000);
  return [0, 1].map(() => {
    const fromTickMs = firstTickMs + random() * lengthMs;
    return { fromTickMs, toTickMs: fromTickMs + 5_000 + random() * 85_000 };
  });
}

function witnessTargets(habit: RouterHabit): Target[] {
  const one = (role: Target['role'], kind: string, spacingMs: number, phaseMs: number): Target => ({
    kind,
    backEnd: kind,
    role,
    family: 4,
    address: `198.51.100.${spacingMs / 1000 + phaseMs / 100}`,
    network: 'isp',
    spacingMs,
    phaseMs,
  });
  const path = [
    one('first-hop', 'hop', 5000, 200),
    one('isp-host', 'ping', 5000, 400),
    one('snapshot', 'snapshot', 90_000, 600),
  ];
  return habit === 'none' ? path : [...path, one('router', 'router', 10_000, 800)];
}

type Asked = {
  target: Target;
  tickMs: number;
  faults: Fault[];
  habit: RouterHabit;
  lossSeed: number;
  firstTickMs: number;
};

function answerOf(asked: Asked): SimulatedAnswer | SimulatedLoss | number {
  const { target, tickMs, faults, lossSeed } = asked;
  const chance = seeded(lossSeed + Math.floor(tickMs) * 7 + target.address.length);
  const on = (...kinds: Fault['kind'][]) =>
    faults.some(({ fromTickMs, toTickMs, kind }) => kinds.includes(kind) && tickMs >= fromTickMs && tickMs < toTickMs);
  if (target.role === 'router') return routerAnswer(asked, chance);
  if (target.role === 'snapshot')
    return { came: 900_000, finalAfterMs: 12_000, facts: { moment: 'onset' }, readings: { hops: 2 } };
  if (on('gateway')) return LOST;
  if (target.role === 'gateway') return 1_000;
  if (on('sync', 'session', 'access')) return LOST;
  if (target.role === 'first-hop' || target.role === 'isp-host' || target.role === 'isp-resolver') return 9_000;
  if (on('transit')) return LOST;
  return chance() < 0.01 ? LOST : 20_000;
}

function routerAnswer(asked: Asked, chance: () => number): SimulatedAnswer | SimulatedLoss {
  const { habit } = asked;
  if (chance() < 0.1) return LOST;
  const finalAfterMs = chance() < 0.2 ? 20_000 : 30;
  return { came: 30_000, finalAfterMs, ...(WORDS[habit] ?? honest)(asked, chance) };
}

type Word = Pick<SimulatedAnswer, 'facts' | 'readings'>;
const UP = { access: 'dsl', link: 'up', dslSync: 'up', session: 'connected', lastError: 'none' };
const DOWN = { access: 'dsl', link: 'down', dslSync: 'down', session: 'disconnected', lastError: 'isp-timeout' };

function honest({ tickMs, faults, firstTickMs }: Asked): Word {
  const on = (...kinds: Fault['kind'][]) =>
    faults.some(({ fromTickMs, toTickMs, kind }) => kinds.includes(kind) && tickMs >= fromTickMs && tickMs < toTickMs);
  const ended = faults.filter(({ kind, toTickMs }) => (kind === 'sync' || kind === 'session') && toTickMs <= tickMs);
  const startTickMs = Math.max(firstTickMs - 5_000_000, ...ended.map(({ toTickMs }) => toTickMs));
  const sessionUptimeS = Math.floor((tickMs - startTickMs) / 1000);
  if (on('sync')) return { facts: DOWN };
  if (on('session')) return { facts: { ...UP, session: 'connecting' } };
  if (on('mobile')) return { facts: { ...DOWN, access: 'mobile' } };
  return { facts: UP, readings: { sessionUptimeS } };
}

const WORDS: Partial<Record<RouterHabit, (asked: Asked, chance: () => number) => Word>> = {
  connected: ({ tickMs }) => ({ facts: UP, readings: { sessionUptimeS: Math.floor(tickMs / 1000) } }),
  down: () => ({ facts: DOWN }),
  flapping: ({ tickMs }) => ({ facts: Math.floor(tickMs / 10_000) % 2 ? { ...DOWN, access: 'mobile' } : UP }),
  standing: () => ({ facts: UP, readings: { sessionUptimeS: 4242, deviceUptimeS: 4242 } }),
  nonsense: (_, chance) => ({
    facts: { dslSync: 'maybe', session: 'yes', access: 'pigeon', link: 'sideways' },
    readings: { sessionUptimeS: Math.floor(chance() * 1e15) - 5e14, deviceUptimeS: -1, downMarginTenthDb: 99_999 },
  }),
  random: (_, chance) => ({
    facts: { ...(chance() < 0.5 ? UP : DOWN), ...(chance() < 0.3 && { access: 'mobile' }) },
    readings: { sessionUptimeS: Math.floor(chance() * 10_000), deviceUptimeS: Math.floor(chance() * 10_000) },
  }),
};

function hash(number: number): string {
  return `hash:${String(number).padStart(64, '0')}`;
}
