/** The parts of a ZIP file (PKWARE APPNOTE 6.3) as far as a bundle may use them: no encryption, one file, zip64 where needed. */
const LOCAL_SIGNATURE = 0x04034b50;
export const END_BYTES = 22;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END64_SIGNATURE = 0x06064b50;
const LOCATOR64_SIGNATURE = 0x07064b50;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
export const LOCATOR64_BYTES = 20;
export const END64_BYTES = 56;
const MAX_UINT32 = 0xffffffff;

export const STORED = 0;
export const DEFLATED = 8;
/** Bits of `flags`: encrypted; sizes follow the data. */
export const ENCRYPTED = 1;
export const SIZES_FOLLOW = 8;

/** What stands both in the directory and before the data. Sizes in bytes. */
export type ZipHeader = {
  name: string;
  needed: number;
  flags: number;
  method: number;
  time: number;
  date: number;
  crc: number;
  packedSize: number;
  size: number;
  /** Ids of extra fields other than that of zip64. */
  extras: number[];
};
export type ZipEntry = ZipHeader & {
  headerAt: number;
  madeBy: number;
  internal: number;
  external: number;
  commentBytes: number;
};
export type ZipLocal = ZipHeader & { bytes: number };
export type ZipEnd = { count: number; directoryBytes: number; directoryAt: number; commentBytes: number };

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Names are ASCII; other bytes become `\xNN`, so that each name is another one and can be shown. */
function readName(bytes: Uint8Array): string {
  let name = '';
  for (const byte of bytes) {
    name += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return name;
}

/** Above 2^53 as -1, which no place or size is. */
function readUint64(view: DataView, at: number): number {
  const value = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
  return Number.isSafeInteger(value) ? value : -1;
}

/** The end record at `at`, or a sentence. `end64`: the bytes of the zip64 end record that belongs to it. */
export function readEnd(tail: Uint8Array, at: number, end64: Uint8Array | null): ZipEnd | string {
  const view = viewOf(tail);
  const [disk, directoryDisk] = [view.getUint16(at + 4, true), view.getUint16(at + 6, true)];
  const [here, count] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const directoryBytes = view.getUint32(at + 12, true);
  const directoryAt = view.getUint32(at + 16, true);
  const commentBytes = view.getUint16(at + 20, true);
  if (end64 === null) {
    if (disk !== 0 || directoryDisk !== 0 || here !== count) return 'its end record names more than one disk';
    return { count, directoryBytes, directoryAt, commentBytes };
  }
  const end = readEnd64(end64);
  if (typeof end === 'string') return end;
  const fits = (value: number, whole: number, most: number) => value === most || value === whole;
  const isSame =
    fits(disk, 0, 0xffff) &&
    fits(directoryDisk, 0, 0xffff) &&
    fits(here, end.count, 0xffff) &&
    fits(count, end.count, 0xffff) &&
    fits(directoryBytes, end.directoryBytes, MAX_UINT32) &&
    fits(directoryAt, end.directoryAt, MAX_UINT32);
  return isSame ? { ...end, commentBytes } : 'its two end records differ';
}

function readEnd64(bytes: Uint8Array): Omit<ZipEnd, 'commentBytes'> | string {
  const view = viewOf(bytes);
  if (bytes.length !== END64_BYTES || view.getUint32(0, true) !== END64_SIGNATURE)
    return 'its zip64 end record is not one';
  if (readUint64(view, 4) !== END64_BYTES - 12) return 'its zip64 end record has a wrong length';
  const disks = view.getUint32(16, true) + view.getUint32(20, true);
  const count = readUint64(view, 32);
  if (disks !== 0 || readUint64(view, 24) !== count) return 'its zip64 end record names more than one disk';
  return { count, directoryBytes: readUint64(view, 40), directoryAt: readUint64(view, 48) };
}

/** Where the zip64 end record is, by the locator before the end record; null: there is no locator. */
export function readLocator64(bytes: Uint8Array): number | null | string {
  const view = viewOf(bytes);
  if (bytes.length !== LOCATOR64_BYTES || view.getUint32(0, true) !== LOCATOR64_SIGNATURE) return null;
  const disks = view.getUint32(4, true);
  return disks === 0 && view.getUint32(16, true) === 1
    ? readUint64(view, 8)
    : 'its zip64 locator names more than one disk';
}

export function isEnd(tail: Uint8Array, at: number): boolean {
  return at >= 0 && at + END_BYTES <= tail.length && viewOf(tail).getUint32(at, true) === END_SIGNATURE;
}

/** The entries of the directory, or a sentence. */
export function readDirectory(bytes: Uint8Array, count: number): ZipEntry[] | string {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL_SIGNATURE)
      return `entry ${index + 1} of its directory is not one`;
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const commentBytes = view.getUint16(at + 32, true);
    const endAt = at + 46 + nameBytes + extraBytes + commentBytes;
    if (endAt > bytes.length) return `entry ${index + 1} of its directory is longer than the directory`;
    if (view.getUint16(at + 34, true) !== 0) return `entry ${index + 1} of its directory is on another disk`;
    const entry = readHeader(
      bytes,
      { at: at + 6, nameAt: at + 46, nameBytes, extraBytes },
      view.getUint32(at + 42, true),
    );
    if (typeof entry === 'string') return `entry ${index + 1} of its directory ${entry}`;
    const { headerAt, ...header } = entry;
    const [madeBy, internal, external] = [
      view.getUint16(at + 4, true),
      view.getUint16(at + 36, true),
      view.getUint32(at + 38, true),
    ];
    entries.push({ ...header, headerAt, madeBy, internal, external, commentBytes });
    at = endAt;
  }
  return at === bytes.length ? entries : 'its directory is longer than its entries';
}

