import { describe, expect, test } from 'vitest';
import type { DayJson } from '../../rules/wire/status.ts';
import { readTags } from '../../test/read-html.ts';
import { sampleContext, sampleDays, sampleLine } from '../../test/sample-values.ts';
import { countDays, coverageOf, dayBar, lengthOf } from './day-bar.ts';

const DAY_MS = 86_400_000;
const calm: DayJson = {
  day: '2026-11-01',
  upMs: DAY_MS,
  degradedMs: 0,
  downMinMs: 0,
  downMaxMs: 0,
  maintenanceMs: 0,
  unknownMs: 0,
  failoverMs: 0,
  outages: 0,
  dropouts: 0,
};
const down = (downMaxMs: number): DayJson => ({
  ...calm,
  upMs: DAY_MS - downMaxMs,
  downMinMs: downMaxMs,
  downMaxMs,
  outages: 1,
});

/** Shapes of a day's column, without the one that takes the touch. */
function shapes(day: DayJson, firstDay: string | null = '2026-01-01') {
  const tags = readTags(String(dayBar(sampleContext(), sampleLine, [day], firstDay)));
  return tags
    .filter((tag) => tag.name === 'rect' && tag.attributes.get('class') !== 'hit')
    .map(({ attributes }) => ({
      look: attributes.get('class') ?? attributes.get('fill'),
      y: Number(attributes.get('y')),
      height: Number(attributes.get('height')),
    }));
}
const top = (day: DayJson) => Math.min(...shapes(day).map((shape) => shape.y));

describe('the bar of days', () => {
  test('a longer outage stands taller, from a second to a whole day', () => {
    const tops = [1000, 20_000, 600_000, 3_600_000, 43_200_000, DAY_MS].map((downMaxMs) => top(down(downMaxMs)));
    expect(tops).toEqual([...tops].sort((a, b) => b - a));
    expect(new Set(tops).size).toBe(tops.length);
    expect(tops.at(-1)).toBe(0);
    expect(top(calm)).toBeGreaterThan(tops[0] ?? 0);
  });

  test('no column sticks out of the drawing', () => {
    for (const day of sampleDays()) {
      for (const shape of shapes(day)) {
        expect(shape.y).toBeGreaterThanOrEqual(0);
        expect(shape.y + shape.height).toBeLessThanOrEqual(56.11);
      }
    }
  });

  test('a day that was not observed is hatched, one before the first measurement is a low mark without a link', () => {
    expect(shapes({ ...calm, upMs: 0, unknownMs: DAY_MS }).map((shape) => shape.look)).toEqual(['url(#p-unknown)']);
    expect(shapes(calm, '2026-12-01')).toEqual([{ look: 's-before', y: 50, height: 6 }]);
    expect(String(dayBar(sampleContext(), sampleLine, [calm], '2026-12-01'))).not.toContain('href');
  });

  test('ninety days make three drawings, each told in words', () => {
    const tags = readTags(String(dayBar(sampleContext(), sampleLine, sampleDays(), '2026-09-06')));
    const labels = tags
      .filter((tag) => tag.name === 'svg' && !tag.isEnd)
      .map((tag) => tag.attributes.get('aria-label'));
    expect(labels).toHaveLength(3);
    expect(labels[2]).toMatch(/^Sa 24\.10\.2026 – So 22\.11\.2026: \d+ Tage ohne Ausfall/);
  });

  test('days are counted once each, and those with drop-outs alone are told apart', () => {
    const counts = countDays([
      calm,
      down(DAY_MS),
      { ...down(20_000), dropouts: 1 },
      { ...calm, upMs: 0, unknownMs: DAY_MS },
    ]);
    expect(counts).toEqual({ calm: 1, withOutage: 2, withDropoutsOnly: 1, unobserved: 1 });
    // The second day of an outage has none that begins on it, and is no calm day for that.
    expect(countDays([{ ...down(DAY_MS), outages: 0 }])).toMatchObject({ calm: 0, withOutage: 1, withDropoutsOnly: 0 });
    const all = countDays(sampleDays());
    expect(all.calm + all.withOutage + all.unobserved).toBe(90);
  });

  test('coverage is the share of the day that was observed', () => {
    expect(coverageOf({ ...calm, upMs: DAY_MS / 4, unknownMs: (DAY_MS / 4) * 3 })).toBe(0.25);
    expect(coverageOf({ ...calm, upMs: 0 })).toBe(0);
    expect(lengthOf(down(5000))).toBe(DAY_MS);
  });
});
