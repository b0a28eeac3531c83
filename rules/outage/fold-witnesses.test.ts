import { describe, expect, test } from 'vitest';
import { foldLine, isFar, second, states, UTC0, within } from '../../test/fakes/folded-line.ts';
import type { Target } from '../method.ts';
import { LOST, type SimulatedLoss, simulatedMethod } from './simulated-line.ts';

describe('a family that is not measured', () => {
  const failed: SimulatedLoss = { outcome: 'tool-error', unreachableSender: null };
  test('because its tool failed: silence of the other leaves the state open, its answers do not', () => {
    const model = foldLine(
      (t, at) => {
        if (isFar(t, 6) && within(at, 99.9, 200)) return failed;
        return isFar(t, 4) && within(at, 129.9, 180) ? LOST : undefined;
      },
      { families: [4, 6] },
    );
    expect(model.outages).toEqual([]);
    expect(states(model).slice(1)).toEqual([
      [0.5, 'up', 'ok'],
      [129, 'unknown', 'tool-error'],
      [180, 'up', 'ok'],
    ]);
  });

  test('for a moment in an outage of both: the outage goes on', () => {
    const model = foldLine(
      (t, at) => {
        if (isFar(t, 6) && within(at, 139.9, 146)) return failed;
        return isFar(t) && within(at, 99.9, 180) ? LOST : undefined;
      },
      { families: [4, 6] },
    );
    expect(model.outages).toMatchObject([{ flaps: 0, startsUnobserved: false, endsUnobserved: false }]);
  });

  test('for long in an outage of both: what is not known is not counted', () => {
    const model = foldLine(
      (t, at) => {
        if (isFar(t, 6) && within(at, 139.9, 200)) return failed;
        return isFar(t) && within(at, 99.9, 240) ? LOST : undefined;
      },
      { families: [4, 6] },
    );
    expect(model.outages.map(({ startsUnobserved, endsUnobserved }) => [startsUnobserved, endsUnobserved])).toEqual([
      [false, true],
      [true, false],
    ]);
    const open = model.intervals.filter(({ cause }) => cause === 'tool-error');
    expect(open.reduce((sum, { fromAtMs, toAtMs }) => sum + toAtMs - fromAtMs, 0)).toBeGreaterThan(45_000);
    expect(
      model.intervals
        .filter(({ state }) => state === 'up')
        .every(({ toAtMs, fromAtMs }) => toAtMs <= UTC0 + 100_000 || fromAtMs >= UTC0 + 240_000),
    ).toBe(true);
  });
});

describe('targets', () => {
  test('a dead target is remote trouble, is benched after ten minutes, and hides no outage', () => {
    const model = foldLine(
      (t, at) => ((t.network === 'quad9' && at > 100) || (isFar(t) && within(at, 1000, 1010)) ? LOST : undefined),
      { seconds: 1200 },
    );
    expect(model.outages).toHaveLength(1);
    expect(model.outages[0]?.downMaxMs).toBeLessThan(13_000);
    expect(states(model).map(([at, state, word]) => [Math.round(Number(at)), state, word])).toEqual([
      [0, 'unknown', 'first-contact'],
      [1, 'up', 'ok'],
      [112, 'up', 'remote-target-only'],
      [702, 'up', 'ok'],
      [1000, 'down', 'line-or-isp-down-unlocalised'],
      [1010, 'up', 'ok'],
    ]);
  });

  test('several silent networks are partial reachability, never an outage', () => {
    const dead = ['quad9', 'google', 'example', 'cloudflare'];
    const model = foldLine((t, at) => (isFar(t) && at > 100 && dead.includes(t.network) ? LOST : undefined), {
      seconds: 900,
    });
    expect(model.outages).toEqual([]);
    expect(model.current).toMatchObject({ state: 'degraded', verdict: 'partial-reachability' });
    expect(model.lossBursts.length).toBeLessThanOrEqual(3); // until the targets are known to be silent
  });

  test('until two targets have answered once nothing is said', () => {
    const nothing = foldLine((t) => (isFar(t) ? LOST : undefined));
    expect(nothing.outages).toEqual([]);
    expect(states(nothing)).toEqual([[0, 'unknown', 'first-contact']]);
    const one = foldLine((t, at) => (isFar(t) && (t.network !== 'isp' || at > 100) ? LOST : undefined));
    expect(states(one)).toEqual([[0, 'unknown', 'first-contact']]);
  });
});

test('a line with one single target is watched all the same: two of its answers end an outage', () => {
  const all = simulatedMethod();
  const method = { ...all, targets: all.targets.filter((t) => t.network === 'isp' || t.role === 'gateway') };
  const model = foldLine((t, at) => (isFar(t) && within(at, 99, 150) ? LOST : undefined), { method, seconds: 400 });
  expect(model.outages).toMatchObject([{ counts: true, side: 'access', flaps: 0 }]);
  expect(second(model.outages[0]?.endLatestAtMs ?? null)).toBe(150.012);
  expect(model.current).toMatchObject({ state: 'up' });
});

describe('resolvers', () => {
  const method = simulatedMethod({ resolvers: true });
  const dns = (broken: Target['role'][]) =>
    foldLine((t, at) => (broken.includes(t.role) && within(at, 200, 500) ? LOST : undefined), { method, seconds: 600 });
  test('the provider’s alone, all, and false answers have names of their own', () => {
    expect(states(dns(['isp-resolver'])).slice(2)).toEqual([
      [240.7, 'degraded', 'dns-isp-only'],
      [510.7, 'up', 'ok'],
    ]);
    expect(states(dns(['isp-resolver', 'public-resolver'])).map(([, , word]) => word)).toContain('dns-all');
    expect(states(dns(['public-resolver'])).map(([, , word]) => word)).not.toContain('dns-all');
    const lying = foldLine(() => undefined, {
      method,
      seconds: 600,
      edit: (round) => ({
        ...round,
        samples: round.samples.map((sample) =>
          method.targets[sample.target]?.role === 'isp-resolver' && round.sequence > 40
            ? { ...sample, facts: { answer: 'wrong' } }
            : sample,
        ),
      }),
    });
    expect(lying.current).toMatchObject({ verdict: 'dns-tampered', state: 'degraded' });
  });

  test('what fails while the line is down is not the resolver’s fault', () => {
    const model = foldLine((t, at) => (t.role !== 'gateway' && within(at, 200, 400) ? LOST : undefined), {
      method,
      seconds: 500,
    });
    expect(states(model).map(([, , word]) => word)).toEqual([
      'first-contact',
      'ok',
      'line-or-isp-down-unlocalised',
      'ok',
    ]);
  });
});
