import { expect, test } from 'vitest';
import { formatBundleValue, parseBundleValue } from './bundle-values.ts';

const value = { sha256: 'ab'.repeat(32), kind: 'address', salt: '0f'.repeat(16), value: 'a "b"\nc  ü' };

test('a value reads back as it was written', () => {
  expect(parseBundleValue(formatBundleValue(value))).toEqual(value);
  expect(formatBundleValue(value)).not.toContain('\n');
});

test.each([
  ['', 'nothing'],
  ['x', 'no cells'],
  [formatBundleValue(value).replace('address', 'Address'), 'a kind that is none'],
  [formatBundleValue(value).slice(0, -1), 'a string that does not end'],
  [`${formatBundleValue(value)} `, 'something after the value'],
  [formatBundleValue(value).replace('ü', '\\u00fc'), 'another spelling'],
  [formatBundleValue({ ...value, value: '' }).replace('""', '12'), 'a number'],
])('%j is refused: %s', (line) => {
  expect(parseBundleValue(line)).toBeNull();
});
