import { NO_PREVIOUS_SHA256 } from '../rules/ids.ts';
import type { Journal } from './journal.ts';
import { type ChainEnd, chainEndOf, type DayFile, endBeforeHeader } from './journal-files.ts';
import { readFirstHeader } from './journal-recovery.ts';
import { isIntact, repairFile } from './journal-repair.ts';
import { type Scan, type ScannedSegment, scanJournal } from './journal-scan.ts';

/** How much is read, and sent, at once. */
export type BatchLimits = { maxSegments: number; maxBytes: number };

/** Where the next batch begins, so that a long backlog is read once and not searched again for each request. */
export type ReadPlace = { name: string; byte: number; number: number };

export type Batch = { segments: ScannedSegment[]; next: ReadPlace | null };

/**
 * Sealed segments in order, the first of them the one that accounts for `fromNumber` (its own number, or a gap that it
 * declares), or the first after it when that one is no longer kept. Empty: there is none. Memory does not grow with the
 * backlog: only the part of the file that holds the batch is read. A file that turns out to be damaged is repaired on
 * the way.
 */
export function readBatch(
  journal: Journal,
  fromNumber: number,
  limits: BatchLimits,
  place: ReadPlace | null = null,
): Promise<Batch> {
  return journal.exclusive(async () => {
    const file = journal.files.find((known) => known.lastNumber >= fromNumber);
    if (!file) return { segments: [], next: null };
    const isPlaceGood = place?.name === file.name && place.number === fromNumber;
    const batch = await readFrom(journal, file, isPlaceGood ? place.byte : 0, fromNumber, limits);
    if (batch) return batch;
    await repairInPlace(journal, file);
    const repaired = journal.files.find((known) => known.lastNumber >= fromNumber);
    const again = repaired && (await readFrom(journal, repaired, 0, fromNumber, limits));
    return again ?? { segments: [], next: null };
  });
}

/** null: the bytes are not what was signed. */
async function readFrom(
  journal: Journal,
  file: DayFile,
  startByte: number,
  fromNumber: number,
  { maxSegments, maxBytes }: BatchLimits,
): Promise<Batch | null> {
  const { disk, key } = journal.options;
  let byte = startByte;
  let windowBytes = maxBytes;
  while (byte < file.sizeBytes) {
    const text = (await disk.read(file.name, byte, Math.min(windowBytes, file.sizeBytes - byte))).toString('latin1');
    const scan = scanJournal(text);
    const isAtEnd = byte + text.length >= file.sizeBytes;
    const { segments } = scan;
    if (isDamaged(scan, text.length, isAtEnd) || !isIntact(segments, key)) return null;
    const last = segments.at(-1);
    if (!last) {
      if (isAtEnd) return null;
      windowBytes *= 2; // one segment is longer than a batch
      continue;
    }
    const wanted = segments.filter((segment) => segment.header.number >= fromNumber).slice(0, maxSegments);
    const lastWanted = wanted.at(-1);
    if (lastWanted) {
      const next = { name: file.name, byte: byte + lastWanted.endByte, number: lastWanted.header.number + 1 };
      return { segments: wanted, next };
    }
    byte += last.endByte;
  }
  return null;
}

/** What is cut off by the end of the window is no damage; at the end of the file it is: sealed bytes are whole. */
function isDamaged(scan: Scan, windowBytes: number, isAtEnd: boolean): boolean {
  if (isAtEnd && (scan.open !== null || scan.tornBytes > 0)) return true;
  return scan.damaged.some(({ endByte }) => isAtEnd || endByte < windowBytes);
}

/** Repairs a file of the living journal. Without anything to chain to behind it, it waits for the first round. */
async function repairInPlace(journal: Journal, file: DayFile): Promise<void> {
  const { disk, key, log } = journal.options;
  const index = journal.files.indexOf(file);
  const following = journal.files[index + 1];
  const next = following ? await readFirstHeader(disk, following.name) : journal.nextHeader();
  if (!next) return;
  const bytes = (await disk.read(file.name, 0, file.sizeBytes)).toString('latin1');
  const neighbours = { before: await endBefore(journal, index, bytes), next };
  const segments = await repairFile(disk, key, { name: file.name, bytes, neighbours, log });
  journal.forgetPlaces();
  const last = segments.at(-1);
  if (!last) {
    journal.files.splice(index, 1);
    return;
  }
  const sizeBytes = segments.reduce((sum, segment) => sum + segment.text.length, 0);
  Object.assign(file, { sizeBytes, lastNumber: last.header.number });
}

/** The end of the file before; where there is none, what the first readable segment names. */
async function endBefore({ options, files }: Journal, index: number, bytes: string): Promise<ChainEnd> {
  const previous = files[index - 1];
  if (previous) {
    const text = (await options.disk.read(previous.name, 0, previous.sizeBytes)).toString('latin1');
    const last = scanJournal(text).segments.at(-1);
    if (last) return chainEndOf(last);
  }
  const first = scanJournal(bytes).segments[0];
  return first
    ? endBeforeHeader(first.header)
    : { number: (files[index]?.firstNumber ?? 1) - 1, sha256: NO_PREVIOUS_SHA256 };
}
