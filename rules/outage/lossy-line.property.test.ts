import { expect, test } from 'vitest';
import { feed } from './engine.ts';
import { useMethod } from './engine-readout.ts';
import { type EngineSink, startEngine } from './engine-state.ts';
import { limitsAt } from './line-noise.ts';
import { type Sight, targetKey } from './observation.ts';
import type { FoundOutage } from './outage-machine.ts';
import { seeded } from './seeded.ts';
import { simulatedMethod } from './simulated-line.ts';

const METHOD = simulatedMethod();
const FAR = METHOD.targets.filter(({ role }) => role === 'far').map(targetKey);
const [GATEWAY = ''] = METHOD.targets.filter(({ role }) => role === 'gateway').map(targetKey);
const REST = { segment: 1, sequence: 0, sender: null, answer: null, details: null };

/** Outages of a line with one far packet and one to the router each second, fed without segments: 100 hours in a second. */
function outagesOf(seconds: number, isLost: (second: number) => boolean): FoundOutage[] {
  const found: FoundOutage[] = [];
  const sink: EngineSink = {
    isCounted: true,
    seedOf: () => '',
    found: (outage) => found.push(outage),
    interval: () => undefined,
    burst: () => undefined,
    bucket: () => undefined,
    qualityHour: () => undefined,
  };
  const engine = startEngine(0);
  useMethod(engine, METHOD, 0);
  for (let second = 0; second < seconds; second += 1) {
    const target = FAR[second % FAR.length] ?? '';
    const far = isLost(second) && second > 10 ? LOST : ANSWERED;
    feed(engine, { ...REST, ...far, atMs: second * 1000, role: 'far', family: 4, target }, sink);
    feed(
      engine,
      { ...REST, ...ANSWERED, atMs: second * 1000 + 300, role: 'gateway', family: 4, target: GATEWAY },
      sink,
    );
    engine.states.spans = []; // nobody asks for states here
  }
  return found;
}
type Came = Pick<Sight, 'outcome' | 'outcomeClass' | 'latencyUs'>;
const LOST: Came = { outcome: 'timeout', outcomeClass: 'lost', latencyUs: null };
const ANSWERED: Came = { outcome: 'reply', outcomeClass: 'answered', latencyUs: 12_000 };

const HOUR_S = 3600;
/** Cuts are 20 minutes apart. */
const EVERY_S = 1200;

test('a line that loses packets at random, up to 60 %, is down at most once in 600 hours', () => {
  const all: FoundOutage[] = [];
  for (const ratio of [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) {
    const random = seeded(Math.round(ratio * 100) + 1);
    all.push(...outagesOf(60 * HOUR_S, () => random() < ratio));
  }
  expect(all.length).toBeLessThanOrEqual(1);
  for (const { downMinMs } of all) expect(downMinMs).toBeLessThan(10_000);
});

test('loss that begins all of a sudden is seldom taken for an outage first, and never for a long one', () => {
  for (const ratio of [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) {
    const random = seeded(Math.round(ratio * 100) + 2);
    const found = outagesOf(100 * EVERY_S, (second) => second % EVERY_S > 600 && random() < ratio);
    expect(found.length, `${ratio}`).toBeLessThanOrEqual(15);
    for (const outage of found) expect(outage.downMinMs, `${ratio}`).toBeLessThan(20_000);
  }
});

test('a real cut on such a line is found, its truth lies within the bounds, and it ends when packets pass again', () => {
  for (const ratio of [0, 0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) {
    for (const cutS of [8, 40, 300]) {
      const random = seeded(Math.round(ratio * 100) + cutS);
      const isCut = (second: number) => second % EVERY_S >= 600 && second % EVERY_S < 600 + cutS;
      const all = outagesOf(60 * EVERY_S, (second) => isCut(second) || random() < ratio);
      const found = all.filter(({ startLatestAtMs }) => isCut(Math.ceil(startLatestAtMs / 1000) + 2));
      const label = `${ratio}, ${cutS} s`;
      if (cutS >= limitsAt(ratio).alone + 8) expect(found.length, label).toBe(60);
      else if (ratio <= 0.02) expect(found.length, label).toBeGreaterThan(57);
      expect(all.length - found.length, label).toBeLessThanOrEqual(1);
      for (const { startEarliestAtMs, endLatestAtMs, downMinMs } of found) {
        const fromS = (startEarliestAtMs / 1000) % EVERY_S;
        const toS = fromS + ((endLatestAtMs ?? 0) - startEarliestAtMs) / 1000;
        expect(fromS, label).toBeLessThanOrEqual(600);
        expect(toS, label).toBeGreaterThanOrEqual(600 + cutS - 1);
        expect(downMinMs / 1000, label).toBeLessThanOrEqual(cutS);
        expect(toS - fromS - cutS, label).toBeLessThan(45);
      }
      const widths = found.map((one) => (one.endLatestAtMs ?? 0) - one.startEarliestAtMs - one.downMinMs);
      expect(Math.max(0, ...widths), label).toBeLessThan(ratio === 0 ? 2100 : 90_000);
    }
  }
});

test('loss in bursts (Gilbert) is an outage only where half a minute, or far more than its bursts, is silent', () => {
  for (const [lostS, goodS] of [
    [2, 18],
    [2, 8],
    [5, 5],
  ] as const) {
    const random = seeded(lostS * 100 + goodS);
    let isBad = false;
    const found = outagesOf(60 * HOUR_S, () => {
      if (random() < 1 / (isBad ? lostS : goodS)) isBad = !isBad;
      return isBad;
    });
    const short = found.filter(({ lostSamples }) => lostSamples < 3 * lostS);
    expect(short.length, `${lostS} of ${lostS + goodS}`).toBeLessThanOrEqual(2);
    expect(found.length, `${lostS} of ${lostS + goodS}`).toBeLessThan(100);
  }
});

test('what is asked of a run grows with the loss: 2 % five, 10 % seven, 20 % eleven, 50 % twenty-four', () => {
  expect([0, 0.02, 0.1, 0.2, 0.5].map((ratio) => limitsAt(ratio).alone)).toEqual([5, 5, 7, 11, 24]);
  expect([0, 0.02, 0.1, 0.5].map((ratio) => limitsAt(ratio).flap)).toEqual([3, 3, 4, 13]);
});
