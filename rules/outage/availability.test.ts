import { expect, test } from 'vitest';
import { availabilityOf, certainMsWithin, formatPercentFloored, type SummedOutage, sumDay } from './availability.ts';
import { addDays, dayStartAtMs } from './calendar-days.ts';
import type { StateInterval } from './derived.ts';
import { seeded } from './seeded.ts';

const ZONE = 'Europe/Berlin';
const HOUR_MS = 3_600_000;
const interval = (fromAtMs: number, toAtMs: number, state: StateInterval['state']): StateInterval => ({
  fromAtMs,
  toAtMs,
  state,
  verdict: '',
  side: 'unknown',
  cause: null,
});
const outage = (startAtMs: number, endAtMs: number, changes: Partial<SummedOutage> = {}): SummedOutage => ({
  counts: true,
  startEarliestAtMs: startAtMs,
  startLatestAtMs: startAtMs + 1000,
  endEarliestAtMs: endAtMs - 1000,
  endLatestAtMs: endAtMs,
  downMinMs: endAtMs - startAtMs - 2000,
  downMaxMs: endAtMs - startAtMs,
  ...changes,
});

test('the parts of a day make up its length exactly, also of 23 and 25 hours', () => {
  const random = seeded(7);
  const states = ['up', 'degraded', 'down', 'maintenance', 'unknown'] as const;
  for (const day of ['2026-03-29', '2026-10-25', '2026-06-01']) {
    for (let world = 0; world < 50; world += 1) {
      const startAtMs = dayStartAtMs(day, ZONE);
      const intervals: StateInterval[] = [];
      for (let at = startAtMs - HOUR_MS; at < startAtMs + 27 * HOUR_MS; ) {
        const toAtMs = at + 1 + Math.floor(random() * 5 * HOUR_MS);
        if (random() > 0.2) intervals.push(interval(at, toAtMs, states[Math.floor(random() * 5)] ?? 'up'));
        at = toAtMs;
      }
      const sums = sumDay({ day, zone: ZONE, intervals, outages: [], nowAtMs: 0 });
      const lengthMs = dayStartAtMs(addDays(day, 1), ZONE) - startAtMs;
      expect(sums.upMs + sums.degradedMs + sums.downMaxMs + sums.maintenanceMs + sums.unknownMs).toBe(lengthMs);
    }
  }
});

test('an outage counts on the day it starts, is a drop-out under three minutes, and its time is split at midnight', () => {
  const midnightAtMs = dayStartAtMs('2026-06-02', ZONE);
  const outages = [
    outage(midnightAtMs - 10 * HOUR_MS, midnightAtMs - 10 * HOUR_MS + 179_999),
    outage(midnightAtMs - 9 * HOUR_MS, midnightAtMs - 9 * HOUR_MS + 180_000),
    outage(midnightAtMs - HOUR_MS, midnightAtMs + HOUR_MS),
    outage(midnightAtMs - 5 * HOUR_MS, midnightAtMs - 4 * HOUR_MS, { counts: false }),
  ];
  const intervals = outages
    .filter(({ counts }) => counts)
    .map((o) => interval(o.startEarliestAtMs, o.endLatestAtMs ?? 0, 'down'));
  const first = sumDay({ day: '2026-06-01', zone: ZONE, intervals, outages, nowAtMs: 0 });
  const next = sumDay({ day: '2026-06-02', zone: ZONE, intervals, outages, nowAtMs: 0 });
  expect(first).toMatchObject({ outages: 3, dropouts: 1, downMaxMs: 179_999 + 180_000 + HOUR_MS });
  expect(first.downMinMs).toBe(177_999 + 178_000 + HOUR_MS - 1000);
  expect(next).toMatchObject({ outages: 0, dropouts: 0, downMaxMs: HOUR_MS, downMinMs: HOUR_MS - 1000 });
});

test('what is not certain of an outage is taken off every day that it touches', () => {
  const flapping = outage(0, 100_000, { downMinMs: 60_000 });
  expect(certainMsWithin(flapping, -1, 200_000, 0)).toBe(60_000);
  const parts = [certainMsWithin(flapping, -1, 50_000, 0), certainMsWithin(flapping, 50_000, 200_000, 0)];
  expect(parts).toEqual([11_000, 11_000]);
  const lasting = outage(0, 0, { endEarliestAtMs: null, endLatestAtMs: null, downMaxMs: null, downMinMs: 99_000 });
  expect(certainMsWithin(lasting, -1, 200_000, 100_000)).toBe(99_000);
});

test('availability is of the observed time, once with the longest and once with the shortest outages', () => {
  const day = {
    upMs: 80_000,
    degradedMs: 5_000,
    maintenanceMs: 5_000,
    downMinMs: 8_000,
    downMaxMs: 10_000,
    unknownMs: 100_000,
    failoverMs: 4_000,
  };
  expect(availabilityOf([day, day])).toEqual({
    observedMs: 200_000,
    unknownMs: 200_000,
    upRatioMin: 0.9,
    upRatioMax: 0.92,
    reachableRatioMin: 0.94,
    reachableRatioMax: 0.96,
    coverageRatio: 0.5,
  });
  expect(availabilityOf([])).toEqual({
    observedMs: 0,
    unknownMs: 0,
    upRatioMin: null,
    upRatioMax: null,
    reachableRatioMin: null,
    reachableRatioMax: null,
    coverageRatio: 0,
  });
});

test('percentages are floored, and 100 only if nothing is missing', () => {
  const cases: [number, number, string][] = [
    [0.99999, 2, '99.99'],
    [0.999999999999, 2, '99.99'],
    [1 - Number.EPSILON, 3, '99.999'],
    [1, 2, '100.00'],
    [0.57, 0, '57'],
    [0.285, 1, '28.5'],
    [0.2849999, 1, '28.4'],
    [0, 2, '0.00'],
  ];
  for (const [ratio, digits, text] of cases) expect(formatPercentFloored(ratio, digits), `${ratio}`).toBe(text);
});
