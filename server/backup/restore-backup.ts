import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { openServerKey } from '../server-key.ts';
import { damageOf, endSessions, isInUse } from '../store/copy-database.ts';
import { DatabaseRefused, openDatabase } from '../store/open-database.ts';
import { storeOf } from '../store/open-store.ts';
import { BACKUP_FILES, MANIFEST_FILE, MAX_MANIFEST_BYTES, type Manifest, manifestSchema } from './manifest.ts';
import { noteRestored } from './note-restored.ts';
import { BLOCK_BYTES, type Member, paddingBytes, parseMemberHeader } from './tar-format.ts';

export type Restoring = {
  file: string;
  /** The server's data folder; made anew. */
  serverDir: string;
  /** The folder `drizzle/migrations`. */
  migrationsDir: string;
  /** Rename what is there; otherwise only an empty place is filled. */
  isSetAside: boolean;
  nowMs: number;
};

export type Restored = { madeAt: string; setAside: string | null };

/** The backup can't be used; nothing was changed. */
class BackupRefused extends Error {}

const CHUNK_BYTES = 1_000_000;
/** Clocks of two machines differ by less. */
const CLOCK_BEHIND_MS = 60_000;

/**
 * Puts a backup in the place of `serverDir`. Everything is checked first, in a folder beside it: names, sizes, hashes, key,
 * the database itself and its version. The last step is a rename, so half a restore is never seen; what was there is
 * renamed, never overwritten. Returns a sentence when it can't, with everything as it was.
 */
export function restoreBackup({ file, serverDir, migrationsDir, isSetAside, nowMs }: Restoring): Restored | string {
  const database = join(serverDir, BACKUP_FILES[0]);
  if (existsSync(database)) {
    if (isInUse(database)) return `the server is running with ${serverDir}; stop it first`;
    if (!isSetAside) {
      return `${serverDir} has data. To keep them under another name and put the backup in their place: restore --set-aside ${file}`;
    }
  }
  const draft = `${serverDir}.restoring-${process.pid}`;
  try {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    const { madeAt } = unpack(file, draft);
    checkContent(draft, { migrationsDir, madeAt, nowMs });
    const setAside = existsSync(serverDir) ? `${serverDir}.before-${stampOf(nowMs)}` : null;
    if (setAside !== null) renameSync(serverDir, setAside);
    renameSync(draft, serverDir); // died before: the backup is still to be restored, what was there has its new name
    syncFolder(dirname(serverDir));
    return { madeAt, setAside };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    return `nothing was changed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function unpack(file: string, folder: string): Manifest {
  const handle = openSync(file, 'r');
  try {
    const manifest = readManifest(handle);
    for (const expected of manifest.files) {
      const member = readMember(handle);
      if (member?.name !== expected.name || member.sizeBytes !== expected.sizeBytes) {
        throw new BackupRefused(`${file} does not hold what its list names (${expected.name})`);
      }
      const sha256 = copyContent(handle, member, join(folder, expected.name));
      if (sha256 !== expected.sha256) throw new BackupRefused(`${expected.name} in ${file} was changed or is damaged`);
    }
    if (readMember(handle) !== null) throw new BackupRefused(`${file} holds more than a backup does`);
    return manifest;
  } finally {
    closeSync(handle);
  }
}

function readManifest(handle: number): Manifest {
  const member = readMember(handle);
  if (member?.name !== MANIFEST_FILE || member.sizeBytes > MAX_MANIFEST_BYTES) {
    throw new BackupRefused('this is not a backup of Linewitness');
  }
  const text = readExactly(handle, member.sizeBytes).toString('utf8');
  readExactly(handle, paddingBytes(member.sizeBytes));
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new BackupRefused('its list of files can’t be read; it may be of a newer version of Linewitness', {
      cause: error,
    });
  }
}

function readMember(handle: number): Member | null {
  const member = parseMemberHeader(readExactly(handle, BLOCK_BYTES));
  if (typeof member === 'string') throw new BackupRefused(member);
  return member;
}

/** Returns the SHA-256 of what it wrote. */
function copyContent(from: number, { sizeBytes }: Member, to: string): string {
  const hash = createHash('sha256');
  const handle = openSync(to, 'wx', 0o600);
  try {
    for (let left = sizeBytes; left > 0; ) {
      const chunk = readExactly(from, Math.min(left, CHUNK_BYTES));
      hash.update(chunk);
      for (let at = 0; at < chunk.length; ) at += writeSync(handle, chunk, at);
      left -= chunk.length;
    }
    readExactly(from, paddingBytes(sizeBytes));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}

function readExactly(handle: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; ) {
    const got = readSync(handle, buffer, at, bytes - at, null);
    if (got === 0) throw new BackupRefused('the file ends too early');
    at += got;
  }
  return buffer;
}

/** Hashes say that nothing was changed on the way; this says that it can be used here, and writes in it that it was restored. */
function checkContent(
  folder: string,
  { migrationsDir, madeAt, nowMs }: Pick<Restoring, 'migrationsDir' | 'nowMs'> & Pick<Manifest, 'madeAt'>,
): void {
  checkClock(madeAt, nowMs);
  const key = openServerKey(folder);
  const path = join(folder, BACKUP_FILES[0]);
  const damage = damageOf(path);
  if (damage !== null) throw new BackupRefused(`the database in it is damaged: ${damage}`);
  try {
    const { database, setAside } = openDatabase({ path, migrationsDir, nowMs });
    endSessions(database);
    if (setAside === null) noteRestored(storeOf(database), key, { backupAt: madeAt, nowMs });
    database.close();
    if (setAside !== null) throw new BackupRefused('the database in it is damaged');
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    throw new BackupRefused('it was made by a newer version of Linewitness; install that one first', { cause: error });
  }
}

/** The number of the next head comes from the clock: one that is behind would give numbers out a second time. */
function checkClock(madeAt: string, nowMs: number): void {
  if (nowMs >= Date.parse(madeAt) - CLOCK_BEHIND_MS) return;
  const shown = new Date(nowMs).toISOString();
  throw new BackupRefused(
    `the clock of this machine shows ${shown}, but the backup was made at ${madeAt}; set it first`,
  );
}

function stampOf(nowMs: number): string {
  return new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '');
}

function syncFolder(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
