import { hash } from 'node:crypto';
import { type BytesOut, openBytesOut } from './bytes-out.ts';
import { readColumn } from './pack-column.ts';

/** What stands in a template for a value; see pack-format.ts. */
export const MARK = { stamp: '\x01', hash64: '\x02', hash32: '\x03', signature: '\x04', integer: '\x05' } as const;
/** What a packed day says about itself: line templates, and for each column its coding (see pack-column.ts). */
export type PackHead = {
  version: number;
  templates: string[];
  columns: { shift: number; planes: number; count: number }[];
};

/** Mark codes of a template, as numbers. */
const [STAMP, HASH_64, HASH_32, SIGNATURE] = [1, 2, 3, 4];
const LAST_MARK = 5;
const SIGNATURE_BYTES = 64;

/** A line of a pack: literal bytes, each but the last followed by a value. `columns`: where it stands; -1 for signatures. */
type Shape = { literals: Uint8Array[]; marks: Uint8Array; columns: Int32Array };
type Column = { values: Int32Array | Float64Array; next: number };

/**
 * Reads unpacked bytes text by text: each call gives the next one, as a view that holds until the next call; null at the
 * end. Throws when the bytes are damaged. `bodyAt`: where the columns begin.
 */
export function openPackReader(head: PackHead, bytes: Buffer, bodyAt: number): () => Uint8Array | null {
  const { columns, endAt } = readColumns(head, bytes, bodyAt);
  const shapes = shapesOf(head.templates);
  const lineIds = columns[0] ?? { values: new Int32Array(), next: 0 };
  const known = openKnownHashes();
  const out = openBytesOut();
  const taken = { hashAt: endAt, signatureAt: endAt + newHashBytes(shapes, columns), bytes };
  return () => {
    out.restart();
    while (lineIds.next < lineIds.values.length) {
      const id = lineIds.values[lineIds.next++] ?? 0;
      if (id === 0) {
        const text = out.view();
        known.add(hash('sha256', text));
        return text;
      }
      const shape = shapes[id - 1];
      if (!shape) throw new Error('the pack is damaged: it names a line that it does not have');
      writeLine(shape, columns, { out, known, taken });
    }
    return null;
  };
}

function readColumns(head: PackHead, bytes: Buffer, bodyAt: number): { columns: Column[]; endAt: number } {
  let at = bodyAt;
  const columns = head.columns.map((column): Column => {
    const values = readColumn(column, bytes, at);
    at += column.planes * column.count;
    return { values, next: 0 };
  });
  return { columns, endAt: at };
}

/** Column 0 holds the ids of the lines; each value of each template has one of those after it, signatures none. */
function shapesOf(templates: string[]): Shape[] {
  let column = 1;
  return templates.map((template) => {
    const bytes = Buffer.from(template, 'latin1');
    const marks = bytes.filter((byte) => byte >= STAMP && byte <= LAST_MARK);
    const literals: Uint8Array[] = [];
    let from = 0;
    for (const [at, byte] of bytes.entries()) {
      if (byte < STAMP || byte > LAST_MARK) continue;
      literals.push(bytes.subarray(from, at));
      from = at + 1;
    }
    literals.push(bytes.subarray(from));
    return { literals, marks, columns: Int32Array.from(marks, (mark) => (mark === SIGNATURE ? -1 : column++)) };
  });
}

type Writing = { out: BytesOut; known: KnownHashes; taken: { hashAt: number; signatureAt: number; bytes: Buffer } };

function writeLine({ literals, marks, columns: places }: Shape, columns: Column[], writing: Writing): void {
  const { out } = writing;
  for (let index = 0; index < marks.length; index += 1) {
    out.copy(literals[index] as Uint8Array); // one more literal than marks
    const mark = marks[index];
    const column = columns[places[index] as number]; // as many places as marks
    if (mark === SIGNATURE) {
      writeSignature(writing);
      continue;
    }
    if (!column || column.next >= column.values.length) throw new Error('the pack is damaged: a column is too short');
    const value = column.values[column.next++] as number; // checked just now
    if (mark === STAMP) out.stamp(value);
    else if (mark === HASH_64) writeHash(value, 64, writing);
    else if (mark === HASH_32) writeHash(value, 32, writing);
    else out.integer(value);
  }
  out.copy(literals[marks.length] as Uint8Array);
}

function writeSignature({ out, taken }: Writing): void {
  out.base64(taken.bytes, taken.signatureAt, SIGNATURE_BYTES);
  taken.signatureAt += SIGNATURE_BYTES;
}

function writeHash(distance: number, length: 32 | 64, { out, known, taken }: Writing): void {
  if (distance > 0) {
    out.copy(known.at(distance, length));
    return;
  }
  const hex = taken.bytes.toString('hex', taken.hashAt, taken.hashAt + length / 2);
  taken.hashAt += length / 2;
  out.copy(known.add(hex));
}

type KnownHashes = ReturnType<typeof openKnownHashes>;

/** Hashes that the writer of the pack had seen at the same place, by age; in a slot of 64 digits each. */
function openKnownHashes() {
  let slots = Buffer.alloc(64 * 1024);
  let count = 0;
  return {
    add: (hex: string): Uint8Array => {
      if ((count + 1) * 64 > slots.length) slots = Buffer.concat([slots], slots.length * 2);
      slots.fill(0, count * 64, count * 64 + 64);
      slots.write(hex, count * 64, 'latin1');
      count += 1;
      return slots.subarray((count - 1) * 64, (count - 1) * 64 + hex.length);
    },
    /** `distance` hashes ago; a short one may be the first half of a long one. */
    at: (distance: number, length: 32 | 64): Uint8Array => {
      const from = (count - distance) * 64;
      if (from < 0 || slots[from + length - 1] === 0 || distance > count)
        throw new Error('the pack is damaged: it names a hash that was not there');
      return slots.subarray(from, from + length);
    },
  };
}

/** Signatures stand behind the new hashes: how many bytes those take follows from the zeros in their columns. */
function newHashBytes(shapes: Shape[], columns: Column[]): number {
  let sumBytes = 0;
  for (const { marks, columns: places } of shapes) {
    for (const [index, mark] of marks.entries()) {
      if (mark !== HASH_64 && mark !== HASH_32) continue;
      let fresh = 0;
      for (const distance of columns[places[index] ?? -1]?.values ?? []) if (distance === 0) fresh += 1;
      sumBytes += fresh * (mark === HASH_64 ? 32 : 16);
    }
  }
  return sumBytes;
}
