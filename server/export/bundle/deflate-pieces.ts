import { createHash, type Hash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { DEFLATE_LEVEL } from './zip-writer.ts';

/** The last block of a stream of RFC 1951: empty, with the fixed code. */
export const LAST_BLOCK = Uint8Array.of(3, 0);

/** So much text is deflated at once; a longer text alone. */
const PIECE_BYTES = 1_000_000;
/** Buffers that are filled, being deflated, or waiting: more text than that is never in memory. */
const MAX_BUFFERS = 3;
/** What deflate gives out at once: nearly always all of a piece. */
const CHUNK_BYTES = 1 << 19;

/** Buffers for text on its way to the other threads, used again and again. */
export type Buffers = { take: () => Buffer | Promise<Buffer>; giveBack: (buffer: Buffer) => void };

export function openBuffers(): Buffers {
  const spare: Buffer[] = [];
  const waiting: ((buffer: Buffer) => void)[] = [];
  let made = 0;
  return {
    take: () => {
      const found = spare.pop();
      if (found) return found;
      if (made >= MAX_BUFFERS) return new Promise((settle) => waiting.push(settle));
      made += 1;
      return Buffer.allocUnsafeSlow(PIECE_BYTES);
    },
    giveBack: (buffer) => {
      const next = waiting.shift();
      if (next) next(buffer);
      else spare.push(buffer);
    },
  };
}

/** Hash and check sum of what goes through; of a member, which may be longer than a day. */
export type Sums = { hash: Hash; crc32: number; bytes: number };

export function openSums(): Sums {
  return { hash: createHash('sha256'), crc32: 0, bytes: 0 };
}

/**
 * Gathers texts into pieces and has each deflated by the threads of zlib. The pieces, one after the other, are one stream of
 * RFC 1951 without its last block; where they are cut follows from the texts alone. `look`: each piece as it was.
 */
export type Pieces = {
  /** A promise where it has to be waited for before the next text. */
  add(text: Uint8Array): Promise<void> | undefined;
  /** What was added since the begin; deflated when the promises say so. */
  end(): Promise<Uint8Array>[];
};

type Gathering = { buffers: Buffers; sums: Sums; look: (piece: Buffer) => void };

export function openPieces({ buffers, sums, look }: Gathering): Pieces {
  const pieces: Promise<Uint8Array>[] = [];
  let buffer: Buffer | null = null;
  let length = 0;

  function flush(): void {
    if (buffer === null || length === 0) return;
    const full = buffer;
    const piece = full.subarray(0, length);
    sums.hash.update(piece);
    sums.crc32 = crc32(piece, sums.crc32);
    sums.bytes += length;
    look(piece);
    pieces.push(deflated(piece, () => (full.length === PIECE_BYTES ? buffers.giveBack(full) : undefined)));
    buffer = null;
    length = 0;
  }

  function put(text: Uint8Array, into: Buffer): void {
    buffer = into;
    buffer.set(text, length);
    length += text.length;
  }

  return {
    add: (text) => {
      if (length + text.length > PIECE_BYTES) flush();
      if (buffer !== null) return void put(text, buffer);
      if (text.length > PIECE_BYTES) return void put(text, Buffer.allocUnsafeSlow(text.length));
      const taken = buffers.take();
      if (!(taken instanceof Promise)) return void put(text, taken);
      // the text is a view that does not last until then
      const kept = Uint8Array.from(text);
      return taken.then((next) => put(kept, next));
    },
    end: () => {
      flush();
      return pieces;
    },
  };
}

const deflateAside = promisify(deflateRaw) as (
  bytes: Uint8Array,
  options: { level: number; finishFlush: number; chunkSize: number },
) => Promise<Buffer>;

function deflated(piece: Buffer, done: () => void): Promise<Uint8Array> {
  const options = { level: DEFLATE_LEVEL, finishFlush: constants.Z_SYNC_FLUSH, chunkSize: CHUNK_BYTES };
  const made = deflateAside(piece, options).finally(done);
  // whoever waits for it is told; until then nobody may be listening
  made.catch(() => undefined);
  return made;
}
