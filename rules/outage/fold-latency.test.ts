import { describe, expect, test } from 'vitest';
import {
  type Answer,
  foldItems,
  isFar,
  LEAD_MS,
  METHOD as LINE,
  piece,
  second,
  T0,
  within,
} from '../../test/fakes/folded-line.ts';
import type { Method, Target } from '../method.ts';
import { LOST, simulatedMethod } from './simulated-line.ts';

/** Row 19 by latency: slow against the target's own days before, and whose traffic made it so. */

const ROUTER: Target = {
  ...{ kind: 'router', backEnd: 'igd', role: 'router', family: 4, address: '192.168.178.1', network: 'router' },
  ...{ spacingMs: 60_000, phaseMs: 700 },
};
/** Twenty minutes of the day before: so long every target shows what is usual. */
const EVE_S = 1200;
const USUAL_US = 12_000;
const SLOW_US = 300_000;

type Story = {
  method?: Method;
  seconds?: number;
  /** Latency of a far answer; null: it is lost. */
  latencyUs: (target: Target, at: number) => number | null;
  router?: (at: number) => Record<string, number>;
  /** Measured before midnight. */
  eveS?: number;
};

/** Seconds count from midnight. */
function foldNight({ method = LINE, seconds = 2400, latencyUs, router, eveS = EVE_S }: Story) {
  const asked = router ? { ...method, targets: [...method.targets, ROUTER] } : method;
  const answer: Answer = (target, secondsIn) => {
    const at = secondsIn - eveS;
    if (target.role === 'router')
      return { came: 40_000, facts: { session: 'connected' }, readings: router?.(at) ?? {} };
    return isFar(target) ? (latencyUs(target, at) ?? LOST) : undefined;
  };
  // the clock is set so that `eveS` seconds in it is midnight
  const wallAtMs = (tick: number) => LEAD_MS + tick - T0 - eveS * 1000;
  const segments = piece(0, eveS + seconds, answer, { method: asked, wallAtMs });
  return foldItems(segments.map((segment) => ({ segment, method: asked }))).model;
}

type Model = ReturnType<typeof foldNight>;
const words = ({ intervals }: Model) => intervals.map(({ verdict, cause }) => cause ?? verdict);
/** Seconds since midnight. */
const sinceMidnight = (atMs: number | undefined) => (second(atMs) ?? Number.NaN) + T0 / 1000;
const slowFrom = (fromS: number, toS: number) => (_: Target, at: number) =>
  within(at, fromS, toS) ? SLOW_US : USUAL_US;

describe('a line that is slow', () => {
  test('against its own days is degraded five minutes later, until it has been quick for some', () => {
    const model = foldNight({ latencyUs: slowFrom(600, 1500) });
    expect(words(model)).toEqual(['first-contact', 'ok', 'degraded-latency', 'ok']);
    const slow = model.intervals[2];
    expect(slow).toMatchObject({ state: 'degraded', side: 'unknown', cause: null });
    expect(sinceMidnight(slow?.fromAtMs)).toBeGreaterThanOrEqual(900);
    expect(sinceMidnight(slow?.fromAtMs)).toBeLessThanOrEqual(965);
    expect(sinceMidnight(slow?.toAtMs)).toBeGreaterThanOrEqual(1500);
    expect(sinceMidnight(slow?.toAtMs)).toBeLessThanOrEqual(1500 + 245);
    expect(model.outages).toEqual([]);
  });

  test('for four minutes is not said to be', () => {
    expect(words(foldNight({ latencyUs: slowFrom(600, 840) }))).toEqual(['first-contact', 'ok']);
  });

  test('in every thirteenth answer is slow, in every thirty-first is not: the 95th percentile counts', () => {
    const every = (nth: number) =>
      foldNight({
        latencyUs: (_, at) => (at > 600 && Math.floor(at) % nth === 0 ? SLOW_US : USUAL_US),
      });
    expect(words(every(31))).not.toContain('degraded-latency');
    expect(words(every(13))).toContain('degraded-latency');
  });

  test('from its first day on is as it is: a satellite is not degraded', () => {
    expect(words(foldNight({ latencyUs: () => 650_000 }))).toEqual(['first-contact', 'ok']);
  });

  test('by less than three times, or less than 100 ms more, is within the usual', () => {
    expect(words(foldNight({ latencyUs: (_, at) => (at > 600 ? 105_000 : USUAL_US) }))).toEqual([
      'first-contact',
      'ok',
    ]);
    expect(words(foldNight({ latencyUs: (_, at) => (at > 600 ? 290_000 : 100_000) }))).toEqual(['first-contact', 'ok']);
    expect(words(foldNight({ latencyUs: (_, at) => (at > 600 ? 310_000 : 100_000) }))).toContain('degraded-latency');
  });

  test('before there is a day to compare with is not judged', () => {
    const first = foldNight({ eveS: 0, latencyUs: slowFrom(600, 2400) });
    expect(words(first)).toEqual(['first-contact', 'ok']);
  });

  test('to one target alone is that target’s trouble', () => {
    const model = foldNight({ latencyUs: ({ network }, at) => (network === 'quad9' && at > 600 ? SLOW_US : USUAL_US) });
    expect(words(model)).toEqual(['first-contact', 'ok']);
  });

  test('in one family alone is degraded too', () => {
    const model = foldNight({
      method: simulatedMethod({ families: [4, 6] }),
      latencyUs: ({ family }, at) => (family === 6 && at > 600 ? SLOW_US : USUAL_US),
    });
    expect(words(model)).toContain('degraded-latency');
  });

  test('is found as well where each target is asked once a minute, or where there is one target', () => {
    const every = LINE.targets.map((t) => (isFar(t) ? { ...t, spacingMs: 60_000, phaseMs: t.phaseMs * 12 } : t));
    const seldom = { method: { ...LINE, targets: every }, eveS: 7200, latencyUs: slowFrom(600, 1500) };
    expect(words(foldNight(seldom)).slice(-3)).toEqual(['ok', 'degraded-latency', 'ok']);
    const alone = LINE.targets.filter((t) => !isFar(t) || t.network === 'isp');
    const single = { method: { ...LINE, targets: alone }, latencyUs: slowFrom(600, 1500) };
    expect(words(foldNight(single)).slice(-3)).toEqual(['ok', 'degraded-latency', 'ok']);
  });

  test('and then silent is in an outage, and slow again at once where it still is afterwards', () => {
    const model = foldNight({
      latencyUs: (_, at) => (within(at, 1199.9, 1230) ? null : slowFrom(600, 2400)(_, at)),
    });
    expect(words(model)).toEqual([
      'first-contact',
      'ok',
      'degraded-latency',
      'line-or-isp-down-unlocalised',
      'degraded-latency',
    ]);
    expect(model.outages).toMatchObject([{ counts: true }]);
  });

  test('and loses packets is said to lose them', () => {
    const model = foldNight({
      latencyUs: (_, at) => (at > 600 && Math.floor(at) % 13 === 0 ? null : slowFrom(600, 2400)(_, at)),
    });
    expect(model.current).toMatchObject({ state: 'degraded', verdict: 'degraded-loss' });
  });
});

