import { type FileHandle, open, rm } from 'node:fs/promises';
import { LAST_BLOCK } from './deflate-pieces.ts';
import { addTo, openSums } from './sums.ts';
import type { DeflatedMember } from './zip-writer.ts';

/** What is read at once when it goes on. */
const CHUNK_BYTES = 1 << 20;

/**
 * The lane grows day by day while its days are written, but stands behind them: its deflated pieces wait in a file. `file`
 * is made anew and removed at the end.
 */
export type Spool = {
  /** A part of it: its texts, and the same deflated. */
  add(part: { pieces: readonly Uint8Array[]; texts: readonly Uint8Array[] }): Promise<void>;
  /** The whole, to be read once. */
  member(name: string): DeflatedMember & { sha256: string };
  close(): Promise<void>;
};

export async function openSpool(file: string): Promise<Spool> {
  const handle = await open(file, 'wx+', 0o600);
  const sums = openSums();
  let deflatedBytes = 0;
  return {
    add: async ({ pieces, texts }) => {
      for (const text of texts) addTo(sums, text);
      for (const piece of pieces) {
        await handle.write(piece, 0, piece.length, deflatedBytes);
        deflatedBytes += piece.length;
      }
    },
    member: (name) => ({
      name,
      bytes: sums.bytes,
      crc32: sums.crc32,
      deflatedBytes: deflatedBytes + LAST_BLOCK.length,
      sha256: sums.hash.digest('hex'),
      parts: readAll(handle, deflatedBytes),
    }),
    close: async () => {
      await handle.close();
      await rm(file, { force: true });
    },
  };
}

async function* readAll(handle: FileHandle, bytes: number): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let at = 0; at < bytes; ) {
    const { bytesRead } = await handle.read(chunk, 0, Math.min(CHUNK_BYTES, bytes - at), at);
    if (bytesRead === 0) throw new Error('the file with the log ended early');
    // it is written before the next one is asked for
    yield chunk.subarray(0, bytesRead);
    at += bytesRead;
  }
  yield LAST_BLOCK;
}
