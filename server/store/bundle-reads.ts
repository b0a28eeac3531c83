import type { Database } from './open-database.ts';
import { MAX_NUMBER } from './raw-table.ts';

const ID_FACTOR = MAX_NUMBER + 1;

/** A packed day, as far as a list needs it. */
export type PackPlace = { day: string; firstEntry: number; lastEntry: number; packedBytes: number };
export type ShownValue = { sha256: string; kind: string; salt: string; value: string };
/** A text whose hash stands in the lane, and the time that it is about. */
export type HashedText = { sha256: string; text: string; fromAtMs: number; toAtMs: number };

/** Reads for evidence bundles: what is kept of a line between two entries of its lane. */
export type BundleReads = ReturnType<typeof openBundleReads>;

export function openBundleReads(database: Database) {
  return { ...packReads(database), ...laneReads(database), ...textReads(database) };
}

function packReads(database: Database) {
  const places = database.prepare<[string], PackPlace>(
    `SELECT day, first_entry AS firstEntry, last_entry AS lastEntry, length(packed_text) AS packedBytes
     FROM packed_days WHERE line = ? ORDER BY first_entry`,
  );
  const pack = database.prepare<[string, number], { packed: Buffer }>(
    'SELECT packed_text AS packed FROM packed_days WHERE line = ? AND first_entry = ?',
  );
  return {
    /** All packed days of a line, oldest first. */
    packPlaces: (line: string): PackPlace[] => places.all(line),
    /** Of one of them, the bytes as pack-format.ts writes them. */
    pack: (line: string, firstEntry: number): Buffer => {
      const row = pack.get(line, firstEntry);
      if (!row) throw new Error(`bug: line ${line} has no packed day that begins with entry ${firstEntry}`);
      return row.packed;
    },
  };
}

function laneReads(database: Database) {
  const probes = database.prepare<[string], { id: string; publicKey: string }>(
    'SELECT id, public_key AS publicKey FROM probes WHERE line = ? ORDER BY id',
  );
  const times = database.prepare<[number, number], { id: number; atMs: number }>(
    'SELECT id, at_ms AS atMs FROM lane_entries WHERE id BETWEEN ? AND ? ORDER BY id',
  );
  const methods = database.prepare<[{ line: string; from: number; to: number }], { sha256: string }>(
    `SELECT DISTINCT method_sha256 AS sha256 FROM main.method_uses WHERE line = @line AND first_entry <= @to
     AND first_entry >= coalesce((SELECT max(first_entry) FROM main.method_uses
     WHERE line = @line AND first_entry <= @from), 0) ORDER BY method_sha256`,
  );
  const segmentPack = database.prepare<[string, number, number], { firstEntry: number }>(
    `SELECT s.first_entry AS firstEntry FROM packed_segments s JOIN probes p ON p.seq = s.probe_seq
     WHERE p.id = ? AND s.first_number <= ? AND s.last_number >= ?`,
  );
  const segmentRow = database.prepare<[number, string], { entry: number }>(
    `SELECT r.lane_entry AS entry FROM raw_segments r, probes p
     WHERE r.id = p.seq * ${ID_FACTOR} + ? AND p.id = ?`,
  );
  const checkpoints = database.prepare<[string, number, number], { fold: string }>(
    'SELECT fold FROM main.fold_checkpoints WHERE line = ? AND first_entry BETWEEN ? AND ? ORDER BY first_entry',
  );
  return {
    /** Entries that are not packed, from that one on. */
    openTimes: (line: { seq: number }, fromEntry: number): { entry: number; atMs: number }[] =>
      times
        .all(line.seq * ID_FACTOR + fromEntry, line.seq * ID_FACTOR + MAX_NUMBER)
        .map(({ id, atMs }) => ({ entry: id - line.seq * ID_FACTOR, atMs })),
    /** All probes that the line ever had. */
    probes: (line: string) => probes.all(line),
    /** Hashes of the methods that were in use for segments of these entries. */
    methodsBetween: (line: string, from: number, to: number): string[] =>
      methods.all({ line, from, to }).map(({ sha256 }) => sha256),
    /** An entry of the packed day or the open row that holds a segment; null: it is not kept. */
    entryNear: (probe: string, number: number): number | null =>
      segmentPack.get(probe, number, number)?.firstEntry ?? segmentRow.get(number, probe)?.entry ?? null,
    /** Folds as they were before a boot whose first segment has its receipt in these entries, in order, one by one. */
    checkpointsBetween: function* (line: string, from: number, to: number): Generator<string> {
      for (const { fold } of checkpoints.iterate(line, from, to)) yield fold;
    },
  };
}

function textReads(database: Database) {
  const values = database.prepare<[string], ShownValue>(
    `SELECT sha256, kind, salt, value FROM personal_values
     WHERE line = ? AND value IS NOT NULL AND salt IS NOT NULL AND kind IS NOT NULL ORDER BY sha256`,
  );
  const texts = database.prepare<[{ line: string }], HashedText>(
    `SELECT sha256, text, 0 AS fromAtMs, ${MAX_AT_MS} AS toAtMs FROM line_settings WHERE line = @line
     UNION ALL SELECT sha256, text, from_at_ms, coalesce(to_at_ms, ${MAX_AT_MS}) FROM outage_annotations WHERE line = @line
     UNION ALL SELECT r.sha256, r.text, coalesce(f.reported_at_ms, f.down_since_at_ms),
     coalesce(f.reported_at_ms, f.down_since_at_ms) FROM fault_report_records r
     JOIN fault_reports f ON f.id = r.report WHERE f.line = @line`,
  );
  const content = database.prepare<[string], { content: Buffer }>('SELECT content FROM attachments WHERE id = ?');
  return {
    /** Personal values of the line that are here and not erased, one by one. */
    values: (line: string): IterableIterator<ShownValue> => values.iterate(line),
    /** What the owner wrote and set: settings of the line, annotations, records of fault reports. */
    ownersTexts: (line: string): HashedText[] => texts.all({ line }),
    /** The bytes of a file; nothing of one that was erased. */
    fileContent: (id: string): Buffer => content.get(id)?.content ?? Buffer.alloc(0),
  };
}

const MAX_AT_MS = Number.MAX_SAFE_INTEGER;
