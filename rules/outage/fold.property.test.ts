import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Method, Target } from '../method.ts';
import type { DerivedModel } from './apply-change.ts';
import { foldSegment, startFold } from './derive-line.ts';
import { type FoldItem, foldAll } from './fold-all.ts';
import { seeded } from './seeded.ts';
import {
  LOST,
  NO_ROUTE,
  type SimulatedAnswer,
  type SimulatedLoss,
  simulatedMethod,
  simulateLine,
} from './simulated-line.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };

/** A line on which everything goes wrong: cuts, loss, late answers, dead routers, dead targets, sleep, restarts. */
function wildLine(seed: number): FoldItem[] {
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

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

test('going on from any saved fold gives what folding from the start gives', () => {
  for (const seed of SEEDS.slice(0, 25)) {
    const items = wildLine(seed);
    const whole = foldAll(items, tools);
    const cutAt = Math.floor(seeded(seed + 1000)() * items.length);
    const first = foldAll(items.slice(0, cutAt), tools);
    const saved = { model: first.model, fold: JSON.parse(JSON.stringify(first.fold)) };
    expect(foldAll(items.slice(cutAt), tools, saved).model, `seed ${seed}`).toEqual(whole.model);
  }
});

test('a fold that is given away leads to the same as one that is kept, which stays as it was', () => {
  for (const seed of SEEDS.slice(0, 10)) {
    const items = wildLine(seed);
    let fold = startFold('home');
    const givenAway = items.map(({ segment, method }) => {
      const step = foldSegment(fold, { segment, method }, { ...tools, mayReuseFold: true });
      if (step.kind === 'change') fold = step.fold;
      return JSON.stringify(step);
    });
    let kept = startFold('home');
    for (const [index, { segment, method }] of items.entries()) {
      const before = JSON.stringify(kept);
      const step = foldSegment(kept, { segment, method }, tools);
      expect(JSON.stringify(kept), `seed ${seed}`).toBe(before);
      expect(givenAway[index], `seed ${seed}`).toBe(JSON.stringify(step));
      if (step.kind === 'change') kept = step.fold;
    }
  }
});

test('the stretches cover the observed time without holes or overlaps, and no two neighbours say the same', () => {
  for (const seed of SEEDS) {
    const { intervals, current } = foldAll(wildLine(seed), tools).model;
    for (const [index, interval] of intervals.entries()) {
      expect(interval.toAtMs, `seed ${seed}`).toBeGreaterThan(interval.fromAtMs);
      const next = intervals[index + 1];
      if (!next) continue;
      expect(next.fromAtMs, `seed ${seed}`).toBe(interval.toAtMs);
      expect({ ...next, fromAtMs: 0, toAtMs: 0 }, `seed ${seed}`).not.toEqual({ ...interval, fromAtMs: 0, toAtMs: 0 });
    }
    expect(intervals.at(-1)).toMatchObject({ state: current?.state, fromAtMs: current?.sinceAtMs });
  }
});

test('stretches that say down are the envelopes of the outages that count, and the bounds of each are in order', () => {
  for (const seed of SEEDS) {
    const { model } = foldAll(wildLine(seed), tools);
    expect(mergedDown(model), `seed ${seed}`).toEqual(mergedOutages(model));
    for (const outage of model.outages) {
      const label = `seed ${seed} ${JSON.stringify(outage)}`;
      expect(outage.startLatestAtMs, label).toBeGreaterThanOrEqual(outage.startEarliestAtMs);
      if (outage.endLatestAtMs === null || outage.endEarliestAtMs === null) continue;
      expect(outage.endLatestAtMs, label).toBeGreaterThanOrEqual(outage.endEarliestAtMs);
      expect(outage.downMaxMs, label).toBe(outage.endLatestAtMs - outage.startEarliestAtMs);
      expect(outage.downMinMs, label).toBeLessThanOrEqual(outage.downMaxMs ?? 0);
      expect(outage.downMinMs, label).toBeGreaterThanOrEqual(0);
    }
  }
});

test('how the rounds are cut into segments changes nothing that is settled', () => {
  for (const seed of SEEDS.slice(0, 10)) {
    const items = wildLine(seed);
    const single = items.flatMap(({ segment, method }) =>
      segment.rounds.map((round) => ({ segment: { ...segment, rounds: [round] }, method })),
    );
    const [a, b] = [foldAll(items, tools).model, foldAll(single, tools).model];
    const bare = ({ outages }: DerivedModel) => outages.map((outage) => ({ ...outage, aliases: [] }));
    expect(b.intervals, `seed ${seed}`).toEqual(a.intervals);
    expect(bare(b), `seed ${seed}`).toEqual(bare(a));
    expect(b.lossBursts).toEqual(a.lossBursts);
  }
});

test('nothing is called up or degraded for 40 s in which no far target answered', () => {
  for (const seed of SEEDS) {
    const items = wildLine(seed);
    const answers = items.flatMap(({ segment, method }) =>
      segment.rounds.flatMap(({ samples }) =>
        samples
          .filter(({ target, latencyUs }) => latencyUs !== null && method.targets[target]?.role === 'far')
          .map(({ sentTickMs }) => sentTickMs + 1_795_305_600_000),
      ),
    );
    const sorted = answers.toSorted((a, b) => a - b);
    const { intervals } = foldAll(items, tools).model;
    for (const { fromAtMs, toAtMs } of intervals.filter(({ state }) => state === 'up' || state === 'degraded')) {
      const inside = [fromAtMs, ...sorted.filter((atMs) => atMs > fromAtMs && atMs < toAtMs), toAtMs];
      const gaps = inside.slice(1).map((atMs, index) => atMs - (inside[index] ?? 0));
      expect(Math.max(...gaps), `seed ${seed}, from ${fromAtMs} to ${toAtMs}`).toBeLessThan(40_000);
    }
  }
});

type Stretch = [number, number];
function mergedDown({ intervals }: DerivedModel): Stretch[] {
  return merge(intervals.filter(({ state }) => state === 'down').map((i): Stretch => [i.fromAtMs, i.toAtMs]));
}
function mergedOutages({ outages, intervals }: DerivedModel): Stretch[] {
  const endAtMs = intervals.at(-1)?.toAtMs ?? 0;
  const counted = outages.filter(({ counts }) => counts);
  return merge(counted.map((o): Stretch => [o.startEarliestAtMs, o.endLatestAtMs ?? endAtMs]));
}
function merge(stretches: Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const [from, to] of stretches) {
    const last = result.at(-1);
    if (to === from) continue;
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