/** The header before the data of a member; `bytes` begin with it and are long enough for its name. A sentence: it is none. */
export function readLocal(bytes: Uint8Array): ZipLocal | string {
  const view = viewOf(bytes);
  if (bytes.length < 30 || view.getUint32(0, true) !== LOCAL_SIGNATURE) return 'has no header before its data';
  const [nameBytes, extraBytes] = [view.getUint16(26, true), view.getUint16(28, true)];
  if (30 + nameBytes + extraBytes > bytes.length) return 'has a header before its data that is too long';
  const header = readHeader(bytes, { at: 4, nameAt: 30, nameBytes, extraBytes }, 0);
  return typeof header === 'string' ? header : { ...header, bytes: 30 + nameBytes + extraBytes };
}

type Place = { at: number; nameAt: number; nameBytes: number; extraBytes: number };

function readHeader(
  bytes: Uint8Array,
  { at, nameAt, nameBytes, extraBytes }: Place,
  headerAt: number,
): (ZipHeader & { headerAt: number }) | string {
  const view = viewOf(bytes);
  const header = {
    name: readName(bytes.subarray(nameAt, nameAt + nameBytes)),
    needed: view.getUint16(at, true),
    flags: view.getUint16(at + 2, true),
    method: view.getUint16(at + 4, true),
    time: view.getUint16(at + 6, true),
    date: view.getUint16(at + 8, true),
    crc: view.getUint32(at + 10, true),
    packedSize: view.getUint32(at + 14, true),
    size: view.getUint32(at + 18, true),
    extras: [] as number[],
    headerAt,
  };
  const problem = readExtras(bytes.subarray(nameAt + nameBytes, nameAt + nameBytes + extraBytes), header);
  return problem ?? header;
}

function readExtras(
  bytes: Uint8Array,
  header: { size: number; packedSize: number; headerAt: number; extras: number[] },
): string | null {
  const view = viewOf(bytes);
  let at = 0;
  while (at + 4 <= bytes.length) {
    const [id, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (at + 4 + length > bytes.length) break;
    if (id === 1) {
      if (!readZip64(view, at + 4, length, header)) return 'has a zip64 field that is not one';
    } else header.extras.push(id);
    at += 4 + length;
  }
  return at === bytes.length ? null : 'has extra fields that are none';
}

/** APPNOTE 4.5.3: sizes and place, in this order, of those that are 0xffffffff in the header. */
function readZip64(
  view: DataView,
  at: number,
  length: number,
  header: { size: number; packedSize: number; headerAt: number },
): boolean {
  let taken = 0;
  for (const key of ['size', 'packedSize', 'headerAt'] as const) {
    if (header[key] !== MAX_UINT32) continue;
    if (taken + 8 > length) return false;
    header[key] = readUint64(view, at + taken);
    taken += 8;
  }
  return taken === length;
}

/** What follows the data where sizes were not known before: its length, or null where it does not say the same. */
export function descriptorLength(bytes: Uint8Array, { crc, packedSize, size }: ZipHeader): number | null {
  const view = viewOf(bytes);
  const hasSignature = bytes.length >= 4 && view.getUint32(0, true) === DESCRIPTOR_SIGNATURE;
  const at = hasSignature ? 4 : 0;
  if (bytes.length < at + 12 || view.getUint32(at, true) !== crc) return null;
  // the long form first: of the short one it could only be mistaken where a member is empty
  const isLong =
    bytes.length >= at + 20 && readUint64(view, at + 4) === packedSize && readUint64(view, at + 12) === size;
  if (isLong) return at + 20;
  if (view.getUint32(at + 4, true) === packedSize && view.getUint32(at + 8, true) === size) return at + 12;
  return null;
}
