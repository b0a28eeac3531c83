import { expect, test } from 'vitest';
import { formatInstant, parseInstant } from '../instant.ts';
import { addDays, dayOf, dayStartAtMs, daysBetween, isDay } from './calendar-days.ts';

const HOUR_MS = 3_600_000;
const at = (stamp: string) => parseInstant(stamp) ?? Number.NaN;

test('a day begins at its local midnight, also on days of 23 and 25 hours', () => {
  const berlin = (day: string) => formatInstant(dayStartAtMs(day, 'Europe/Berlin'));
  expect(berlin('2026-03-29')).toBe('2026-03-28T23:00:00.000Z');
  expect(berlin('2026-03-30')).toBe('2026-03-29T22:00:00.000Z');
  expect(berlin('2026-10-25')).toBe('2026-10-24T22:00:00.000Z');
  expect(berlin('2026-10-26')).toBe('2026-10-25T23:00:00.000Z');
});

test('where midnight does not exist the day begins at the first instant that carries its date', () => {
  expect(formatInstant(dayStartAtMs('2018-11-04', 'America/Sao_Paulo'))).toBe('2018-11-04T03:00:00.000Z');
  expect(dayOf(at('2018-11-04T02:59:59.999Z'), 'America/Sao_Paulo')).toBe('2018-11-03');
});

test('every day of a year in zones of all kinds begins where the day before ends, and has 23 to 25 hours', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Asia/Kathmandu',
    'Africa/Casablanca',
  ];
  for (const zone of zones) {
    for (const day of daysBetween('2026-01-01', '2026-12-31')) {
      const startAtMs = dayStartAtMs(day, zone);
      const hours = (dayStartAtMs(addDays(day, 1), zone) - startAtMs) / HOUR_MS;
      expect(dayOf(startAtMs, zone), `${day} ${zone}`).toBe(day);
      expect(dayOf(startAtMs - 1, zone), `${day} ${zone}`).toBe(addDays(day, -1));
      expect(hours).toBeGreaterThanOrEqual(23);
      expect(hours).toBeLessThanOrEqual(25);
    }
  }
});

test('days are counted over months, leap years and centuries', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(daysBetween('2026-12-30', '2027-01-02')).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']);
  expect(daysBetween('2026-01-02', '2026-01-01')).toEqual([]);
  expect(['2026-02-29', '2026-13-01', '2026-1-01', '2026-00-10', 'today'].map(isDay)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
