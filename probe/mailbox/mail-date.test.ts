import { expect, test } from 'vitest';
import { mailDateAtMs } from './mail-date.ts';

const AT_MS = Date.UTC(2026, 10, 22, 10, 2, 3);

test.each([
  'Sun, 22 Nov 2026 11:02:03 +0100',
  '22 Nov 2026 10:02:03 -0000',
  'Sun,22 Nov 2026 10:02:03 GMT',
  'sun, 22 nov 26 05:02:03 EST',
  'Sunday, 22-Nov-26 10:02:03 GMT',
  'Sun Nov 22 11:02:03 CET 2026',
  'Sun Nov 22 10:02:03 2026 +0000',
  '2026-11-22 10:02:03 +0000 UTC',
  '2026-11-22T10:02:03Z',
  '2026-11-22T12:02:03+02:00',
  'Sun, 22 Nov 2026 11:02:03 MEZ',
  'Sun, 22 Nov 2026  3:32:03 -0630',
])('%s is that instant', (text) => {
  expect(mailDateAtMs(text)).toBe(AT_MS);
});

test('minutes alone are an instant, fractions are kept to the millisecond', () => {
  expect(mailDateAtMs('Sun, 22 Nov 2026 11:02 +0100')).toBe(AT_MS - 3_000);
  expect(mailDateAtMs('2026-11-22 10:02:03.123456789 +0000 UTC m=+0.1')).toBe(AT_MS + 123);
});

test.each([
  ['no zone', 'Sun, 22 Nov 2026 11:02:03'],
  ['a zone that nobody knows', 'Sun, 22 Nov 2026 11:02:03 XYZ'],
  ['a zone beyond the world', 'Sun, 22 Nov 2026 11:02:03 +9900'],
  ['a day that does not exist', 'Sun, 31 Nov 2026 11:02:03 +0000'],
  ['a month that does not exist', 'Sun, 22 Foo 2026 11:02:03 +0000'],
  ['an hour that does not exist', 'Sun, 22 Nov 2026 25:02:03 +0000'],
  ['a year before mail', '22 Nov 0007 11:02:03 +0000'],
  ['nothing', ''],
  ['words', 'yesterday at noon'],
])('%s is no instant', (_name, text) => {
  expect(mailDateAtMs(text)).toBeNull();
});
