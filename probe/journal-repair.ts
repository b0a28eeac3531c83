import type { MissingReason, SegmentHeader } from '../rules/journal/segment.ts';
import { splitSignature } from '../rules/journal/signed-text.ts';
import type { JournalDisk } from './journal-disk.ts';
import {
  type ChainEnd,
  chainEndOf,
  damagedName,
  endBeforeHeader,
  formatTombstone,
  isChainedTo,
  replaceFile,
} from './journal-files.ts';
import { type ScannedSegment, scanJournal } from './journal-scan.ts';
import { type ProbeKey, verifySignature } from './key-file.ts';
import type { Log } from './log.ts';

/** What stands around a file that is to be repaired. */
export type Neighbours = {
  /** The last segment before the file. */
  before: ChainEnd;
  /** Header of the first segment after it; null: the file is the last. */
  next: SegmentHeader | null;
};

/**
 * Whether everything in the file is as it was signed: each segment chained to the one before, the last one signed by
 * this probe. A changed byte in any other is found by its successor's `previousSha256`.
 */
export function isIntact(segments: ScannedSegment[], key: ProbeKey): boolean {
  for (const [index, segment] of segments.entries()) {
    const before = segments[index - 1];
    if (segment.header.probe !== key.probe) return false;
    if (before && !isChainedTo(chainEndOf(before), segment.header)) return false;
  }
  const last = segments.at(-1);
  return last === undefined || isSignedBy(last, key);
}

export function isSignedBy(segment: ScannedSegment, key: ProbeKey): boolean {
  const split = splitSignature(segment.text);
  return typeof split !== 'string' && verifySignature(split.signedText, split.signature, key.publicKey);
}

/**
 * Sets a damaged file aside and writes its good segments anew, with a tombstone in each hole. `openText` is put at the
 * end as it is: the part of an open segment that is to be closed. Returns the segments now in the file; when none is
 * left the file is gone. The set-aside copy is never touched again.
 */
export async function repairFile(
  disk: JournalDisk,
  key: ProbeKey,
  { name, bytes, openText = '', neighbours, log }: RepairOptions,
): Promise<ScannedSegment[]> {
  const good = goodSegments(scanJournal(bytes).segments, key);
  const text = mendedText(good, neighbours, key) + openText;
  const asideName = await damagedName(disk, name);
  if (text === '') await disk.rename(name, asideName);
  else await replaceFile(disk, name, text, asideName);
  const mended = scanJournal(text).segments;
  log.error('a file of the journal is damaged: it was set aside, its good segments are kept', {
    file: name,
    setAsideAs: asideName,
    sizeBytes: bytes.length,
    goodSegments: good.length,
    tombstones: mended.length - good.length,
  });
  return mended;
}

export type RepairOptions = { name: string; bytes: string; openText?: string; neighbours: Neighbours; log: Log };

/** Signed by this probe and of increasing numbers. */
function goodSegments(segments: ScannedSegment[], key: ProbeKey): ScannedSegment[] {
  const good: ScannedSegment[] = [];
  for (const segment of segments) {
    const isNext = segment.header.number > (good.at(-1)?.header.number ?? 0);
    if (isNext && segment.header.probe === key.probe && isSignedBy(segment, key)) good.push(segment);
  }
  return good;
}

function mendedText(good: ScannedSegment[], { before, next }: Neighbours, key: ProbeKey): string {
  let text = '';
  let end = before;
  for (const segment of good) {
    text += bridge(end, segment.header, key) + segment.text;
    end = chainEndOf(segment);
  }
  return next ? text + bridge(end, next, key) : text;
}

/** What has to stand between `end` and the segment with that header, so that the chain holds; mostly nothing. */
export function bridge(end: ChainEnd, next: SegmentHeader, key: ProbeKey, reason: MissingReason = 'damaged'): string {
  const through = endBeforeHeader(next);
  return through.number > end.number ? formatTombstone({ end, through, reason, context: next }, key) : '';
}