describe('a line that its own home fills', () => {
  const SYNC = { downRateKbit: 50_000, upRateKbit: 10_000 };
  const slow = slowFrom(600, 2400);
  const isBusy = (at: number) => at > 590;

  test('is slow by its home, by the rates that the router tells', () => {
    const model = foldNight({
      latencyUs: slow,
      router: (at) => ({ ...SYNC, receiveBps: isBusy(at) ? 47_000_000 : 1_000 }),
    });
    expect(words(model)).toEqual(['first-contact', 'ok', 'degraded-self-inflicted']);
    expect(model.current).toMatchObject({ side: 'home', state: 'degraded' });
  });

  test('is slow by its home where the upload alone is full', () => {
    const model = foldNight({
      latencyUs: slow,
      router: (at) => ({ ...SYNC, receiveBps: 900_000, sendBps: isBusy(at) ? 9_500_000 : 1_000 }),
    });
    expect(model.current).toMatchObject({ verdict: 'degraded-self-inflicted', side: 'home' });
  });

  test('is found by counted bytes too, where the router tells no rates', () => {
    const bytesAt = (at: number) => Math.round(1e9 + Math.max(0, at - 590) * (45e6 / 8));
    const model = foldNight({ latencyUs: slow, router: (at) => ({ ...SYNC, receivedBytes: bytesAt(at) }) });
    expect(model.current).toMatchObject({ verdict: 'degraded-self-inflicted', side: 'home' });
  });

  test('half is not: what is slow then is nobody’s own doing', () => {
    const model = foldNight({ latencyUs: slow, router: () => ({ ...SYNC, receiveBps: 25_000_000 }) });
    expect(model.current).toMatchObject({ verdict: 'degraded-latency', side: 'unknown' });
  });

  test('is not said where the router tells no sync rate, however long its use was watched', () => {
    const model = foldNight({
      eveS: 1.2 * 86_400,
      method: {
        ...LINE,
        targets: LINE.targets.map((t) => ({ ...t, spacingMs: t.spacingMs * 4, phaseMs: t.phaseMs * 4 })),
      },
      latencyUs: slow,
      router: (at) => ({ receiveBps: 40_000 + (Math.floor(at / 60) % 5) * 2_000 }),
    });
    expect(model.current).toMatchObject({ verdict: 'degraded-latency', side: 'unknown' });
  });

  test('and is still slow when the home has stopped is slow by itself', () => {
    const model = foldNight({
      latencyUs: slow,
      router: (at) => ({ ...SYNC, receiveBps: within(at, 590, 1500) ? 47_000_000 : 1_000 }),
    });
    expect(words(model)).toEqual(['first-contact', 'ok', 'degraded-self-inflicted', 'degraded-latency']);
  });

  test('but is neither slow nor losing is fine', () => {
    const model = foldNight({ latencyUs: () => USUAL_US, router: () => ({ ...SYNC, receiveBps: 49_000_000 }) });
    expect(words(model)).toEqual(['first-contact', 'ok']);
  });
});
