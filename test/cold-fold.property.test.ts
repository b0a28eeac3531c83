import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseSegment } from '../rules/journal/segment.ts';
import { parseMethod } from '../rules/method.ts';
import type { DerivedOutage, StateInterval } from '../rules/outage/derived.ts';
import type { FoldItem } from '../rules/outage/fold-all.ts';
import { type BatchResult, openBatch } from '../rules/outage/fold-batch.ts';
import { GAP_MARGIN_DAYS, marginDays } from '../rules/outage/margin-days.ts';
import { seeded } from '../rules/outage/seeded.ts';
import { LOST, simulatedMethod, simulateLine } from '../rules/outage/simulated-line.ts';
import { MARGIN_DAYS_BEFORE } from '../rules/wire/bundle.ts';
import { identityFromSecret } from '../server/demo/demo-key.ts';
import { TARGET_COUNT } from '../server/demo/methods.ts';
import { planWorld } from '../server/demo/plan.ts';
import { METHOD_TEXTS, nextSegment, startPosition } from '../server/demo/simulated-probe.ts';
import { demoStory } from '../server/demo/story.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };

/** What a verifier has of a bundle: the segments from one on, and where the boot that goes on there stands. */
function foldFrom(items: FoldItem[], from: number, to = items.length): BatchResult {
  const bootId = items[from]?.segment.bootId ?? '';
  const goesOn = items[from - 1]?.segment.bootId === bootId;
  const round = items[from]?.segment.rounds[0];
  const batch = openBatch('home', goesOn && round ? { [bootId]: round.wallAtMs - round.tickMs } : {}, tools);
  for (let at = from; at < to; at += 1) {
    const back = batch.take(items[at] as FoldItem); // counted just now
    if (back) at = from + back.goBackTo - 1;
  }
  return batch.end();
}

const startOf = ({ segment }: FoldItem) => segment.rounds[0]?.wallAtMs ?? 0;
const indexAt = (items: FoldItem[], atMs: number) =>
  Math.max(
    0,
    items.findIndex((item) => startOf(item) >= atMs),
  );

