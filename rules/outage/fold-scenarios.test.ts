import { describe, expect, test } from 'vitest';
import { foldLine, isFar, second, states, UTC0, within } from '../../test/fakes/folded-line.ts';
import type { Target } from '../method.ts';
import { LOST, NO_ROUTE, type SimulatedLoss, simulatedMethod } from './simulated-line.ts';

describe('beginning and end', () => {
  test('four losses in a row are a burst, five an outage', () => {
    const four = foldLine((t, at) => (isFar(t) && within(at, 99.5, 103.5) ? LOST : undefined));
    expect(four.outages).toEqual([]);
    expect(four.lossBursts).toEqual([{ atMs: UTC0 + 100_000, family: 4, lostSamples: 4, durationMs: 3000 }]);
    expect(four.buckets.reduce((sum, bucket) => sum + bucket.lossBursts, 0)).toBe(3);
    const five = foldLine((t, at) => (isFar(t) && within(at, 99.5, 104.5) ? LOST : undefined));
    expect(five.outages).toMatchObject([{ downMinMs: 3988, downMaxMs: 6012, lostSamples: 5 }]);
    expect(five.lossBursts).toEqual([]);
  });

  test('three losses are an outage when the router says that there is no way', () => {
    const said: SimulatedLoss = { outcome: 'unreachable-from', unreachableSender: 'gateway' };
    const three = foldLine((t, at) => {
      if (!isFar(t) || !within(at, 99.5, 102.5)) return undefined;
      return at > 101.5 ? said : LOST;
    });
    expect(three.outages).toMatchObject([{ counts: true, lostSamples: 3, side: 'access' }]);
  });

  test('answers that came late are no losses', () => {
    const late = foldLine((t, at) => (isFar(t) && within(at, 99.5, 120) ? 4_000_000 : undefined));
    expect([late.outages, late.lossBursts]).toEqual([[], []]);
  });

  test('a new run of losses within five seconds after the end is a flap, a later one another outage', () => {
    const gap = (seconds: number) => (t: Target, at: number) =>
      isFar(t) && (within(at, 99.5, 109.5) || within(at, 109.5 + seconds, 119.5 + seconds)) ? LOST : undefined;
    expect(foldLine(gap(4)).outages).toMatchObject([{ flaps: 1, downMinMs: 2 * 8988, lostSamples: 20 }]);
    expect(foldLine(gap(8)).outages).toMatchObject([{ flaps: 0 }, { flaps: 0 }]);
  });

  test('a single answer in the middle does not end an outage', () => {
    const blip = foldLine((t, at) => (isFar(t) && within(at, 99.5, 160.5) && at !== 130 ? LOST : undefined));
    expect(blip.outages).toMatchObject([{ flaps: 1, lostSamples: 60 }]);
  });

  test('one target that keeps answering ends an outage, and what follows is partial', () => {
    const one = foldLine((t, at) =>
      isFar(t) && (within(at, 99.5, 130) || (at >= 130 && at < 200 && t.network !== 'isp')) ? LOST : undefined,
    );
    expect(one.outages).toHaveLength(1);
    expect(second(one.outages[0]?.endLatestAtMs ?? null)).toBe(130.012);
    expect(states(one)).toContainEqual([152, 'degraded', 'partial-reachability']);
  });

  test('an outage that lasts has no end yet and is the state now', () => {
    const model = foldLine((t, at) => (isFar(t) && at > 99.5 ? LOST : undefined), { seconds: 200 });
    expect(model.outages).toMatchObject([
      { endEarliestAtMs: null, endLatestAtMs: null, downMaxMs: null, final: false, phases: [{ toAtMs: null }] },
    ]);
    expect(model.current).toMatchObject({ state: 'down', sinceAtMs: UTC0 + 99_000, measuredAtMs: UTC0 + 200_000 });
  });
});

