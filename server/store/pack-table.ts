import type { Database } from './open-database.ts';
import { MAX_NUMBER } from './raw-table.ts';

const ID_FACTOR = MAX_NUMBER + 1;

export type PackedDay = {
  line: { seq: number; id: string };
  day: string;
  firstEntry: number;
  lastEntry: number;
  sha256: string;
  packedText: Buffer;
  /** The segments in it. */
  segments: { probeSeq: number; number: number }[];
};

/** Days that are over, and what was pruned of them. Writes only inside a transaction. */
export type PackTable = ReturnType<typeof openPackTable>;

export function openPackTable(database: Database) {
  const times = database.prepare<[number, number], { id: number; atMs: number }>(
    'SELECT id, at_ms AS atMs FROM lane_entries WHERE id BETWEEN ? AND ? ORDER BY id',
  );
  const insertPack = database.prepare<[string, string, number, number, string, Buffer]>(
    'INSERT INTO packed_days VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertRange = database.prepare<[number, number, number, string, number]>(
    'INSERT INTO packed_segments VALUES (?, ?, ?, ?, ?)',
  );
  const deleteSegment = database.prepare<[number]>('DELETE FROM raw_segments WHERE id = ?');
  const deleteEntries = database.prepare<[number, number]>('DELETE FROM lane_entries WHERE id BETWEEN ? AND ?');
  const before = database.prepare<[string, string], { day: string; firstEntry: number; lastEntry: number }>(
    'SELECT day, first_entry AS firstEntry, last_entry AS lastEntry FROM packed_days WHERE line = ? AND day < ? ORDER BY first_entry',
  );
  const dropPacks = database.prepare<[string, number]>('DELETE FROM packed_days WHERE line = ? AND last_entry <= ?');
  const dropRanges = database.prepare<[string, number]>(
    'DELETE FROM packed_segments WHERE line = ? AND first_entry <= ?',
  );
  const dropCheckpoints = (schema: 'main' | 'side', line: string, lastEntry: number): void => {
    const drop = `DELETE FROM ${schema}.fold_checkpoints WHERE line = ? AND first_entry <= ?`;
    database.prepare<[string, number]>(drop).run(line, lastEntry);
  };
  const snapshot = database.prepare<[string], { lastEntry: number; sha256: string; packedText: Buffer }>(
    'SELECT last_entry AS lastEntry, sha256, packed_text AS packedText FROM snapshots WHERE line = ?',
  );
  const writeSnapshot = database.prepare<[string, string, number, string, Buffer]>(
    'INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?)',
  );
  return {
    /** Numbers and instants of the entries after `afterEntry` that are not packed. */
    openEntries: (line: { seq: number }, afterEntry: number): { entry: number; atMs: number }[] =>
      times
        .all(line.seq * ID_FACTOR + afterEntry + 1, line.seq * ID_FACTOR + MAX_NUMBER)
        .map(({ id, atMs }) => ({ entry: id - line.seq * ID_FACTOR, atMs })),
    /** Puts the pack in the place of the rows. */
    insert: ({ line, segments, ...pack }: PackedDay): void => {
      insertPack.run(line.id, pack.day, pack.firstEntry, pack.lastEntry, pack.sha256, pack.packedText);
      for (const [probeSeq, { first, last }] of ranges(segments)) {
        insertRange.run(probeSeq, first, last, line.id, pack.firstEntry);
      }
      for (const { probeSeq, number } of segments) deleteSegment.run(probeSeq * ID_FACTOR + number);
      deleteEntries.run(line.seq * ID_FACTOR + pack.firstEntry, line.seq * ID_FACTOR + pack.lastEntry);
    },
    /** Packed days before that day, oldest first. */
    daysBefore: (line: string, day: string) => before.all(line, day),
    snapshot: (line: string) => snapshot.get(line) ?? null,
    /** Removes raw data up to that entry; the snapshot takes their place. */
    prune: (line: string, cut: { beforeDay: string; lastEntry: number; sha256: string; packedText: Buffer }): void => {
      writeSnapshot.run(line, cut.beforeDay, cut.lastEntry, cut.sha256, cut.packedText);
      dropPacks.run(line, cut.lastEntry);
      dropRanges.run(line, cut.lastEntry);
      dropCheckpoints('main', line, cut.lastEntry);
    },
    /** A boot that began in what is pruned can't be folded again any more. */
    dropCheckpoints,
  };
}

function ranges(segments: PackedDay['segments']): Map<number, { first: number; last: number }> {
  const found = new Map<number, { first: number; last: number }>();
  for (const { probeSeq, number } of segments) {
    const { first = number, last = number } = found.get(probeSeq) ?? {};
    found.set(probeSeq, { first: Math.min(first, number), last: Math.max(last, number) });
  }
  return found;
}
