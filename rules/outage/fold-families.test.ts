import { describe, expect, test } from 'vitest';
import {
  type Answer,
  foldItems,
  foldLine,
  isFar,
  piece,
  second,
  states,
  within,
} from '../../test/fakes/folded-line.ts';
import type { Method, Target } from '../method.ts';
import { LOST, NO_ROUTE, type SimulatedLine, type SimulatedLoss, simulatedMethod } from './simulated-line.ts';

/** Rows 13 and 14: one family without the other, and why. */

const BOTH = simulatedMethod({ families: [4, 6] });
const words = (model: ReturnType<typeof foldLine>) => states(model).map(([, , word]) => word);
const prefix = (letter: string) => `hash:${letter.repeat(64)}`;

function foldBoth(answer: Answer, line: Partial<SimulatedLine> = {}, seconds = 900) {
  return foldLine(answer, { method: BOTH, seconds, ...line });
}
/** The own prefix: another one from that second on. */
const renewedAt = (fromS: number) => ({
  facts: (tick: number) => ({ ownPrefix6: prefix(tick < 1_000_000 + fromS * 1000 ? 'a' : 'b') }),
});

describe('DS-Lite: IPv4 goes through the provider’s AFTR', () => {
  test('which dies: IPv4 alone is down, degraded, and no outage', () => {
    const model = foldBoth((t, at) => (isFar(t, 4) && within(at, 299.9, 600) ? LOST : undefined));
    expect(model.outages).toEqual([]);
    expect(words(model)).toEqual(['first-contact', 'ok', 'ipv4-only-down', 'ok']);
    const away = model.intervals[2];
    expect(away).toMatchObject({ state: 'degraded', side: 'unknown' });
    expect(second(away?.fromAtMs)).toBeGreaterThanOrEqual(299);
    expect(second(away?.fromAtMs)).toBeLessThanOrEqual(300);
    expect(second(away?.toAtMs)).toBeGreaterThanOrEqual(600);
    expect(second(away?.toAtMs)).toBeLessThanOrEqual(602);
  });

  test('which answers that it has no route: the same', () => {
    const said: SimulatedLoss = { outcome: 'unreachable-from', unreachableSender: 'beyond' };
    const model = foldBoth((t, at) => (isFar(t, 4) && within(at, 299.9, 600) ? said : undefined));
    expect(model.outages).toEqual([]);
    expect(words(model)).toEqual(['first-contact', 'ok', 'ipv4-only-down', 'ok']);
  });

  test('which is dead while IPv6 goes as well: the line is down only as long as both are', () => {
    const model = foldBoth((t, at) =>
      (isFar(t, 4) && within(at, 199.9, 700)) || (isFar(t, 6) && within(at, 299.9, 400)) ? LOST : undefined,
    );
    expect(words(model)).toEqual([
      'first-contact',
      'ok',
      'ipv4-only-down',
      'line-or-isp-down-unlocalised',
      'ipv4-only-down',
      'ok',
    ]);
    expect(model.outages).toHaveLength(1);
    expect(model.outages[0]?.downMaxMs).toBeLessThan(103_000);
    expect(model.outages[0]?.downMinMs).toBeGreaterThan(96_000);
  });

  test('and is dead for two days: the family is not forgotten, and its return is seen', () => {
    const slow: Method = {
      ...BOTH,
      targets: BOTH.targets.map((t) => ({ ...t, spacingMs: t.spacingMs * 12, phaseMs: t.phaseMs * 12 })),
    };
    const dayS = 86_400;
    const segments = piece(0, 2.5 * dayS, (t, at) => (isFar(t, 4) && within(at, 599, 2 * dayS) ? LOST : undefined), {
      method: slow,
    });
    const { model } = foldItems(segments.map((segment) => ({ segment, method: slow })));
    expect(model.outages).toEqual([]);
    const away = model.intervals.filter(({ verdict }) => verdict === 'ipv4-only-down');
    expect(away.reduce((sum, { fromAtMs, toAtMs }) => sum + toAtMs - fromAtMs, 0)).toBeGreaterThan(1.9 * dayS * 1000);
    expect(model.current).toMatchObject({ verdict: 'ok' });
  });
});

