import { describe, expect, test } from 'vitest';
import { readStamp } from './local-stamp.ts';
import { readRows, readStatementForm } from './read-statement.ts';

const NOW_MS = Date.UTC(2026, 10, 22);
const ZONE = 'Europe/Berlin';
const read = (text: string) => readRows(text, ZONE, NOW_MS);
const problemsOf = (text: string) => read(text).problems.map(({ line, problem, cell }) => [line, problem, cell]);

describe('times as people write them', () => {
  test('are read in the zone, or with their distance to UTC', () => {
    const at = Date.UTC(2026, 10, 3, 13, 0);
    for (const text of [
      '2026-11-03 14:00',
      '03.11.2026 14:00',
      '3.11.2026, 14:00 Uhr',
      '2026-11-03T14:00:00',
      '2026-11-03T13:00Z',
      '2026-11-03 15:00+02:00',
    ])
      expect([text, readStamp(text, ZONE, null)]).toMatchObject([text, { atMs: at }]);
    expect(readStamp('14:00:05', ZONE, '2026-11-03')).toMatchObject({ atMs: at + 5000 });
  });

  test('are not guessed where the clocks change', () => {
    expect(readStamp('2026-03-29 02:30', ZONE, null)).toBe('no-such-time');
    expect(readStamp('2026-10-25 02:30', ZONE, null)).toBe('twice');
    expect(readStamp('2026-10-25 02:30+01:00', ZONE, null)).toMatchObject({ atMs: Date.UTC(2026, 9, 25, 1, 30) });
    expect(readStamp('2026-10-25 03:00', ZONE, null)).toMatchObject({ atMs: Date.UTC(2026, 9, 25, 2, 0) });
  });

  test('that do not exist are refused', () => {
    for (const text of [
      '',
      '31.02.2026 10:00',
      '2026-11-03',
      '2026-11-03 24:00',
      '2026-11-03 14:60',
      'gestern',
      '14:00',
    ])
      expect([text, readStamp(text, ZONE, null)]).toEqual([text, 'not-a-time']);
  });
});

describe('what is pasted', () => {
  test('is read row by row, with headings, quotes and any of three separators', () => {
    const { rows, problems } = read(
      'Beginn;Ende;Art;Text\n03.11.2026 16:20;-;entstört;\n\n03.11.2026 14:00;16:20;Ausfall;"Karte; ""DSLAM"" getauscht"\n',
    );
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        kind: 'outage',
        fromAtMs: Date.UTC(2026, 10, 3, 13),
        toAtMs: Date.UTC(2026, 10, 3, 15, 20),
        text: 'Karte; "DSLAM" getauscht',
      },
      { kind: 'repaired', fromAtMs: Date.UTC(2026, 10, 3, 15, 20), toAtMs: null, text: '' },
    ]);
    expect(read('2026-11-03 14:00\t2026-11-03 15:00\tno outage\tline test ok').rows).toHaveLength(1);
    expect(read('2026-11-03 14:00,,sync-lost,port reset, again').rows[0]?.text).toBe('port reset again');
  });

  test('is refused with line and reason', () => {
    expect(problemsOf('')).toEqual([[null, 'missing', '']]);
    expect(problemsOf('Beginn;Ende;Art')).toEqual([[null, 'missing', '']]);
    expect(
      problemsOf('03.11.2026 14:00; 15:00; Ausfall\n\nmorgen; ; Ausfall\n03.11.2026 14:00; 13:00; Ausfall'),
    ).toEqual([
      [3, 'not-a-time', 'morgen'],
      [4, 'ends-before', ''],
    ]);
    expect(problemsOf('03.11.2026 14:00; 15:00')).toEqual([[1, 'cells', '03.11.2026 14:00 15:00']]);
    expect(problemsOf('03.11.2026 14:00; 15:00; Explosion')).toEqual([[1, 'not-a-kind', 'Explosion']]);
    expect(problemsOf('03.11.2026 14:00; 15:00; entstört')).toEqual([[1, 'has-end', 'repaired']]);
    expect(problemsOf('03.11.2026 14:00; ; keine Störung')).toEqual([[1, 'no-end', 'no-outage']]);
    expect(problemsOf('03.11.1999 14:00; ; Ausfall')).toEqual([[1, 'out-of-range', '']]);
    expect(problemsOf('03.11.2026 14:00; ; "Ausfall')).toEqual([[1, 'quote', '03.11.2026 14:00; ; "Ausfall']]);
    expect(problemsOf(`03.11.2026 14:00; ; Ausfall; ${'x'.repeat(301)}`)[0]?.[1]).toBe('too-long');
  });

  test('that is hostile costs neither time nor memory', () => {
    expect(problemsOf('x'.repeat(100_001))).toEqual([[null, 'too-long', '']]);
    expect(problemsOf('\n'.repeat(99_000))).toEqual([[null, 'missing', '']]);
    expect(problemsOf('a;b;c\n'.repeat(16_000))).toEqual([[null, 'too-many', '']]);
    expect(problemsOf('a;b;c\n'.repeat(400))).toHaveLength(20);
    problemsOf(`"${'"" '.repeat(30_000)}`);
    problemsOf(' '.repeat(99_999));
    expect(read('03.11.2026 14:00; ; note; a\u202eb\u0000c').rows[0]?.text).toBe('a b c');
  });
});

test('a form is whole only with title, source, zone and exactness', () => {
  const values: Record<string, string> = {
    title: 'Ticket 4711',
    source: 'Brief',
    zone: ZONE,
    exactToMs: '60000',
    rows: '03.11.2026 14:00; ; note',
  };
  const of = (change: Record<string, string>) =>
    readStatementForm(
      { text: (name) => ({ ...values, ...change })[name] ?? '' },
      { line: 'home', nowMs: NOW_MS, files: new Set(['0123456789ab']) },
    );
  expect(of({}).statement).toMatchObject({ line: 'home', title: 'Ticket 4711', exactToMs: 60_000, attachment: null });
  expect(of({ title: '' }).problems).toMatchObject([{ field: 'title', problem: 'missing' }]);
  expect(of({ zone: 'Mars/Olympus' }).problems).toMatchObject([{ field: 'zone', problem: 'not-a-zone' }]);
  expect(of({ attachment: '0123456789ab' }).statement?.attachment).toBe('0123456789ab');
  expect(of({ attachment: 'ffffffffffff' }).problems).toMatchObject([{ field: 'attachment', problem: 'not-a-choice' }]);
  expect(of({ exactToMs: '7' }).problems).toMatchObject([{ field: 'exactToMs', problem: 'not-a-choice' }]);
});
