import type { Findings } from './findings.ts';
import { type Container, MAX_MEMBERS, type Member, namedMembers } from './members.ts';
import type { BundleFile, ByteSource } from './source.ts';

const PIECE_BYTES = 1 << 18;

/** A bundle that was unpacked. */
export function openFiles(files: readonly BundleFile[], findings: Findings): Container | null {
  if (files.length > MAX_MEMBERS) {
    findings.add('too-many-members', 'bundle', { count: files.length, most: MAX_MEMBERS });
    return null;
  }
  const members = files.map(
    ({ name, bytes }): Member => ({ name, size: bytes.size, open: () => readPieces(bytes, 0, bytes.size) }),
  );
  return { kind: 'files', members: namedMembers(members, findings) };
}

/** The bytes from `from` to `to`, in pieces. */
export async function* readPieces(bytes: ByteSource, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += PIECE_BYTES) yield await bytes.read(at, Math.min(at + PIECE_BYTES, to));
}
