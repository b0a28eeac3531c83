import { describe, expect, test } from 'vitest';
import { foldItems, isFar, piece, second, states, within } from '../../test/fakes/folded-line.ts';
import type { Target } from '../method.ts';
import { increaseOf } from './quality-counters.ts';
import { seeded } from './seeded.ts';
import { LOST, type SimulatedLine, simulatedMethod } from './simulated-line.ts';

const base = simulatedMethod();
const extra = (role: Target['role'], kind: string, address: string, spacingMs: number): Target => ({
  kind,
  backEnd: kind,
  role,
  family: 4,
  address,
  network: role,
  spacingMs,
  phaseMs: 400,
});
const METHOD = {
  ...base,
  targets: [
    ...base.targets,
    extra('control', 'ping', '192.0.2.1', 60_000),
    extra('own-server', 'contact', 'https://example.net', 20_000),
    extra('sip', 'sip', 'sip.example.net', 60_000),
    extra('router', 'router', 'http://192.168.178.1:49000', 60_000),
  ],
};
type Reply = Record<string, number | string>;

/** `lost` says what is lost; `said` what the answers of witnesses hold. */
function fold(
  seconds: number,
  lost: (target: Target, at: number) => boolean,
  said: (target: Target, at: number) => Reply = () => ({}),
  line: Partial<SimulatedLine> = {},
) {
  const segments = piece(0, seconds, (t, at) => (lost(t, at) ? LOST : undefined), {
    method: METHOD,
    edit: (round) => ({
      ...round,
      samples: round.samples.map((sample) => {
        const target = METHOD.targets[sample.target];
        if (!target || sample.latencyUs === null) return sample;
        const reply = Object.entries(said(target, (sample.sentTickMs - 1_000_000) / 1000));
        const readings = Object.fromEntries(reply.filter((one): one is [string, number] => typeof one[1] === 'number'));
        const facts = Object.fromEntries(reply.filter((one): one is [string, string] => typeof one[1] === 'string'));
        return { ...sample, readings, facts };
      }),
    }),
    ...line,
  });
  return foldItems(segments.map((segment) => ({ segment, method: METHOD }))).model;
}
const isControl = ({ role }: Target) => role === 'control';
const ownSaysOk = ({ role }: Target): Reply => (role === 'own-server' ? { answer: 'ok' } : {});
const words = (model: ReturnType<typeof fold>) => states(model).map(([, , word]) => word);

describe('loss that is no outage', () => {
  test('of 5 % is degraded within minutes, and over some minutes after it is over', () => {
    const random = seeded(3);
    const model = fold(1800, (t, at) => isControl(t) || (isFar(t) && within(at, 600, 1200) && random() < 0.05));
    expect(model.outages).toEqual([]);
    expect(words(model)).toEqual(['first-contact', 'ok', 'degraded-loss', 'ok']);
    const [, , degraded, ok] = model.intervals;
    expect(second(degraded?.fromAtMs)).toBeLessThan(900);
    expect(second(ok?.fromAtMs)).toBeGreaterThan(1200);
    expect(second(ok?.fromAtMs)).toBeLessThan(1600);
  });

  test('of one target alone is that target’s own, however bad', () => {
    const random = seeded(4);
    const model = fold(1800, (t) => isControl(t) || (t.network === 'quad9' && random() < 0.4));
    expect(words(model)).not.toContain('degraded-loss');
  });

  test('while the home fills the line, by the router’s rates, is the home’s own', () => {
    const random = seeded(5);
    const model = fold(
      1800,
      (t, at) => isControl(t) || (isFar(t) && within(at, 600, 1200) && random() < 0.05),
      ({ role }, at) => (role === 'router' ? { downRateKbit: 50_000, receiveBps: at > 300 ? 47_000_000 : 1000 } : {}),
    );
    expect(model.intervals).toContainEqual(
      expect.objectContaining({ verdict: 'degraded-self-inflicted', side: 'home', state: 'degraded' }),
    );
    expect(words(model)).not.toContain('degraded-loss');
  });
});

