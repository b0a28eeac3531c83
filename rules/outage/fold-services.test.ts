import { describe, expect, test } from 'vitest';
import { type Answer, foldLine, isFar, second, states, within } from '../../test/fakes/folded-line.ts';
import type { Target } from '../method.ts';
import { LOST, simulatedMethod } from './simulated-line.ts';

/** Row 18: telephony that fails while the line works, and whose it is. */

const LINE = simulatedMethod();
const registrar = (network: string, address = 'tel.example.net'): Target => ({
  ...{ kind: 'sip', backEnd: 'sip', role: 'sip', family: 0, address, network },
  ...{ spacingMs: 60_000, phaseMs: 400 },
});
const foldWith = (registrars: Target[], answer: Answer, seconds = 3600) =>
  foldLine(answer, { seconds, method: { ...LINE, targets: [...LINE.targets, ...registrars] } });
const failing = (fromS: number, toS: number, address?: string): Answer => {
  return (t, at) =>
    t.role === 'sip' && within(at, fromS, toS) && (address ?? t.address) === t.address ? LOST : undefined;
};
const words = (model: ReturnType<typeof foldLine>) => states(model).map(([, , word]) => word);

describe('a registrar that is silent while the line works', () => {
  test('is the provider’s, where telephony is part of the contract', () => {
    const model = foldWith([registrar('isp')], failing(2400, 3000));
    expect(words(model)).toEqual(['first-contact', 'ok', 'voip-only-down', 'ok']);
    const [, , down] = model.intervals;
    expect(down).toMatchObject({ state: 'degraded', side: 'provider' });
    expect([second(down?.fromAtMs), second(down?.toAtMs)].map((at) => Math.round(at ?? 0))).toEqual([2460, 3000]);
    expect(model.outages).toEqual([]);
  });

  test('is remote, where somebody else runs it', () => {
    const model = foldWith([registrar('telephony')], failing(2400, 3000));
    expect(model.intervals[2]).toMatchObject({ verdict: 'voip-only-down', side: 'remote' });
  });

  test('once is nothing, and so is one that is silent by habit', () => {
    expect(words(foldWith([registrar('isp')], failing(2400, 2459)))).toEqual(['first-contact', 'ok']);
    const lazy: Answer = (t, at) =>
      t.role === 'sip' && Math.floor(at / 60) % 5 === 0 ? LOST : failing(2400, 3000)(t, at, 0);
    expect(words(foldWith([registrar('isp')], lazy))).toEqual(['first-contact', 'ok']);
  });

  test('while another answers is not telephony that is down', () => {
    const two = [registrar('isp'), registrar('isp', 'tel2.example.net')];
    expect(words(foldWith(two, failing(2400, 3000, 'tel.example.net')))).toEqual(['first-contact', 'ok']);
    expect(words(foldWith(two, failing(2400, 3000)))).toContain('voip-only-down');
  });

  test('in an outage is part of that, and has failed anew only two attempts after it', () => {
    const silent = failing(2400, 3000);
    const model = foldWith([registrar('isp')], (t, at, tick) =>
      isFar(t) && within(at, 2395, 2700) ? LOST : silent(t, at, tick),
    );
    expect(words(model)).toEqual(['first-contact', 'ok', 'line-or-isp-down-unlocalised', 'ok', 'voip-only-down', 'ok']);
    expect(second(model.intervals[4]?.fromAtMs)).toBeGreaterThanOrEqual(2760);
  });
});
