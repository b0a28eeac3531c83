import { beforeEach, expect, test } from 'vitest';
import { FROM_PLACE, OF_ALL, openStrangerRate, type StrangerRate } from './stranger-rate.ts';

const HOUR_MS = 3_600_000;
let tickMs: number;
let rate: StrangerRate;
beforeEach(() => {
  tickMs = 50;
  rate = openStrangerRate(() => tickMs);
});

/** How many of so many asks go through. */
function begun(place: string | null, asks: number): number {
  return Array.from({ length: asks }, () => rate.begin(place)).filter((waitMs) => waitMs === 0).length;
}

test('six at once from one place, then six an hour, and the wait is told', () => {
  expect(begun('a', 100)).toBe(FROM_PLACE.atOnce);
  expect(rate.begin('a')).toBe(FROM_PLACE.eachMs);
  tickMs += FROM_PLACE.eachMs - 1;
  expect(rate.begin('a')).toBe(1);
  tickMs += 1;
  expect(begun('a', 100)).toBe(1);
  tickMs += HOUR_MS;
  expect(begun('a', 100)).toBe(6);
  expect(begun('b', 100)).toBe(FROM_PLACE.atOnce);
});

test('from ever new places, and from places that are not known, no more than thirty an hour', () => {
  let count = 0;
  for (let place = 0; place < 7000; place += 1) count += begun(`place ${place}`, 1);
  expect(count).toBe(OF_ALL.atOnce);
  expect([begun(null, 100), rate.begin(null)]).toEqual([0, OF_ALL.eachMs]);
  tickMs += HOUR_MS;
  expect(begun(null, 100)).toBe(30);
});

test('who was refused for all is not counted for himself', () => {
  begun(null, 100);
  begun('a', 100);
  tickMs += HOUR_MS;
  expect(begun('a', 100)).toBe(FROM_PLACE.atOnce);
});
