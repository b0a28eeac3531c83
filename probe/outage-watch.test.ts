import { describe, expect, test } from 'vitest';
import type { Method, Target } from '../rules/method.ts';
import { LOST, type SimulatedLoss, simulatedMethod, simulateLine } from '../rules/outage/simulated-line.ts';
import type { Outcome, Sample } from '../rules/sample.ts';
import { startOutageWatch } from './outage-watch.ts';

const LINE = simulatedMethod({ families: [4, 6] });
const ROUTER: Target = {
  kind: 'router',
  backEnd: 'igd',
  role: 'router',
  family: 4,
  address: '192.168.178.1',
  network: 'home',
  spacingMs: 60_000,
  phaseMs: 0,
};
const METHOD: Method = { ...LINE, targets: [...LINE.targets, ROUTER] };
const FIRST_TICK_MS = 1_000_000;
const LATE_MS = 2000;

/** Plays the samples when their outcomes are known; returns `second moment` and whether it is down at the end. */
function play(
  isLost: (second: number, target: Target) => boolean,
  seconds: number,
  routerSays: Record<number, Record<string, string>> = {},
) {
  const answer = (target: Target, tickMs: number): number | SimulatedLoss =>
    isLost((tickMs - FIRST_TICK_MS) / 1000, target) ? LOST : 12_000;
  const [segment] = simulateLine({
    method: LINE,
    firstTickMs: FIRST_TICK_MS,
    roundCount: seconds / 5,
    roundsPerSegment: seconds,
    answer,
  });
  const line = (segment?.rounds ?? []).flatMap(({ samples }) => samples);
  const router = Object.entries(routerSays).map(
    ([second, facts]): Sample => ({
      target: METHOD.targets.length - 1,
      sentTickMs: FIRST_TICK_MS + Number(second) * 1000,
      outcome: 'reply' as Outcome,
      latencyUs: 20_000,
      unreachableSender: null,
      readings: {},
      facts,
    }),
  );
  const known = [...line, ...router]
    .map((sample) => ({ sample, tickMs: sample.sentTickMs + (sample.latencyUs === null ? LATE_MS : 12) }))
    .sort((a, b) => a.tickMs - b.tickMs);
  const watch = startOutageWatch();
  const told: string[] = [];
  let isDown = false;
  const look = (tickMs: number) => {
    const now = watch.look(tickMs);
    isDown = now.isDown;
    for (const moment of now.moments) told.push(`${(tickMs - FIRST_TICK_MS) / 1000} ${moment}`);
  };
  for (let second = 0; second <= seconds; second += 1) {
    const untilTickMs = FIRST_TICK_MS + second * 1000;
    while (known[0] && known[0].tickMs <= untilTickMs) {
      const { sample, tickMs } = known.shift() ?? { sample: line[0], tickMs: 0 };
      if (sample) watch.note(sample, METHOD);
      look(tickMs);
    }
    look(untilTickMs);
  }
  return { told, isDown };
}

describe('an outage is noticed', () => {
  test('with the verdict on its fifth lost packet, and its end with the second answer', () => {
    const { told } = play((second) => second >= 100 && second < 130, 300);
    const [onset, end] = [told[0], told.find((line) => line.endsWith('end'))];
    expect(onset).toMatch(/ onset$/);
    expect(Number.parseFloat(onset ?? '')).toBeLessThanOrEqual(100 + 5 + LATE_MS / 1000 + 1);
    expect(Number.parseFloat(end ?? '')).toBeLessThanOrEqual(132);
  });

  test('by a probe that is started into it, when it has asked for a while', () => {
    const { told, isDown } = play(() => true, 60);
    expect(told.map((line) => line.split(' ')[1])).toEqual(['onset']);
    expect(Number.parseFloat(told[0] ?? '')).toBeLessThan(30);
    expect(isDown).toBe(true);
  });

  test('not on a line that loses one packet in ten', () => {
    expect(play((second) => second % 10 === 3, 600).told).toEqual([]);
  });
});

describe('one family alone', () => {
  const second = (line: string | undefined) => Number.parseFloat(line ?? '');

  test('that stays silent for a while has its moments, but the line is not down', () => {
    const { told, isDown } = play((at, { family }) => family === 4 && at >= 100, 2500);
    expect(told.map((line) => line.split(' ')[1])).toEqual(['onset', 'minute']);
    expect(second(told[0])).toBeGreaterThan(118);
    expect(second(told[0])).toBeLessThan(126);
    expect(isDown).toBe(false);
  });

  test('that goes or comes back seconds before the other is no case of its own', () => {
    const { told } = play((at, { family }) => at >= (family === 4 ? 100 : 104) && at < (family === 4 ? 150 : 155), 300);
    expect(told.map((line) => line.split(' ')[1])).toEqual(['onset', 'end', 'reread']);
  });
});

describe('the router’s word', () => {
  test('that its line is gone while another stands in is an onset, that it is back an end', () => {
    const { told } = play(() => false, 200, {
      10: { access: 'dsl', dslSync: 'up' },
      60: { access: 'mobile', dslSync: 'down' },
      100: { access: 'mobile', dslSync: 'init' },
      110: { access: 'dsl', dslSync: 'up' },
    });
    expect(told).toEqual(['60.012 onset', '110.012 end']);
  });

  test('that its line was never good is no trouble: packets flow', () => {
    expect(play(() => false, 200, { 10: { session: 'disconnected' }, 70: { session: 'disconnected' } }).told).toEqual(
      [],
    );
  });

  test('is forgotten when it has said nothing for five minutes', () => {
    const { told } = play(() => false, 500, { 10: { session: 'connected' }, 60: { session: 'disconnected' } });
    expect(told.map((line) => line.split(' ')[1])).toEqual(['onset', 'minute', 'end', 'reread']);
  });
});
