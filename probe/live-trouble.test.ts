import { expect, test } from 'vitest';
import type { Target } from '../rules/method.ts';
import { LOST, type SimulatedLoss, simulatedMethod, simulateLine } from '../rules/outage/simulated-line.ts';
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
