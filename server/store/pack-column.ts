/**
 * A column of integers as bytes: either the values or their differences (`shift` 1), whichever is smaller, with the sign
 * in the lowest bit (zigzag), cut into planes of one byte each, lowest first. zstd then finds runs in the high planes.
 */
export type PackedColumn = { shift: number; planes: number; count: number; bytes: Buffer };

/** Values within ±10¹⁵ (15 digits), so that zigzag and differences stay exact. */
export function packColumn(values: number[]): PackedColumn {
  const differences = values.map((value, index) => value - (values[index - 1] ?? 0));
  const shift = weight(differences) < weight(values) ? 1 : 0;
  const folded = (shift ? differences : values).map((value) => (value >= 0 ? value * 2 : -value * 2 - 1));
  const planes = countPlanes(folded);
  const bytes = Buffer.alloc(planes * folded.length);
  for (const [index, value] of folded.entries()) {
    let rest = value;
    for (let plane = 0; plane < planes; plane += 1) {
      bytes[plane * folded.length + index] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }
  return { shift, planes, count: folded.length, bytes };
}

type Coding = Omit<PackedColumn, 'bytes'>;

/** The inverse of {@link packColumn}, read from `bytes` at `from`. */
export function readColumn(column: Coding, bytes: Uint8Array, from: number): Int32Array | Float64Array {
  const { planes, count } = column;
  if (from + planes * count > bytes.length) throw new Error('the pack is damaged: it ends too early');
  return planes <= SMALL_PLANES ? readSmall(column, bytes, from) : readLarge(column, bytes, from);
}

/** So few planes, and no sum of differences leaves 32 bits: a pack has fewer than 2²⁰ lines … */
const SMALL_PLANES = 2;
/** … and of larger columns the sums are kept as numbers. */
const MAX_SMALL_COUNT = 1 << 15;

function readSmall({ shift, planes, count }: Coding, bytes: Uint8Array, from: number): Int32Array | Float64Array {
  const values = shift && count > MAX_SMALL_COUNT ? new Float64Array(count) : new Int32Array(count);
  let before = 0;
  for (let index = 0; index < count; index += 1) {
    const low = bytes[from + index] as number; // both lie within the column, which was checked
    const folded = planes === 1 ? low : low | ((bytes[from + count + index] as number) << 8);
    const value = (folded >>> 1) ^ -(folded & 1);
    before = shift ? before + value : value;
    values[index] = before;
  }
  return values;
}

function readLarge({ shift, planes, count }: Coding, bytes: Uint8Array, from: number): Float64Array {
  const values = new Float64Array(count);
  let before = 0;
  for (let index = 0; index < count; index += 1) {
    let folded = 0;
    for (let plane = planes - 1; plane >= 0; plane -= 1)
      folded = folded * 256 + (bytes[from + plane * count + index] as number); // within the column
    const value = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    before = shift ? before + value : value;
    values[index] = before;
  }
  return values;
}

/** About the bits that the values need. */
function weight(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += Math.log2(1 + Math.abs(value));
  return sum;
}

function countPlanes(folded: number[]): number {
  let largest = 0;
  for (const value of folded) if (value > largest) largest = value;
  let planes = 1;
  for (let rest = Math.floor(largest / 256); rest > 0; rest = Math.floor(rest / 256)) planes += 1;
  return planes;
}
