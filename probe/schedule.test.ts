import { expect, test } from 'vitest';
import { Schedule } from './schedule.ts';

test('attempts come due at start + phase + k · spacing, whenever one looks', () => {
  const schedule = new Schedule([{ name: 'a', spacingMs: 5000, phaseMs: 300 }], 1000);
  const dueAt: number[] = [];
  for (let tickMs = 1000; tickMs < 22_000; tickMs += 7) {
    const nextTickMs = schedule.nextTickMs() ?? 0;
    if (schedule.takeDue(tickMs).length > 0) dueAt.push(nextTickMs);
  }
  expect(dueAt).toEqual([1300, 6300, 11_300, 16_300, 21_300]);
});

test('after a hold-up each entry is due once, and then back on its grid: no burst', () => {
  const schedule = new Schedule([{ spacingMs: 1000, phaseMs: 0 }], 0);
  expect(schedule.takeDue(0)).toHaveLength(1);
  expect(schedule.takeDue(10_500)).toHaveLength(1);
  expect(schedule.takeDue(10_999)).toHaveLength(0);
  expect(schedule.nextTickMs()).toBe(11_000);
});

test('the earliest is first', () => {
  const entries = [
    { name: 'late', spacingMs: 5000, phaseMs: 900 },
    { name: 'early', spacingMs: 5000, phaseMs: 100 },
  ];
  expect(new Schedule(entries, 0).takeDue(1000).map(({ name }) => name)).toEqual(['early', 'late']);
});

test('without entries nothing is ever due', () => {
  const schedule = new Schedule([], 0);
  expect(schedule.nextTickMs()).toBeNull();
  expect(schedule.takeDue(1e12)).toEqual([]);
});
