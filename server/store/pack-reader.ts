import { hash } from 'node:crypto';
import { putBytes, putInteger, putSignature, putStamp, putTable, SLACK_BYTES, tableOf } from './ascii.ts';
import { nextRow, openRows, type PlacedColumn, type Rows } from './pack-rows.ts';

/** What stands in a template for a value; see pack-format.ts. */
export const MARK = { stamp: '\x01', hash64: '\x02', hash32: '\x03', signature: '\x04', integer: '\x05' } as const;
/** What a packed day says about itself: line templates, and for each column its coding (see pack-column.ts). */
export type PackHead = {
  version: number;
  templates: string[];
  columns: { shift: number; planes: number; count: number }[];
};

/** The marks as bytes; 0: the line ends without a value. */
const [END, STAMP, HASH_64, HASH_32, SIGNATURE, INTEGER] = [0, 1, 2, 3, 4, 5];
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
): () => Buffer | null {
  const { columns, endAt } = placeColumns(head, bodyAt);
  const shapes = readShapes(head.templates);
  const { columnsFrom } = shapes;
  const rows = head.templates.map((_, index) =>
    openRows(columns.slice(columnsFrom[index], columnsFrom[index + 1]), bytes),
  );
  const taken = { bytes, hashAt: endAt, signatureAt: endAt + newHashBytes(shapes, columns, bytes) };
  const sources = { memory, shapes, rows, known: openKnownHashes(), taken };
  const lines = openRows(columns.slice(0, 1), bytes);
  return () => {
    let at = 0;
    while (lines.left > 0) {
      const id = lines.values[nextRow(lines)] ?? 0;
      if (id === 0) break;
      const most = shapes.mostBytes[id - 1];
      if (most === undefined) throw new Error('the pack is damaged: it names a line that it does not have');
      if (at + most > memory.text.bytes.length) memory.text = larger(memory.text.bytes, at + most);
      at = writeLine(id - 1, at, sources);
    }
    if (at === 0) return null;
    const view = Buffer.from(memory.text.bytes.buffer, 0, at);
    sources.known.add(hash('sha256', view));
    return view;
  };
}

function placeColumns(head: PackHead, bodyAt: number): { columns: PlacedColumn[]; endAt: number } {
  let from = bodyAt;
  const columns = head.columns.map((column): PlacedColumn => {
    const placed = { ...column, from };
    from += column.planes * column.count;
    return placed;
  });
  return { columns, endAt: from };
}

/** What one pack after the other is read in; only one at a time. */
export type PackMemory = { text: { bytes: Uint8Array<ArrayBuffer>; view: DataView } };

export function openPackMemory(): PackMemory {
  return { text: larger(new Uint8Array(), 1 << 16) };
}

function larger(bytes: Uint8Array<ArrayBuffer>, least: number): PackMemory['text'] {
  const grown = new Uint8Array(Math.max(bytes.length * 2, least));
  grown.set(bytes);
  return { bytes: grown, view: new DataView(grown.buffer) };
}

/**
 * The templates as pieces, one after the other: literal bytes from `starts[p]` to `starts[p + 1]`, then the value of a mark
 * from a column. The last piece of a line has the mark {@link END}. Template `t` has the pieces from `firsts[t]` on.
 */
type Shapes = {
  literals: DataView;
  starts: Int32Array;
  marks: Uint8Array;
  columns: Int32Array;
  firsts: Int32Array;
  /** The columns of template `t`: from `columnsFrom[t]` to `columnsFrom[t + 1]`. */
  columnsFrom: number[];
  mostBytes: number[];
};

/** Column 0 holds the ids of the lines; each value of each template has one of those after it, signatures none. */
function readShapes(templates: string[]): Shapes {
  const literals: number[] = [];
  const starts = [0];
  const marks: number[] = [];
  const columns: number[] = [];
  const firsts: number[] = [];
  const columnsFrom = [1];
  let column = 1;
  const endPiece = (mark: number) => {
    marks.push(mark);
    columns.push(mark === SIGNATURE || mark === END ? -1 : column++);
    starts.push(literals.length);
  };
  for (const template of templates) {
    firsts.push(marks.length);
    for (const byte of Buffer.from(template, 'latin1')) {
      if (byte >= STAMP && byte <= INTEGER) endPiece(byte);
      else literals.push(byte);
    }
    endPiece(END);
    columnsFrom.push(column);
  }
  return {
    literals: tableOf(literals),
    starts: Int32Array.from(starts),
    marks: Uint8Array.from(marks),
    columns: Int32Array.from(columns),
    firsts: Int32Array.from(firsts),
    columnsFrom,
    mostBytes: templates.map(({ length }) => length * LONGEST_VALUE + SLACK_BYTES),
  };
}

type Taken = { bytes: Buffer; hashAt: number; signatureAt: number };
type Sources = { memory: PackMemory; shapes: Shapes; rows: Rows[]; known: KnownHashes; taken: Taken };

/** Writes one line of a text; returns where it ends. */
function writeLine(template: number, from: number, { memory, shapes, rows, known, taken }: Sources): number {
  const { view, bytes } = memory.text;
  const { literals, starts, marks } = shapes;
  // within their lengths: each template has rows and pieces, each piece a start and a mark, each mark of a value a column
  const row = rows[template] as Rows;
  let next = nextRow(row);
  let at = from;
  for (let piece = shapes.firsts[template] as number; ; piece += 1) {
    at = putTable(view, at, literals, starts[piece] as number, starts[piece + 1] as number);
    const mark = marks[piece];
    if (mark === END) return at;
    if (mark === INTEGER) at = putInteger(view, at, row.values[next++] as number);
    else if (mark === SIGNATURE) at = writeSignature(bytes, at, taken);
    else if (mark === STAMP) at = putStamp(bytes, at, row.values[next++] as number);
    else
      at = writeHash(row.values[next++] as number, mark === HASH_64 ? 64 : 32, { text: bytes, at }, { known, taken });
  }
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
  { known, taken }: Pick<Sources, 'known' | 'taken'>,
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
function newHashBytes({ marks, columns: places }: Shapes, columns: PlacedColumn[], bytes: Uint8Array): number {
  let sumBytes = 0;
  for (const [piece, mark] of marks.entries()) {
    const column = columns[places[piece] ?? -1];
    if (!column || (mark !== HASH_64 && mark !== HASH_32)) continue;
    const rows = openRows([column], bytes);
    for (let left = column.count; left > 0; left -= 1)
      if (rows.values[nextRow(rows)] === 0) sumBytes += mark === HASH_64 ? 32 : 16;
  }
  return sumBytes;
}
