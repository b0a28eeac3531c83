/**
 * A column of integers as bytes: either the values or their differences (`shift` 1), whichever is smaller, with the sign
 * in the lowest bit (zigzag), cut into planes of one byte each, lowest first. zstd then finds runs in the high planes. Read
 * by pack-rows.ts.
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
