import { describe, expect, test } from 'vitest';
import { isFar, METHOD, piece, second, TOOLS, within } from '../../test/fakes/folded-line.ts';
import type { Target } from '../method.ts';
import { foldAll } from './fold-all.ts';
import { LOST, type SimulatedAnswer } from './simulated-line.ts';

const extra = (role: Target['role'], kind: string, spacingMs: number, phaseMs: number): Target => ({
  ...{ kind, backEnd: kind, role, family: 4, address: '203.0.113.1', network: role },
  ...{ spacingMs, phaseMs },
});
const method = {
  ...METHOD,
  targets: [
    ...METHOD.targets,
    extra('router', 'router', 10_000, 700),
    extra('control', 'ping', 10_000, 800),
    extra('own-server', 'contact', 20_000, 900),
  ],
};
const DSL = { access: 'dsl', dslSync: 'up', session: 'connected', lastError: 'none' };
const MOBILE = { access: 'mobile', link: 'down', session: 'connected' };

type Line = {
  seconds?: number;
  isLost: (at: number) => boolean;
  isUnmeasured?: (at: number) => boolean;
  says?: (at: number) => Record<string, string> | null;
  isLie?: (at: number) => boolean;
  isSigned?: (at: number) => boolean;
};
const never = () => false;

/** A line with a router, a control that is silent as it has to be, and an own server, each with what it is asked for. */
function modelOf({ seconds = 900, isLost, isUnmeasured = never, says, isLie = never, isSigned = never }: Line) {
  const segments = piece(
    0,
    seconds,
    (target, at) => {
      if (isUnmeasured(at)) return null;
      if (target.role === 'router') return answerOf(says?.(at) ?? null);
      if (target.role === 'control') return isLie(at) ? undefined : LOST;
      if (target.role === 'own-server') return isSigned(at) ? answerOf({ answer: 'ok' }) : LOST;
      return isFar(target) && isLost(at) ? LOST : undefined;
    },
    { method },
  );
  return foldAll(
    segments.map((segment, index) => ({ segment: { ...segment, number: index + 1 }, method })),
    TOOLS,
  ).model;
}

function answerOf(facts: Record<string, string> | null): SimulatedAnswer | typeof LOST {
  return facts ? { came: 40_000, facts } : LOST;
}

type Model = ReturnType<typeof modelOf>;
/** What each entry is, from when to when it may have lasted, and how many seconds are certain. */
const bounds = ({ outages }: Model) =>
  outages.map(({ isReachable, startEarliestAtMs, endLatestAtMs, downMinMs }) => {
    const entry = isReachable ? 'fail-over' : 'outage';
    return [entry, second(startEarliestAtMs), second(endLatestAtMs), downMinMs / 1000];
  });

/** A minute in which the line is down, and what the router says before, then and after. */
const isLost = (at: number) => within(at, 99.9, 131);
const mobileFrom = (fromS: number) => (at: number) => (at < fromS || at > 700 ? DSL : MOBILE);
const stateAt = ({ intervals }: Model, atS: number) =>
  intervals.find(({ fromAtMs, toAtMs }) => (second(fromAtMs) ?? 0) <= atS && (second(toAtMs) ?? 0) > atS)?.state;

describe('a fail-over', () => {
  test('does not reach back over what nobody measured between the outage and the router’s word', () => {
    const isUnmeasured = (at: number) => within(at, 120, 250);
    const model = modelOf({ isLost: (at) => within(at, 99.9, 120), isUnmeasured, says: mobileFrom(99) });
    // the router is asked 0.7 s after each ten, and answers after 40 ms
    expect(bounds(model)).toEqual([
      ['outage', 99, 120.012, 18.988],
      ['fail-over', 250.74, 700.74, 440],
    ]);
    expect(stateAt(model, 200)).toBe('unknown');
    expect(model.outages[1]?.startsUnobserved).toBe(true);
  });

  test('that a hole has cut goes on behind the hole, and no entry overlaps another', () => {
    const isUnmeasured = (at: number) => within(at, 200, 260);
    const model = modelOf({ isLost, isUnmeasured, says: mobileFrom(99) });
    expect(bounds(model)).toEqual([
      ['outage', 99, 131.012, 29.988],
      ['fail-over', 131.012, 200, 59.728],
      ['fail-over', 260.74, 700.74, 430],
    ]);
    expect(stateAt(model, 230)).toBe('unknown');
  });

  test('begins behind the router’s last word that the line carries the packets', () => {
    const model = modelOf({ isLost, says: mobileFrom(200) });
    expect(bounds(model)).toEqual([
      ['outage', 99, 131.012, 29.988],
      ['fail-over', 190.74, 700.74, 490],
    ]);
    expect(stateAt(model, 160)).toBe('up');
  });

  test('that comes and goes is an entry each time, and no entry overlaps another', () => {
    const says = (at: number) => (within(at, 200, 240) ? DSL : mobileFrom(131)(at));
    expect(bounds(modelOf({ isLost, says }))).toEqual([
      ['outage', 99, 131.012, 29.988],
      ['fail-over', 131.012, 200.74, 59.728],
      ['fail-over', 230.74, 700.74, 450],
    ]);
  });

  test('ends where an address that nobody has answers: whether packets pass is not known then', () => {
    const model = modelOf({ isLost, says: mobileFrom(131), isLie: (at) => at > 300 });
    expect(bounds(model)).toEqual([
      ['outage', 99, 131.012, 29.988],
      ['fail-over', 131.012, 300, 168.988],
    ]);
    expect([stateAt(model, 400), stateAt(model, 800)]).toEqual(['unknown', 'unknown']);
  });

  test('is not begun on a lie', () => {
    expect(bounds(modelOf({ isLost, says: mobileFrom(131), isLie: (at) => at > 140 }))).toEqual([
      ['outage', 99, 131.012, 29.988],
    ]);
  });
});

test('an address that answers in an outage: what the own server signed before the outage makes no line that is up', () => {
  const model = modelOf({
    isLost: (at) => at > 300.1,
    isSigned: (at) => at < 301,
    isLie: (at) => at > 310,
    seconds: 600,
  });
  expect(bounds(model)).toEqual([['outage', 300, 310, 8.988]]);
  expect(model.intervals.at(-1)).toMatchObject({ state: 'unknown', verdict: 'intercepted' });
  expect(second(model.intervals.at(-1)?.fromAtMs)).toBe(310);
});

test('six in a row that begin a time of much loss are no outage, also where nobody measures afterwards', () => {
  const isLossy = (at: number) => within(at, 299.9, 306) || (within(at, 306, 341) && Math.floor(at) % 3 === 0);
  expect(modelOf({ isLost: isLossy }).outages).toEqual([]);
  expect(modelOf({ isLost: isLossy, isUnmeasured: (at) => within(at, 341, 500) }).outages).toEqual([]);
  // without the loss afterwards it was one
  expect(modelOf({ isLost: (at) => within(at, 299.9, 306) }).outages).toHaveLength(1);
});