describe('an address that must not answer', () => {
  test('answers: nothing is believed, so there is neither an outage nor a line that is up, until it is silent again', () => {
    const model = fold(900, (t, at) => (isControl(t) && !within(at, 290, 600)) || (isFar(t) && within(at, 400, 500)));
    expect(model.outages).toEqual([]);
    const lie = model.intervals.find(({ verdict }) => verdict === 'intercepted');
    expect([lie?.state, second(lie?.fromAtMs), second(lie?.toAtMs)]).toEqual(['unknown', 300, 600.4]);
  });

  test('answers, but the own server’s signed answer comes: the line is up', () => {
    const model = fold(900, (t, at) => isControl(t) && !within(at, 290, 600), ownSaysOk);
    expect(words(model)).toEqual(['first-contact', 'ok']);
  });

  test('answers in an outage: it ends there, and is not taken for the line', () => {
    const model = fold(900, (t, at) => (isControl(t) && at < 330) || (isFar(t) && within(at, 299, 340)));
    expect(model.outages).toHaveLength(1);
    expect(model.current).toMatchObject({ state: 'unknown', verdict: 'intercepted' });
    const endAtMs = model.outages[0]?.endLatestAtMs ?? 0;
    expect(model.intervals.filter(({ fromAtMs, state }) => fromAtMs >= endAtMs + 25_000 && state === 'up')).toEqual([]);
  });

  test('somebody else answers for the own server: intercepted, and no outage', () => {
    const model = fold(
      900,
      (t) => isControl(t),
      (t, at) => (t.role === 'own-server' ? { answer: within(at, 300, 600) ? 'wrong' : 'ok' } : {}),
    );
    expect(words(model)).toEqual(['first-contact', 'ok', 'intercepted', 'ok']);
    expect(model.outages).toEqual([]);
  });
});

describe('telephony', () => {
  test('that failed twice in a row, against a baseline, is a service that is down, and no outage', () => {
    const model = fold(3600, (t, at) => isControl(t) || (t.role === 'sip' && within(at, 2400, 3000)));
    expect(words(model)).toEqual(['first-contact', 'ok', 'voip-only-down', 'ok']);
    expect(model.outages).toEqual([]);
  });

  test('is not judged before it was asked twenty times', () => {
    expect(words(fold(1500, (t, at) => isControl(t) || (t.role === 'sip' && at > 900)))).not.toContain(
      'voip-only-down',
    );
  });
});

describe('hours of quality', () => {
  const start = 1_795_305_600_000 + 1_000_000;
  const uptime = (at: number, sinceS: number) => Math.max(0, Math.round(at - sinceS));
  test('sum what counters grew by, over resets and the end of 32 bits; count each resync and reconnect once', () => {
    const model = fold(
      7200,
      (t) => isControl(t),
      ({ role }, at): Reply => {
        if (role !== 'router') return {};
        const isNew = at > 1500;
        return {
          session: 'connected',
          sessionUptimeS: isNew ? uptime(at, 1490) : 100_000 + Math.round(at),
          dslUptimeS: isNew ? uptime(at, 1480) : 200_000 + Math.round(at),
          retrains: isNew ? 4 : 3,
          crcErrors: (4_294_967_290 + Math.floor(at / 60)) % 2 ** 32,
          fecErrors: isNew ? Math.floor((at - 1480) / 60) : 5000 + Math.floor(at / 60),
          downMarginTenthDb: at > 600 && at < 700 ? 31 : 60,
          downRateKbit: 100_000,
        };
      },
    );
    const sums = model.qualityHours.map(({ resyncs, reconnects }) => [resyncs, reconnects]);
    expect(sums.flat().reduce((sum, one) => sum + one, 0)).toBe(2);
    const sumOf = (key: 'crcErrors' | 'fecErrors') =>
      model.qualityHours.reduce((sum, hour) => sum + (hour[key] ?? 0), 0);
    expect(sumOf('crcErrors')).toBe(119);
    expect(sumOf('fecErrors')).toBeGreaterThan(110);
    expect(sumOf('fecErrors')).toBeLessThan(121);
    expect(Math.min(...model.qualityHours.map((hour) => hour.downMarginMin ?? 999))).toBe(31);
    expect(
      model.qualityHours.every(({ fromAtMs }) => fromAtMs % 3_600_000 === 0 && fromAtMs >= start - 3_600_000),
    ).toBe(true);
  });

  test('a counter that jumps absurdly, or was not read for hours, adds nothing', () => {
    const at = (value: number, seconds: number) => ({ value, atMs: seconds * 1000 });
    expect(increaseOf('erroredSecs', at(10, 0), at(400, 300))).toBeNull();
    expect(increaseOf('erroredSecs', at(10, 0), at(300, 300))).toBe(290);
    expect(increaseOf('crcErrors', at(10, 0), at(20, 7200))).toBeNull();
    expect(increaseOf('crcErrors', null, at(20, 7200))).toBeNull();
    expect(increaseOf('crcErrors', at(4_294_967_290, 0), at(4, 300))).toBe(10);
    expect(increaseOf('crcErrors', at(5000, 0), at(4, 300))).toBe(4);
    expect(increaseOf('crcErrors', at(5000, 0), at(4_000_000_000, 300))).toBeNull();
  });
});