describe('IPv6 that is away', () => {
  const away: Answer = (t, at) => (isFar(t, 6) && within(at, 299.9, 420) ? LOST : undefined);

  test('just after its prefix changed is being renumbered', () => {
    const model = foldBoth(away, renewedAt(295));
    expect(model.outages).toEqual([]);
    expect(words(model)).toEqual(['first-contact', 'ok', 'ipv6-renumbering', 'ok']);
    expect(model.intervals[2]).toMatchObject({ state: 'degraded', side: 'unknown' });
  });

  test('and whose prefix changes meanwhile is being renumbered from then on', () => {
    const model = foldBoth(away, renewedAt(360));
    expect(words(model)).toEqual(['first-contact', 'ok', 'ipv6-only-down', 'ipv6-renumbering', 'ok']);
  });

  test('longer than ten minutes after the change is simply down', () => {
    const model = foldBoth(
      (t, at) => (isFar(t, 6) && within(at, 299.9, 1500) ? LOST : undefined),
      renewedAt(295),
      1800,
    );
    expect(words(model)).toEqual(['first-contact', 'ok', 'ipv6-renumbering', 'ipv6-only-down', 'ok']);
    const [, , , down] = model.intervals;
    expect(second(down?.fromAtMs)).toBeGreaterThanOrEqual(895);
    expect(second(down?.fromAtMs)).toBeLessThanOrEqual(905);
  });

  test('an hour after a change is down, and not renumbered', () => {
    const late: Answer = (t, at) => (isFar(t, 6) && within(at, 3999.9, 4200) ? LOST : undefined);
    expect(words(foldBoth(late, renewedAt(295), 4500))).toEqual(['first-contact', 'ok', 'ipv6-only-down', 'ok']);
  });

  test('without a change of the prefix is down', () => {
    expect(words(foldBoth(away, { facts: () => ({ ownPrefix6: prefix('a') }) }))).toEqual([
      'first-contact',
      'ok',
      'ipv6-only-down',
      'ok',
    ]);
  });

  test('because the machine has no route for it any more leaves the line to IPv4', () => {
    const model = foldBoth((t, at) => (isFar(t, 6) && within(at, 299.9, 420) ? NO_ROUTE : undefined), renewedAt(420));
    expect(model.outages).toEqual([]);
    expect(words(model)).not.toContain('ipv4-only-down');
    expect(model.current).toMatchObject({ verdict: 'ok' });
  });

  test('with a new prefix while IPv4 is silent too is an outage, and planned reconnects are not guessed', () => {
    const model = foldBoth((t, at) => (isFar(t) && within(at, 299.9, 420) ? LOST : undefined), renewedAt(421));
    expect(model.outages).toMatchObject([{ verdict: 'line-or-isp-down-unlocalised', counts: true }]);
  });
});

describe('a name that does not exist', () => {
  const own = '192.0.2.53';
  const control: Target = {
    ...{ kind: 'nxdomain', backEnd: 'dns', role: 'control', family: 4, address: own, network: 'isp' },
    ...{ spacingMs: 60_000, phaseMs: 900 },
  };
  const base = simulatedMethod({ resolvers: true });
  const other: Target = { ...control, address: '198.51.100.53', network: 'quad9', phaseMs: 1900 };
  const method: Method = { ...base, targets: [...base.targets, control, other] };
  const isNx = ({ kind }: Target, address: string, of: Target) => kind === 'nxdomain' && of.address === address;
  const answers = (lying: string, fromS: number, toS: number): Answer => {
    return (t, at) =>
      t.kind === 'nxdomain'
        ? { came: 20_000, facts: { answer: isNx(t, lying, t) && within(at, fromS, toS) ? 'wrong' : 'ok' } }
        : undefined;
  };

  test('that the provider’s resolver gives an address is tampering, until it stops; the line is not in doubt', () => {
    const model = foldLine(answers(own, 290, 600), { method, seconds: 900 });
    expect(model.outages).toEqual([]);
    expect(words(model)).toEqual(['first-contact', 'ok', 'dns-tampered', 'ok']);
    const [, , tampered] = model.intervals;
    expect(tampered).toMatchObject({ state: 'degraded', side: 'provider' });
    expect([second(tampered?.fromAtMs), second(tampered?.toAtMs)].map((at) => Math.round(at ?? 0))).toEqual([301, 601]);
  });

  test('that an independent resolver gives an address says nothing of the provider', () => {
    expect(words(foldLine(answers(other.address, 290, 600), { method, seconds: 900 }))).toEqual([
      'first-contact',
      'ok',
    ]);
  });

  test('that gets no answer says nothing', () => {
    const model = foldLine((t, at) => (t.kind === 'nxdomain' && at > 290 ? LOST : undefined), { method, seconds: 900 });
    expect(words(model)).toEqual(['first-contact', 'ok']);
  });

  test('that the provider’s resolver gives an address hides no outage', () => {
    const lies = answers(own, 290, 900);
    const model = foldLine(
      (t, at, tick) => (t.role !== 'gateway' && within(at, 399.9, 460) ? LOST : lies(t, at, tick)),
      {
        method,
        seconds: 900,
      },
    );
    expect(model.outages).toMatchObject([{ counts: true, verdict: 'line-or-isp-down-unlocalised' }]);
  });

  test('that the provider’s resolver gives an address, while it answers no other question, is silence', () => {
    const lies = answers(own, 290, 900);
    const model = foldLine((t, at, tick) => (t.role === 'isp-resolver' && at > 290 ? LOST : lies(t, at, tick)), {
      method,
      seconds: 900,
    });
    expect(model.current).toMatchObject({ verdict: 'dns-isp-only' });
  });
});
