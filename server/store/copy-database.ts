import { closeSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { openDoorTables } from './door-tables.ts';

/**
 * Writes the database as it is at this moment to `to`, which must not exist: one reading transaction, so a server that
 * goes on writing neither waits nor shows in the copy. Synchronous; throws when the disk is full.
 */
export function copyDatabase(from: string, to: string): void {
  closeSync(openSync(to, 'wx', 0o600)); // SQLite fills an empty file that is there, and keeps its rights
  const database = new Sqlite(from, { readonly: true, fileMustExist: true });
  try {
    database.pragma('busy_timeout = 10000');
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
}

/** What is wrong inside the database, or null; reads every page. */
export function damageOf(path: string): string | null {
  const database = new Sqlite(path, { fileMustExist: true });
  try {
    const [first] = database.prepare<[], { quick_check: string }>('PRAGMA quick_check(1)').all();
    return first?.quick_check === 'ok' ? null : (first?.quick_check ?? 'no answer');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    database.close();
  }
}

/** Whether a program has this database open. Asks for it alone, for a moment: granted only when nobody else has it. */
export function isInUse(path: string): boolean {
  const database = new Sqlite(path, { fileMustExist: true, timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    if (error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return false;
    throw error;
  } finally {
    database.close();
  }
}

/** Ends sessions and links of a copy: an older one would let in again who was signed out since, or whose link was spent. */
export function endSessions(database: Sqlite.Database): void {
  const tables = openDoorTables(drizzle(database));
  tables.endAllSessions();
  tables.forgetLogins();
}
