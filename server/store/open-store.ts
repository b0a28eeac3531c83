import { drizzle } from 'drizzle-orm/better-sqlite3';
import { type AlarmTables, openAlarmTables } from './alarm-tables.ts';
import { annotatedReads } from './annotated-reads.ts';
import { type AnnotationTable, openAnnotationTable } from './annotation-table.ts';
import { type AttachmentTable, openAttachmentTable } from './attachment-table.ts';
import { type Books, openBooks } from './books.ts';
import { type ContractTables, openContractTables } from './contract-tables.ts';
import { type DerivedTables, openDerivedTables } from './derived-tables.ts';
import { type DoorTables, openDoorTables } from './door-tables.ts';
import { type HeadsTable, openHeadsTable } from './heads-table.ts';
import { type MonthTable, openMonthTable } from './month-table.ts';
import { type Database, openDatabase } from './open-database.ts';
import { type OwnerTables, openOwnerTables } from './owner-tables.ts';
import { openPackTable, type PackTable } from './pack-table.ts';
import { openRawTable, type RawTable } from './raw-table.ts';
import { openReadStore } from './read-store.ts';
import { openReportTables, type ReportTables } from './report-tables.ts';
import { openShareTable, type ShareTable } from './share-table.ts';
import { openSiteTables, type SiteTables } from './site-tables.ts';
import { openStatementTable, type StatementTable } from './statement-table.ts';
import type { ReadStore } from './store.ts';
import { openValueTable, type ValueTable } from './value-table.ts';

/** Everything that is kept, and one way to change it. */
export type Store = {
  database: Database;
  read: ReadStore;
  books: Books;
  raw: RawTable;
  packs: PackTable;
  derived: DerivedTables;
  values: ValueTable;
  owner: OwnerTables;
  reports: ReportTables;
  annotations: AnnotationTable;
  attachments: AttachmentTable;
  statements: StatementTable;
  door: DoorTables;
  alarms: AlarmTables;
  site: SiteTables;
  contracts: ContractTables;
  heads: HeadsTable;
  months: MonthTable;
  shares: ShareTable;
  methodText(sha256: string): string | null;
  insertMethod(sha256: string, text: string): void;
  /**
   * One transaction, locked for writing from its start; all or nothing, on disk when it returns. When another process
   * wrote in between, `onForeignWrite` runs first. Synchronous: nothing else happens meanwhile.
   */
  write<T>(act: () => T): T;
  /** True once after another process wrote. */
  noticeForeignWrite(): boolean;
  /** Whatever is in memory is read again. */
  forget(): void;
  /** Called whenever what is in memory may be older than the database; `books` are forgotten already. */
  onForget(listener: () => void): void;
  close(): void;
};

/** See {@link openDatabase} for what can go wrong. `setAside` is the new name of a damaged database. */
export function openStore(opening: Parameters<typeof openDatabase>[0]): { store: Store; setAside: string | null } {
  const { database, setAside } = openDatabase(opening);
  return { store: storeOf(database), setAside };
}

/** The same on a database that is open, also on one for reading (`openForReading`). */
export function storeOf(database: Database): Store {
  const books = openBooks(database);
  const derived = openDerivedTables(database, 'main');
  const methodText = database.prepare<[string], { text: string }>('SELECT text FROM methods WHERE sha256 = ?');
  const insertMethod = database.prepare<[string, string]>('INSERT OR IGNORE INTO methods VALUES (?, ?)');
  const transactions = openTransactions(database, books);
  const annotations = openAnnotationTable(drizzle(database));
  const annotated = annotatedReads({ reads: openReadStore(database, books, derived), annotations });
  transactions.onForget(annotated.forget);
  const store: Store = {
    database,
    read: annotated.read,
    books,
    raw: openRawTable(database),
    packs: openPackTable(database),
    derived,
    values: openValueTable(database),
    owner: openOwnerTables(drizzle(database)),
    reports: openReportTables(drizzle(database)),
    annotations,
    attachments: openAttachmentTable(drizzle(database)),
    statements: openStatementTable(drizzle(database)),
    door: openDoorTables(drizzle(database)),
    alarms: openAlarmTables(drizzle(database)),
    site: openSiteTables(drizzle(database)),
    contracts: openContractTables(drizzle(database)),
    heads: openHeadsTable(drizzle(database)),
    months: openMonthTable(drizzle(database)),
    shares: openShareTable(drizzle(database)),
    methodText: (sha256) => methodText.get(sha256)?.text ?? null,
    insertMethod: (sha256, text) => void insertMethod.run(sha256, text),
    ...transactions,
    close: () => database.close(),
  };
  return store;
}

function openTransactions(database: Database, books: Books) {
  const listeners: (() => void)[] = [];
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  // counts the commits of other connections only
  const dataVersion = database.prepare<[], { data_version: number }>('PRAGMA data_version');
  let seenVersion = dataVersion.get()?.data_version;
  const forget = () => {
    books.forget();
    for (const listener of listeners) listener();
  };
  const noticeForeignWrite = (): boolean => {
    const version = dataVersion.get()?.data_version;
    if (version === seenVersion) return false;
    seenVersion = version;
    forget();
    return true;
  };
  return {
    noticeForeignWrite,
    forget,
    onForget: (listener: () => void) => void listeners.push(listener),
    write: <T>(act: () => T): T => {
      begin.run();
      try {
        noticeForeignWrite();
        const result = act();
        books.flush();
        commit.run(); // died before: nothing happened; died after: everything did
        return result;
      } catch (error) {
        if (database.inTransaction) rollback.run();
        forget();
        throw error;
      }
    },
  };
}
