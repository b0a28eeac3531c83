import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of JSON lines that only grows, and is written anew as a whole now and then. */
export type BookFile = {
  /** What the lines said, in order; lines that are no JSON are left out. */
  records: unknown[];
  /** Lines that could not be read, a torn last one not counted. */
  damagedLines: number;
  /** Bytes written since it was last written anew. */
  grownBytes(): number;
  /** All of them, in order, in one writing; with `durable` it resolves when they survive a power cut. */
  append(records: readonly unknown[], durable: boolean): Promise<void>;
  /** Resolves when nothing waits to be written, this moment. */
  settled(): Promise<void>;
  /** If we die in here: the old file stands, or the new one whole. */
  replace(records: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens or makes `FOLDER/book.txt` (folder 0700, file 0600). A line that a crash has torn at the end is cut off: nobody was
 * told that it is kept. Rejects with the error of the system.
 */
export async function openBookFile(folder: string): Promise<BookFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'book.txt');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const wholeBytes = Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1));
  const { records, damagedLines } = readLines(text);
  let file = await openToWrite(path);
  await file.truncate(wholeBytes);
  await syncFolder(folder);
  let atByte = wholeBytes;
  let grownBytes = wholeBytes;
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined); // whoever asked has the error
    return result;
  };
  return {
    records,
    damagedLines,
    grownBytes: () => grownBytes,
    append: (added, durable) =>
      inTurn(async () => {
        const bytes = Buffer.from(textOf(added));
        // what a failed writing left behind is written over: the place moves only when all is there
        await writeAll(file, bytes, atByte);
        if (durable) await file.datasync();
        atByte += bytes.length;
        grownBytes += bytes.length;
      }),
    replace: (all) =>
      inTurn(async () => {
        const bytes = Buffer.from(textOf(all));
        const fresh = await openToWrite(`${path}.new`);
        await fresh.truncate(0);
        await writeAll(fresh, bytes, 0);
        await fresh.sync();
        await rename(`${path}.new`, path);
        await syncFolder(folder);
        await file.close();
        file = fresh;
        atByte = bytes.length;
        grownBytes = 0;
      }),
    settled: async () => {
      for (let last: unknown = null; last !== queue; await last) last = queue;
    },
    close: () => inTurn(() => file.close()),
  };
}

function readLines(text: string): Pick<BookFile, 'records' | 'damagedLines'> {
  const records: unknown[] = [];
  let damagedLines = 0;
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      records.push(JSON.parse(line));
    } catch {
      damagedLines += 1; // the caller tells
    }
  }
  return { records, damagedLines };
}

function textOf(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

function openToWrite(path: string): Promise<FileHandle> {
  return open(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
}

async function writeAll(file: FileHandle, bytes: Buffer, atByte: number): Promise<void> {
  let written = 0;
  while (written < bytes.length)
    written += (await file.write(bytes, written, bytes.length - written, atByte + written)).bytesWritten;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
