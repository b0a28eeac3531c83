import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DerivedModel } from './apply-change.ts';
import { foldSegment, startFold } from './derive-line.ts';
import { foldAll } from './fold-all.ts';
import { seeded } from './seeded.ts';
import { wildLine } from './wild-line.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };

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
