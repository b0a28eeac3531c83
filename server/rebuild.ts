import { rmSync } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { RULES_VERSION } from '../rules/outage/derived.ts';
import { bucketCuts } from './jobs/bucket-cuts.ts';
import { type Deriver, deriveSources, openDeriver } from './jobs/derive.ts';
import type { KeepOptions } from './keep.ts';
import type { Log } from './log.ts';
import { attachSide, cutBuckets, detachSide, loadDump, swapLine } from './store/derived-copy.ts';
import { openDerivedTables } from './store/derived-tables.ts';
import type { Store } from './store/open-store.ts';

type Rebuilding = Pick<KeepOptions, 'nowMs' | 'retention'> & {
  store: Store;
  log: Log;
  /** The database file; null: in memory. */
  path: string | null;
  onCommit: (lines: Iterable<string>) => void;
  /** Ends it between two batches; what was done is gone on with the next time. */
  signal?: AbortSignal;
};

/** Segments in one transaction of the side tables. */
const BATCH = 100;

/**
 * Derives everything again from the raw bytes, into side tables in a file of their own, line by line; each line is
 * swapped in when it has caught up. Pages show the old figures until then, uploads go on. Interrupted, it goes on where
 * it was: the side file keeps the fold of each batch. `only`: these lines; all without it.
 */
export async function rebuild(
  rebuilding: Rebuilding,
  only?: readonly string[],
): Promise<{ lines: number; segments: number }> {
  const { store, path, log, signal } = rebuilding;
  const file = path === null ? ':memory:' : `${path}.rebuild-${RULES_VERSION}`;
  attachSide(store.database, file);
  let segments = 0;
  const lines = store.books.lines().filter(({ id }) => only?.includes(id) ?? true);
  try {
    const tables = openDerivedTables(store.database, 'side');
    for (const { id } of lines) {
      const deriver = openDeriver(deriveSources(store, tables));
      await startFromSnapshot(store, deriver, id);
      const count = await catchUp(store, deriver, id, { signal });
      if (signal?.aborted) return { lines: lines.findIndex((line) => line.id === id), segments: segments + count };
      swap(rebuilding, deriver, id);
      rebuilding.onCommit([id]);
      log('line-rebuilt', { line: id, segments: count });
      segments += count;
    }
  } finally {
    detachSide(store.database);
  }
  if (path !== null) for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return { lines: lines.length, segments };
}

/** Where raw data were pruned, what they led to is loaded first. */
export async function startFromSnapshot(store: Store, deriver: Deriver, line: string): Promise<void> {
  const snapshot = store.packs.snapshot(line);
  // a rebuild that was interrupted before this snapshot was taken lacks raw bytes now: it starts from the snapshot
  if (!snapshot || deriver.lastEntry(line) >= snapshot.lastEntry) return;
  const dump = (await promisify(zstdDecompress)(snapshot.packedText)).toString('utf8');
  transact(store, () => {
    clearSide(store, line);
    loadDump(store.database, dump);
    // what led to it is gone: it stays as the rules of its time judged it, and these rules go on from there
    openDerivedTables(store.database, 'side').adoptRules(line, RULES_VERSION);
  });
  deriver.forget();
}

function clearSide(store: Store, line: string): void {
  for (const { name } of store.database
    .prepare<[], { name: string }>("SELECT name FROM side.sqlite_master WHERE type = 'table'")
    .all()) {
    store.database.prepare(`DELETE FROM side.${name} WHERE line = ?`).run(line);
  }
}

/** Folds what is kept, batch by batch, to `toEntry` (default: the end of the lane as it is now). Returns how many segments. */
export async function catchUp(
  store: Store,
  deriver: Deriver,
  line: string,
  { toEntry, signal }: { toEntry?: number; signal?: AbortSignal | undefined } = {},
): Promise<number> {
  let segments = 0;
  for (;;) {
    const last = toEntry ?? store.books.line(line)?.laneEntries ?? 0;
    const batch = transact(store, () => takeBatch(store, deriver, line, { after: deriver.lastEntry(line), last }));
    segments += batch.segments;
    if (batch.taken < BATCH || signal?.aborted) return segments;
    await yieldToOthers();
  }
}

function takeBatch(
  store: Store,
  deriver: Deriver,
  line: string,
  { after, last }: { after: number; last: number },
): { taken: number; segments: number } {
  const batch = { taken: 0, segments: 0 };
  for (const input of deriveSources(store).inputs(line, after + 1, last)) {
    deriver.take(line, input);
    batch.taken += 1;
    if ('segment' in input) batch.segments += 1;
    if (batch.taken === BATCH) break;
  }
  deriver.flush();
  return batch;
}

/** The last steps under the lock for writing: nothing can come in between. */
function swap({ store, nowMs, retention }: Rebuilding, deriver: Deriver, id: string): void {
  store.write(() => {
    const line = store.books.line(id);
    if (!line) throw new Error(`bug: line ${id} is not there`);
    while (takeBatch(store, deriver, id, { after: deriver.lastEntry(id), last: line.laneEntries }).taken > 0);
    cutBuckets(store.database, 'side', id, bucketCuts(retention, nowMs()));
    swapLine(store.database, id);
    line.version += 1;
    store.books.touch(line);
  });
  store.forget();
}

/** A transaction that writes `side` only: it does not lock the database that the server works with. */
function transact<T>(store: Store, act: () => T): T {
  return store.database.transaction(act).deferred();
}
