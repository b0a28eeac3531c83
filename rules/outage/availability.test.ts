import { expect, test } from 'vitest';
import {
  availabilityOf,
  certainMsWithin,
  FAILOVER_VERDICT,
  formatPercentFloored,
  type SummedOutage,
  sumDay,
} from './availability.ts';
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

test('a planned reconnect is maintenance: observed, in no sum of outages, and it lowers no percentage', () => {
  const day = '2026-06-01';
  const startAtMs = dayStartAtMs(day, ZONE);
  const nightAtMs = startAtMs + 3 * HOUR_MS;
  const night = outage(nightAtMs, nightAtMs + 40_000, { counts: false });
  const intervals = [
    interval(startAtMs, nightAtMs, 'up'),
    interval(nightAtMs, nightAtMs + 40_000, 'maintenance'),
    interval(nightAtMs + 40_000, startAtMs + 24 * HOUR_MS, 'up'),
  ];
  const sums = sumDay({ day, zone: ZONE, intervals, outages: [night], nowAtMs: 0 });
  expect(sums).toMatchObject({
    maintenanceMs: 40_000,
    downMinMs: 0,
    downMaxMs: 0,
    outages: 0,
    dropouts: 0,
    unknownMs: 0,
  });
  const year = availabilityOf(Array.from({ length: 365 }, () => sums));
  expect(year).toMatchObject({ upRatioMin: 1, upRatioMax: 1, reachableRatioMin: 1, coverageRatio: 1 });
});

test('a fail-over is down as a line and reachable as a home, on each side of midnight', () => {
  const midnightAtMs = dayStartAtMs('2026-06-02', ZONE);
  const [cutAtMs, mobileAtMs, backAtMs] = [-HOUR_MS, -HOUR_MS + 30_000, 2 * HOUR_MS].map((ms) => midnightAtMs + ms);
  const away = { ...interval(mobileAtMs ?? 0, backAtMs ?? 0, 'down'), verdict: FAILOVER_VERDICT };
  const intervals = [
    interval(midnightAtMs - 24 * HOUR_MS, cutAtMs ?? 0, 'up'),
    interval(cutAtMs ?? 0, mobileAtMs ?? 0, 'down'),
    away,
    interval(backAtMs ?? 0, midnightAtMs + 24 * HOUR_MS, 'up'),
  ];
  const outages = [outage(cutAtMs ?? 0, mobileAtMs ?? 0), outage(mobileAtMs ?? 0, backAtMs ?? 0)];
  const sum = (day: string) => sumDay({ day, zone: ZONE, intervals, outages, nowAtMs: 0 });
  const [first, next] = [sum('2026-06-01'), sum('2026-06-02')];
  expect(first).toMatchObject({ downMaxMs: HOUR_MS, failoverMs: HOUR_MS - 30_000, outages: 2, dropouts: 1 });
  expect(next).toMatchObject({ downMaxMs: 2 * HOUR_MS, failoverMs: 2 * HOUR_MS, outages: 0 });
  const ratios = availabilityOf([first, next]);
  expect(ratios.upRatioMin).toBe((48 - 3) / 48);
  expect(ratios.reachableRatioMin).toBe((48 * HOUR_MS - 30_000) / (48 * HOUR_MS));
});

test('the bounds of each percentage are in order, whatever a month holds', () => {
  const random = seeded(11);
  const [day, states] = ['2026-06-01', ['up', 'degraded', 'down', 'failover', 'maintenance', 'unknown'] as const];
  const startAtMs = dayStartAtMs(day, ZONE);
  for (let world = 0; world < 300; world += 1) {
    const intervals: StateInterval[] = [];
    const outages: SummedOutage[] = [];
    for (let at = startAtMs - HOUR_MS; at < startAtMs + 25 * HOUR_MS; ) {
      const toAtMs = at + 5_000 + Math.floor(random() ** 3 * 5 * HOUR_MS);
      const state = states[Math.floor(random() * 6)] ?? 'up';
      const isDown = state === 'down' || state === 'failover';
      const verdict = state === 'failover' ? FAILOVER_VERDICT : '';
      intervals.push({ ...interval(at, toAtMs, isDown ? 'down' : state), verdict });
      if (isDown || state === 'maintenance') outages.push(outage(at, toAtMs, { counts: isDown }));
      at = toAtMs;
    }
    const sums = sumDay({ day, zone: ZONE, intervals, outages, nowAtMs: 0 });
    const { observedMs, ...ratios } = availabilityOf([sums]);
    expect(sums.downMinMs).toBeLessThanOrEqual(sums.downMaxMs);
    expect(sums.failoverMs).toBeLessThanOrEqual(sums.downMaxMs);
    if (observedMs === 0) continue;
    const { upRatioMin, upRatioMax, reachableRatioMin, reachableRatioMax } = ratios;
    const label = `world ${world}: ${JSON.stringify(ratios)}`;
    expect(Number(upRatioMin), label).toBeLessThanOrEqual(Number(upRatioMax));
    expect(Number(reachableRatioMin), label).toBeLessThanOrEqual(Number(reachableRatioMax));
    expect(Number(upRatioMin), label).toBeLessThanOrEqual(Number(reachableRatioMin));
    expect(Number(upRatioMax), label).toBeLessThanOrEqual(Number(reachableRatioMax));
    for (const ratio of [upRatioMin, upRatioMax, reachableRatioMin, reachableRatioMax]) {
      expect(Number(ratio), label).toBeGreaterThanOrEqual(0);
      expect(Number(ratio), label).toBeLessThanOrEqual(1);
    }
  }
});
