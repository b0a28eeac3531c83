import type { Findings } from './findings.ts';
import type { ByteSource } from './source.ts';
import { descriptorLength, ENCRYPTED, readLocal, SIZES_FOLLOW, type ZipEntry, type ZipLocal } from './zip-format.ts';

/** Longer than headers of a bundle are: 30 bytes, the name, a zip64 field. */
const HEADER_BYTES = 400;
const DESCRIPTOR_MAX_BYTES = 24;
/** Fields that stand both in the directory and before the data. */
const COMPARED = ['name', 'needed', 'flags', 'method', 'time', 'date'] as const;
const SIZES = ['crc', 'packedSize', 'size'] as const;
/** Fields of the directory alone, which say nothing of the content; one writer gives all members the same. */
const UNIFORM = ['madeBy', 'internal', 'external'] as const;

/** Where the data of each member begin; without those that can't be read. */
export type Layout = Map<ZipEntry, number>;

/**
 * Walks through the file from its first byte to the directory: each byte must belong to exactly one member, and what
 * stands before (and after) the data must say the same as the directory. So nothing can be hidden from one reader and
 * shown to another.
 */
export async function walkZip(
  bytes: ByteSource,
  entries: readonly ZipEntry[],
  directoryAt: number,
  findings: Findings,
): Promise<Layout> {
  const layout: Layout = new Map();
  let at = 0;
  for (const entry of entries.toSorted((a, b) => a.headerAt - b.headerAt)) {
    if (entry.headerAt < at) findings.add('zip-overlap', entry.name, {});
    if (entry.headerAt > at) findings.add('zip-hidden-bytes', 'ZIP', { fromByte: at, bytes: entry.headerAt - at });
    const place = await placeOf(bytes, entry, directoryAt, findings);
    if (place === null) continue;
    layout.set(entry, place.dataAt);
    at = Math.max(at, place.endAt);
  }
  if (at > directoryAt) findings.add('zip-overlap', 'ZIP', {});
  if (at < directoryAt) findings.add('zip-hidden-bytes', 'ZIP', { fromByte: at, bytes: directoryAt - at });
  noteUnusual(entries, findings);
  return layout;
}

async function placeOf(
  bytes: ByteSource,
  entry: ZipEntry,
  directoryAt: number,
  findings: Findings,
): Promise<{ dataAt: number; endAt: number } | null> {
  const unreadable = (why: string) => {
    findings.add('member-unreadable', entry.name, { why });
    return null;
  };
  if (entry.headerAt < 0 || entry.headerAt >= directoryAt) return unreadable('its place is not in the ZIP file');
  const local = readLocal(await bytes.read(entry.headerAt, Math.min(entry.headerAt + HEADER_BYTES, directoryAt)));
  if (typeof local === 'string') return unreadable(local);
  const dataAt = entry.headerAt + local.bytes;
  const dataEndAt = dataAt + entry.packedSize;
  if (entry.packedSize < 0 || entry.size < 0 || dataEndAt > directoryAt)
    return unreadable('its data do not end within the ZIP file');
  compareHeaders(entry, local, findings);
  if ((entry.flags & SIZES_FOLLOW) === 0) return { dataAt, endAt: dataEndAt };
  const after = await bytes.read(dataEndAt, Math.min(dataEndAt + DESCRIPTOR_MAX_BYTES, directoryAt));
  const length = descriptorLength(after, entry);
  if (length === null) findings.add('zip-header-differs', entry.name, { field: 'sizes after the data' });
  return { dataAt, endAt: dataEndAt + (length ?? 0) };
}

function compareHeaders(entry: ZipEntry, local: ZipLocal, findings: Findings): void {
  for (const field of COMPARED) {
    // the directory needs a newer version for a place beyond 4 GB
    if (field === 'needed' && isFar(entry)) continue;
    if (entry[field] !== local[field]) findings.add('zip-header-differs', entry.name, { field });
  }
  for (const field of SIZES) {
    const expected = (entry.flags & SIZES_FOLLOW) === 0 ? entry[field] : 0;
    if (local[field] !== expected && local[field] !== entry[field])
      findings.add('zip-header-differs', entry.name, { field });
  }
  for (const id of new Set([...entry.extras, ...local.extras])) findings.add('zip-extra-field', entry.name, { id });
  if (entry.commentBytes > 0) findings.add('zip-comment', entry.name, { bytes: entry.commentBytes });
}

function noteUnusual(entries: readonly ZipEntry[], findings: Findings): void {
  const near = entries.filter((entry) => !isFar(entry));
  for (const field of UNIFORM) {
    const usual = mostFrequent(near.map((entry) => entry[field]));
    for (const entry of near) {
      if (entry[field] !== usual) findings.add('zip-field-unusual', entry.name, { field, value: entry[field], usual });
    }
  }
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

const isFar = ({ headerAt }: ZipEntry): boolean => headerAt >= 0xffffffff;
export const isEncrypted = ({ flags }: ZipEntry): boolean => (flags & ENCRYPTED) !== 0;
