import { expect, test } from 'vitest';
import { formatMinute, isQuiet, parseMinute, type QuietHours } from './quiet-hours.ts';

const berlin = (from: string, to: string): QuietHours => ({
  fromMinute: parseMinute(from) ?? 0,
  toMinute: parseMinute(to) ?? 0,
  zone: 'Europe/Berlin',
});

test.each([
  ['22:00', '07:00', '2026-01-10T20:59:59Z', false],
  ['22:00', '07:00', '2026-01-10T21:00:00Z', true],
  ['22:00', '07:00', '2026-01-11T05:59:59Z', true],
  ['22:00', '07:00', '2026-01-11T06:00:00Z', false],
  ['12:00', '14:00', '2026-01-10T11:30:00Z', true],
  ['12:00', '14:00', '2026-01-10T13:00:00Z', false],
  // the night in which clocks go forward: 07:00 comes an hour earlier
  ['22:00', '07:00', '2026-03-29T04:59:00Z', true],
  ['22:00', '07:00', '2026-03-29T05:00:00Z', false],
  // and back: an hour later
  ['22:00', '07:00', '2026-10-25T05:59:00Z', true],
  ['22:00', '07:00', '2026-10-25T06:00:00Z', false],
  // from 02:00 to 03:00 the clock of that night shows nothing; in autumn it shows it twice
  ['02:00', '03:00', '2026-03-29T01:30:00Z', false],
  ['02:00', '03:00', '2026-10-25T00:30:00Z', true],
  ['02:00', '03:00', '2026-10-25T01:30:00Z', true],
  ['08:00', '08:00', '2026-01-10T07:00:00Z', false],
])('from %s to %s in Berlin, %s is quiet: %s', (from, to, at, isQuietThen) => {
  expect(isQuiet(berlin(from, to), Date.parse(at))).toBe(isQuietThen);
});

test('every minute of a year in a quiet night is quiet by the clock on the wall, and none outside', () => {
  const clock = new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' });
  for (let atMs = Date.UTC(2026, 0, 1); atMs < Date.UTC(2027, 0, 1); atMs += 1_800_000) {
    const hour = Number.parseInt(clock.format(atMs), 10);
    expect(isQuiet(berlin('22:00', '07:00'), atMs)).toBe(hour >= 22 || hour < 7);
  }
});

test('times of day are read and written', () => {
  expect(['00:00', '07:05', '23:59', '07:05:30'].map(parseMinute)).toEqual([0, 425, 1439, 425]);
  expect(['24:00', '7:05', '', '07:60', 'x'].map(parseMinute)).toEqual([null, null, null, null, null]);
  expect([0, 425, 1439].map(formatMinute)).toEqual(['00:00', '07:05', '23:59']);
});
