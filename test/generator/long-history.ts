import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { mixSeed, uniform } from '../../server/demo/random.ts';
import type { TruthEvent, World } from '../../server/demo/truth.ts';
import { makeHistory } from './story-history.ts';

/**
 * Long histories for benches, made in two steps: one month of one line is taken in by the real keep (a reconnect each
 * night, a drop-out every other evening; the last day at full resolution, those before in 5-minute segments); then its rows are repeated into
 * the past, and the line for other lines, in SQL. So every row has the shape and size of a real one, and the raw bytes of
 * the repeated days are those of the first month.
 */
export const MONTH_DAYS = 30;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Rows of this width are kept for 90 days (FIVE_MINUTE_DAYS). */
const FINE_MS = 300_000;
const FINE_KEPT_MS = 90 * DAY_MS;

/** A month of one line that ends at `nowMs`, through the real ingest. */
export async function makeMonth(dataDir: string, line: string, nowMs: number): Promise<void> {
  const fromAtMs = Math.floor(nowMs / DAY_MS) * DAY_MS - (MONTH_DAYS - 1) * DAY_MS;
  const world = { seed: 3, fromAtMs, events: eventsOf(fromAtMs, nowMs), lossRatio: 0.0005 };
  const settings = { id: line, name: `Line ${line}`, provider: 'Bench', zone: 'Etc/UTC' };
  await makeHistory(dataDir, settings, { ...world, fullFromAtMs: nowMs - DAY_MS } satisfies World, nowMs);
}

function eventsOf(fromAtMs: number, nowMs: number): TruthEvent[] {
  const events: TruthEvent[] = [];
  for (let dayAtMs = fromAtMs; dayAtMs < nowMs; dayAtMs += DAY_MS) {
    // a reconnect each night, a drop-out every other evening
    for (const hour of (dayAtMs / DAY_MS) % 2 === 0 ? [4, 19] : [4]) {
      const seed = mixSeed(dayAtMs, hour);
      const cutAtMs = dayAtMs + hour * 3_600_000 + Math.floor(uniform(seed, 0) * 40 * MINUTE_MS) + 10 * MINUTE_MS;
      const lengthMs = Math.floor(8000 * (100_000 / 8000) ** uniform(seed, 1));
      const place = { at: hour === 4 ? ('session' as const) : ('dsl' as const), hasRouterAnswers: false };
      events.push({ kind: 'line-cut', ...place, fromAtMs: cutAtMs, toAtMs: cutAtMs + lengthMs });
    }
  }
  return events.filter((event) => event.toAtMs < nowMs - 10 * MINUTE_MS);
}

/** Repeats the month of `line` so often into the past. The server must not run. */
export function repeatIntoThePast(dataDir: string, line: string, times: number, nowMs: number): void {
  withDatabase(dataDir, (database) => {
    const tables = { database, line, columns: columnsOf(database) };
    for (let nth = 1; nth <= times; nth++) repeatOnce(tables, nth, nowMs);
    const shiftMs = times * MONTH_DAYS * DAY_MS;
    run(database, 'UPDATE lines SET created_at_ms = created_at_ms - ? WHERE id = ?', shiftMs, line);
  });
}

type Tables = { database: Sqlite.Database; line: string; columns: (table: string) => string[] };

function repeatOnce({ database, line, columns }: Tables, nth: number, nowMs: number): void {
  const shiftMs = nth * MONTH_DAYS * DAY_MS;
  const shifted: Record<string, string> = {
    from_at_ms: `from_at_ms - ${shiftMs}`,
    to_at_ms: `to_at_ms - ${shiftMs}`,
    at_ms: `at_ms - ${shiftMs}`,
    day: `date(day, '-${nth * MONTH_DAYS} days')`,
    first_entry: `first_entry - ${nth * 10_000_000}`,
    last_entry: `last_entry - ${nth * 10_000_000}`,
  };
  const isOfMonth: Record<string, string> = {
    state_intervals: 'from_at_ms >= @monthAtMs',
    buckets: `from_at_ms >= @monthAtMs AND (width_ms > ${FINE_MS} OR from_at_ms - ${shiftMs} >= ${nowMs - FINE_KEPT_MS})`,
    loss_bursts: 'at_ms >= @monthAtMs',
    quality_hours: 'from_at_ms >= @monthAtMs',
    days: `day > date(@monthAtMs / 1000, 'unixepoch', '-1 day')`,
    // raw bytes are kept for 400 days (RAW_DAYS): what the server would prune at once is not made
    packed_days: `first_entry > 0 AND @monthAtMs > 0 AND date(day, '-${nth * MONTH_DAYS} days') > date(${nowMs} / 1000, 'unixepoch', '-390 days')`,
  };
  const monthAtMs = Math.floor(nowMs / DAY_MS) * DAY_MS - (MONTH_DAYS - 1) * DAY_MS;
  for (const [table, condition] of Object.entries(isOfMonth)) {
    const names = columns(table);
    const values = names.map((name) => shifted[name] ?? name).join(', ');
    const insert = `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values} FROM ${table} WHERE line = @line AND ${condition}`;
    database.prepare(insert).run({ line, monthAtMs });
  }
  repeatOutages(database, line, shiftMs, monthAtMs);
}

