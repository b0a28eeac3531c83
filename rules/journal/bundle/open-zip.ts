import type { Findings } from './findings.ts';
import { type Container, MAX_MEMBERS, type Member, MemberError, namedMembers } from './members.ts';
import { readPieces } from './open-files.ts';
import type { ByteSource } from './source.ts';
import type { VerifyTools } from './tools.ts';
import {
  DEFLATED,
  END_BYTES,
  END64_BYTES,
  isEnd,
  LOCATOR64_BYTES,
  readDirectory,
  readEnd,
  readLocator64,
  STORED,
  type ZipEnd,
  type ZipEntry,
} from './zip-format.ts';
import { isEncrypted, walkZip } from './zip-layout.ts';

/** A comment of the ZIP file is shorter than that. */
const TAIL_BYTES = END_BYTES + 0xffff;
const MAX_DIRECTORY_BYTES = 64_000_000;
/** A year of five targets each second is 3 GB; a member that unpacks to more than 100 times its size holds no measurements. */
const MAX_UNPACKED_BYTES = 8_000_000_000;
const MAX_RATIO = 100;
const SMALL_BYTES = 1_000_000;

/** Reads the directory of a ZIP file and checks that all of the file is accounted for; null: it is no ZIP file. */
export async function openZip(bytes: ByteSource, tools: VerifyTools, findings: Findings): Promise<Container | null> {
  const unreadable = (why: string) => {
    findings.add('zip-unreadable', 'ZIP', { why });
    return null;
  };
  const found = await findEnd(bytes, findings);
  if (typeof found === 'string') return unreadable(found);
  const { count, directoryAt, directoryBytes } = found.end;
  if (count > MAX_MEMBERS) {
    findings.add('too-many-members', 'ZIP', { count, most: MAX_MEMBERS });
    return null;
  }
  const isWithin = directoryAt >= 0 && directoryBytes >= 0 && directoryBytes <= MAX_DIRECTORY_BYTES;
  if (!isWithin || directoryAt + directoryBytes !== found.directoryEndAt)
    return unreadable('its directory is not where its end record says');
  const entries = readDirectory(await bytes.read(directoryAt, directoryAt + directoryBytes), count);
  if (typeof entries === 'string') return unreadable(entries);
  const layout = await walkZip(bytes, entries, directoryAt, findings);
  const readable = withinLimits(entries, findings).filter((entry) => layout.has(entry));
  const members = readable.map((entry) => memberOf(bytes, entry, layout.get(entry) ?? 0, tools));
  return { kind: 'zip', members: namedMembers(members, findings) };
}

async function findEnd(
  bytes: ByteSource,
  findings: Findings,
): Promise<{ end: ZipEnd; directoryEndAt: number } | string> {
  const tailAt = Math.max(0, bytes.size - TAIL_BYTES);
  const tail = await bytes.read(tailAt, bytes.size);
  let at = tail.length - END_BYTES;
  while (at >= 0 && !isEnd(tail, at)) at -= 1;
  if (at < 0) return 'it has no end record';
  const endAt = tailAt + at;
  const end64At = endAt >= LOCATOR64_BYTES ? readLocator64(await bytes.read(endAt - LOCATOR64_BYTES, endAt)) : null;
  if (typeof end64At === 'string') return end64At;
  if (end64At !== null && end64At !== endAt - LOCATOR64_BYTES - END64_BYTES)
    return 'its zip64 end record is not where its locator says';
  const end64 = end64At === null ? null : await bytes.read(end64At, end64At + END64_BYTES);
  const end = readEnd(tail, at, end64);
  if (typeof end === 'string') return end;
  const trailing = tail.length - at - END_BYTES - end.commentBytes;
  if (trailing < 0) return 'its comment is longer than the file';
  if (end.commentBytes > 0) findings.add('zip-comment', 'ZIP', { bytes: end.commentBytes });
  if (trailing > 0) findings.add('zip-hidden-bytes', 'ZIP', { fromByte: bytes.size - trailing, bytes: trailing });
  return { end, directoryEndAt: end64At ?? endAt };
}

/** Those that may be read; of the others it is told why not. */
function withinLimits(entries: readonly ZipEntry[], findings: Findings): ZipEntry[] {
  let unpacked = 0;
  return entries.filter((entry) => {
    const { name, method, packedSize, size } = entry;
    if (isEncrypted(entry)) findings.add('member-encrypted', name, {});
    else if (method !== STORED && method !== DEFLATED) findings.add('member-method', name, { method });
    else if ((size > SMALL_BYTES && size > packedSize * MAX_RATIO) || unpacked + size > MAX_UNPACKED_BYTES) {
      findings.add('zip-bomb', name, { packed: packedSize, unpacked: size });
    } else {
      unpacked += size;
      return true;
    }
    return false;
  });
}

function memberOf(bytes: ByteSource, entry: ZipEntry, dataAt: number, tools: VerifyTools): Member {
  const packed = () => readPieces(bytes, dataAt, dataAt + entry.packedSize);
  const unpacked = () => (entry.method === STORED ? packed() : tools.inflateRaw(packed()));
  return { name: entry.name, size: entry.size, crc: entry.crc, open: () => bounded(unpacked(), entry.size) };
}

async function* bounded(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let taken = 0;
  for await (const piece of pieces) {
    taken += piece.length;
    if (taken > size) throw new MemberError('unpacks to more bytes than the ZIP file says');
    yield piece;
  }
  if (taken < size) throw new MemberError('unpacks to less bytes than the ZIP file says');
}
