import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Kept, openKept } from '../../test/fakes/kept.ts';
import { openReading } from './reading.ts';

let kept: Kept;
beforeEach(() => {
  kept = openKept();
  kept.keep.admin.makeLine({ name: 'Home', provider: 'Example' });
});
afterEach(() => kept.remove());

test('what is read is of one moment, whatever the server writes meanwhile', () => {
  const reading = openReading(kept.dataDir);
  try {
    kept.keep.admin.makeLine({ name: 'Second', provider: 'Example' });
    reading.store.forget();
    expect(reading.store.read.lines().map(({ name }) => name)).toEqual(['Home']);
    expect(kept.keep.store.lines()).toHaveLength(2);
    expect(reading.key.publicKey).toBe(kept.keep.serverPublicKey);
  } finally {
    reading.close();
  }
});

test('nothing can be written', () => {
  const reading = openReading(kept.dataDir);
  try {
    expect(() => reading.store.insertMethod('00', 'text')).toThrow(/readonly/);
  } finally {
    reading.close();
  }
});

test('a folder without a database is named, and nothing is made in it', () => {
  const empty = mkdtempSync(join(tmpdir(), 'linewitness-reading-'));
  try {
    expect(() => openReading(empty)).toThrow(`there is no database in ${empty}`);
  } finally {
    rmSync(empty, { recursive: true });
  }
});
