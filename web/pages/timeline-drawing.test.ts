import { describe, expect, test } from 'vitest';
import type { StateInterval } from '../../rules/outage/derived.ts';
import type { State } from '../../rules/verdict/verdict.ts';
import { drawTimeline, type Mark } from './timeline-drawing.ts';

const interval = (fromAtMs: number, toAtMs: number, state: State): StateInterval => ({
  fromAtMs,
  toAtMs,
  state,
  verdict: state === 'up' ? 'ok' : 'line-or-isp-down-unlocalised',
  side: 'unknown',
  cause: null,
});

function rects(intervals: StateInterval[], window = { fromAtMs: 0, toAtMs: 1000 }) {
  const describe = (one: StateInterval) => `${one.state} ${one.fromAtMs}-${one.toAtMs}`;
  return drawTimeline({ ...window, intervals, ticks: [], describe }).marks.filter(
    (mark): mark is Extract<Mark, { kind: 'rect' }> => mark.kind === 'rect',
  );
}

describe('the drawing of a timeline', () => {
  test('time that no interval covers is drawn as not observed', () => {
    const drawn = rects([interval(100, 400, 'up'), interval(600, 900, 'up')]);
    expect(drawn.map((mark) => mark.title)).toEqual([
      'up 100-400',
      'up 600-900',
      'unknown 0-100',
      'unknown 400-600',
      'unknown 900-1000',
    ]);
  });

  test('intervals are cut at both ends of the window', () => {
    const [only] = rects([interval(-5000, 5000, 'up')]);
    expect(only).toMatchObject({ xRatio: 0, widthRatio: 1, title: 'up 0-1000' });
  });

  test('equal neighbours are one stretch', () => {
    expect(rects([interval(0, 300, 'up'), interval(300, 1000, 'up')])).toHaveLength(1);
  });

  test('an outage of a second can be seen in a day, on top of its neighbours and inside the drawing', () => {
    const day = { fromAtMs: 0, toAtMs: 86_400_000 };
    const parts = [interval(0, 86_399_000, 'up'), interval(86_399_000, 86_400_000, 'down')];
    const drawn = rects(parts, day);
    const last = drawn.at(-1);
    expect(last?.state).toBe('down');
    expect(last?.widthRatio).toBe(0.003);
    expect((last?.xRatio ?? 0) + (last?.widthRatio ?? 0)).toBeLessThanOrEqual(1);
  });

  test('a day of ten thousand drop-outs makes a drawing of bounded size, and none of them is lost from sight', () => {
    const parts = Array.from({ length: 20_000 }, (_, index) =>
      interval(index * 4320, (index + 1) * 4320, index % 2 === 0 ? 'up' : 'down'),
    );
    const drawn = rects(parts, { fromAtMs: 0, toAtMs: 86_400_000 });
    expect(drawn.length).toBeLessThan(1500);
    const down = drawn.filter((mark) => mark.state === 'down');
    for (let index = 1; index < 20_000; index += 2) {
      const at = (index * 4320) / 86_400_000;
      expect(down.some((mark) => mark.xRatio <= at + 1e-9 && at <= mark.xRatio + mark.widthRatio)).toBe(true);
    }
  });

  test('each state has a height of its own, and an outage the greatest', () => {
    const states: State[] = ['up', 'unknown', 'maintenance', 'degraded', 'down'];
    const heights = states.map((state) => rects([interval(0, 1000, state)])[0]?.height ?? 0);
    expect(new Set(heights).size).toBe(states.length);
    expect(Math.max(...heights)).toBe(heights.at(-1));
  });

  test('stretches cover the window without hole or overlap, whatever the intervals', () => {
    const states: State[] = ['up', 'down', 'unknown'];
    for (let seed = 0; seed < 200; seed++) {
      const cuts = Array.from({ length: 6 }, (_, index) => ((seed * (index + 3) * 37) % 1400) - 200).sort(
        (a, b) => a - b,
      );
      const parts = [0, 2, 4].map((at) => interval(cuts[at] ?? 0, cuts[at + 1] ?? 0, states[(seed + at) % 3] ?? 'up'));
      const widths = rects(parts).map((mark) => mark.title.split(' ')[1]?.split('-').map(Number) ?? []);
      const total = widths.reduce((sum, [from = 0, to = 0]) => sum + to - from, 0);
      expect(total).toBe(1000);
    }
  });

  test('a window without length is a bug of the caller', () => {
    expect(() => rects([], { fromAtMs: 5, toAtMs: 5 })).toThrow(/^bug: /);
  });
});
