import { describe, expect, test } from 'vitest';
import type { Method, Target } from '../rules/method.ts';
import { LOST, type SimulatedLoss, simulatedMethod, simulateLine } from '../rules/outage/simulated-line.ts';
import type { Outcome } from '../rules/sample.ts';
import { startLiveState } from './live-state.ts';

const METHOD = simulatedMethod({ resolvers: true });
const FIRST_TICK_MS = 1_000_000;

/** In which second (the end of the round) a segment would be closed, after the first contact; 300 s unless said otherwise. */
function closings(isLost: (target: Target, atS: number) => boolean, seconds = 300): number[] {
  const answer = (target: Target, tick: number): number | SimulatedLoss =>
    isLost(target, (tick - FIRST_TICK_MS) / 1000) ? LOST : 12_000;
  const [segment] = simulateLine({
    method: METHOD,
    firstTickMs: FIRST_TICK_MS,
    roundCount: seconds / 5,
    roundsPerSegment: seconds,
    answer,
  });
  const live = startLiveState();
  const rounds = segment?.rounds ?? [];
  return rounds
    .filter((round) => live.note(round, METHOD).closeSegment)
    .map((round) => (round.tickMs - FIRST_TICK_MS) / 1000 + 5)
    .slice(1);
}

const between = (atS: number, fromS: number, toS: number) => atS >= fromS && atS < toS;

test('two networks that fall silent close a segment after their third loss, and when one answers again', () => {
  const silent = ['quad9', 'google'];
  expect(closings(({ network }, at) => silent.includes(network) && between(at, 100, 200))).toEqual([120, 205]);
});

test('one silent network closes nothing: the line is up', () => {
  expect(closings(({ network }, at) => network === 'quad9' && at > 100)).toEqual([]);
});

test('the provider’s DNS server closes a segment at its second failure, and when it answers again', () => {
  expect(closings(({ role }, at) => role === 'isp-resolver' && between(at, 80, 200))).toEqual([125, 215]);
});

test('that others’ DNS servers fail closes nothing', () => {
  expect(closings(({ role }, at) => role === 'public-resolver' && at > 100)).toEqual([]);
});

test('what fails within an outage is that outage: begin and end close a segment, nothing else', () => {
  expect(closings(({ role }, at) => role !== 'gateway' && between(at, 100, 400), 600)).toHaveLength(2);
});

test('what never answered is no trouble', () => {
  const dead = ['quad9', 'google'];
  expect(closings(({ network, role }) => dead.includes(network) || role === 'isp-resolver')).toEqual([]);
});

describe('what a witness says', () => {
  const witness = (role: Target['role'], kind: string): Target => ({
    kind,
    backEnd: kind,
    role,
    family: 4,
    address: '192.168.178.1',
    network: 'home',
    spacingMs: 60_000,
    phaseMs: 0,
  });
  const method: Method = {
    ...METHOD,
    targets: [
      witness('router', 'router'),
      witness('control', 'ping'),
      witness('control', 'nxdomain'),
      witness('own-server', 'contact'),
    ],
  };
  /** Whether each of these, one a round, closes a segment. */
  const news = (...said: [target: number, outcome: Outcome, facts: Record<string, string>][]) => {
    const live = startLiveState();
    return said.map(([target, outcome, facts], index) => {
      const tickMs = index * 5000;
      const latencyUs = outcome === 'reply' ? 1000 : null;
      const sample = { target, sentTickMs: tickMs, outcome, latencyUs, unreachableSender: null, readings: {}, facts };
      const round = {
        sequence: index,
        tickMs,
        wallAtMs: 0,
        clock: 'sync' as const,
        syncAgeMs: 0,
        unmeasured: [],
        samples: [sample],
      };
      return live.note(round, method).closeSegment;
    });
  };

  test('closes a segment when the router says that its line is lost, is back, or another stands in', () => {
    expect(
      news(
        [0, 'reply', { dslSync: 'up', session: 'connected', access: 'dsl' }],
        [0, 'reply', { dslSync: 'up', session: 'connected', access: 'dsl' }],
        [0, 'reply', { dslSync: 'down', session: 'connected', access: 'dsl' }],
        [0, 'timeout', {}],
        [0, 'reply', { dslSync: 'down', session: 'disconnected', access: 'mobile' }],
        [0, 'reply', { dslSync: 'up', session: 'connected', access: 'dsl' }],
      ),
    ).toEqual([false, false, true, false, true, true]);
  });

  test('closes one when somebody answers for an address that nobody has, or for a name that is none', () => {
    expect(news([1, 'timeout', {}], [1, 'reply', {}], [1, 'reply', {}], [1, 'timeout', {}])).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(news([2, 'reply', { answer: 'ok' }], [2, 'timeout', {}], [2, 'reply', { answer: 'wrong' }])).toEqual([
      false,
      false,
      true,
    ]);
    expect(news([1, 'reply', {}])).toEqual([true]);
  });

  test('closes one when somebody else answers in the server’s place; that it is silent or refuses is none', () => {
    expect(
      news(
        [3, 'reply', { answer: 'ok' }],
        [3, 'timeout', {}],
        [3, 'reply', { answer: 'refused' }],
        [3, 'reply', { answer: 'wrong' }],
      ),
    ).toEqual([false, false, false, true]);
  });
});
