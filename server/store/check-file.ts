import Sqlite from 'better-sqlite3';

/** `ok`, or the first findings of SQLite on the file. Reads only; works while the server writes. */
export function checkFile(path: string): string {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    // the server may be in the middle of its own write
    database.pragma('busy_timeout = 10000');
    const rows = database.prepare<[], { quick_check: string }>('PRAGMA quick_check(20)').all();
    return rows.map((row) => row.quick_check).join('; ');
  } catch (error) {
    // damage can be such that the check itself does not get through
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_CORRUPT')) return error.message;
    throw error;
  } finally {
    database.close();
  }
}
