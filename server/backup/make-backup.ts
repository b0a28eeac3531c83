import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openServerKey } from '../server-key.ts';
import { copyDatabase } from '../store/copy-database.ts';
import { BACKUP_FILES, MANIFEST_FILE, type Manifest } from './manifest.ts';
import { BLOCK_BYTES, memberHeader, paddingBytes } from './tar-format.ts';

export type Backup = { file: string; sizeBytes: number };

const CHUNK_BYTES = 1_000_000;

/**
 * Writes database and key of `serverDir` into one new file (tar, readable by its owner alone), as they are at one moment,
 * also while the server runs. The name appears when all of it is on the disk; an existing file is never replaced. Needs
 * twice the room of the database for a while. Returns a sentence when it can't.
 */
export function makeBackup(serverDir: string, target: string, nowMs: number): Backup | string {
  const file = resolve(target);
  const database = join(serverDir, BACKUP_FILES[0]);
  if (!existsSync(database)) return `there is nothing to keep: ${database} does not exist. Is DATA_DIR right?`;
  if (existsSync(file)) return `${file} exists already; a backup never replaces a file. Name another`;
  let folder: string;
  try {
    folder = mkdtempSync(`${file}.part-`);
  } catch (error) {
    return `${dirname(file)} can't be written to: ${sentenceOf(error)}`;
  }
  try {
    const copy = join(folder, BACKUP_FILES[0]);
    copyDatabase(database, copy);
    const draft = join(folder, 'backup.tar');
    writeArchive(draft, [copy, join(serverDir, BACKUP_FILES[1])], openServerKey(serverDir).fingerprint, nowMs);
    linkSync(draft, file); // unlike a rename it fails when the name was taken meanwhile
    syncFolder(dirname(file));
    return { file, sizeBytes: statSync(file).size };
  } catch (error) {
    return `the backup was not made: ${sentenceOf(error)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeArchive(path: string, sources: string[], serverFingerprint: string, nowMs: number): void {
  const manifest: Manifest = {
    format: 'linewitness-backup/1',
    madeAt: new Date(nowMs).toISOString(),
    serverFingerprint,
    files: BACKUP_FILES.map((name, at) => ({ name, ...measured(sources[at] ?? '') })),
  };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const handle = openSync(path, 'wx', 0o600);
  try {
    writeAll(handle, memberHeader({ name: MANIFEST_FILE, sizeBytes: text.length }, nowMs));
    writeAll(handle, Buffer.concat([text, Buffer.alloc(paddingBytes(text.length))]));
    for (const [at, member] of manifest.files.entries()) {
      writeAll(handle, memberHeader(member, nowMs));
      for (const chunk of chunksOf(sources[at] ?? '')) writeAll(handle, chunk);
      writeAll(handle, Buffer.alloc(paddingBytes(member.sizeBytes)));
    }
    writeAll(handle, Buffer.alloc(2 * BLOCK_BYTES)); // the end of a tar
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function measured(path: string): { sizeBytes: number; sha256: string } {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for (const chunk of chunksOf(path)) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

function* chunksOf(path: string): Generator<Buffer> {
  const handle = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      const bytes = readSync(handle, chunk);
      if (bytes === 0) return;
      yield chunk.subarray(0, bytes);
    }
  } finally {
    closeSync(handle);
  }
}

/** `write` may take less than all. */
function writeAll(handle: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}

function syncFolder(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function sentenceOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR_WRITE')) return 'the disk is full';
  return error instanceof Error ? error.message : String(error);
}
