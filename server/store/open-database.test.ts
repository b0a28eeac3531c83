import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkFile } from './check-file.ts';
import { DatabaseRefused, openDatabase } from './open-database.ts';

let folder: string;
let path: string;
const migrationsDir = join(import.meta.dirname, '..', '..', 'drizzle', 'migrations');
const nowMs = Date.UTC(2026, 9, 1, 6);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-database-'));
  path = join(folder, 'linewitness.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openDatabase({ path, migrationsDir, nowMs });

describe('a database', () => {
  test('keeps its rows, and promises are synced to disk', () => {
    const { database } = open();
    database.exec("INSERT INTO providers (name) VALUES ('x')");
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
    const again = open();
    expect(again.setAside).toBeNull();
    expect(again.database.prepare('SELECT name FROM providers').all()).toEqual([{ name: 'x' }]);
    again.database.close();
    expect(checkFile(path)).toBe('ok');
  });

  test('of a newer version is refused with a sentence, and not one byte of it changes', () => {
    const { database } = open();
    database.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)");
    database.close();
    const before = readFileSync(path);
    expect(open).toThrow(DatabaseRefused);
    expect(open).toThrow(/newer version of Linewitness; nothing was changed/);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['linewitness.sqlite']);
  });

  test('that is no database is set aside with its bytes, and a new one begun', () => {
    writeFileSync(path, 'this is not a database, but somebody may want it back');
    const { database, setAside } = open();
    database.exec("INSERT INTO providers (name) VALUES ('new')");
    database.close();
    expect(setAside).toBe(`${path}.damaged-20261001T060000000Z`);
    expect(readFileSync(setAside ?? '', 'utf8')).toContain('somebody may want it back');
  });

  test('whose first pages are overwritten is set aside, not written over', () => {
    open().database.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 100, 4096 * 3);
    writeFileSync(path, bytes);
    const { database, setAside } = open();
    database.close();
    expect(readFileSync(setAside ?? '').equals(bytes)).toBe(true);
    expect(open().setAside).toBeNull();
  });

  test('whose last pages are damaged is found by the check of the whole file', () => {
    const { database } = open();
    const insert = database.prepare('INSERT INTO methods VALUES (?, ?)');
    for (let index = 0; index < 200; index += 1) insert.run(String(index), 'x'.repeat(1000));
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.length - 4096 * 8);
    writeFileSync(path, bytes);
    expect(checkFile(path)).not.toBe('ok');
  });

  test('in which everything but the header is zero is set aside', () => {
    const { database } = open();
    database.close();
    const sqlite = new Sqlite(path);
    sqlite.close();
    const bytes = readFileSync(path);
    bytes.fill(0, 100);
    writeFileSync(path, bytes);
    const after = open();
    after.database.close();
    expect(after.setAside).not.toBeNull();
  });
});