describe('whose trouble it is', () => {
  test('with a dead router it is the home’s: listed, not counted, and its time unknown', () => {
    const model = foldLine((t, at) => (t.role !== 'extra' && within(at, 99.5, 130) ? LOST : undefined));
    expect(model.outages).toMatchObject([{ verdict: 'router-or-lan-fault', side: 'home', counts: false }]);
    expect(states(model)).toContainEqual([99, 'unknown', 'router-or-lan-fault']);
    expect(model.intervals.filter(({ state }) => state === 'down')).toEqual([]);
  });

  test('a router that starts again and then syncs for minutes is the home’s all along', () => {
    const model = foldLine(
      (t, at) =>
        (t.role === 'gateway' && within(at, 99.5, 160)) || (isFar(t) && within(at, 99.5, 300)) ? LOST : undefined,
      { seconds: 400 },
    );
    expect(model.outages).toMatchObject([{ verdict: 'router-or-lan-fault', counts: false }]);
  });

  test('a line that stays away after the router came back counts from ten minutes later', () => {
    const model = foldLine(
      (t, at) =>
        (t.role === 'gateway' && within(at, 99.5, 160)) || (isFar(t) && within(at, 99.5, 2000)) ? LOST : undefined,
      { seconds: 2100 },
    );
    expect(model.outages.map(({ counts }) => counts)).toEqual([false, true]);
    expect(second(model.outages[1]?.startEarliestAtMs ?? null)).toBeGreaterThanOrEqual(759);
    expect(second(model.outages[1]?.startEarliestAtMs ?? null)).toBeLessThanOrEqual(763);
    expect(model.outages[0]?.endLatestAtMs).toBe(model.outages[1]?.startEarliestAtMs);
  });

  test('a router restarted in the middle of an outage takes its time, and ten minutes, out of what counts', () => {
    const model = foldLine(
      (t, at) =>
        (t.role === 'gateway' && within(at, 999.5, 1060)) || (isFar(t) && within(at, 99.5, 3000)) ? LOST : undefined,
      { seconds: 3100 },
    );
    expect(model.outages.map(({ counts }) => counts)).toEqual([true, false, true]);
    expect(second(model.outages[0]?.endLatestAtMs ?? null)).toBeCloseTo(1000.3, 1);
  });

  test('a hiccup of the router in an outage changes nothing', () => {
    const model = foldLine((t, at) =>
      (t.role === 'gateway' && within(at, 199.5, 205)) || (isFar(t) && within(at, 99.5, 250)) ? LOST : undefined,
    );
    expect(model.outages).toMatchObject([{ counts: true, side: 'access' }]);
  });

  test('a router that never answers is no witness: the line counts, the side is unknown', () => {
    const model = foldLine((t, at) => (t.role === 'gateway' || within(at, 99.5, 130) ? LOST : undefined));
    expect(model.outages).toMatchObject([{ counts: true, side: 'unknown' }]);
  });

  test('an ICMP error of the own host means that the router was not there', () => {
    const own: SimulatedLoss = { outcome: 'unreachable-from', unreachableSender: 'own' };
    const model = foldLine((t, at) => (isFar(t) && within(at, 99.5, 130) ? own : undefined), {
      method: simulatedMethod({ gateway: false }),
    });
    expect(model.outages).toMatchObject([{ verdict: 'router-or-lan-fault', counts: false }]);
  });
});

describe('two families', () => {
  const families: (4 | 6)[] = [4, 6];
  test('one family alone is degraded, and no outage of the line', () => {
    const model = foldLine((t, at) => (isFar(t, 4) && within(at, 99.5, 160) ? LOST : undefined), { families });
    expect(model.outages).toEqual([]);
    expect(states(model)).toContainEqual([99 + 0, 'degraded', 'ipv4-only-down']);
    const six = foldLine((t, at) => (isFar(t, 6) && within(at, 99.9, 160) ? LOST : undefined), { families });
    expect(states(six)).toContainEqual([99.5, 'degraded', 'ipv6-only-down']);
  });

  test('the line is down where both are', () => {
    const model = foldLine(
      (t, at) => ((isFar(t, 4) && within(at, 99.9, 200)) || (isFar(t, 6) && within(at, 139.9, 240)) ? LOST : undefined),
      { families },
    );
    expect(model.outages).toHaveLength(1);
    const [outage] = model.outages;
    expect(second(outage?.startEarliestAtMs ?? null)).toBe(139.5);
    expect(second(outage?.startLatestAtMs ?? null)).toBe(140.5);
    expect(second(outage?.endEarliestAtMs ?? null)).toBe(199);
    expect(second(outage?.endLatestAtMs ?? null)).toBe(200.012);
    expect(states(model).map(([, , word]) => word)).toEqual([
      'first-contact',
      'ok',
      'ipv4-only-down',
      'line-or-isp-down-unlocalised',
      'ipv6-only-down',
      'ok',
    ]);
  });

  test('a family that never answered is not waited for', () => {
    const model = foldLine((t, at) => (isFar(t, 6) || (isFar(t) && within(at, 99.5, 130)) ? LOST : undefined), {
      families,
    });
    expect(model.outages).toHaveLength(1);
    expect(states(model).map(([, , word]) => word)).not.toContain('ipv6-only-down');
  });

  test('a family that loses its route in an outage does not keep the line up', () => {
    const model = foldLine(
      (t, at) => {
        if (isFar(t, 6) && within(at, 103, 160)) return NO_ROUTE;
        return isFar(t) && within(at, 99.9, 160) ? LOST : undefined;
      },
      { families },
    );
    expect(model.outages).toMatchObject([{ counts: true, flaps: 0 }]);
    expect(model.outages[0]?.downMinMs).toBeGreaterThan(57_000);
  });
});
