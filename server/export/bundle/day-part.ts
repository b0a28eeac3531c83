import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { MAX_UNPACKED_BYTES, openUnpacked } from '../../store/pack-format.ts';
import { openPackMemory, type PackMemory } from '../../store/pack-reader.ts';
import { type Buffers, openBuffers, openPieces, openSums, type Sums } from './deflate-pieces.ts';

/** The texts of one day of arrival, as they are kept: packed days, then rows that are not packed yet. */
export type DayTask = {
  packs: { packed: Uint8Array; firstEntry: number }[];
  /** Segments and entries of the lane in their order; each segment before its receipt. */
  texts: string[];
  /** Lane entries of packs that are wanted, both included. */
  firstEntry: number;
  lastEntry: number;
  /** The hashes of personal values are to be told. */
  wantsValues: boolean;
};

export type DayPart = {
  /** `bytes` 0: no segment came that day. */
  segments: { pieces: Promise<Uint8Array>[]; bytes: number; sha256: string; crc32: number };
  /** Of the day's part of the lane. */
  lane: Promise<Uint8Array>[];
  /** That segments name. */
  methods: string[];
  /** Hashes of personal values that stand in segments and entries. */
  values: string[];
};

/** Unpacked days that wait for their turn: the threads of zlib are never without work. */
const AHEAD = 1;
const SEGMENT = Buffer.from('linewitness-segment/');
const METHOD = Buffer.from('\nmethodSha256: ');
const VALUE = Buffer.from('"hash:');
const MAIL_ENTRY = Buffer.from('\ntype: mail-');

const unzstd = promisify(zstdDecompress) as (
  packed: Uint8Array,
  options: { maxOutputLength: number; chunkSize: number },
) => Promise<Buffer>;

/**
 * The parts of days in their order. This thread unpacks and hashes, those of zlib decompress and deflate; both take about the
 * same time. `lane`: sums of the whole lane, which all days go through.
 */
export async function* makeDayParts(tasks: Iterable<DayTask>, lane: Sums): AsyncGenerator<DayPart> {
  const memory = { pack: openPackMemory(), buffers: openBuffers(), lane };
  const started: Promise<DayPart>[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  for (const task of tasks) {
    const unpacked = task.packs.map(({ packed }) =>
      unzstd(packed, { maxOutputLength: MAX_UNPACKED_BYTES, chunkSize: 1 << 20 }),
    );
    const part = Promise.all([turn, ...unpacked]).then(([, ...days]) => makeDayPart(task, days, memory));
    // whoever waits for it is told; until then nobody may be listening
    part.catch(() => undefined);
    turn = part;
    started.push(part);
    if (started.length > AHEAD) yield await (started.shift() as Promise<DayPart>); // it is not empty
  }
  for (const part of started) yield await part;
}

type Memory = { pack: PackMemory; buffers: Buffers; lane: Sums };

async function makeDayPart(task: DayTask, unpacked: Buffer[], memory: Memory): Promise<DayPart> {
  const methods = new Set<string>();
  const values = new Set<string>();
  const sums = openSums();
  const { buffers } = memory;
  const segments = openPieces({
    buffers,
    sums,
    look: (piece) => {
      noteAfter(piece, METHOD, methods);
      if (task.wantsValues) noteAfter(piece, VALUE, values);
    },
  });
  const lane = openPieces({
    buffers,
    sums: memory.lane,
    look: (piece) => {
      if (task.wantsValues) noteMailValues(piece, values);
    },
  });
  for (const text of textsOf(task, unpacked, memory.pack)) {
    const wait = (isSegment(text) ? segments : lane).add(text);
    if (wait) await wait;
  }
  const pieces = segments.end();
  return {
    segments: { pieces, bytes: sums.bytes, crc32: sums.crc32, sha256: sums.hash.digest('hex') },
    lane: lane.end(),
    methods: [...methods],
    values: [...values],
  };
}

function* textsOf(
  { packs, texts, firstEntry, lastEntry }: DayTask,
  unpacked: Buffer[],
  memory: PackMemory,
): Generator<Uint8Array> {
  for (const [index, bytes] of unpacked.entries()) {
    const next = openUnpacked(bytes, memory);
    let entry = packs[index]?.firstEntry ?? 0;
    for (let text = next(); text !== null && entry <= lastEntry; text = next()) {
      // the entry that follows a segment is its receipt
      if (entry >= firstEntry) yield text;
      if (!isSegment(text)) entry += 1;
    }
  }
  for (const text of texts) yield Buffer.from(text, 'latin1');
}

/** By the first letters after `linewitness-`: the other sort is `lane`. */
function isSegment(text: Uint8Array): boolean {
  return text[12] === SEGMENT[12];
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
