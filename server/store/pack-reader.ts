import { hash } from 'node:crypto';
import { putBytes, putInteger, putSignature, putStamp } from './ascii.ts';
import { readColumn } from './pack-column.ts';

/** What stands in a template for a value; see pack-format.ts. */
export const MARK = { stamp: '\x01', hash64: '\x02', hash32: '\x03', signature: '\x04', integer: '\x05' } as const;
/** What a packed day says about itself: line templates, and for each column its coding (see pack-column.ts). */
export type PackHead = {
  version: number;
  templates: string[];
  columns: { shift: number; planes: number; count: number }[];
};

/** The marks as bytes; 0: the line ends without a value. */
const [END, STAMP, HASH_64, HASH_32, SIGNATURE, LAST_MARK] = [0, 1, 2, 3, 4, 5];
const SIGNATURE_BYTES = 64;
/** A signature is the longest that a value can become. */
const LONGEST_VALUE = 88;

/**
 * Reads unpacked bytes text by text: each call gives the next one, as a view that holds until the next call; null at the
 * end. Throws when the bytes are damaged. `bodyAt`: where the columns begin. Everything lies in flat arrays of numbers: a
 * day has a million values.
 */
export function openPackReader(
  head: PackHead,
  { bytes, bodyAt }: { bytes: Buffer; bodyAt: number },
  memory: PackMemory = openPackMemory(),
): () => Uint8Array | null {
  const columns = readColumns(head, { bytes, bodyAt }, memory);
  const shapes = readShapes(head.templates);
  const known = openKnownHashes();
  const taken = { bytes, hashAt: columns.endAt, signatureAt: columns.endAt + newHashBytes(shapes, columns) };
  return () => {
    let at = 0;
    for (;;) {
      const place = columns.next[0] ?? 0;
      if (place >= (columns.ends[0] ?? 0)) return null;
      columns.next[0] = place + 1;
      const id = columns.values[place] ?? 0;
      if (id === 0) break;
      const most = shapes.mostBytes[id - 1];
      if (most === undefined) throw new Error('the pack is damaged: it names a line that it does not have');
      if (at + most > memory.text.length) memory.text = larger(memory.text, at + most);
      at = writeLine(id - 1, { text: memory.text, at }, { shapes, columns, known, taken });
    }
    const view = memory.text.subarray(0, at);
    known.add(hash('sha256', view));
    return view;
  };
}

/** What one pack after the other is read in; only one at a time. */
export type PackMemory = { values: Float64Array; text: Uint8Array<ArrayBuffer> };

export function openPackMemory(): PackMemory {
  return { values: new Float64Array(), text: new Uint8Array(1 << 16) };
}

function larger(bytes: Uint8Array<ArrayBuffer>, least: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(bytes.length * 2, least));
  grown.set(bytes);
  return grown;
}

/** All values in one array; column `c` has those from `next[c]`, which moves on, to `ends[c]`. */
type Columns = { values: Float64Array; next: Int32Array; ends: Int32Array; endAt: number };

function readColumns(
  head: PackHead,
  { bytes, bodyAt }: { bytes: Buffer; bodyAt: number },
  memory: PackMemory,
): Columns {
  const count = head.columns.reduce((sum, column) => sum + column.count, 0);
  if (count > bytes.length) throw new Error('the pack is damaged: it ends too early');
  if (memory.values.length < count) memory.values = new Float64Array(count);
  const { values } = memory;
  const next = new Int32Array(head.columns.length);
  const ends = new Int32Array(head.columns.length);
  let place = 0;
  let at = bodyAt;
  for (const [index, column] of head.columns.entries()) {
    readColumn(column, bytes, { from: at, to: values.subarray(place, place + column.count) });
    next[index] = place;
    place += column.count;
    ends[index] = place;
    at += column.planes * column.count;
  }
  return { values, next, ends, endAt: at };
}

/**
 * The templates as pieces, one after the other: literal bytes from `starts[p]` to `starts[p + 1]`, then the value of a mark
 * from a column. The last piece of a line has the mark {@link END}. Template `t` has the pieces from `firsts[t]` on.
 */
type Shapes = {
  literals: Uint8Array;
  starts: Int32Array;
  marks: Uint8Array;
  columns: Int32Array;
  firsts: Int32Array;
  mostBytes: number[];
};

