import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What the journal asks of a folder. Narrow, so that tests can make every single step fail, before or after it took
 * effect. All names are plain file names in that folder. Rejects with the error of the system (`ENOSPC`, `EIO`, …).
 */
export type JournalDisk = {
  /** Every file of the folder, in no particular order. */
  list(): Promise<{ name: string; sizeBytes: number }[]>;
  /** Fewer bytes than asked for at the end of the file. */
  read(name: string, fromByte: number, lengthBytes: number): Promise<Buffer>;
  /** Writes all of `text` (ASCII) from that byte on; makes the file when it is not there. Not durable yet. */
  write(name: string, atByte: number, text: string): Promise<void>;
  /** What was written to the file survives a power cut (fdatasync). */
  sync(name: string): Promise<void>;
  /** Names that were made, changed or removed survive a power cut. */
  syncFolder(): Promise<void>;
  truncate(name: string, sizeBytes: number): Promise<void>;
  /**
   * Asks for blocks behind the end of a file, without changing its size; a wish, never an error. Each flush
   * then writes the data alone: without it ext4 also rewrites what says which blocks are taken (measured, README).
   */
  reserve(name: string, fromByte: number, lengthBytes: number): Promise<void>;
  /** Replaces `to` where it exists. */
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
};

/** The real folder; made when it is not there. */
export async function openJournalDisk(folder: string): Promise<JournalDisk> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    list: () => listFiles(folder),
    read: (name, fromByte, lengthBytes) => readPart(join(folder, name), fromByte, lengthBytes),
    write: (name, atByte, text) => writePart(join(folder, name), atByte, Buffer.from(text, 'latin1')),
    sync: (name) => syncPath(join(folder, name)),
    syncFolder: () => syncPath(folder),
    truncate: (name, sizeBytes) => truncate(join(folder, name), sizeBytes),
    reserve: (name, fromByte, lengthBytes) => reserve(join(folder, name), fromByte, lengthBytes),
    rename: (from, to) => rename(join(folder, from), join(folder, to)),
    remove: (name) => rm(join(folder, name), { force: true }),
  };
}

async function listFiles(folder: string): Promise<{ name: string; sizeBytes: number }[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  return Promise.all(names.map(async (name) => ({ name, sizeBytes: (await stat(join(folder, name))).size })));
}

async function readPart(path: string, fromByte: number, lengthBytes: number): Promise<Buffer> {
  const file = await openToRead(path);
  try {
    const buffer = Buffer.allocUnsafe(lengthBytes);
    let filledBytes = 0;
    while (filledBytes < lengthBytes) {
      const { bytesRead } = await file.read(buffer, filledBytes, lengthBytes - filledBytes, fromByte + filledBytes);
      if (bytesRead === 0) break;
      filledBytes += bytesRead;
    }
    return buffer.subarray(0, filledBytes);
  } finally {
    await file.close();
  }
}

/** Without noting the time of access: with it each reading of the day's file would write its inode anew. */
async function openToRead(path: string): Promise<FileHandle> {
  const { O_RDONLY, O_NOATIME } = constants;
  return open(path, O_RDONLY | (O_NOATIME ?? 0)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPERM') throw error;
    return open(path, O_RDONLY); // somebody else's file
  });
}

async function writePart(path: string, atByte: number, bytes: Buffer): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    let writtenBytes = 0;
    while (writtenBytes < bytes.length) {
      const rest = bytes.subarray(writtenBytes);
      writtenBytes += (await file.write(rest, 0, rest.length, atByte + writtenBytes)).bytesWritten;
    }
  } finally {
    await file.close();
  }
}

/** Node has no fallocate(2); util-linux and busybox have the program. Where there is none, nothing is reserved. */
function reserve(path: string, fromByte: number, lengthBytes: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const args = ['-n', '-o', String(fromByte), '-l', String(lengthBytes), path];
  execFile('fallocate', args, { timeout: 10_000 }, () => resolve());
  return promise;
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
