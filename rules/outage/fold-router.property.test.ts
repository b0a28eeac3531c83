import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DerivedModel } from './apply-change.ts';
import { applyChange, EMPTY_MODEL } from './apply-change.ts';
import { foldSegment, startFold } from './derive-line.ts';
import type { DerivedOutage } from './derived.ts';
import { type FoldItem, foldAll } from './fold-all.ts';
import { seeded } from './seeded.ts';
import { ROUTER_HABITS, type RouterHabit, wildWitnesses } from './wild-witnesses.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
/** When the lines begin. */
const UTC0 = 1_795_306_600_000;
const SEEDS = Array.from({ length: 6 }, (_, index) => index + 1);
const LIARS = ROUTER_HABITS.filter((habit) => habit !== 'none' && habit !== 'honest');

function forEachLine(
  seeds: number[],
  check: (items: FoldItem[], label: string, seed: number, habit: RouterHabit) => void,
) {
  for (const seed of seeds) {
    for (const habit of ROUTER_HABITS) check(wildWitnesses(seed, habit), `seed ${seed} ${habit}`, seed, habit);
  }
}

test('going on from any saved fold gives what folding from the start gives, whatever the witnesses say', () => {
  forEachLine(SEEDS.slice(0, 3), (items, label, seed) => {
    const whole = foldAll(items, tools);
    const cutAt = Math.floor(seeded(seed + 1000)() * items.length);
    const first = foldAll(items.slice(0, cutAt), tools);
    const saved = { model: first.model, fold: JSON.parse(JSON.stringify(first.fold)) };
    expect(foldAll(items.slice(cutAt), tools, saved).model, label).toEqual(whole.model);
  });
});

test('how the rounds are cut into segments changes nothing that is final', () => {
  forEachLine(SEEDS.slice(0, 3), (items, label) => {
    const single = items.flatMap(({ segment, method }) =>
      segment.rounds.map((round) => ({ segment: { ...segment, rounds: [round] }, method })),
    );
    const [a, b] = [foldAll(items, tools).model, foldAll(single, tools).model];
    const bare = ({ outages }: DerivedModel) => outages.map((outage) => ({ ...outage, aliases: [] }));
    expect(b.intervals, label).toEqual(a.intervals);
    expect(bare(b), label).toEqual(bare(a));
  });
});

test('what was final is never said otherwise, and what was provisional became final', () => {
  forEachLine(SEEDS.slice(0, 3), (items, label) => {
    let fold = startFold('home');
    let model = EMPTY_MODEL;
    const said = new Map<string, DerivedOutage>();
    for (const item of items) {
      const step = foldSegment(fold, item, tools);
      if (step.kind === 'replay') throw new Error('no replay on a perfect clock');
      fold = step.fold;
      model = applyChange(model, step.change);
      for (const outage of model.outages.filter(({ final }) => final)) {
        const before = said.get(outage.id);
        if (before) expect(outage, label).toEqual(before);
        said.set(outage.id, outage);
      }
      for (const id of said.keys())
        expect(
          model.outages.some((outage) => outage.id === id),
          label,
        ).toBe(true);
    }
  });
});

test('phases cover each outage without holes, one links chain of six, and the headline is one of them', () => {
  forEachLine(SEEDS, (items, label) => {
    for (const outage of foldAll(items, tools).model.outages) {
      const text = `${label} ${JSON.stringify(outage.phases)}`;
      expect(outage.phases[0]?.fromAtMs, text).toBe(outage.startEarliestAtMs);
      expect(outage.phases.at(-1)?.toAtMs, text).toBe(outage.endLatestAtMs);
      for (const [index, phase] of outage.phases.slice(1).entries()) {
        expect(outage.phases[index]?.toAtMs, text).toBe(phase.fromAtMs);
        expect(phase.toAtMs ?? Number.MAX_SAFE_INTEGER, text).toBeGreaterThan(phase.fromAtMs);
      }
      expect(
        outage.phases.some(({ verdict, side }) => verdict === outage.verdict && side === outage.side),
        text,
      ).toBe(true);
      expect(outage.chain.map(({ link }) => link)).toEqual([
        'home',
        'router',
        'dsl',
        'session',
        'provider',
        'internet',
      ]);
      if (outage.counts) expect(outage.side, text).not.toBe('home');
      if (outage.counts)
        expect(
          outage.phases.some(({ side }) => side === 'home'),
          text,
        ).toBe(false);
      expect(outage.tags).toEqual(outage.tags.toSorted());
    }
  });
});