/** Column 0 holds the ids of the lines; each value of each template has one of those after it, signatures none. */
function readShapes(templates: string[]): Shapes {
  const literals: number[] = [];
  const starts = [0];
  const marks: number[] = [];
  const columns: number[] = [];
  const firsts: number[] = [];
  let column = 1;
  const endPiece = (mark: number) => {
    marks.push(mark);
    columns.push(mark === SIGNATURE || mark === END ? -1 : column++);
    starts.push(literals.length);
  };
  for (const template of templates) {
    firsts.push(marks.length);
    for (const byte of Buffer.from(template, 'latin1')) {
      if (byte >= STAMP && byte <= LAST_MARK) endPiece(byte);
      else literals.push(byte);
    }
    endPiece(END);
  }
  return {
    literals: Uint8Array.from(literals),
    starts: Int32Array.from(starts),
    marks: Uint8Array.from(marks),
    columns: Int32Array.from(columns),
    firsts: Int32Array.from(firsts),
    mostBytes: templates.map(({ length }) => length * LONGEST_VALUE),
  };
}

type Taken = { bytes: Buffer; hashAt: number; signatureAt: number };
type Sources = { shapes: Shapes; columns: Columns; known: KnownHashes; taken: Taken };

/** Writes one line of a text; returns where it ends. */
function writeLine(template: number, to: { text: Uint8Array; at: number }, sources: Sources): number {
  const { text } = to;
  const { shapes, columns } = sources;
  const { literals, starts, marks } = shapes;
  let at = to.at;
  // within their lengths: every line has a last piece, and every piece a start, a mark and a column
  for (let piece = shapes.firsts[template] as number; ; piece += 1) {
    at = putBytes(text, at, literals, starts[piece] as number, starts[piece + 1] as number);
    const mark = marks[piece];
    if (mark === END) return at;
    if (mark === SIGNATURE) {
      at = writeSignature(text, at, sources.taken);
      continue;
    }
    const value = takeValue(columns, shapes.columns[piece] as number);
    if (mark === LAST_MARK) at = putInteger(text, at, value);
    else if (mark === STAMP) at = putStamp(text, at, value);
    else at = writeHash(value, mark === HASH_64 ? 64 : 32, { text, at }, sources);
  }
}

function takeValue({ values, next, ends }: Columns, column: number): number {
  const place = next[column];
  if (place === undefined || place >= (ends[column] as number))
    throw new Error('the pack is damaged: a column is too short');
  next[column] = place + 1;
  return values[place] as number; // below the end of its column
}

function writeSignature(text: Uint8Array, at: number, taken: Taken): number {
  const from = taken.signatureAt;
  taken.signatureAt += SIGNATURE_BYTES;
  if (taken.signatureAt > taken.bytes.length) throw new Error('the pack is damaged: it ends too early');
  return putSignature(text, at, taken.bytes, from);
}

function writeHash(
  distance: number,
  length: 32 | 64,
  { text, at }: { text: Uint8Array; at: number },
  { known, taken }: Sources,
): number {
  if (distance > 0)
    return putBytes(text, at, known.slots(), known.placeOf(distance, length), known.end(distance, length));
  const hex = taken.bytes.toString('hex', taken.hashAt, taken.hashAt + length / 2);
  taken.hashAt += length / 2;
  known.add(hex);
  return putBytes(text, at, known.slots(), known.placeOf(1, length), known.end(1, length));
}

type KnownHashes = ReturnType<typeof openKnownHashes>;

/** Hashes that the writer of the pack had seen at the same place, by age; in a slot of 64 digits each. */
function openKnownHashes() {
  let slots = Buffer.alloc(64 * 1024);
  let count = 0;
  const placeOf = (distance: number, length: number): number => {
    const from = (count - distance) * 64;
    // a slot that holds a short hash ends in zeros
    if (!(from >= 0 && slots[from + length - 1] !== 0))
      throw new Error('the pack is damaged: it names a hash that was not there');
    return from;
  };
  return {
    add: (hex: string): void => {
      if ((count + 1) * 64 > slots.length) slots = Buffer.concat([slots], slots.length * 2);
      slots.fill(0, count * 64, count * 64 + 64);
      slots.write(hex, count * 64, 'latin1');
      count += 1;
    },
    slots: (): Uint8Array => slots,
    /** Where the one of `distance` hashes ago begins; a short one may be the first half of a long one. */
    placeOf,
    end: (distance: number, length: number): number => (count - distance) * 64 + length,
  };
}

/** Signatures stand behind the new hashes: how many bytes those take follows from the zeros in their columns. */
function newHashBytes({ marks, columns: places }: Shapes, { values, next, ends }: Columns): number {
  let sumBytes = 0;
  for (const [piece, mark] of marks.entries()) {
    if (mark !== HASH_64 && mark !== HASH_32) continue;
    const column = places[piece] ?? -1;
    const distances = values.subarray(next[column], ends[column]);
    for (const distance of distances) if (distance === 0) sumBytes += mark === HASH_64 ? 32 : 16;
  }
  return sumBytes;
}
