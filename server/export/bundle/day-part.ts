import { createHash } from 'node:crypto';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { openPack } from '../../store/pack-format.ts';
import { DEFLATE_LEVEL } from './zip-writer.ts';

/** The texts of one day of arrival, as they are kept: packed days, then rows that are not packed yet. */
export type DayTask = {
  packs: { packed: Uint8Array; firstEntry: number }[];
  /** Segments and entries of the lane in their order; each segment before its receipt. */
  texts: string[];
  /** Lane entries of packs that are wanted, both included. */
  firstEntry: number;
  lastEntry: number;
};

/** Bytes of a member, deflated in pieces that together are one stream of RFC 1951, without its last block. */
export type Deflated = { pieces: Uint8Array[]; bytes: number };

export type DayPart = {
  /** `sha256`, `crc32` of its text; `bytes` 0: no segment came that day. */
  segments: Deflated & { sha256: string; crc32: number };
  /** Of the day's part of the lane; the hash of the whole is made by who puts the parts together. */
  lane: Deflated & { texts: Uint8Array[] };
  /** That segments name. */
  methods: string[];
  /** Hashes of personal values that stand in segments and entries. */
  values: string[];
};

/** The last block of a stream of RFC 1951: empty, with the fixed code. */
export const LAST_BLOCK = Uint8Array.of(3, 0);

/** So much text is deflated at once: what a hostile probe sends in one day may be 200 MB. */
const PIECE_BYTES = 4_000_000;
const SEGMENT = Buffer.from('linewitness-segment/');
const METHOD = Buffer.from('\nmethodSha256: ');
const VALUE = Buffer.from('"hash:');
const MAIL_ENTRY = Buffer.from('\ntype: mail-');

/** Unpacks, hashes and deflates a day; nothing here waits for anything. */
export function makeDayPart(task: DayTask): DayPart {
  const named = { methods: new Set<string>(), values: new Set<string>() };
  const hash = createHash('sha256');
  const sums = { crc32: 0 };
  const laneTexts: Uint8Array[] = [];
  const segments = openPieces((piece) => {
    hash.update(piece);
    sums.crc32 = crc32(piece, sums.crc32);
    noteNames(piece, named);
  });
  const lane = openPieces((piece) => {
    laneTexts.push(Uint8Array.from(piece));
    noteMailValues(piece, named.values);
  });
  for (const text of textsOf(task)) {
    if (isSegment(text)) segments.add(text);
    else lane.add(text);
  }
  return {
    segments: { ...segments.end(), sha256: hash.digest('hex'), ...sums },
    lane: { ...lane.end(), texts: laneTexts },
    methods: [...named.methods],
    values: [...named.values],
  };
}

function* textsOf({ packs, texts, firstEntry, lastEntry }: DayTask): Generator<Uint8Array> {
  for (const { packed, firstEntry: packedFrom } of packs) {
    const next = openPack(packed);
    let entry = packedFrom;
    for (let text = next(); text !== null && entry <= lastEntry; text = next()) {
      // the entry that follows a segment is its receipt
      if (entry >= firstEntry) yield text;
      if (!isSegment(text)) entry += 1;
    }
  }
  for (const text of texts) yield Buffer.from(text, 'latin1');
}

function isSegment(text: Uint8Array): boolean {
  return text[12] === SEGMENT[12] && text[13] === SEGMENT[13];
}

/** Gathers text and deflates it piece by piece; texts are never cut. `tell`: each piece as it was, before it is reused. */
function openPieces(tell: (piece: Buffer) => void) {
  let buffer = Buffer.allocUnsafe(PIECE_BYTES / 4);
  let length = 0;
  let bytes = 0;
  const pieces: Uint8Array[] = [];
  function flush(): void {
    if (length === 0) return;
    const piece = buffer.subarray(0, length);
    tell(piece);
    pieces.push(
      deflateRawSync(piece, { level: DEFLATE_LEVEL, finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 1 << 19 }),
    );
    bytes += length;
    length = 0;
  }
  return {
    add: (text: Uint8Array): void => {
      if (length + text.length > PIECE_BYTES) flush();
      if (length + text.length > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + text.length));
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
      }
      buffer.set(text, length);
      length += text.length;
    },
    end: (): Deflated => {
      flush();
      return { pieces, bytes };
    },
  };
}

type Named = { methods: Set<string>; values: Set<string> };

function noteNames(piece: Buffer, { methods, values }: Named): void {
  noteAfter(piece, METHOD, methods);
  noteAfter(piece, VALUE, values);
}

/** The 64 hex digits after each mark. */
function noteAfter(piece: Buffer, mark: Buffer, found: Set<string>): void {
  for (let at = piece.indexOf(mark); at !== -1; at = piece.indexOf(mark, at + mark.length)) {
    found.add(piece.toString('latin1', at + mark.length, at + mark.length + 64));
  }
}

/** Entries of the server's own reader name values by their hash alone. */
function noteMailValues(piece: Buffer, values: Set<string>): void {
  for (let at = piece.indexOf(MAIL_ENTRY); at !== -1; at = piece.indexOf(MAIL_ENTRY, at + 1)) {
    const end = piece.indexOf('\nsignature: ', at);
    for (const [hash] of piece.toString('latin1', at, end).matchAll(/\b[0-9a-f]{64}\b/g)) values.add(hash);
  }
}