/** Outages are JSON with instants inside. */
function repeatOutages(database: Sqlite.Database, line: string, shiftMs: number, monthAtMs: number): void {
  const rows = database
    .prepare<[string, number], { revision: number; outage: string; evidence: string }>(
      'SELECT revision, outage, evidence FROM outages WHERE line = ? AND start_earliest_at_ms >= ?',
    )
    .all(line, monthAtMs);
  const insert = database.prepare('INSERT INTO outages VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const { revision, outage, evidence } of rows) {
    const id = randomBytes(6).toString('hex');
    const shift = (text: string): unknown =>
      JSON.parse(text, (key, value: unknown) =>
        typeof value === 'number' && /[aA]tMs$/.test(key) ? value - shiftMs : value,
      );
    const earlier = shift(outage);
    const { startEarliestAtMs, endLatestAtMs } = earlier as { startEarliestAtMs: number; endLatestAtMs: number | null }; // a stored DerivedOutage
    const texts = [JSON.stringify({ ...(earlier as object), id }), JSON.stringify(shift(evidence))];
    insert.run(line, id, startEarliestAtMs, endLatestAtMs, revision, ...texts);
  }
}

/** Gives everything derived and packed of `line` to other lines too. The server must not run. */
export function copyLine(dataDir: string, line: string, others: string[]): void {
  withDatabase(dataDir, (database) => {
    const columns = columnsOf(database);
    const derived = ['state_intervals', 'outages', 'buckets', 'days', 'loss_bursts', 'quality_hours', 'method_uses'];
    const tables = [...derived, 'packed_days'];
    for (const other of others) {
      copyRows(database, columns('lines'), 'lines', line, { id: `'${other}'`, name: `'Line ${other}'`, seq: 'NULL' });
      const probe = randomBytes(16).toString('hex');
      copyRows(database, columns('probes'), 'probes', line, { line: `'${other}'`, id: `'${probe}'`, seq: 'NULL' });
      for (const table of [...tables, 'line_folds']) {
        copyRows(database, columns(table), table, line, { line: `'${other}'` });
      }
    }
  });
}

function copyRows(
  database: Sqlite.Database,
  names: string[],
  table: string,
  line: string,
  changed: Record<string, string>,
): void {
  const values = names.map((name) => changed[name] ?? name).join(', ');
  const key = table === 'lines' ? 'id' : 'line';
  run(database, `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values} FROM ${table} WHERE ${key} = ?`, line);
}

function run(database: Sqlite.Database, sql: string, ...values: (string | number)[]): void {
  database.prepare(sql).run(...values);
}

function columnsOf(database: Sqlite.Database): (table: string) => string[] {
  return (table) =>
    database
      .prepare<[], { name: string }>(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => name);
}

/** Path of the server's database file. */
export function databaseFile(dataDir: string): string {
  const folder = join(dataDir, 'server');
  const name = readdirSync(folder).find((file) => /\.(db|sqlite|sqlite3)$/.test(file));
  if (!name) throw new Error(`there is no database in ${folder}`);
  return join(folder, name);
}

function withDatabase(dataDir: string, change: (database: Sqlite.Database) => void): void {
  const database = new Sqlite(databaseFile(dataDir));
  try {
    database.pragma('foreign_keys = OFF');
    database.transaction(() => change(database))();
    database.exec('ANALYZE');
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}
