import Sqlite from 'better-sqlite3';

/** What is received, derived or meant to be shown; everything else is private and gets a marker in each text. */
const RECORD_TABLES =
  /^(sqlite_|__drizzle|lines$|providers$|probes$|line_folds|fold_checkpoints|state_intervals|outages|outage_aliases|days$|buckets|loss_bursts|method_uses|methods$|mails$|mail_events|mail_delays|mail_routes|month_versions|side_|site_settings$)/;

/** A word for texts, digits for numbers. */
type Marks = { mark: string; number: string };

/** A row of markers in every private table, also in those that do not exist yet; returns their names. */
export function plantMarkers(file: string, marks: Marks): string[] {
  const database = new Sqlite(file);
  database.pragma('foreign_keys = OFF');
  const names = database.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const planted = names.map(({ name }) => name).filter((name) => !RECORD_TABLES.test(name));
  for (const table of planted) {
    const columns = database
      .prepare<[], { name: string; type: string; pk: number }>(`PRAGMA table_info("${table}")`)
      .all();
    const values = columns.map(({ name, type }) => plantedIn(table, name, type, marks));
    database
      .prepare(
        `INSERT OR IGNORE INTO "${table}" (${columns.map(({ name }) => `"${name}"`)}) VALUES (${columns.map(() => '?')})`,
      )
      .run(values);
  }
  database.prepare('INSERT INTO site_settings VALUES (?, ?, 1)').run('mailAccount', `{"user":"${marks.mark}mail"}`);
  database.close();
  return planted;
}

function plantedIn(table: string, column: string, type: string, { mark, number }: Marks): string | number | Buffer {
  if (/BLOB/i.test(type)) return Buffer.from(`${mark}-${table}-${column}`);
  if (!/TEXT/i.test(type)) return Number(number);
  return column === 'line' ? 'home' : `${mark}-${table}-${column}`;
}
