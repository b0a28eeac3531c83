import { expect, test } from 'vitest';
import { formatInstant } from '../instant.ts';
import { mailEventOf } from './mail-event.ts';
import { BOOT_A, T0_AT_MS } from './mail-samples.ts';

const TARGET = { role: 'mail', name: 'in' } as const;
const told = { atMs: T0_AT_MS, boot: BOOT_A, isClockKnown: true };
const END_OF_YEAR_9999_AT_MS = 253_402_300_799_999;

test.each([
  -1,
  END_OF_YEAR_9999_AT_MS + 1,
  10 ** 15,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
])('an instant that no calendar on a page knows (%d) counts as not said', (atMs) => {
  const readings = { mail: 1, hop: 0, stampAtMs: atMs, internalDateAtMs: atMs, plannedAtMs: T0_AT_MS };
  const event = mailEventOf(TARGET, { readings, facts: { event: 'hop' } }, told);
  expect(event?.readings).toEqual({ mail: 1, hop: 0, plannedAtMs: T0_AT_MS });
  expect(() => formatInstant(event?.atMs ?? 0)).not.toThrow();
});

test('a blind time, a size and a place below zero or longer than any search count as not said', () => {
  const readings = { mail: 1, sighting: -3, blindMs: 10 ** 12, sizeBytes: -5, hops: 2 };
  const event = mailEventOf(TARGET, { readings, facts: { event: 'sighted' } }, told);
  expect(event?.readings).toEqual({ mail: 1, hops: 2 });
});

test.each([-1, END_OF_YEAR_9999_AT_MS, Number.MAX_SAFE_INTEGER])('an event at %d is none', (atMs) => {
  const said = { readings: { mail: 1 }, facts: { event: 'accepted' } };
  expect(mailEventOf(TARGET, said, { ...told, atMs })).toBeNull();
  expect(mailEventOf(TARGET, { ...said, readings: { mail: 1, eventAtMs: atMs } }, told)).toBeNull();
});
