import { describe, expect, test } from 'vitest';
import { packColumn } from './pack-column.ts';
import { nextRow, openRows, type PlacedColumn } from './pack-rows.ts';

/** Columns as a pack has them, one behind the other; more rows than are decoded at once. */
const COLUMNS: Record<string, (index: number) => number> = {
  'a byte': (index) => index % 100,
  'two bytes': (index) => (index * 7919) % 30_000,
  'three bytes, with signs': (index) => ((index * 7919) % 8_000_000) * (index % 2 === 0 ? 1 : -1),
  'instants, kept as differences': (index) => 1_790_899_440_000 + index * 5000 + (index % 3),
  'the largest, and their opposites': (index) => (index % 2 === 0 ? 1 : -1) * (999_999_999_999_999 - index),
  'always the same': () => 7,
};

function packed(count: number): { bytes: Uint8Array; columns: PlacedColumn[]; wanted: number[][] } {
  const wanted = Object.values(COLUMNS).map((value) => Array.from({ length: count }, (_, index) => value(index)));
  let from = 3;
  const made = wanted.map(packColumn);
  const columns = made.map(({ shift, planes, count: rows, bytes }) => {
    from += bytes.length;
    return { shift, planes, count: rows, from: from - bytes.length };
  });
  return { bytes: Buffer.concat([Buffer.from('abc'), ...made.map(({ bytes }) => bytes)]), columns, wanted };
}

describe('rows of columns', () => {
  test.each([1, 63, 64, 65, 200])('come back value by value: %i', (count) => {
    const { bytes, columns, wanted } = packed(count);
    expect(new Set(columns.map(({ planes }) => planes)).size).toBeGreaterThan(count > 1 ? 3 : 0);
    const rows = openRows(columns, bytes);
    for (let index = 0; index < count; index += 1) {
      const at = nextRow(rows);
      expect([...rows.values.subarray(at, at + columns.length)]).toEqual(wanted.map((values) => values[index]));
    }
    expect(rows.left).toBe(0);
    expect(() => nextRow(rows)).toThrow(/a column is too short/);
  });

  test('of no columns are empty, as many as are asked for', () => {
    const rows = openRows([], new Uint8Array());
    expect([nextRow(rows), nextRow(rows)]).toEqual([0, 0]);
  });

  test('are refused when the columns do not fit each other, or the bytes', () => {
    const { bytes, columns } = packed(10);
    const [first, second] = columns;
    if (!first || !second) throw new Error('bug: there are columns');
    expect(() => openRows([first, { ...second, count: 9 }], bytes)).toThrow(/too short/);
    expect(() => openRows(columns, bytes.subarray(0, -1))).toThrow(/ends too early/);
    expect(() => openRows([{ ...first, planes: 0 }], bytes)).toThrow(/ends too early/);
    expect(() => openRows([{ ...first, planes: Number.NaN }], bytes)).toThrow(/ends too early/);
  });
});
