import { expect, test } from 'vitest';
import { formatInstant } from '../../rules/instant.ts';
import { instantOrNull } from './outages.ts';

test('a stamp in a list is spelled as everywhere else', () => {
  for (const atMs of [0, 951_826_554_007, 1_790_845_800_123, Date.UTC(9999, 11, 31, 23, 59, 59, 999)]) {
    expect(instantOrNull(atMs)).toBe(formatInstant(atMs));
  }
  expect(instantOrNull(null)).toBeNull();
});
