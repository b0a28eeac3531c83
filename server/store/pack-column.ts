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

/** The inverse of {@link packColumn}: reads `bytes` at `from` and fills `to`, which is as long as the column. */
export function readColumn(
  { shift, planes, count }: Coding,
  bytes: Uint8Array,
  { from, to }: { from: number; to: Float64Array },
): void {
  if (from + planes * count > bytes.length) throw new Error('the pack is damaged: it ends too early');
  if (planes <= 2) fillSmall(to, bytes, { from, count, planes });
  else fillLarge(to, bytes, { from, count, planes });
  if (shift) addUp(to);
}

type Place = { from: number; count: number; planes: number };

/** Up to 16 bits: most columns. All bytes lie within the column, which was checked. */
function fillSmall(to: Float64Array, bytes: Uint8Array, { from, count, planes }: Place): void {
  const highAt = planes === 2 ? from + count : -1;
  for (let index = 0; index < count; index += 1) {
    const high = highAt < 0 ? 0 : (bytes[highAt + index] as number) << 8;
    const folded = high | (bytes[from + index] as number);
    to[index] = (folded >>> 1) ^ -(folded & 1);
  }
}

function fillLarge(to: Float64Array, bytes: Uint8Array, { from, count, planes }: Place): void {
  for (let index = 0; index < count; index += 1) {
    let folded = 0;
    for (let at = from + (planes - 1) * count + index; at >= from; at -= count)
      folded = folded * 256 + (bytes[at] as number);
    to[index] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }
}

/** From differences to values. */
function addUp(values: Float64Array): void {
  let before = 0;
  for (let index = 0; index < values.length; index += 1) {
    before += values[index] as number; // within its length
    values[index] = before;
  }
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
