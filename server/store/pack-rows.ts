/** A column of integers as pack-column.ts writes it, and where its bytes begin. */
export type PlacedColumn = { shift: number; planes: number; count: number; from: number };

/** So many rows are decoded at once: they stay in the cache until they are used. */
const BLOCK_ROWS = 64;

/** Columns of the same length, read row by row. */
export type Rows = {
  /** Of the rows that are decoded, one after the other. */
  values: Float64Array;
  width: number;
  /** Where the next row begins, and where the decoded ones end. */
  at: number;
  end: number;
  /** Rows that were decoded, of how many, and rows that are left to be read. */
  done: number;
  count: number;
  left: number;
  bytes: Uint8Array;
  columns: PlacedColumn[];
  /** The last value of each column, for those that hold differences. */
  last: Float64Array;
};

/** Throws when the columns do not fit each other or the bytes. */
export function openRows(columns: PlacedColumn[], bytes: Uint8Array): Rows {
  const count = columns[0]?.count ?? 0;
  for (const column of columns) {
    if (column.count !== count) throw new Error('the pack is damaged: a column is too short');
    if (!(column.planes > 0 && column.from + column.planes * count <= bytes.length))
      throw new Error('the pack is damaged: it ends too early');
  }
  const width = columns.length;
  const values = new Float64Array(Math.min(BLOCK_ROWS, count) * width);
  return { values, width, at: 0, end: 0, done: 0, count, left: count, bytes, columns, last: new Float64Array(width) };
}

/** The place in `values` where the next row begins. Throws when there is none. */
export function nextRow(rows: Rows): number {
  if (rows.at === rows.end && rows.width > 0) fill(rows);
  const { at } = rows;
  rows.at = at + rows.width;
  rows.left -= 1;
  return at;
}

function fill(rows: Rows): void {
  const { columns, width, values, last, done } = rows;
  const count = Math.min(BLOCK_ROWS, rows.count - done);
  if (count <= 0) throw new Error('the pack is damaged: a column is too short');
  for (let index = 0; index < width; index += 1) {
    const column = columns[index] as PlacedColumn; // as many as the width
    const to = { values, at: index, width, count };
    if (column.planes <= 3) decodeSmall(rows.bytes, column, done, to);
    else decodeLarge(rows.bytes, column, done, to);
    if (column.shift) last[index] = addUp(last[index] as number, to);
  }
  rows.done = done + count;
  rows.at = 0;
  rows.end = count * width;
}

type Target = { values: Float64Array; at: number; width: number; count: number };

/** Up to 24 bits: nearly all columns. A plane that is not there: the first one, of which no bit is taken. */
function decodeSmall(bytes: Uint8Array, { from, planes, count: all }: PlacedColumn, done: number, to: Target): void {
  const { values, width, count } = to;
  const first = from + done;
  const [middle, middleMask] = planes > 1 ? [first + all, 0xff] : [first, 0];
  const [high, highMask] = planes > 2 ? [first + 2 * all, 0xff] : [first, 0];
  let { at } = to;
  for (let index = 0; index < count; index += 1, at += width) {
    // within the column, which was checked
    const upper = ((bytes[high + index] as number) & highMask) << 16;
    const folded = upper | (((bytes[middle + index] as number) & middleMask) << 8) | (bytes[first + index] as number);
    values[at] = (folded >>> 1) ^ -(folded & 1);
  }
}

function decodeLarge(bytes: Uint8Array, { from, planes, count: all }: PlacedColumn, done: number, to: Target): void {
  for (let index = 0; index < to.count; index += 1) {
    let folded = 0;
    for (let at = from + (planes - 1) * all + done + index; at >= from; at -= all)
      folded = folded * 256 + (bytes[at] as number);
    to.values[to.at + index * to.width] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }
}

/** From differences to values; returns the last one. */
function addUp(before: number, { values, at, width, count }: Target): number {
  let sum = before;
  for (let place = at, left = count; left > 0; left -= 1, place += width) {
    sum += values[place] as number;
    values[place] = sum;
  }
  return sum;
}
