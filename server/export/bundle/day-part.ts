import { zstdDecompressSync } from 'node:zlib';
import { MAX_UNPACKED_BYTES, openUnpacked } from '../../store/pack-format.ts';
import { openPackMemory, type PackMemory } from '../../store/pack-reader.ts';
import { openPieces, PIECE_BYTES } from './deflate-pieces.ts';
import { release } from './release.ts';
import { addTo, openSums } from './sums.ts';

/** The texts of one day of arrival, as they are kept: packed days, then rows that are not packed yet. */
export type DayTask = {
  packs: { packed: Uint8Array; firstEntry: number }[];
  /** Segments and entries of the lane in their order, each segment before its receipt; in parts, with the end of each. */
  rows: { texts: Uint8Array; ends: number[] }[];
  /** Lane entries of packs that are wanted, both included. */
  firstEntry: number;
  lastEntry: number;
  /** The hashes of personal values are to be told. */
  wantsValues: boolean;
};

export type DayPart = {
  /** The member of that day; `bytes` 0: no segment came. */
  segments: { pieces: Uint8Array[]; bytes: number; sha256: string; crc32: number };
  /** Of the lane, a member that goes on the next day; so with its text, also in pieces. */
  lane: { pieces: Uint8Array[]; texts: Uint8Array[] };
  /** That segments name. */
  methods: string[];
  /** Hashes of personal values that stand in segments and entries. */
  values: string[];
};

const SEGMENT = Buffer.from('linewitness-segment/');
const METHOD = Buffer.from('\nmethodSha256: ');
const VALUE = Buffer.from('"hash:');
const MAIL_ENTRY = Buffer.from('\ntype: mail-');
const UNZSTD = { maxOutputLength: MAX_UNPACKED_BYTES, chunkSize: 1 << 22 };

/** Makes parts of days, one after the other, in the same memory. */
export function openDayMaker(): (task: DayTask) => DayPart {
  const memory = openPackMemory();
  const [ofSegments, ofLane] = [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)];
  return (task) => {
    const named = { methods: new Set<string>(), values: new Set<string>() };
    const sums = openSums();
    const laneTexts: Uint8Array[] = [];
    const segments = openPieces(ofSegments, (piece) => addTo(sums, piece));
    const lane = openPieces(ofLane, (piece) => void laneTexts.push(Uint8Array.from(piece)));
    for (const text of textsOf(task, memory)) {
      noteNames(text, named, task.wantsValues);
      (isSegment(text) ? segments : lane).add(text);
    }
    const pieces = segments.end();
    return {
      segments: { pieces, bytes: sums.bytes, crc32: sums.crc32, sha256: sums.hash.digest('hex') },
      lane: { pieces: lane.end(), texts: laneTexts },
      methods: [...named.methods],
      values: [...named.values],
    };
  };
}

/** Each holds until the next one is asked for. */
function* textsOf({ packs, rows, firstEntry, lastEntry }: DayTask, memory: PackMemory): Generator<Buffer> {
  for (const { packed, firstEntry: first } of packs) {
    const unpacked = zstdDecompressSync(packed, UNZSTD);
    const next = openUnpacked(unpacked, memory);
    let entry = first;
    for (let text = next(); text !== null && entry <= lastEntry; text = next()) {
      // the entry that follows a segment is its receipt
      if (entry >= firstEntry) yield text;
      if (!isSegment(text)) entry += 1;
    }
    release(unpacked);
    release(packed);
  }
  for (const { texts, ends } of rows) {
    const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.length);
    for (const [index, end] of ends.entries()) yield bytes.subarray(ends[index - 1] ?? 0, end);
    release(texts);
  }
}

/** By the first letters after `linewitness-`: the other sort is `lane`. */
function isSegment(text: Uint8Array): boolean {
  return text[12] === SEGMENT[12];
}

/** A segment names its method in its header, and values wherever they are measured. */
function noteNames(
  text: Buffer,
  { methods, values }: { methods: Set<string>; values: Set<string> },
  wantsValues: boolean,
): void {
  if (!isSegment(text)) {
    if (wantsValues) noteMailValues(text, values);
    return;
  }
  noteAfter(text, text.indexOf(METHOD), METHOD, methods);
  for (let at = wantsValues ? text.indexOf(VALUE) : -1; at !== -1; at = text.indexOf(VALUE, at + 1))
    noteAfter(text, at, VALUE, values);
}

/** The 64 hex digits after a mark. */
function noteAfter(text: Buffer, at: number, mark: Buffer, found: Set<string>): void {
  if (at !== -1) found.add(text.toString('latin1', at + mark.length, at + mark.length + 64));
}

/** Entries of the server's own reader name values by their hash alone. */
function noteMailValues(text: Buffer, values: Set<string>): void {
  const at = text.indexOf(MAIL_ENTRY);
  if (at === -1) return;
  const end = text.indexOf('\nsignature: ', at);
  for (const [hash] of text.toString('latin1', at, end).matchAll(/\b[0-9a-f]{64}\b/g)) values.add(hash);
}
