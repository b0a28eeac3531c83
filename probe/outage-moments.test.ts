import { describe, expect, test } from 'vitest';
import { startOutageMoments, type Trouble } from './outage-moments.ts';

/** Plays `troubleAt` second by second; returns `second moment`. */
function play(troubleAt: (second: number) => Trouble, seconds: number): string[] {
  const moments = startOutageMoments();
  const told: string[] = [];
  for (let second = 0; second <= seconds; second += 1) {
    for (const moment of moments.due(troubleAt(second), second * 1000)) told.push(`${second} ${moment}`);
  }
  return told;
}
const between = (fromS: number, toS: number) => (second: number) => (second >= fromS && second < toS ? 'silent' : null);

describe('the moments of an outage', () => {
  test('are its onset, the minute, each quarter of an hour, its end, and two minutes after it', () => {
    expect(play(between(10, 2000), 3000)).toEqual([
      '10 onset',
      '70 minute',
      '910 quarter',
      '1810 quarter',
      '2000 end',
      '2122 reread',
    ]);
  });

  test('that lasts seconds are onset and end', () => {
    expect(play(between(10, 17), 1000)).toEqual(['10 onset', '17 end', '139 reread']);
  });

  test('that begins before the counters were read again: they are read after that one', () => {
    const two = (second: number): Trouble => between(10, 20)(second) ?? between(60, 70)(second);
    expect(play(two, 1000)).toEqual(['10 onset', '20 end', '60 onset', '70 end', '192 reread']);
  });

  test('over which another line stands in end with the silence; that the own line is back is another end', () => {
    const failOver = (second: number): Trouble =>
      between(10, 40)(second) ?? (second >= 40 && second < 300 ? 'router' : null);
    expect(play(failOver, 1000)).toEqual([
      '10 onset',
      '40 end',
      '40 onset',
      '100 minute',
      '162 reread',
      '300 end',
      '422 reread',
    ]);
  });

  test('that are missed because this machine slept are not made up for in a burst', () => {
    const moments = startOutageMoments();
    expect(moments.due('silent', 0)).toEqual(['onset']);
    expect(moments.due('silent', 7_200_000)).toEqual(['minute']);
    expect(moments.due('silent', 7_201_000)).toEqual(['quarter']);
    expect(moments.due('silent', 7_202_000)).toEqual([]);
  });
});

describe('a line that flaps', () => {
  const flapping = (second: number): Trouble => (second % 20 < 10 ? 'silent' : null);

  test('has at most 12 moments an hour and 12 more, each onset with its end', () => {
    const told = play(flapping, 4 * 3600 + 15);
    const count = (word: string) => told.filter((line) => line.endsWith(word)).length;
    expect(told.length).toBeLessThanOrEqual(5 * 12);
    expect(told.length).toBeGreaterThan(3 * 12);
    expect(count('onset')).toBe(count('end'));
  });

  test('and then stays down has an onset when there is one left, and its minute', () => {
    const told = play((second) => (second < 1000 ? flapping(second) : 'silent'), 3000).filter(
      (line) => Number(line.split(' ')[0]) >= 1000,
    );
    expect(told.map((line) => line.split(' ')[1])).toEqual(['onset', 'minute', 'quarter']);
    expect(Number(told[0]?.split(' ')[0])).toBeLessThan(1000 + 910);
  });
});
