import { crc32, deflateRawSync } from 'node:zlib';

/**
 * Writes a ZIP (APPNOTE.TXT 6.3.10) from front to back, without ever going back: sizes stand before the bytes, no data
 * descriptors, no extra fields but those of ZIP64, all times 1980-01-01 00:00, so the same members give the same bytes.
 */
export type ZipWriter = {
  /** A member in memory. */
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** One that is deflated already; `parts` together are one stream of RFC 1951. */
  addDeflated(member: DeflatedMember): Promise<void>;
  /** Writes the directory; returns the length of the whole file. */
  end(): Promise<number>;
};

export type DeflatedMember = {
  name: string;
  /** Of the member itself. */
  bytes: number;
  crc32: number;
  deflatedBytes: number;
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
};

/** Takes the next bytes of the file; the promise is waited for before the next ones, and then they may be gone. */
export type ZipSink = (bytes: Uint8Array) => Promise<void>;

type Entry = { name: Buffer; method: 0 | 8; crc32: number; bytes: number; storedBytes: number; at: number };

/** Level 1: text of digits gets a tenth smaller with 6, in four times the time. */
export const DEFLATE_LEVEL = 1;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
/** 1980-01-01 in the form of MS-DOS; the time is 0. */
const FIRST_DAY = 0x0021;
const MAX_32 = 0xffff_ffff;
const MAX_16 = 0xffff;
/** Needed to extract: 2.0 for deflate, 4.5 for ZIP64. */
const VERSION = 20;
const VERSION_64 = 45;
/** Smaller ones are stored as they are, as are those that deflate does not shorten. */
const SMALLEST_DEFLATED = 64;

export function openZip(sink: ZipSink): ZipWriter {
  const entries: Entry[] = [];
  const names = new Set<string>();
  let at = 0;

  async function write(bytes: Uint8Array): Promise<void> {
    at += bytes.length;
    await sink(bytes);
  }

  async function begin(name: string, rest: Omit<Entry, 'name' | 'at'>): Promise<void> {
    if (!/^[A-Za-z0-9_-][\x21-\x7e]{0,199}$/.test(name) || names.has(name))
      throw new Error(`bug: a member is named ${name}`);
    if (Math.max(rest.bytes, rest.storedBytes) >= MAX_32) throw new Error(`the member ${name} has more than 4 GB`);
    names.add(name);
    const entry = { name: Buffer.from(name, 'latin1'), at, ...rest };
    entries.push(entry);
    await write(localHeader(entry));
  }

  return {
    add: async (name, bytes) => {
      const deflated = bytes.length < SMALLEST_DEFLATED ? null : deflateRawSync(bytes, { level: DEFLATE_LEVEL });
      const isShorter = deflated !== null && deflated.length < bytes.length;
      const stored = isShorter ? deflated : bytes;
      const sizes = { crc32: crc32(bytes), bytes: bytes.length, storedBytes: stored.length };
      await begin(name, { method: isShorter ? 8 : 0, ...sizes });
      await write(stored);
    },
    addDeflated: async ({ name, bytes, crc32: sum, deflatedBytes, parts }) => {
      await begin(name, { method: 8, crc32: sum, bytes, storedBytes: deflatedBytes });
      const fromAt = at;
      for await (const part of parts) await write(part);
      if (at - fromAt !== deflatedBytes) throw new Error(`bug: the member ${name} has another length than was said`);
    },
    end: async () => {
      const directoryAt = at;
      for (const entry of entries) await write(centralHeader(entry));
      await write(endRecords(entries.length, at - directoryAt, directoryAt));
      return at;
    },
  };
}

/** What the local and the central header have in common: 26 bytes from `version needed` on. */
function commonFields(
  { name, method, crc32: sum, bytes, storedBytes }: Entry,
  version: number,
  extraBytes: number,
): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt16LE(FIRST_DAY, 8);
  fields.writeUInt32LE(sum, 10);
  fields.writeUInt32LE(storedBytes, 14);
  fields.writeUInt32LE(bytes, 18);
  fields.writeUInt16LE(name.length, 22);
  fields.writeUInt16LE(extraBytes, 24);
  return fields;
}

function localHeader(entry: Entry): Buffer {
  return Buffer.concat([uint32(LOCAL), commonFields(entry, VERSION, 0), entry.name]);
}

/** `made by` 3: Unix, with the mode of a file that everybody reads (0644). */
function centralHeader(entry: Entry): Buffer {
  const isFar = entry.at >= MAX_32;
  const extra = isFar ? Buffer.concat([uint16(1), uint16(8), uint64(entry.at)]) : Buffer.alloc(0);
  const version = isFar ? VERSION_64 : VERSION;
  return Buffer.concat([
    uint32(CENTRAL),
    uint16(0x0300 | version),
    commonFields(entry, version, extra.length),
    uint16(0), // comment
    uint16(0), // disk
    uint16(0), // internal attributes
    uint32((0o100644 << 16) >>> 0),
    uint32(Math.min(entry.at, MAX_32)),
    entry.name,
    extra,
  ]);
}

function endRecords(count: number, directoryBytes: number, directoryAt: number): Buffer {
  const isLarge = count >= MAX_16 || directoryAt >= MAX_32 || directoryBytes >= MAX_32;
  const end = Buffer.concat([
    uint32(END),
    uint16(0),
    uint16(0),
    uint16(Math.min(count, MAX_16)),
    uint16(Math.min(count, MAX_16)),
    uint32(Math.min(directoryBytes, MAX_32)),
    uint32(Math.min(directoryAt, MAX_32)),
    uint16(0),
  ]);
  if (!isLarge) return end;
  const record = Buffer.concat([
    uint32(END_64),
    uint64(44),
    uint16(0x0300 | VERSION_64),
    uint16(VERSION_64),
    uint32(0),
    uint32(0),
    uint64(count),
    uint64(count),
    uint64(directoryBytes),
    uint64(directoryAt),
  ]);
  const locator = Buffer.concat([uint32(LOCATOR_64), uint32(0), uint64(directoryAt + directoryBytes), uint32(1)]);
  return Buffer.concat([record, locator, end]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
