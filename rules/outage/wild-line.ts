import type { Method, Target } from '../method.ts';
import type { FoldItem } from './fold-all.ts';
import { seeded } from './seeded.ts';
import {
  LOST,
  NO_ROUTE,
  type SimulatedAnswer,
  type SimulatedLoss,
  simulatedMethod,
  simulateLine,
} from './simulated-line.ts';

/** A line on which everything goes wrong: cuts, loss, late answers, dead routers, dead targets, sleep, restarts. */
export function wildLine(seed: number): FoldItem[] {
  const random = seeded(seed);
  const items: FoldItem[] = [];
  let tickMs = 1_000_000;
  let number = 1;
  let sequence = 0;
  let run = 1;
  for (let part = 0; part < 5; part += 1) {
    const method = wildMethod(random);
    const roundCount = 5 + Math.floor(random() * 60);
    const endTickMs = tickMs + roundCount * 5000;
    const somewhere = () => tickMs + random() * roundCount * 5000;
    const faults = Array.from({ length: 6 }, () => {
      const fromTickMs = somewhere();
      return { fromTickMs, toTickMs: fromTickMs + random() * 40_000, kind: Math.floor(random() * 9) };
    });
    const lossRatio = random() < 0.3 ? 0.2 : 0.01;
    const hole = somewhere();
    const segments = simulateLine({
      method,
      roundCount,
      firstTickMs: tickMs,
      firstNumber: number,
      firstSequence: sequence,
      runId: String(run).padStart(16, '0'),
      roundsPerSegment: 1 + Math.floor(random() * 12),
      ...(random() < 0.5 && {
        unmeasured: [{ fromTickMs: hole, toTickMs: Math.min(endTickMs, hole + random() * 8_000), cause: 'stall' }],
      }),
      answer: (target, tick) => {
        const hit = faults.filter((fault) => tick >= fault.fromTickMs && tick < fault.toTickMs);
        const loss = hit.map(({ kind }) => lossOf(kind, target)).find((one) => one !== null);
        if (loss) return loss;
        if (hit.some(({ kind }) => kind === 5)) return null;
        const said = wildWord(target, tick, random, new Set(hit.map(({ kind }) => kind)));
        if (said) return said;
        if (random() < lossRatio) return LOST;
        return random() < 0.02 ? 2_500_000 + random() * 6_000_000 : 5_000 + random() * 40_000;
      },
    }).map((segment) => ({ ...segment, methodSha256: String(part % 2).repeat(64) }));
    items.push(...segments.map((segment) => ({ segment, method })));
    tickMs = endTickMs + Math.floor(random() * 30_000);
    number += segments.length;
    sequence = random() < 0.5 ? 0 : sequence + roundCount;
    if (sequence === 0) run += 1;
  }
  return items;
}

/** Everybody who is asked beside far targets and gateway, each in half of the parts. */
function wildMethod(random: () => number): Method {
  const base = simulatedMethod({ families: random() < 0.5 ? [4] : [4, 6], resolvers: random() < 0.5 });
  const one = (role: Target['role'], kind: string, spacingMs: number, address = `${kind}.example.net`): Target => ({
    ...{ kind, backEnd: kind, role, family: 4, address, network: role === 'sip' ? 'isp' : role },
    ...{ spacingMs, phaseMs: 400 + kind.length * 10 },
  });
  const witnesses = [
    one('control', 'ping', 30_000, '192.0.2.201'),
    one('control', 'nxdomain', 40_000, '192.0.2.53'),
    one('own-server', 'contact', 20_000),
    one('sip', 'sip', 5_000),
    one('router', 'router', 10_000, '192.168.178.1'),
    one('clock', 'ntp', 15_000, '192.168.178.1'),
  ];
  return { ...base, targets: [...base.targets, ...witnesses.filter(() => random() < 0.5)] };
}

/** What witnesses say; faults 7 and 8 make them lie. Null: as any other target. */
function wildWord(
  { role, kind }: Target,
  tick: number,
  random: () => number,
  hit: Set<number>,
): SimulatedAnswer | SimulatedLoss | null {
  const isLying = hit.has(7);
  const answer = isLying ? 'wrong' : 'ok';
  if (role === 'control' && kind === 'ping') return isLying ? { came: 20_000 } : LOST;
  if (role === 'control') return { came: 20_000, facts: { answer } };
  if (role === 'own-server') return hit.has(0) ? LOST : { came: 60_000, facts: { answer: hit.has(8) ? answer : 'ok' } };
  if (role === 'sip') return hit.has(8) || hit.has(0) ? LOST : { came: 30_000, readings: { statusCode: 200 } };
  if (role === 'clock') {
    const offsetMs = hit.has(8) ? Math.floor(random() * 4_000) - 2_000 : 10;
    return { came: 1_000, readings: { offsetMs, errorMs: 20, stratum: 3 } };
  }
  return role === 'router' ? routerWord(tick, random, hit) : null;
}

function routerWord(tick: number, random: () => number, hit: Set<number>): SimulatedAnswer {
  const session = hit.has(8) ? 'connecting' : 'connected';
  const sessionUptimeS = Math.floor(tick / 1000) % (hit.has(7) ? 40 : 1e9);
  const rates = { downRateKbit: 50_000, receiveBps: Math.floor(random() * 6e7), crcErrors: Math.floor(tick / 700) };
  return { came: 30_000, facts: { access: 'dsl', dslSync: 'up', session }, readings: { sessionUptimeS, ...rates } };
}

function lossOf(kind: number, target: { role: string; family: number; address: string }): SimulatedLoss | null {
  const isFar = target.role === 'far';
  if (kind === 0 && isFar) return LOST;
  if (kind === 1 && isFar && target.family === 4) return LOST;
  if (kind === 2 && isFar && target.family === 6) return NO_ROUTE;
  if (kind === 3 && (isFar || target.role === 'gateway')) return LOST;
  if (kind === 4 && isFar) return { outcome: 'unreachable-from', unreachableSender: 'gateway' };
  if (kind === 6 && target.address.endsWith('3')) return LOST;
  return null;
}
