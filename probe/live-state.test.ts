import { describe, expect, test } from 'vitest';
import type { Method, Target } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';
import type { Outcome, Sample } from '../rules/sample.ts';
import { startLiveState } from './live-state.ts';

const target = (role: Target['role'], family: 4 | 6): Target => ({
  kind: 'ping',
  backEnd: 'fping',
  role,
  family,
  address: '198.51.100.1',
  network: 'x',
  spacingMs: 5000,
  phaseMs: 0,
});
const METHOD: Method = {
  format: 'linewitness-method/1',
  software: 'test',
  simulated: false,
  roundMs: 5000,
  lateAfterMs: 2000,
  listenMs: 10_000,
  targets: [
    target('gateway', 4),
    ...Array.from({ length: 5 }, () => target('far', 4)),
    target('far', 6),
    target('far', 6),
  ],
};

const CODES: Record<string, Outcome> = {
  '.': 'reply',
  x: 'timeout',
  u: 'unreachable-from',
  '?': 'tool-error',
  L: 'late',
};

function round(tickMs: number, samples: Sample[]): Round {
  return { sequence: tickMs / 5000, tickMs, wallAtMs: 0, clock: 'sync', syncAgeMs: null, unmeasured: [], samples };
}

/** One letter a second, far targets 1 to 5 in turn; rounds of five. Returns what each round meant. */
function play(letters: string, { gateway = '.' } = {}) {
  const live = startLiveState();
  const changes: string[] = [];
  for (let second = 0; second < letters.length; second += 5) {
    const far = [...letters.slice(second, second + 5)].flatMap((letter, index) =>
      sample(1 + ((second + index) % 5), (second + index) * 1000, letter),
    );
    const { closeSegment, firstGoodAfterSilence, state } = live.note(
      round(second * 1000, [...sample(0, second * 1000, second === 0 ? '.' : gateway), ...far]),
      METHOD,
    );
    changes.push(`${state}${closeSegment ? ' close' : ''}${firstGoodAfterSilence ? ' send' : ''}`);
  }
  return changes;
}

function sample(index: number, sentTickMs: number, letter: string): Sample[] {
  const outcome = CODES[letter];
  if (!outcome) return [];
  const isAnswer = outcome === 'reply' || outcome === 'late';
  const unreachableSender = outcome === 'unreachable-from' ? 'gateway' : null;
  return [
    {
      target: index,
      sentTickMs,
      outcome,
      latencyUs: isAnswer ? 1000 : null,
      unreachableSender,
      readings: {},
      facts: {},
    },
  ];
}

describe('what a round means', () => {
  test('first contact is made when two targets have answered', () => {
    expect(play('xxxx.xxxx.')).toEqual(['unknown send', 'unknown send']);
    expect(play('.....')).toEqual(['up close send']);
  });

  test('five losses in a row begin an outage, four do not', () => {
    expect(play('.....xxxx.')).toEqual(['up close send', 'up send']);
    expect(play('.....xxxxx')).toEqual(['up close send', 'down close']);
  });

  test('three are enough with an ICMP error among them, or with a dead gateway', () => {
    expect(play('.....xux..')[1]).toBe('up close send');
    expect(play('.....xuxxx')[1]).toBe('down close');
    expect(play('......xxx.', { gateway: 'x' })[1]).toContain('close');
  });

  test('an outage ends when two targets have answered', () => {
    expect(play('.....xxxxxxxxx......')).toEqual(['up close send', 'down close', 'down send', 'up close']);
  });

  test('one target that answers now and then does not end it', () => {
    expect(play('.....xxxxx.xxxx')[2]).toBe('down send');
  });

  test('what was not measured neither begins nor ends anything', () => {
    expect(play('.....?????')).toEqual(['up close send', 'up']);
  });

  test('a quiet line never asks for more than the first segment', () => {
    expect(play('.'.repeat(500)).filter((change) => change.includes('close'))).toHaveLength(1);
  });

  test('losses spread at one in five never close a segment', () => {
    expect(play('.x...'.repeat(200)).filter((change) => change.includes('close'))).toHaveLength(1);
  });
});

test('the line is down only when every family that worked is', () => {
  const live = startLiveState();
  const second = (tickMs: number, four: string, six: string) =>
    [1, 2, 3, 4, 5].flatMap((index) => [
      ...sample(index, tickMs + index, four),
      ...sample(index > 2 ? 6 : 7, tickMs + index, six),
    ]);
  expect(live.note(round(0, second(0, '.', '.')), METHOD).state).toBe('up');
  expect(live.note(round(5000, second(5000, 'x', '.')), METHOD)).toMatchObject({ state: 'up', closeSegment: true });
  expect(live.note(round(10_000, second(10_000, 'x', 'x')), METHOD)).toMatchObject({
    state: 'down',
    closeSegment: true,
  });
});

test('a late answer, told after its loss, takes the loss back', () => {
  const live = startLiveState();
  live.note(
    round(
      0,
      [1, 2, 3, 4, 5].flatMap((index) => sample(index, index, '.')),
    ),
    METHOD,
  );
  live.note(
    round(
      5000,
      [1, 2, 3, 4].flatMap((index) => sample(index, 5000 + index, 'x')),
    ),
    METHOD,
  );
  const back = live.note(round(10_000, [...sample(4, 5004, 'L'), ...sample(5, 10_000, 'x')]), METHOD);
  expect(back).toMatchObject({ state: 'up', closeSegment: false });
});
