import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AttemptStarter } from './attempt-starter.ts';
import { tcpCheck } from './checks/tcp/measure.ts';
import type { Pace, PlanEntry } from './targets.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function entry(role: PlanEntry['role'], spacingMs: number, pace: Pace | null): PlanEntry {
  const way = { kind: 'check' as const, check: tcpCheck, settings: null };
  return { target: 0, role, family: 0, spacingMs, phaseMs: 2000, pace, way };
}

const router = entry('router', 60_000, { downSpacingMs: 10_000, moments: ['onset', 'minute', 'end', 'reread'] });
const snapshot = entry('snapshot', 86_400_000, {
  downSpacingMs: null,
  moments: ['onset', 'minute', 'end'],
  isOnlyAtMoments: true,
});

/** Each attempt takes `takesMs`; noted as `second role moment`. */
function open(entries: PlanEntry[], takesMs: number) {
  const told: string[] = [];
  const starter = new AttemptStarter({
    entries,
    startTickMs: 0,
    tickMs: () => Date.now(),
    attempt: async ({ role }, moment) => {
      told.push(`${Date.now() / 1000} ${role} ${moment ?? 'spacing'}`);
      await new Promise((resolve) => setTimeout(resolve, takesMs));
    },
  });
  const at = async (second: number) => vi.advanceTimersByTimeAsync(second * 1000 - Date.now());
  return { starter, told, at };
}

describe('an entry with a pace', () => {
  test('is asked by its spacing, more often while the line is down, and then on its old grid again', async () => {
    const { starter, told, at } = open([router], 500);
    await at(70);
    starter.setDown(true);
    await at(95);
    starter.setDown(true);
    await at(101);
    starter.setDown(false);
    await at(190);
    starter.stop();
    expect(told.map((line) => Number(line.split(' ')[0]))).toEqual([2, 62, 80, 90, 100, 122, 182]);
  });

  test('is asked at once at a moment', async () => {
    const { starter, told, at } = open([router], 500);
    await at(10);
    starter.atMoment('onset');
    starter.atMoment('quarter');
    await at(20);
    starter.stop();
    expect(told).toEqual(['2 router spacing', '10 router onset']);
  });

  test('has one attempt at a time: moments wait, each once and in order, what its spacing demands is left out', async () => {
    const { starter, told, at } = open([router], 25_000);
    await at(60);
    starter.setDown(true);
    starter.atMoment('onset');
    await at(61);
    starter.atMoment('minute');
    starter.atMoment('minute');
    starter.atMoment('end');
    await at(150);
    starter.stop();
    expect(told).toEqual([
      '2 router spacing',
      '60 router onset',
      '85 router minute',
      '110 router end',
      '140 router spacing',
    ]);
  });

  test('that is asked only at moments is never asked by its spacing', async () => {
    const { starter, told, at } = open([snapshot], 500);
    await at(90_000);
    starter.atMoment('end');
    starter.atMoment('reread');
    await at(90_010);
    starter.stop();
    expect(told).toEqual(['90000 snapshot end']);
  });
});

test('an entry without a pace is asked on its grid at all times, also while an answer is waited for', async () => {
  const { starter, told, at } = open([entry('far', 5000, null)], 10_000);
  await at(3);
  starter.setDown(true);
  starter.atMoment('onset');
  await at(13);
  starter.stop();
  expect(told).toEqual(['2 far spacing', '7 far spacing', '12 far spacing']);
});

test('moments without an outcome are asked for by the plan that follows', async () => {
  const first = open([router, snapshot], 8000);
  await first.at(10);
  first.starter.atMoment('onset');
  first.starter.atMoment('minute');
  await first.at(12);
  const unfinished = first.starter.unfinished();
  first.starter.stop();
  const second = open([snapshot], 500);
  second.starter.resume(unfinished);
  await second.at(20);
  second.starter.stop();
  expect(second.told).toEqual(['12 snapshot onset', '12.5 snapshot minute']);
  expect(second.starter.unfinished()).toEqual([]);
  await first.at(60);
  expect(first.told.filter((line) => line.includes('minute'))).toEqual([]);
});

test('a stopped starter starts nothing', async () => {
  const { starter, told, at } = open([router, entry('far', 5000, null)], 500);
  starter.stop();
  starter.atMoment('onset');
  await at(600);
  expect(told).toEqual([]);
});
