import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { findRoot } from '../../server/config.ts';
import { type Keep, type KeepOptions, openKeep } from '../../server/keep.ts';
import type { HeadStampRow } from '../../server/store/heads-table.ts';
import { openStore } from '../../server/store/open-store.ts';
import { type FakeProbe, openFakeProbe } from './fake-probe.ts';

/** A real keep in a throw-away folder, with a clock that the test sets. */
export type Kept = {
  keep: Keep;
  dataDir: string;
  clock: { nowMs: number };
  events: string[];
  /** Everything in the database as text: every row of every table. */
  dump(): string;
  /** Rows of these tables only. */
  rows(tables: readonly string[]): string;
  /** What stands in the log of the line: its entries, oldest first. */
  laneTexts(line: string): string[];
  /** Puts a time stamp beside a head, as if somebody had given it. */
  stamp(row: HeadStampRow): void;
  /** Closes and opens again, as a restart does; `between` may change files. */
  reopen(between?: () => void): Promise<Keep>;
  remove(): Promise<void>;
};

export const START_AT_MS = Date.UTC(2026, 9, 1, 6);

export function openKept(options: Partial<KeepOptions> = {}): Kept {
  const dataDir = mkdtempSync(join(tmpdir(), 'linewitness-keep-'));
  const clock = { nowMs: START_AT_MS };
  const events: string[] = [];
  const open = () =>
    openKeep({
      dataDir,
      nowMs: () => clock.nowMs,
      log: (event) => void events.push(event),
      selfCheck: async () => 'reachable',
      zone: 'Europe/Berlin',
      retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
      sessionDays: 30,
      ...options,
    });
  const kept: Kept = {
    keep: open(),
    dataDir,
    clock,
    events,
    dump: () => dumpDatabase(join(dataDir, 'linewitness.sqlite')),
    rows: (tables) => readDatabase(join(dataDir, 'linewitness.sqlite'), (name) => tables.includes(name)),
    laneTexts: (line) => laneTextsOf(join(dataDir, 'linewitness.sqlite'), line, clock.nowMs),
    stamp: (row) => {
      const path = join(dataDir, 'linewitness.sqlite');
      const { store } = openStore({
        path,
        migrationsDir: join(findRoot(), 'drizzle', 'migrations'),
        nowMs: clock.nowMs,
      });
      store.write(() => store.heads.putStamp(row));
      store.close();
    },
    reopen: async (between) => {
      await kept.keep.close();
      between?.();
      kept.keep = open();
      return kept.keep;
    },
    remove: async () => {
      await kept.keep.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return kept;
}

/** Invites and enrols; throws when refused. */
export function enrolFake(keep: Keep, line: string, probe: FakeProbe): void {
  const invite = keep.admin.invite(line);
  if (typeof invite === 'string') throw new Error(invite);
  const result = keep.enrol(probe.enrolment(invite.token));
  if (result.status !== 200) throw new Error(result.error.message);
}

/** The line `home`, measured for two hours up to `START_AT_MS`; an hour before that it is out for 400 s. */
export async function measureOutage(keep: Keep): Promise<void> {
  const probe = openFakeProbe(7);
  enrolFake(keep, 'home', probe);
  const [fromAtMs, outFromAtMs] = [START_AT_MS - 7_200_000, START_AT_MS - 3_600_000];
  const rounds = probe.rounds(1440, fromAtMs, (atMs) => atMs >= outFromAtMs && atMs < outFromAtMs + 400_000);
  const texts = Array.from({ length: 24 }, (_, n) => probe.next(rounds.slice(n * 60, n * 60 + 60)));
  const { answer } = await keep.takeUpload(probe.upload(texts, START_AT_MS), '127.0.0.1', START_AT_MS);
  if (answer.error) throw new Error(answer.error.message);
}

function laneTextsOf(path: string, id: string, nowMs: number): string[] {
  const { store } = openStore({ path, migrationsDir: join(findRoot(), 'drizzle', 'migrations'), nowMs });
  try {
    const line = store.books.line(id);
    if (line === null) return [];
    return [...store.raw.entries(line, 1, line.laneEntries)].map(({ laneText }) => laneText);
  } finally {
    store.close();
  }
}

/** Every row of every table, in a fixed order. */
export function dumpDatabase(file: string): string {
  return readDatabase(file, () => true);
}

function readDatabase(file: string, isWanted: (table: string) => boolean): string {
  const database = new Sqlite(file, { readonly: true });
  try {
    const tables = database
      .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .all();
    return tables
      .filter(({ name }) => isWanted(name))
      .flatMap(({ name }) => [`-- ${name}`, ...rowsOf(database, name)])
      .join('\n');
  } finally {
    database.close();
  }
}

/** The rows of one table as JSON, sorted. */
function rowsOf(database: Sqlite.Database, table: string): string[] {
  return database
    .prepare(`SELECT * FROM "${table}"`)
    .all()
    .map((row) => JSON.stringify(row))
    .sort();
}
