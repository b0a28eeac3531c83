import { chmodSync, closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';

export type Database = Sqlite.Database;

/** The database can't be used, and nothing of it was touched. The message is for the owner. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}

type Opening = {
  /** Path of the file, or `:memory:`. */
  path: string;
  /** The folder `drizzle/migrations`. */
  migrationsDir: string;
  /** Goes into the name of a damaged database that is set aside. */
  nowMs: number;
};

/**
 * Opens and migrates. A damaged file is renamed (never overwritten) and a new one started; `setAside` is then its new
 * name. Throws {@link DatabaseRefused} for a database of a newer version.
 */
export function openDatabase(opening: Opening): { database: Database; setAside: string | null } {
  try {
    return { database: openSound(opening), setAside: null };
  } catch (error) {
    if (!isDamage(error) || opening.path === ':memory:') throw error;
    const setAside = moveAside(opening.path, opening.nowMs);
    return { database: openSound(opening), setAside };
  }
}

/**
 * Opens a database for reading alone: what it holds now, whatever is written meanwhile. Nothing is made, migrated, set
 * aside or changed. Throws {@link DatabaseRefused} with a sentence when it is not of this version of the program.
 */
export function openForReading({ path, migrationsDir }: Omit<Opening, 'nowMs'>): Database {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    refuseNewer(database, migrationsDir, path);
    refuseOlder(database, migrationsDir, path);
    database.pragma('busy_timeout = 10000');
    database.pragma('cache_size = -2000');
    database.pragma('temp_store = MEMORY');
    // the snapshot is taken by the first read and lasts until the database is closed
    database.exec('BEGIN');
    readEachTable(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function openSound({ path, migrationsDir }: Opening): Database {
  if (path !== ':memory:') keepPrivate(path);
  const database = new Sqlite(path);
  try {
    refuseNewer(database, migrationsDir, path);
    setPragmas(database);
    migrate(drizzle(database), { migrationsFolder: migrationsDir });
    readEachTable(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Passwords and private data are in it: nobody else on this machine reads it. SQLite gives its other files the same mode. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

function setPragmas(database: Database): void {
  // pages are read while an upload is written
  database.pragma('journal_mode = WAL');
  // a receipt is a promise: what was answered survives a power cut (WAL with NORMAL could lose the last commits)
  database.pragma('synchronous = FULL');
  // off by default in SQLite
  database.pragma('foreign_keys = ON');
  // the command line writes while the server runs: wait for each other instead of failing
  database.pragma('busy_timeout = 10000');
  // 2 MB of pages; the system keeps the file's pages anyway, and 8 MB here made the process 6 MB larger and no faster
  database.pragma('cache_size = -2000');
  // checkpoint every 16 MB: what many lines write again and again (open slices, folds) goes to the main file once
  database.pragma('wal_autocheckpoint = 4000');
  // gives the WAL file back after a burst
  database.pragma('journal_size_limit = 16000000');
  // temporary results of sorts stay off the SD card
  database.pragma('temp_store = MEMORY');
}

/** A database written by a later version may mean something that this one does not know: hands off. */
function refuseNewer(database: Database, migrationsDir: string, path: string): void {
  const isMigrated = database.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get();
  if (!isMigrated) return;
  const last = database
    .prepare<[], { at: number | null }>('SELECT max(created_at) AS at FROM __drizzle_migrations')
    .get();
  if ((last?.at ?? 0) > newestMigrationAtMs(migrationsDir)) {
    throw new DatabaseRefused(
      `${path} was written by a newer version of Linewitness; nothing was changed. Start the newer version, or name another DATA_DIR`,
    );
  }
}

function refuseOlder(database: Database, migrationsDir: string, path: string): void {
  const last = database
    .prepare<[], { at: number | null }>('SELECT max(created_at) AS at FROM __drizzle_migrations')
    .get();
  if ((last?.at ?? 0) < newestMigrationAtMs(migrationsDir)) {
    throw new DatabaseRefused(`${path} was written by an older version of Linewitness; start the server once`);
  }
}

function newestMigrationAtMs(migrationsDir: string): number {
  const file = join(migrationsDir, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { when: number }[] }; // generated by drizzle-kit
  return Math.max(...journal.entries.map((entry) => entry.when));
}

/** Cheap look at the first page of each table; the whole file is checked later, in a child process. */
function readEachTable(database: Database): void {
  const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  for (const { name } of tables) database.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get();
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Sqlite.SqliteError ? error.code : '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

function moveAside(path: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replace(/[-:.]/g, '');
  const aside = `${path}.damaged-${stamp}`;
  // the log first: left behind it would be replayed into the new database
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}
