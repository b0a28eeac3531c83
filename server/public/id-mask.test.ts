import { expect, test } from 'vitest';
import { openIdMask } from './id-mask.ts';

const mask = openIdMask(Buffer.alloc(32, 7));
const IDS = ['000000000000', '0123456789ab', 'ffffffffffff', 'fffffe000001'];

test('a name that strangers see leads back to the mail, and says nothing of it', () => {
  for (const id of IDS) {
    expect(mask.mask(id)).toMatch(/^[0-9a-f]{12}$/);
    expect(mask.mask(id)).not.toBe(id);
    expect(mask.unmask(mask.mask(id))).toBe(id);
  }
  expect(new Set(IDS.map(mask.mask)).size).toBe(IDS.length);
});

test('another server gives other names', () => {
  expect(openIdMask(Buffer.alloc(32, 8)).mask('0123456789ab')).not.toBe(mask.mask('0123456789ab'));
});

test('what is no name is answered as it came', () => {
  expect(mask.unmask('zz')).toBe('zz');
});