test('entries never overlap, and stretches that say down are the envelopes of those that count', () => {
  forEachLine(SEEDS, (items, label) => {
    const { model } = foldAll(items, tools);
    for (const [index, outage] of model.outages.slice(1).entries()) {
      expect(outage.startEarliestAtMs, label).toBeGreaterThanOrEqual(model.outages[index]?.endLatestAtMs ?? 0);
    }
    const downMs = model.intervals
      .filter(({ state }) => state === 'down')
      .reduce((sum, i) => sum + i.toAtMs - i.fromAtMs, 0);
    const endAtMs = model.intervals.at(-1)?.toAtMs ?? 0;
    const counted = model.outages.filter(({ counts }) => counts);
    expect(downMs, label).toBe(counted.reduce((sum, o) => sum + (o.endLatestAtMs ?? endAtMs) - o.startEarliestAtMs, 0));
  });
});

test('where no packet was sent to anybody outside for more than ten seconds, nothing is said of the line', () => {
  let unwatchedCount = 0;
  // in line 42 a fail-over begins behind a hole that cut the outage before it
  forEachLine([...SEEDS.slice(0, 3), 42], (items, label) => {
    const { intervals } = foldAll(items, tools).model;
    const sent = items.flatMap(({ segment, method }) =>
      segment.rounds.flatMap(({ samples, wallAtMs, tickMs }) =>
        samples
          .filter(({ target }) => method.targets[target]?.role === 'far')
          .map(({ sentTickMs }) => sentTickMs + wallAtMs - tickMs),
      ),
    );
    sent.sort((a, b) => a - b);
    for (const [index, fromAtMs] of sent.slice(0, -1).entries()) {
      const toAtMs = sent[index + 1] ?? fromAtMs;
      if (toAtMs - fromAtMs <= 10_000) continue;
      unwatchedCount += 1;
      const said = intervals.filter((one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs && one.state !== 'unknown');
      expect(said, `${label} ${fromAtMs - UTC0}`).toEqual([]);
    }
  });
  expect(unwatchedCount).toBeGreaterThan(4 * ROUTER_HABITS.length);
});

test('a router that lies makes no outage count that packets alone would not, and accuses nobody further out', () => {
  const rank = { home: 0, unknown: 0, remote: 0, access: 1, provider: 2 };
  for (const seed of Array.from({ length: 16 }, (_, index) => index + 1)) {
    const alone = foldAll(wildWitnesses(seed, 'none'), tools).model.outages;
    for (const habit of LIARS) {
      const { outages } = foldAll(wildWitnesses(seed, habit), tools).model;
      for (const outage of outages.filter(({ counts }) => counts)) {
        const label = `seed ${seed} ${habit} ${JSON.stringify([outage.verdict, outage.side, outage.startEarliestAtMs])}`;
        const same = alone.find((one) => one.startEarliestAtMs === outage.startEarliestAtMs);
        expect(same, label).toMatchObject({ endLatestAtMs: outage.endLatestAtMs, counts: true });
        // words of the first minute can't be held against others; one that counts right says nothing that cannot be
        const isKnown = outage.startEarliestAtMs > UTC0 + 60_000 && habit !== 'connected';
        if (isKnown) expect(rank[outage.side], label).toBeLessThanOrEqual(rank[same?.side ?? 'home']);
      }
    }
  }
});

test('nothing that lasts makes the fold grow', () => {
  for (const habit of ['honest', 'flapping', 'random'] as const) {
    const items = wildWitnesses(3, habit);
    const sizes: number[] = [];
    for (let again = 0, fold = startFold('home'); again < 8; again += 1) {
      for (const { segment, method } of items) {
        const shiftMs = again * 1_000_000;
        const rounds = segment.rounds.map((round) => ({
          ...round,
          sequence: round.sequence + again * 100_000,
          tickMs: round.tickMs + shiftMs,
          wallAtMs: round.wallAtMs + shiftMs,
          samples: round.samples.map((sample) => ({ ...sample, sentTickMs: sample.sentTickMs + shiftMs })),
        }));
        const step = foldSegment(fold, { segment: { ...segment, rounds }, method }, tools);
        if (step.kind === 'change') fold = step.fold;
      }
      sizes.push(JSON.stringify(fold.state?.engine.witness).length);
    }
    expect(Math.max(...sizes), `${habit} ${sizes}`).toBeLessThan(40_000);
    expect(sizes.at(-1) ?? 0, `${habit} ${sizes}`).toBeLessThan(2 * Math.max(...sizes.slice(0, 4)) + 1000);
  }
});
