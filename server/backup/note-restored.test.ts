import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseHeads } from '../../rules/journal/heads.ts';
import { openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { openStore } from '../store/open-store.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const migrationsDir = join(import.meta.dirname, '../../drizzle/migrations');
const RESTORED_AT_MS = START_AT_MS + 3_600_000;
let folder: string;
let file: string;
let kept: Kept;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-restored-'));
  file = join(folder, 'backup.tar');
  kept = openKept();
});
afterEach(async () => {
  await kept.remove();
  rmSync(folder, { recursive: true, force: true });
});

const restore = (nowMs = RESTORED_AT_MS) =>
  restoreBackup({ file, serverDir: join(folder, 'server'), migrationsDir, isSetAside: false, nowMs });

function backUp(): void {
  expect(makeBackup(kept.dataDir, file, START_AT_MS)).toMatchObject({ file });
}

/** The store of a data folder for as long as `act` takes. */
function withStore<T>(dataDir: string, act: (store: ReturnType<typeof openStore>['store']) => T): T {
  const { store } = openStore({ path: join(dataDir, 'linewitness.sqlite'), migrationsDir, nowMs: START_AT_MS });
  try {
    return act(store);
  } finally {
    store.close();
  }
}

const restored = () =>
  withStore(join(folder, 'server'), ({ heads, owner }) => ({
    head: parseHeads(heads.newest()?.text ?? ''),
    events: heads.events('home').map(({ text }) => /^type: (.*(?:\nbackupAt: .*)?)$/m.exec(text)?.[1]),
    lastAliveAtMs: owner.lastAliveAtMs(),
  }));

test('a restored server says in each lane what is lost, and seals it under a number that was never given out', () => {
  enrolFake(kept.keep, 'home', openFakeProbe(3));
  const sealed = kept.keep.heads.sealNow();
  backUp();
  kept.keep.admin.updateLine('home', { name: 'Lost later' });
  expect([sealed?.counter, kept.keep.heads.sealNow()?.counter]).toEqual([1, 2]);
  expect(restore()).toMatchObject({ setAside: null });
  expect(restored()).toMatchObject({
    head: {
      counter: RESTORED_AT_MS / 1000,
      continues: 1,
      previousSha256: sealed?.sha256,
      atMs: RESTORED_AT_MS,
      lanes: [{ entries: 3, events: 3 }],
    },
    events: ['settings', 'enrolment', 'restored\nbackupAt: 2026-10-01T06:00:00.000Z'],
    // no entry will say that no server had run since the backup
    lastAliveAtMs: RESTORED_AT_MS,
  });
});

test('so does one whose backup is of a version that kept no events', () => {
  enrolFake(kept.keep, 'home', openFakeProbe(3));
  withStore(kept.dataDir, ({ database }) => database.exec('DELETE FROM lane_events'));
  backUp();
  restore();
  const { head, events } = restored();
  expect(events.map((type) => type?.split('\n')[0])).toEqual(['settings', 'enrolment', 'restored']);
  expect(head).toMatchObject({ continues: 0, lanes: [{ entries: 3, events: 3 }] });
});

test('also where there was no line yet, for the lines that came later may have had heads', () => {
  backUp();
  restore();
  expect(restored().head).toMatchObject({ counter: RESTORED_AT_MS / 1000, continues: 0, lanes: [] });
});

test('on a machine whose clock is behind nothing is restored: the next number comes from the clock', () => {
  backUp();
  expect(restore(START_AT_MS - 61_000)).toContain('nothing was changed: the clock of this machine');
  expect(readdirSync(folder)).toEqual(['backup.tar']);
});
