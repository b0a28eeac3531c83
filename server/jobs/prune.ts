import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { chainSha256, parseSegmentHeader } from '../../rules/journal/segment.ts';
import { addDays, dayOf } from '../../rules/outage/calendar-days.ts';
import { isUnread } from '../heads/lane-events.ts';
import type { KeepOptions } from '../keep.ts';
import type { LaneWriter } from '../lane-writer.ts';
import type { Log } from '../log.ts';
import { sha256Hex } from '../probe-key.ts';
import { catchUp, startFromSnapshot } from '../rebuild.ts';
import { attachSide, cutBuckets, detachSide, dumpLine } from '../store/derived-copy.ts';
import { openDerivedTables } from '../store/derived-tables.ts';
import type { Store } from '../store/open-store.ts';
import { bucketCuts } from './bucket-cuts.ts';
import { deriveSources, openDeriver } from './derive.ts';

type Pruning = Pick<KeepOptions, 'nowMs' | 'retention'> & {
  store: Store;
  lane: LaneWriter;
  log: Log;
  /** The database file; null: in memory. */
  path: string | null;
  signal: AbortSignal;
};

/** Raw days are removed a month at a time: each removal makes a snapshot of everything derived until then. */
export const PRUNE_STEP_DAYS = 30;

/**
 * Removes what is older than its layer is kept, but no raw day of a lane that is still to be read. Days, outages and
 * stretches are kept for ever.
 */
export async function prune(pruning: Pruning): Promise<void> {
  const { store, nowMs, retention, signal } = pruning;
  for (const line of store.books.lines()) {
    const { id, zone } = line;
    if (signal.aborted) return;
    store.write(() => cutBuckets(store.database, 'main', id, bucketCuts(retention, nowMs())));
    if (isUnread(store, line)) continue;
    const beforeDay = addDays(dayOf(nowMs(), zone), -retention.rawDays);
    const days = store.packs.daysBefore(id, beforeDay);
    const [oldest] = days;
    const last = days.at(-1);
    if (!oldest || !last || oldest.day > addDays(beforeDay, -PRUNE_STEP_DAYS)) continue;
    await pruneRaw(pruning, id, { beforeDay, lastEntry: last.lastEntry, days });
  }
}

type PackedStretch = { firstEntry: number; lastEntry: number };
type Cut = { beforeDay: string; lastEntry: number; days: PackedStretch[] };

/**
 * Removes raw days of one line. What they led to is derived once more, to exactly that entry, and kept as snapshot; the
 * lane holds its hash and the end of the chain. One transaction: a crash leaves the raw days or the snapshot.
 */
async function pruneRaw(pruning: Pruning, id: string, cut: Cut): Promise<void> {
  const { store, lane, nowMs, log, path } = pruning;
  const snapshot = await deriveSnapshot(pruning, id, cut.lastEntry, path === null ? ':memory:' : `${path}.prune`);
  if (snapshot === null) return;
  const packedText = await promisify(zstdCompress)(snapshot, { params: { [constants.ZSTD_c_compressionLevel]: 9 } });
  const sha256 = sha256Hex(snapshot);
  const written = store.write(() => {
    const line = store.books.line(id);
    if (!line) throw new Error(`bug: line ${id} is not there`);
    const end = chainEnd(store, line, cut.days);
    if (!end) return false;
    const fields = {
      beforeDay: cut.beforeDay,
      lastNumber: String(end.number),
      lastSha256: end.sha256,
      snapshotSha256: sha256,
    };
    lane.append(line, { type: 'pruning', fields }, nowMs());
    store.packs.prune(id, { beforeDay: cut.beforeDay, lastEntry: cut.lastEntry, sha256, packedText });
    return true;
  });
  if (written) log('raw-pruned', { line: id, beforeDay: cut.beforeDay, snapshotBytes: packedText.length });
}

/** Everything derived up to that entry as text; null when the server is stopping. */
async function deriveSnapshot(
  { store, nowMs, retention, signal }: Pruning,
  id: string,
  lastEntry: number,
  file: string,
) {
  const remove = () => {
    if (file !== ':memory:') for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  };
  remove(); // left over from a crash
  attachSide(store.database, file);
  try {
    const deriver = openDeriver(deriveSources(store, openDerivedTables(store.database, 'side')));
    await startFromSnapshot(store, deriver, id);
    await catchUp(store, deriver, id, { toEntry: lastEntry, signal });
    if (signal.aborted) return null;
    cutBuckets(store.database, 'side', id, bucketCuts(retention, nowMs()));
    // a boot that began in what is pruned can't be folded again
    store.packs.dropCheckpoints('side', id, lastEntry);
    return dumpLine(store.database, 'side', id);
  } finally {
    detachSide(store.database);
    remove();
  }
}

/** The number of the last segment in these days, and what the next one is chained to; null when they hold none. */
function chainEnd(store: Store, line: { seq: number; id: string }, days: PackedStretch[]) {
  for (const { firstEntry, lastEntry } of days.toReversed()) {
    let end: { number: number; sha256: string } | null = null;
    for (const { segmentText } of store.raw.entries(line, firstEntry, lastEntry)) {
      const header = segmentText === null ? null : parseSegmentHeader(segmentText);
      if (typeof header === 'string') throw new Error(`a kept segment of line ${line.id} ${header}`);
      if (segmentText !== null && header) {
        end = { number: header.number, sha256: chainSha256(header, sha256Hex(segmentText)) };
      }
    }
    if (end) return end;
  }
  return null;
}
