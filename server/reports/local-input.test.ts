import { describe, expect, test } from 'vitest';
import { instantOfLocal, localOfInstant } from './local-input.ts';

const ZONE = 'Europe/Berlin';

describe('a local time that was typed', () => {
  test.each([
    ['2026-11-22T14:03', Date.UTC(2026, 10, 22, 13, 3)],
    ['2026-07-01T00:00', Date.UTC(2026, 5, 30, 22)],
    // clocks put back: 02:30 comes twice, the first is summer time
    ['2026-10-25T02:30', Date.UTC(2026, 9, 25, 0, 30)],
    ['2026-10-25T03:30', Date.UTC(2026, 9, 25, 2, 30)],
    // clocks put forward: 02:30 does not exist
    ['2026-03-29T02:30', Date.UTC(2026, 2, 29, 1, 30)],
    ['2026-03-29T01:59', Date.UTC(2026, 2, 29, 0, 59)],
    ['2026-03-29T03:00', Date.UTC(2026, 2, 29, 1, 0)],
  ])('%s is an instant', (text, atMs) => {
    expect(instantOfLocal(text, ZONE)).toBe(atMs);
  });

  test('is shown again as it was', () => {
    for (const zone of [ZONE, 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu', 'UTC'])
      for (const text of ['2026-11-22T14:03', '2026-01-01T00:00', '2024-02-29T23:59'])
        expect(localOfInstant(instantOfLocal(text, zone) ?? 0, zone)).toBe(text);
  });

  test.each([
    '',
    '2026-02-30T10:00',
    '2026-11-22',
    '2026-11-22T24:00',
    '2026-11-22T10:00:00',
    ' 2026-11-22T10:00',
    'x',
  ])('"%s" is none', (text) => {
    expect(instantOfLocal(text, ZONE)).toBeNull();
  });
});
