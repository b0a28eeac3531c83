import { beforeEach, describe, expect, test } from 'vitest';
import { FREE_ATTEMPTS, GLOBAL_ATTEMPTS, openThrottle, type Throttle } from './throttle.ts';

let tickMs = 0;
let throttle: Throttle;
beforeEach(() => {
  tickMs = 0;
  throttle = openThrottle(() => tickMs);
});
const attempts = (place: string, count: number, isNear = false) =>
  Array.from({ length: count }, () => throttle.begin(place, isNear));

describe('guessing from one place', () => {
  test('is free five times, then takes longer and longer, at most five minutes', () => {
    expect(attempts('a', FREE_ATTEMPTS)).toEqual([0, 0, 0, 0, 0]);
    const waits: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const waitMs = throttle.begin('a', false);
      waits.push(waitMs / 1000);
      tickMs += waitMs;
      expect(throttle.begin('a', false)).toBe(0);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  test('does not get longer by asking again too early', () => {
    attempts('a', FREE_ATTEMPTS);
    expect(attempts('a', 3)).toEqual([2000, 2000, 2000]);
    tickMs += 1999;
    expect(throttle.begin('a', false)).toBe(1);
  });

  test('holds up nobody elsewhere, and is forgotten after an hour', () => {
    attempts('a', FREE_ATTEMPTS);
    expect(throttle.begin('b', false)).toBe(0);
    tickMs += 3_600_000;
    expect(attempts('a', FREE_ATTEMPTS)).toEqual([0, 0, 0, 0, 0]);
  });

  test('starts anew with the right password', () => {
    attempts('a', FREE_ATTEMPTS - 1);
    throttle.succeed('a');
    expect(attempts('a', FREE_ATTEMPTS)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('guessing from very many places', () => {
  const botnet = (count: number) => Array.from({ length: count }, (_, index) => throttle.begin(`bot ${index}`, false));

  test('goes on at one attempt each ten seconds', () => {
    expect(botnet(GLOBAL_ATTEMPTS).every((waitMs) => waitMs === 0)).toBe(true);
    expect(throttle.begin('new', false)).toBe(10_000);
    tickMs += 10_000;
    expect([throttle.begin('new', false), throttle.begin('newer', false)]).toEqual([0, 10_000]);
    tickMs += 3_600_000;
    expect(botnet(GLOBAL_ATTEMPTS + 5).filter((waitMs) => waitMs === 0)).toHaveLength(GLOBAL_ATTEMPTS);
  });

  test('does not hold up the owner at home, nor where he signed in before', () => {
    throttle.begin('office', false);
    throttle.succeed('office');
    botnet(GLOBAL_ATTEMPTS * 2);
    expect(throttle.begin('192.168.1.20', true)).toBe(0);
    expect(throttle.begin('office', false)).toBe(0);
    expect(throttle.begin('new', false)).toBeGreaterThan(0);
  });

  test('takes no more memory than for ten thousand places, and forgets none from where the owner signed in', () => {
    throttle.begin('office', false);
    throttle.succeed('office');
    for (let index = 0; index < 10_050; index += 1) throttle.begin(`near ${index}`, true);
    botnet(GLOBAL_ATTEMPTS * 2);
    expect(throttle.begin('office', false)).toBe(0);
  });
});