/** What is told of [fromAtMs, toAtMs). Intervals are clipped, as both folds know only a part of the outer ones. */
function told({ intervals, outages }: BatchResult, fromAtMs: number, toAtMs: number) {
  const clipped = intervals
    .filter((one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs)
    .map(
      (one): StateInterval => ({
        ...one,
        fromAtMs: Math.max(one.fromAtMs, fromAtMs),
        toAtMs: Math.min(one.toAtMs, toAtMs),
      }),
    );
  return { intervals: clipped, outages: outages.filter((outage) => touches(outage, fromAtMs, toAtMs)) };
}

function touches({ startEarliestAtMs, endLatestAtMs }: DerivedOutage, fromAtMs: number, toAtMs: number): boolean {
  return startEarliestAtMs < toAtMs && (endLatestAtMs ?? Number.POSITIVE_INFINITY) > fromAtMs;
}

describe('the demo story, 40 days', () => {
  const NOW_MS = Date.UTC(2026, 10, 22, 12);
  const PERIOD_MS = 2 * DAY_MS;
  let items: FoldItem[];
  let warm: BatchResult;
  beforeAll(() => {
    items = story(NOW_MS);
    warm = foldFrom(items, 0);
  });

  test('a fold that begins two days before a time tells the same of it as one that knows all before', () => {
    const random = seeded(11);
    const firstAtMs = startOf(items[0] as FoldItem); // there are thousands
    let outages = 0;
    for (let cut = 0; cut < 24; cut += 1) {
      const askedAtMs = firstAtMs + 3 * DAY_MS + random() * (NOW_MS - firstAtMs - 6 * DAY_MS);
      const toAtMs = askedAtMs + PERIOD_MS;
      const inside = warm.outages.filter((outage) => touches(outage, askedAtMs, toAtMs));
      // as the writer of bundles does: all of an outage that touches the period is in the bundle
      const fromAtMs = Math.min(askedAtMs, ...inside.map(({ startEarliestAtMs }) => startEarliestAtMs));
      const untilAtMs = Math.max(toAtMs, ...inside.map(({ endLatestAtMs }) => endLatestAtMs ?? 0));
      const from = indexAt(items, fromAtMs - MARGIN_DAYS_BEFORE * DAY_MS);
      const cold = foldFrom(items, from, indexAt(items, untilAtMs + HOUR_MS));
      expect(told(cold, askedAtMs, toAtMs), `cut ${cut}`).toEqual(told(warm, askedAtMs, toAtMs));
      outages += inside.length;
    }
    expect(outages).toBeGreaterThan(20);
  });
});

function story(nowMs: number): FoldItem[] {
  const probe = { ...identityFromSecret(Buffer.alloc(32, 3)), sign: () => `${'A'.repeat(86)}==` };
  const plan = planWorld(demoStory(nowMs, 40));
  const position = startPosition(plan);
  const methods = new Map(Object.values(METHOD_TEXTS).map((text) => [probe.sha256(text), parseMethod(text)]));
  const items: FoldItem[] = [];
  for (let next = nextSegment(plan, probe, position, nowMs); next; next = nextSegment(plan, probe, position, nowMs)) {
    const parsed = parseSegment(next.text, TARGET_COUNT);
    if (typeof parsed === 'string') throw new Error(parsed);
    const method = methods.get(parsed.segment.methodSha256);
    if (!method || typeof method === 'string') throw new Error('the segment names an unknown method');
    items.push({ segment: parsed.segment, method });
  }
  return items;
}

describe('a line without a router that speaks, and a gap of a minute each night', () => {
  const NIGHTS = 14;
  const FIRST_TICK_MS = 1_000_000;
  const base = simulatedMethod({ gateway: false });
  const targets = base.targets.map((target, at) => ({ ...target, spacingMs: 20_000, phaseMs: at * 4000 }));
  const method = { ...base, roundMs: 60_000, targets };
  const gapTickMs = (night: number) => FIRST_TICK_MS + night * DAY_MS + 3 * HOUR_MS;
  const items = simulateLine({
    method,
    firstTickMs: FIRST_TICK_MS,
    roundCount: (NIGHTS * DAY_MS) / 60_000,
    roundsPerSegment: 60,
    answer: (_, tickMs) => {
      const sinceMs = (tickMs - gapTickMs(0)) % DAY_MS;
      return sinceMs >= 0 && sinceMs < 70_000 ? LOST : 12_000;
    },
  }).map((segment) => ({ segment, method }));
  const warm = foldFrom(items, 0);
  const period = [startOf(items[0] as FoldItem) + 12 * DAY_MS, startOf(items[0] as FoldItem) + 13 * DAY_MS] as const;

  test('the reconnect is known by the nights before: these belong into the margin', () => {
    const inside = warm.outages.filter((outage) => touches(outage, ...period));
    expect(inside.map(({ verdict }) => verdict)).toEqual(['planned-reconnect']);
    const before = warm.outages.filter((outage) => touches(outage, period[0] - GAP_MARGIN_DAYS * DAY_MS, period[0]));
    expect(marginDays(inside, before)).toBe(GAP_MARGIN_DAYS);
    const cold = (days: number) => told(foldFrom(items, indexAt(items, period[0] - days * DAY_MS)), ...period);
    expect(cold(GAP_MARGIN_DAYS)).toEqual(told(warm, ...period));
    expect(cold(MARGIN_DAYS_BEFORE)).not.toEqual(told(warm, ...period));
  });

  test('where there is no gap within, or none before, two days are enough', () => {
    const [gap] = warm.outages;
    expect(marginDays(gap ? [gap] : [], [])).toBe(MARGIN_DAYS_BEFORE);
    expect(marginDays([], gap ? [gap] : [])).toBe(MARGIN_DAYS_BEFORE);
  });
});
