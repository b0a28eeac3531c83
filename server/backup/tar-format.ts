/**
 * The few words of tar (POSIX.1-2017 pax, "ustar Interchange Format") that a backup needs: regular files with short names,
 * one after the other. Written so that `tar tf` reads it; read strictly, because a backup may come from anywhere.
 */
export const BLOCK_BYTES = 512;
/** Eleven octal digits. */
export const MAX_MEMBER_BYTES = 0o77777777777;

/** A file in the archive; `sizeBytes` of content follow its header, filled up to whole blocks. */
export type Member = { name: string; sizeBytes: number };

/** The header of a file that only its owner may read. `mtimeMs` is when it was made. */
export function memberHeader({ name, sizeBytes }: Member, mtimeMs: number): Buffer {
  if (!/^[a-z0-9.-]{1,99}$/.test(name) || sizeBytes > MAX_MEMBER_BYTES) throw new Error(`bug: no place for ${name}`);
  const header = Buffer.alloc(BLOCK_BYTES);
  header.write(name, 0, 'latin1');
  header.write('0000600\0', 100, 'latin1');
  header.write('0000000\0'.repeat(2), 108, 'latin1');
  header.write(`${octal(sizeBytes)} `, 124, 'latin1');
  header.write(`${octal(Math.floor(mtimeMs / 1000))} `, 136, 'latin1');
  header.write('0', 156, 'latin1'); // a plain file
  header.write('ustar\x0000', 257, 'latin1');
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** The file that a header speaks of; null: the end of the archive; a sentence: not a header that we write. */
export function parseMemberHeader(header: Buffer): Member | string | null {
  if (header.every((byte) => byte === 0)) return null;
  const name = field(header, 0, 100);
  if (!/^[0-7]{6}\0 $/.test(header.toString('latin1', 148, 156))) return 'this is not a backup of Linewitness';
  if (Number.parseInt(header.toString('latin1', 148, 154), 8) !== checksum(header)) return 'it is damaged';
  if (header.toString('latin1', 257, 263) !== 'ustar\0') return 'this is not a backup of Linewitness';
  // links, folders, devices and long names have other types; a prefix would be a path
  if (header[156] !== 0x30 || header[345] !== 0) return `"${name}" is not a plain file`;
  const size = /^([0-7]{11}) $/.exec(header.toString('latin1', 124, 136))?.[1];
  return size === undefined ? `the size of "${name}" can't be read` : { name, sizeBytes: Number.parseInt(size, 8) };
}

/** Bytes after a content of that size, up to the next block. */
export function paddingBytes(sizeBytes: number): number {
  return (BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES;
}

function octal(value: number): string {
  return value.toString(8).padStart(11, '0');
}

function field(header: Buffer, start: number, end: number): string {
  return (header.toString('latin1', start, end).split('\0')[0] ?? '').replaceAll(/[^ -~]/g, '?');
}

/** Sum of all bytes, with blanks in the place of the sum itself. */
function checksum(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}
