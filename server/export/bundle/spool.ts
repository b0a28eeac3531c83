import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type DayPart, LAST_BLOCK } from './day-part.ts';
import type { DeflatedMember } from './zip-writer.ts';

/** What is read at once when it goes on. */
const CHUNK_BYTES = 1 << 20;

/**
 * The lane grows day by day while its days are written, but stands behind them: its deflated parts wait in a file. `file`
 * is made anew and removed at the end.
 */
export type Spool = {
  add(lane: DayPart['lane']): Promise<void>;
  /** The whole, to be read once. */
  member(name: string): DeflatedMember & { sha256: string };
  close(): Promise<void>;
};

export async function openSpool(file: string): Promise<Spool> {
  const handle = await open(file, 'wx+', 0o600);
  const hash = createHash('sha256');
  let [sum, bytes, deflatedBytes] = [0, 0, 0];
  return {
    add: async ({ texts, pieces }) => {
      for (const text of texts) {
        hash.update(text);
        sum = crc32(text, sum);
        bytes += text.length;
      }
      for (const piece of pieces) {
        await handle.write(piece, 0, piece.length, deflatedBytes);
        deflatedBytes += piece.length;
      }
    },
    member: (name) => ({
      name,
      bytes,
      crc32: sum,
      deflatedBytes: deflatedBytes + LAST_BLOCK.length,
      sha256: hash.digest('hex'),
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
    yield chunk.subarray(0, bytesRead);
    at += bytesRead;
  }
  yield LAST_BLOCK;
}
