import { DERIVED_TABLES } from './derived-tables.ts';
import type { Database } from './open-database.ts';

/** Derived tables a second time, attached as `side`: where a rebuild works while pages read the first. */

/** Attaches the file (`:memory:` for none) and makes the tables that it lacks. Outside of a transaction. */
export function attachSide(database: Database, file: string): void {
  database.prepare('ATTACH ? AS side').run(file);
  // it can be made again: no syncs
  database.pragma('side.synchronous = OFF');
  database.pragma('side.journal_mode = WAL');
  const marks = DERIVED_TABLES.map(() => '?').join(', ');
  const made = database
    .prepare<string[], { sql: string }>(
      `SELECT sql FROM main.sqlite_master WHERE tbl_name IN (${marks}) AND sql IS NOT NULL ORDER BY type DESC`,
    )
    .all(...DERIVED_TABLES);
  for (const { sql } of made) {
    database.exec(sql.replace(/^CREATE (TABLE|INDEX|UNIQUE INDEX) /, 'CREATE $1 IF NOT EXISTS side.'));
  }
}

export function detachSide(database: Database): void {
  database.exec('DETACH side');
}

/** Copies one line from `side` over `main`; inside a transaction. */
export function swapLine(database: Database, line: string): void {
  for (const table of DERIVED_TABLES) {
    database.prepare(`DELETE FROM main.${table} WHERE line = ?`).run(line);
    database.prepare(`INSERT INTO main.${table} SELECT * FROM side.${table} WHERE line = ?`).run(line);
    database.prepare(`DELETE FROM side.${table} WHERE line = ?`).run(line);
  }
}

type Cell = string | number | null;

/**
 * Everything derived of one line as text: one JSON object a row, tables and rows in a fixed order. The same state gives
 * the same text; its hash stands in the lane when raw data are pruned.
 */
export function dumpLine(database: Database, schema: 'main' | 'side', line: string): string {
  return DERIVED_TABLES.map((table) => {
    const rows = database
      .prepare<[string], Record<string, Cell>>(`SELECT * FROM ${schema}.${table} WHERE line = ?`)
      .all(line)
      .map((row) => `${JSON.stringify({ table, ...row })}\n`);
    return rows.sort().join('');
  }).join('');
}

/** The inverse of {@link dumpLine}, into `side`; inside a transaction. */
export function loadDump(database: Database, dump: string): void {
  for (const text of dump.split('\n')) {
    if (text === '') continue;
    const { table, ...row } = JSON.parse(text) as { table: string } & Record<string, Cell>; // written by dumpLine
    const known = DERIVED_TABLES.find((name) => name === table);
    if (!known) throw new Error(`the snapshot names a table ${table} that this version does not have`);
    const columns = Object.keys(row);
    database
      .prepare(
        `INSERT INTO side.${known} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
      )
      .run(row);
  }
}

/** Removes slices older than their layer is kept. */
export function cutBuckets(
  database: Database,
  schema: 'main' | 'side',
  line: string,
  before: { fiveMinuteAtMs: number; hourAtMs: number },
): number {
  const cut = database.prepare<[string, number, number]>(
    `DELETE FROM ${schema}.buckets WHERE line = ? AND width_ms = ? AND from_at_ms < ?`,
  );
  return cut.run(line, 300_000, before.fiveMinuteAtMs).changes + cut.run(line, 3_600_000, before.hourAtMs).changes;
}
