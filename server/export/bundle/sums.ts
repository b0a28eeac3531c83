import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Hash, check sum and length of what goes through. */
export type Sums = { hash: Hash; crc32: number; bytes: number };

export function openSums(): Sums {
  return { hash: createHash('sha256'), crc32: 0, bytes: 0 };
}

export function addTo(sums: Sums, piece: Uint8Array): void {
  sums.hash.update(piece);
  sums.crc32 = crc32(piece, sums.crc32);
  sums.bytes += piece.length;
}
