import { expect, test } from 'vitest';
import { formatDuration } from '../pages/format.ts';
import { durationText } from './duration-text.ts';
import { clockText } from './running-clocks.ts';

const samplesMs = [
  0, 50, 99, 100, 1000, 5940, 59_900, 59_999, 60_000, 61_001, 3_599_999, 3_600_000, 3_612_000, 86_399_999, 86_400_000,
  90_061_000, 172_800_000, 361_234_567, 36_000_000_000,
];

test.each(['de', 'en'] as const)('a clock goes on in the words that the server began with (%s)', (language) => {
  for (const durationMs of samplesMs)
    expect(durationText(durationMs, language)).toBe(formatDuration(durationMs, language));
});

test('a clock goes on from what the server knew', () => {
  expect(clockText({ valueMs: '60000', knownAtMs: '1000000' }, 1_030_000, 'en')).toBe('1\u00a0min 30\u00a0s');
});

test('a clock never runs backwards when the browser is behind the server', () => {
  expect(clockText({ valueMs: '60000', knownAtMs: '1000000' }, 500_000, 'de')).toBe('1\u00a0min');
});

test('a countdown runs back and stops at nothing', () => {
  const countdown = { clock: 'countdown', valueMs: '60000', knownAtMs: '1000000' };
  expect(clockText(countdown, 1_030_000, 'en')).toBe('30\u00a0s');
  expect(clockText(countdown, 1_090_000, 'en')).toBe('0\u00a0s');
});

test('a clock of what nobody watches any more stands still', () => {
  const clock = { clock: 'mail', valueMs: '60000', knownAtMs: '1000000', untilMs: '1020000' };
  expect(clockText(clock, 1_010_000, 'en')).toBe('1\u00a0min 10\u00a0s');
  expect(clockText(clock, 9_000_000, 'en')).toBe('1\u00a0min 20\u00a0s');
});

test('a clock without numbers is left as the server wrote it', () => {
  expect(clockText({ valueMs: '60000' }, 500_000, 'de')).toBeNull();
});
