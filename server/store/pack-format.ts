import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib';
import { parseInstant } from '../../rules/instant.ts';
import { packColumn } from './pack-column.ts';
import { MARK, openPackReader, type PackHead, type PackMemory } from './pack-reader.ts';

/**
 * How a day of signed texts is kept once it is over: exact, a quarter smaller than by zstd alone (which pays five bits for
 * a hex digit and seventeen for a latency of twelve).
 *
 * Each text is cut into lines, each line into a template and its values: stamps, hashes, signatures, integers. Values at
 * the same place of the same template stand together in a column of integers. A hash that is known already (the SHA-256
 * of an earlier text, its first half, or one that stood before) becomes a distance in the list of known hashes, so a
 * chain costs nothing. What is left over is literal text in the template, so any printable text survives.
 *
 * Layout before zstd: JSON `{ version, templates, columns }` as length-prefixed text, then the bytes of the columns, then
 * new hashes, then signatures. Growth: a new version number.
 */
const VERSION = 1;
const LEVEL = 12;

const VALUE =
  /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)|([0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])|([A-Za-z0-9+/]{86}==)|(-?\d{1,15})/g;

type Column = number[];

/** Packs texts one by one, so that the caller can let others work in between. */
export function startPack(): { add: (text: string) => void; finish: () => Promise<Buffer> } {
  const templates = new Map<string, { id: number; columns: Column[] }>();
  /** Templates of the lines in order; 0 ends a text. */
  const lineIds: Column = [];
  const known = new KnownHashes();
  const hashes: Buffer[] = [];
  const signatures: Buffer[] = [];

  function addLine(line: string): void {
    const values: number[] = [];
    const template = line.replace(VALUE, (token, stamp, hash, signature) => {
      if (stamp) return takeStamp(token, values);
      if (hash) return takeHash(token, values);
      if (signature) return takeSignature(token);
      return takeInteger(token, values);
    });
    const shape = templates.get(template) ?? { id: templates.size + 1, columns: values.map((): Column => []) };
    templates.set(template, shape);
    lineIds.push(shape.id);
    for (const [index, value] of values.entries()) shape.columns[index]?.push(value);
  }
  function takeHash(token: string, values: number[]): string {
    const distance = known.distance(token);
    values.push(distance);
    if (distance === 0) hashes.push(Buffer.from(token, 'hex'));
    if (distance === 0) known.add(token);
    return token.length === 64 ? MARK.hash64 : MARK.hash32;
  }
  function takeSignature(token: string): string {
    const bytes = Buffer.from(token, 'base64');
    if (bytes.toString('base64') !== token) return token;
    signatures.push(bytes);
    return MARK.signature;
  }

  return {
    add: (text) => {
      if (/[^\x20-\x7e\n]/.test(text) || !text.endsWith('\n')) throw new Error('bug: a kept text is not plain');
      for (const line of text.match(/[^\n]*\n/g) ?? []) addLine(line);
      lineIds.push(0);
      known.add(createHash('sha256').update(text).digest('hex'));
    },
    finish: () => {
      const shapes = [...templates.entries()];
      const columns = [lineIds, ...shapes.flatMap(([, shape]) => shape.columns)].map(packColumn);
      const head: PackHead = {
        version: VERSION,
        templates: shapes.map(([template]) => template),
        columns: columns.map(({ shift, planes, count }) => ({ shift, planes, count })),
      };
      return compress(head, [...columns.map(({ bytes }) => bytes), ...hashes, ...signatures]);
    },
  };
}

function takeStamp(token: string, values: number[]): string {
  const atMs = parseInstant(token);
  if (atMs === null) return token;
  values.push(atMs);
  return MARK.stamp;
}

function takeInteger(token: string, values: number[]): string {
  const value = Number(token);
  if (String(value) !== token) return token; // leading zeros, -0
  values.push(value);
  return MARK.integer;
}

/** Hashes that the reader of the pack will have seen at the same place, by age. */
class KnownHashes {
  readonly #ages = new Map<string, number>();
  readonly #list: string[] = [];
  add(hash: string): void {
    this.#ages.set(hash, this.#list.length);
    this.#ages.set(hash.slice(0, 32), this.#list.length);
    this.#list.push(hash);
  }
  /** How many hashes ago it was added; 0 = it was not. A short one may be the first half of a long one. */
  distance(hash: string): number {
    const age = this.#ages.get(hash);
    return age === undefined || (this.#list[age]?.length ?? 0) < hash.length ? 0 : this.#list.length - age;
  }
}

/** Level 12 of a whole day takes a tenth of a second: on another thread. */
function compress(head: PackHead, parts: Buffer[]): Promise<Buffer> {
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return promisify(zstdCompress)(Buffer.concat([length, json, ...parts]), {
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_windowLog]: 23 },
  });
}

/** The inverse of {@link startPack}: the texts in order, each made when it is asked for. Throws when damaged. */
export function* unpackTexts(packed: Buffer): Generator<string> {
  const next = openPack(packed);
  for (let text = next(); text !== null; text = next()) yield text.toString('latin1');
}

/** More than any day that probes may send; a damaged pack must not take all memory. */
export const MAX_UNPACKED_BYTES = 200_000_000;

function openPack(packed: Uint8Array): () => Buffer | null {
  return openUnpacked(zstdDecompressSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES, chunkSize: 1 << 20 }));
}

/**
 * The templates of a pack, from its first bytes alone: a line without values is in it only if it is one of these. null: the
 * bytes are too few.
 */
export function templatesIn(begin: Uint8Array): string[] | null {
  const bytes = zstdDecompressSync(begin, {
    finishFlush: constants.ZSTD_e_continue,
    maxOutputLength: MAX_UNPACKED_BYTES,
  });
  const isThere = bytes.length > 4 && bytes.length >= 4 + bytes.readUInt32LE(0);
  return isThere ? readHead(bytes).head.templates : null;
}

/**
 * The same as bytes, of a pack that was decompressed by zstd: each call gives the next text, as a view that holds until the
 * next call; null at the end. `memory` is used again.
 */
export function openUnpacked(bytes: Buffer, memory?: PackMemory): () => Buffer | null {
  const { head, bodyAt } = readHead(bytes);
  return openPackReader(head, { bytes, bodyAt }, memory);
}

function readHead(bytes: Buffer): { head: PackHead; bodyAt: number } {
  const bodyAt = 4 + bytes.readUInt32LE(0);
  const head = JSON.parse(bytes.toString('utf8', 4, bodyAt)) as PackHead; // written by startPack, under the database's care
  if (head.version !== VERSION)
    throw new Error(`the pack has version ${head.version}, which this program does not know`);
  return { head, bodyAt };
}
