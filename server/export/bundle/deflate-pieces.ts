import { constants, deflateRawSync } from 'node:zlib';
import { DEFLATE_LEVEL } from './zip-writer.ts';

/** The last block of a stream of RFC 1951: empty, with the fixed code. */
export const LAST_BLOCK = Uint8Array.of(3, 0);

/** So much text is deflated at once; a longer text alone. */
export const PIECE_BYTES = 500_000;
const OPTIONS = {
  level: DEFLATE_LEVEL,
  finishFlush: constants.Z_SYNC_FLUSH,
  /** What deflate gives out at once: nearly always all of a piece. */
  chunkSize: 1 << 18,
};

/**
 * Gathers texts into pieces and deflates each. The pieces, one after the other, are one stream of RFC 1951 without its last
 * block; where they are cut follows from the texts alone.
 */
export type Pieces = { add(text: Uint8Array): void; end(): Uint8Array[] };

/** `buffer`: for {@link PIECE_BYTES} of text, used again and again. `look`: each piece as it was; it does not last. */
export function openPieces(buffer: Buffer, look: (piece: Uint8Array) => void): Pieces {
  const pieces: Uint8Array[] = [];
  let length = 0;

  function put(piece: Uint8Array): void {
    look(piece);
    pieces.push(deflateRawSync(piece, OPTIONS));
  }

  function flush(): void {
    if (length > 0) put(buffer.subarray(0, length));
    length = 0;
  }

  return {
    add: (text) => {
      if (length + text.length > PIECE_BYTES) flush();
      if (text.length > PIECE_BYTES) return put(text);
      buffer.set(text, length);
      length += text.length;
    },
    end: () => {
      flush();
      return pieces;
    },
  };
}
