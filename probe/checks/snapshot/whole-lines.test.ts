import { expect, test } from 'vitest';
import { TEXT_MAX_CHARS, wholeLines } from './whole-lines.ts';

test('a short text stays as it is', () => {
  expect(wholeLines(['one', 'two'])).toBe('one\ntwo');
  expect(wholeLines([])).toBe('');
});

test('a long one is cut at whole lines and says how many are missing', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(40)}`);
  const kept = wholeLines(lines).split('\n');
  expect(wholeLines(lines).length).toBeLessThanOrEqual(TEXT_MAX_CHARS);
  expect(kept.slice(0, -1)).toEqual(lines.slice(0, kept.length - 1));
  expect(kept.at(-1)).toBe(`… ${100 - (kept.length - 1)} more`);
  expect(kept.length).toBeGreaterThan(40);
});

test('a line without end is no way around the limit', () => {
  expect(wholeLines(['x'.repeat(9000), 'y'.repeat(9000), 'z']).length).toBeLessThanOrEqual(TEXT_MAX_CHARS);
});
