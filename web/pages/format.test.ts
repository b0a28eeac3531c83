import { describe, expect, test } from 'vitest';
import {
  formatBounds,
  formatCount,
  formatDuration,
  formatExactSeconds,
  formatLatency,
  formatPercent,
  formatPercentRange,
  formatRange,
} from './format.ts';

/** Non-breaking spaces are written as `_` here. */
const plain = (text: string | null) => text?.replaceAll('\u00a0', '_');

describe('durations', () => {
  test.each([
    [0, '0_s', '0_s'],
    [7_004, '7_s', '7,1_s'],
    [999, '0,9_s', '1_s'],
    [59_999, '59,9_s', '1_min'],
    [60_000, '1_min', '1_min'],
    [2_472_105, '41_min 12_s', '41_min 13_s'],
    [3_600_000, '1_h', '1_h'],
    [3_605_000, '1_h 0_min 5_s', '1_h 0_min 5_s'],
    [86_399_500, '23_h 59_min 59_s', '1_Tag'],
    [86_400_000, '1_Tag', '1_Tag'],
    [183_845_000, '2_Tage 3_h 4_min', '2_Tage 3_h 5_min'],
    [172_800_000 + 240_000, '2_Tage 4_min', '2_Tage 4_min'],
  ])('%i ms reads between its two bounds', (durationMs, least, most) => {
    expect(plain(formatDuration(durationMs, 'de', 'down'))).toBe(least);
    expect(plain(formatDuration(durationMs, 'de', 'up'))).toBe(most);
  });

  test('English has its own words and decimal point', () => {
    expect(plain(formatDuration(183_840_000, 'en'))).toBe('2_days 3_h 4_min');
    expect(plain(formatDuration(86_400_000, 'en'))).toBe('1_day');
    expect(plain(formatDuration(7_300, 'en'))).toBe('7.3_s');
  });

  test('both bounds are said, and an outage that lasts has no upper one', () => {
    expect(plain(formatBounds(2_472_000, 2_474_000, 'de'))).toBe('mindestens 41_min_12_s, höchstens 41_min_14_s');
    expect(plain(formatBounds(2_472_000, null, 'en'))).toBe('at least 41_min_12_s, still going on');
  });

  test('a range says one value only where both bounds read the same', () => {
    expect(plain(formatRange(7_000, 9_000, 'de'))).toBe('7_s bis 9_s');
    expect(plain(formatRange(7_000, 7_000, 'en'))).toBe('7_s');
    expect(plain(formatRange(0, 0, 'en'))).toBe('0_s');
  });

  test('exact seconds keep the millisecond', () => {
    expect(plain(formatExactSeconds(2_472_105, 'de'))).toBe('2.472,105_s');
    expect(plain(formatExactSeconds(1, 'en'))).toBe('0.001_s');
  });
});

describe('percentages', () => {
  test.each([
    [1, '100_%'],
    [0.999_999_999, '99,999_%'],
    [0.999_985, '99,998_%'],
    [0.57, '57,000_%'],
    [0.000_000_1, '0,000_%'],
    [0, '0_%'],
  ])('%d is cut, never rounded up', (ratio, text) => {
    expect(plain(formatPercent(ratio, 3, 'de'))).toBe(text);
  });

  test('no ratio below one reads as 100 %, whatever the digits', () => {
    for (let missingMs = 1; missingMs < 86_400_000; missingMs *= 3) {
      for (const digits of [0, 1, 2, 3, 4])
        expect(formatPercent(1 - missingMs / 31_536_000_000, digits, 'en')).not.toMatch(/^100/);
    }
  });

  test('what is shown is never more than what was, for every count of seconds in an hour', () => {
    for (let seconds = 0; seconds <= 3600; seconds++) {
      const shown = Number.parseFloat(formatPercent(seconds / 3600, 3, 'en'));
      expect(shown).toBeLessThanOrEqual((seconds / 3600) * 100 + 1e-6);
      expect(shown).toBeGreaterThan((seconds / 3600) * 100 - 0.001_001);
    }
  });

  test('the upper bound is rounded up, and reaches 100 % only where nothing was missing', () => {
    expect(plain(formatPercentRange({ min: 0.855304, max: 0.855321 }, 3, 'de'))).toBe('85,530_% bis 85,533_%');
    expect(plain(formatPercentRange({ min: 0.57, max: 0.58 }, 1, 'en'))).toBe('57.0_% to 58.0_%');
    expect(plain(formatPercentRange({ min: 0.99, max: 1 }, 3, 'en'))).toBe('99.000_% to 100_%');
    expect(plain(formatPercentRange({ min: 0.9999, max: 0.999_999_9 }, 3, 'de'))).toBe('99,990_% bis unter 100_%');
  });

  test('bounds that read the same are said once, and nothing observed has no percentage', () => {
    expect(plain(formatPercentRange({ min: 0.9, max: 0.95 }, 1, 'de'))).toBe('90,0_% bis 95,0_%');
    expect(plain(formatPercentRange({ min: 1, max: 1 }, 3, 'en'))).toBe('100_%');
    expect(plain(formatPercentRange({ min: 0.99982, max: 0.99982 }, 3, 'de'))).toBe('99,982_%');
    expect(plain(formatPercentRange({ min: 0.999821, max: 0.999821 }, 3, 'de'))).toBe('99,982_%');
    expect(formatPercentRange({ min: null, max: null }, 3, 'en')).toBeNull();
  });
});

test('counts and latencies follow the language', () => {
  expect(formatCount(1_234_567, 'de')).toBe('1.234.567');
  expect(formatCount(1_234_567, 'en')).toBe('1,234,567');
  expect(plain(formatLatency(12.44, 'de'))).toBe('12,4_ms');
  expect(plain(formatLatency(1234.4, 'en'))).toBe('1,234_ms');
});
