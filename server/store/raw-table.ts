import type { Database } from './open-database.ts';
import { unpackTexts } from './pack-format.ts';
import { packText, unpackText } from './text-pack.ts';

/** Segments and entries are numbered below 2³² each, so that a row needs one key and no second index. */
export const MAX_NUMBER = 0xffff_ffff;
const ID_FACTOR = MAX_NUMBER + 1;

type Owner = { seq: number; id: string };
/** One entry of a lane, with the segment that it is the receipt of. */
export type KeptEntry = { entry: number; atMs: number; laneText: string; segmentText: string | null };

/** What was received and signed: rows of the open day, packed days before. */
export type RawTable = ReturnType<typeof openRawTable>;

export function openRawTable(database: Database) {
  return { ...openRawWriting(database), ...openRawReading(database) };
}

function openRawWriting(database: Database) {
  const insertSegment = database.prepare<[number, number, Buffer]>('INSERT INTO raw_segments VALUES (?, ?, ?)');
  const insertEntry = database.prepare<[number, number, Buffer]>('INSERT INTO lane_entries VALUES (?, ?, ?)');
  return {
    insertSegment: (probe: Owner, number: number, laneEntry: number, text: string) =>
      void insertSegment.run(probe.seq * ID_FACTOR + number, laneEntry, packText(text)),
    insertEntry: (line: Owner, entry: number, atMs: number, text: string) =>
      void insertEntry.run(line.seq * ID_FACTOR + entry, atMs, packText(text)),
  };
}

function openRawReading(database: Database) {
  const segment = database.prepare<[number], { lane_entry: number; packed_text: Buffer }>(
    'SELECT lane_entry, packed_text FROM raw_segments WHERE id = ?',
  );
  const openEntries = database.prepare<[number, number], { id: number; at_ms: number; packed_text: Buffer }>(
    'SELECT id, at_ms, packed_text FROM lane_entries WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 200',
  );
  const range = database.prepare<[number, number, number], { line: string; first_entry: number }>(
    `SELECT line, first_entry FROM packed_segments
     WHERE probe_seq = ? AND first_number <= ? AND last_number >= ? ORDER BY first_number DESC LIMIT 1`,
  );
  const pack = database.prepare<[string, number], { packed_text: Buffer }>(
    'SELECT packed_text FROM packed_days WHERE line = ? AND first_entry = ?',
  );
  const nextPack = database.prepare<[string, number], { first_entry: number; last_entry: number; packed_text: Buffer }>(
    `SELECT first_entry, last_entry, packed_text FROM packed_days WHERE line = ? AND last_entry >= ?
     ORDER BY first_entry LIMIT 1`,
  );

  /** Kept text of a segment and its first receipt, wherever they are; null when there is none (or it was pruned). */
  function kept(line: Owner, probe: Owner, number: number): { text: string; receipt: string } | null {
    const row = segment.get(probe.seq * ID_FACTOR + number);
    if (row) {
      const lane = openEntries.get(line.seq * ID_FACTOR + row.lane_entry, line.seq * ID_FACTOR + row.lane_entry);
      if (!lane) throw new Error(`bug: segment ${number} has no lane entry`);
      return { text: unpackText(row.packed_text), receipt: unpackText(lane.packed_text) };
    }
    const at = range.get(probe.seq, number, number);
    const packed = at && pack.get(at.line, at.first_entry);
    return packed ? findPacked(packed.packed_text, probe.id, number) : null;
  }

  /** Entries `from` to `to` (both included) in order, each read when it is asked for: days are unpacked one at a time. */
  function* entries(line: Owner, from: number, to: number): Generator<KeptEntry> {
    let next = from;
    for (let row = nextPack.get(line.id, next); row && next <= to; row = nextPack.get(line.id, next)) {
      for (const found of pairTexts(unpackTexts(row.packed_text), row.first_entry)) {
        if (found.entry >= next && found.entry <= to) yield found;
      }
      next = row.last_entry + 1;
    }
    while (next <= to) {
      const rows = openEntries.all(line.seq * ID_FACTOR + next, line.seq * ID_FACTOR + to);
      if (rows.length === 0) return;
      for (const row of rows) {
        const laneText = unpackText(row.packed_text);
        yield {
          entry: row.id - line.seq * ID_FACTOR,
          atMs: row.at_ms,
          laneText,
          segmentText: receiptSegment(laneText),
        };
      }
      next = (rows.at(-1)?.id ?? 0) - line.seq * ID_FACTOR + 1;
    }
  }

  const probeSeq = database.prepare<[string], { seq: number }>('SELECT seq FROM probes WHERE id = ?');
  function receiptSegment(laneText: string): string | null {
    const named = receiptOf(laneText);
    const probe = named && probeSeq.get(named.probe);
    const row = probe && segment.get(probe.seq * ID_FACTOR + named.number);
    if (named && !row) throw new Error(`bug: the segment ${named.number} of probe ${named.probe} is not kept`);
    return row ? unpackText(row.packed_text) : null;
  }

  return { kept, entries };
}

/** Probe and number that a receipt names; null for another entry. By text: it was written by this server. */
export function receiptOf(laneText: string): { probe: string; number: number } | null {
  const match = /^type: receipt\nprobe: ([0-9a-f]{32})\nnumber: (\d+)$/m.exec(laneText);
  return match ? { probe: match[1] ?? '', number: Number(match[2]) } : null;
}

/** In a packed day each receipt follows its segment. */
function* pairTexts(texts: Iterable<string>, firstEntry: number): Generator<KeptEntry> {
  let entry = firstEntry;
  let segmentText: string | null = null;
  for (const text of texts) {
    if (text.startsWith('linewitness-segment/')) {
      segmentText = text;
    } else {
      const at = /^at: (\S+)$/m.exec(text)?.[1] ?? '';
      yield { entry, atMs: Date.parse(at), laneText: text, segmentText };
      segmentText = null;
      entry += 1;
    }
  }
}

function findPacked(packed: Buffer, probe: string, number: number): { text: string; receipt: string } | null {
  for (const { laneText, segmentText } of pairTexts(unpackTexts(packed), 0)) {
    const named = segmentText === null ? null : receiptOf(laneText);
    if (segmentText !== null && named?.probe === probe && named.number === number) {
      return { text: segmentText, receipt: laneText };
    }
  }
  return null;
}
