import { expect, test } from 'vitest';
import { addToHistogram, mergeHistogram, parseHistogram, quantilesUs, quantileUs, stepOf } from './histogram.ts';
import { seeded } from './seeded.ts';

test('each latency lies in a step that is 9 % wide', () => {
  for (let us = 1; us < 60_000_000; us = Math.ceil(us * 1.013)) {
    const step = stepOf(us);
    expect(us).toBeGreaterThanOrEqual(2 ** (step / 8) * (1 - 1e-12));
    expect(us).toBeLessThan(2 ** ((step + 1) / 8) * (1 + 1e-12));
  }
  expect(stepOf(0)).toBe(0);
});

test('merging is counting together, in any order', () => {
  const random = seeded(3);
  const values = Array.from({ length: 400 }, () => Math.floor(random() * random() * 3_000_000));
  const all = values.reduce(addToHistogram, '');
  const [a, b] = [values.slice(0, 150).reduce(addToHistogram, ''), values.slice(150).reduce(addToHistogram, '')];
  expect(mergeHistogram([b, a, ''])).toBe(all);
  expect(Object.values(parseHistogram(all)).reduce((sum, count) => sum + count, 0)).toBe(400);
  for (const quantile of [0.1, 0.5, 0.95, 1]) {
    const exact = values.toSorted((x, y) => x - y)[Math.ceil(quantile * 400) - 1] ?? 0;
    expect(Math.abs((quantileUs(all, quantile) ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.05 + 1);
  }
  expect(quantileUs('', 0.5)).toBeNull();
});

test('another text is a bug, not a histogram', () => {
  expect(() => mergeHistogram(['1:2,'])).toThrow('bug');
  expect(() => parseHistogram('a:1')).toThrow('bug');
});

test('several quantiles of many histograms at once are those of their sum, one by one', () => {
  const parts = [addToHistogram('', 0), [9000, 12_000, 800_000].reduce(addToHistogram, ''), '', '12:3,104:7,108:2'];
  const all = mergeHistogram(parts);
  const quantiles = [0, 0.1, 0.5, 0.95, 1];
  expect(quantilesUs(parts, quantiles)).toEqual(quantiles.map((quantile) => quantileUs(all, quantile)));
  expect(quantilesUs([], [0.5])).toEqual([null]);
  for (const text of ['a:1', '1:', ':1', '1', '1:x', ','])
    expect(() => quantilesUs([text], [0.5]), text).toThrow('bug');
});
