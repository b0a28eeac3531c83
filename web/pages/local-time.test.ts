import { describe, expect, test } from 'vitest';
import {
  formatClock,
  formatDay,
  formatLocal,
  formatOffset,
  formatShortDay,
  localDay,
  localTime,
} from './local-time.ts';
import { timeTicks } from './time-axis.ts';

const HOUR_MS = 3_600_000;
/** Midnight in Berlin of the day with 25 hours, and of the day with 23. */
const AUTUMN_MS = Date.UTC(2026, 9, 24, 22);
const SPRING_MS = Date.UTC(2026, 2, 28, 23);

describe('local times', () => {
  test('an instant is said in the zone of the line, in the way of the language', () => {
    const atMs = Date.UTC(2026, 10, 22, 13, 3, 22, 480);
    expect(formatLocal(atMs, 'Europe/Berlin', 'de')).toBe('22.11.2026 14:03:22');
    expect(formatLocal(atMs, 'Europe/Berlin', 'en', 'minute')).toBe('2026-11-22 14:03');
    expect(formatLocal(atMs, 'Europe/Berlin', 'de', 'ms')).toBe('22.11.2026 14:03:22,480 +01:00');
    expect(formatLocal(atMs, 'America/St_Johns', 'en', 'ms')).toBe('2026-11-22 09:33:22.480 −03:30');
    expect(formatClock(atMs, 'Asia/Kathmandu')).toBe('18:48:22');
  });

  test('the hour that comes twice is told apart by its distance to UTC', () => {
    const [first, second] = [2, 3].map((hours) =>
      formatLocal(AUTUMN_MS + hours * HOUR_MS, 'Europe/Berlin', 'de', 'ms'),
    );
    expect(first).toBe('25.10.2026 02:00:00,000 +02:00');
    expect(second).toBe('25.10.2026 02:00:00,000 +01:00');
  });

  test('a day begins at local midnight on both sides of it', () => {
    expect(localDay(AUTUMN_MS - 1, 'Europe/Berlin')).toBe('2026-10-24');
    expect(localDay(AUTUMN_MS, 'Europe/Berlin')).toBe('2026-10-25');
    expect(localTime(AUTUMN_MS, 'Europe/Berlin').hour).toBe(0);
  });

  test('days carry their weekday', () => {
    expect(formatDay('2026-03-29', 'de')).toBe('So 29.03.2026');
    expect(formatDay('2024-02-29', 'en')).toBe('Thu 2024-02-29');
    expect(formatShortDay('2026-03-29', 'de')).toBe('29.03.');
    expect(formatOffset(0)).toBe('+00:00');
  });
});

describe('places on the time axis', () => {
  const axis = { zone: 'Europe/Berlin', language: 'de' as const };

  test('on the day with 25 hours the second hour stands twice, on the day with 23 not at all', () => {
    const labels = (fromAtMs: number) =>
      timeTicks({ fromAtMs, toAtMs: fromAtMs + 6 * HOUR_MS }, { ...axis, mostLabels: 7 }).map((tick) => tick.label);
    expect(labels(AUTUMN_MS)).toEqual(['00', '01', '02', '02', '03', '04', '05']);
    expect(labels(SPRING_MS)).toEqual(['00', '01', '03', '04', '05', '06', '07']);
  });

  test('from seconds to years there are labels, never more than fit a phone, all inside', () => {
    for (let spanMs = 2_000; spanMs < 400 * 24 * HOUR_MS; spanMs *= 1.37) {
      const window = { fromAtMs: AUTUMN_MS + 12_345, toAtMs: AUTUMN_MS + 12_345 + Math.round(spanMs) };
      const ticks = timeTicks(window, axis);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(7);
      for (const tick of ticks) {
        expect(tick.atMs).toBeGreaterThanOrEqual(window.fromAtMs);
        expect(tick.atMs).toBeLessThanOrEqual(window.toAtMs);
      }
    }
  });

  test('labels stand at even local times also where the zone is not on the hour', () => {
    const fromAtMs = Date.UTC(2026, 0, 1, 3, 7);
    const ticks = timeTicks({ fromAtMs, toAtMs: fromAtMs + 2 * HOUR_MS }, { ...axis, zone: 'Asia/Kathmandu' });
    expect(ticks.map((tick) => tick.label)).toEqual(['09:00', '09:30', '10:00', '10:30']);
  });
});
