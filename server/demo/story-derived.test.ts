import { beforeAll, describe, expect, test } from 'vitest';
import { parseSegment } from '../../rules/journal/segment.ts';
import { parseMethod } from '../../rules/method.ts';
import { applyChange, type DerivedModel, EMPTY_MODEL } from '../../rules/outage/apply-change.ts';
import { foldSegment, type LineFold, startFold } from '../../rules/outage/derive-line.ts';
import type { DerivedOutage } from '../../rules/outage/derived.ts';
import { identityFromSecret } from './demo-key.ts';
import { TARGET_COUNT } from './methods.ts';
import { planWorld } from './plan.ts';
import { METHOD_TEXTS, nextSegment, startPosition } from './simulated-probe.ts';
import { demoStory } from './story.ts';
import type { TruthEvent, World } from './truth.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 12);
/** A packet on its way when the cut comes is lost, though it was sent before. */
const ON_THE_WAY_MS = 200;
/** So much wider than the truth the bounds of one outage may be, with one far packet a second. */
const WIDTH_MS = 2500;

/** What the rules make of a world, by the same path as the server but without bytes and tables. */
function derive(world: World, untilAtMs: number): DerivedModel {
  const probe = { ...identityFromSecret(Buffer.alloc(32, 3)), sign: () => `${'A'.repeat(86)}==` };
  const plan = planWorld(world);
  const position = startPosition(plan);
  const methods = new Map(Object.values(METHOD_TEXTS).map((text) => [probe.sha256(text), parseMethod(text)]));
  let model = EMPTY_MODEL;
  let fold: LineFold = startFold('laden-am-markt');
  for (;;) {
    const next = nextSegment(plan, probe, position, untilAtMs);
    if (!next) return model;
    const parsed = parseSegment(next.text, TARGET_COUNT);
    if (typeof parsed === 'string') throw new Error(parsed);
    const method = methods.get(parsed.segment.methodSha256);
    if (!method || typeof method === 'string') throw new Error('the segment names an unknown method');
    const step = foldSegment(fold, { segment: parsed.segment, method }, probe);
    if (step.kind === 'replay') throw new Error('a world with a perfect clock needs no replay');
    fold = step.fold;
    // buckets are not looked at here, and keeping them would make this quadratic
    model = applyChange(model, { ...step.change, buckets: [] });
  }
}

function endOf(outage: DerivedOutage): number {
  return outage.endLatestAtMs ?? Number.POSITIVE_INFINITY;
}

function meets(outage: DerivedOutage, event: TruthEvent): boolean {
  return outage.startEarliestAtMs < event.toAtMs && endOf(outage) > event.fromAtMs;
}

/** The provider renews the session between 4:00 and 4:12. */
function isAtNight({ fromAtMs }: TruthEvent): boolean {
  return new Date(fromAtMs).toLocaleTimeString('de', { timeZone: 'Europe/Berlin' }).startsWith('04:');
}

describe('what the rules find in the last 40 days of the story', () => {
  // a packet lost by chance right beside a cut can't be told from the cut, so here chance is left out
  const world = { ...demoStory(NOW_MS, 40), lossRatio: 0 };
  const cuts = world.events.filter((event) => event.kind === 'line-cut' && event.toAtMs < NOW_MS);
  let model: DerivedModel;
  beforeAll(() => {
    model = derive(world, NOW_MS);
  });

  test('the story holds the outage, the drop-outs before it and a reconnect each night', () => {
    expect(cuts.some((event) => event.toAtMs - event.fromAtMs > 100 * 3_600_000)).toBe(true);
    expect(cuts.length).toBeGreaterThan(60);
  });

  test('every cut of 6 s or more is found once, and its bounds hold the truth', () => {
    for (const cut of cuts.filter((event) => event.toAtMs - event.fromAtMs >= 6000)) {
      const found = model.outages.filter((outage) => meets(outage, cut));
      expect(found, new Date(cut.fromAtMs).toISOString()).toHaveLength(1);
      const [outage] = found as [DerivedOutage]; // just counted
      const trueMs = cut.toAtMs - cut.fromAtMs;
      const isRenewal = isAtNight(cut) && trueMs < 36_000;
      expect([outage.verdict === 'planned-reconnect', outage.counts]).toEqual([isRenewal, !isRenewal]);
      expect(outage.startEarliestAtMs).toBeLessThanOrEqual(cut.fromAtMs);
      expect(outage.startLatestAtMs).toBeGreaterThanOrEqual(cut.fromAtMs - ON_THE_WAY_MS);
      expect(outage.endEarliestAtMs).toBeLessThanOrEqual(cut.toAtMs);
      expect(outage.endLatestAtMs).toBeGreaterThanOrEqual(cut.toAtMs);
      expect(outage.downMinMs).toBeLessThanOrEqual(trueMs);
      expect(outage.downMaxMs).toBeGreaterThanOrEqual(trueMs);
      expect((outage.downMaxMs ?? Number.NaN) - outage.downMinMs).toBeLessThanOrEqual(WIDTH_MS);
    }
  });

  test('nothing is found that did not happen', () => {
    const invented = model.outages.filter((outage) => !world.events.some((event) => meets(outage, event)));
    expect(invented).toEqual([]);
  });

  test('the time when the probe was off is not observed, and no more than that', () => {
    const unknownMs = model.intervals
      .filter((interval) => interval.state === 'unknown')
      .reduce((sum, interval) => sum + interval.toAtMs - interval.fromAtMs, 0);
    const unobserved = world.events.filter((event) => event.kind === 'probe-off' || event.kind === 'unmeasured');
    const trueMs = unobserved.reduce((sum, event) => sum + event.toAtMs - event.fromAtMs, 0);
    expect(unknownMs).toBeGreaterThanOrEqual(trueMs);
    // before its first answers a run does not know either: some seconds each
    expect(unknownMs).toBeLessThanOrEqual(trueMs + (unobserved.length + 1) * 20_000);
  });
});

describe('what the rules find in a home with a dead router', () => {
  test('it is told as a fault at home that does not count against the provider', () => {
    const fromAtMs = Date.UTC(2026, 9, 1, 10);
    const cut = { fromAtMs: fromAtMs + 600_400, toAtMs: fromAtMs + 1_200_100 };
    const world = { seed: 1, fromAtMs, events: [{ kind: 'home-cut' as const, ...cut }], lossRatio: 0 };
    const { outages } = derive({ ...world, fullFromAtMs: fromAtMs }, fromAtMs + 1_800_000);
    expect(outages.map(({ verdict, side, counts }) => ({ verdict, side, counts }))).toEqual([
      { verdict: 'router-or-lan-fault', side: 'home', counts: false },
    ]);
  });
});
