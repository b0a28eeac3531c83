import { z } from 'zod';
import { sha256HexSchema } from '../rules/ids.ts';
import { chainSha256, formatSegmentHeader, type Missing, type SegmentHeader } from '../rules/journal/segment.ts';
import { signText, splitSignature } from '../rules/journal/signed-text.ts';
import type { Journal } from './journal.ts';
import type { JournalDisk } from './journal-disk.ts';
import { type ChainEnd, type DayFile, firstNumberOf, isChainedTo, replaceFile } from './journal-files.ts';
import { type ScannedSegment, scanJournal } from './journal-scan.ts';
import { type ProbeKey, sha256Hex } from './key-file.ts';

/**
 * A journal that was lost, or a card that forgot flushed bytes, goes on at numbers which the server has already. What
 * was measured since then was never accepted by anyone; it is signed again, round for round the same, behind the end
 * that the server names, with a declared gap before it.
 */
const intentSchema = z.strictObject({
  /** The first segment that is signed again. */
  fromNumber: z.int().min(1),
  /** The last one that the server has. */
  number: z.int().min(0),
  sha256: sha256HexSchema,
});
export type RechainIntent = z.infer<typeof intentSchema>;

export const INTENT_FILE = 'rechain.json';

/** Puts everything from `fromNumber` on behind `end`. False when the disk does not take what is still in memory. */
export async function rechain(journal: Journal, fromNumber: number, end: ChainEnd): Promise<boolean> {
  await journal.settled();
  return journal.exclusive(async () => {
    if (!journal.isClosedWritten()) return false;
    const { disk, key } = journal.options;
    const intent: RechainIntent = { fromNumber, number: end.number, sha256: end.sha256 };
    // If we die before this is flushed: nothing has changed, and the server will ask for it again.
    await replaceFileText(disk, INTENT_FILE, JSON.stringify(intent));
    const result = await applyRechain(disk, key, journal.files, intent);
    journal.files = result.files;
    journal.forgetPlaces();
    journal.continueFrom(result.end, result.missing);
    return true;
  });
}

/** The intent that a run left behind when it died in {@link rechain}; null: none. */
export async function readIntent(disk: JournalDisk): Promise<RechainIntent | null> {
  const known = (await disk.list()).find((file) => file.name === INTENT_FILE);
  if (!known) return null;
  try {
    const json: unknown = JSON.parse((await disk.read(INTENT_FILE, 0, 1000)).toString('latin1'));
    return intentSchema.safeParse(json).data ?? null;
  } catch {
    return null; // torn or damaged: the server will ask again
  }
}

/**
 * Signs anew, file by file from the last to the first, so that the numbers of the files stay in order at every step.
 * Signatures are deterministic (RFC 8032): if we die between two files, the next start computes the same texts, finds
 * the files that are done, and does the rest. After the last one the intent is removed.
 */
export async function applyRechain(
  disk: JournalDisk,
  key: ProbeKey,
  files: DayFile[],
  intent: RechainIntent,
): Promise<{ files: DayFile[]; end: ChainEnd; missing: Missing | null }> {
  const start: ChainEnd = { number: intent.number, sha256: intent.sha256 };
  const lost: Missing = { fromNumber: start.number + 1, toNumber: start.number + 1, reason: 'journal-lost' };
  let end = start;
  let missing: Missing | null = lost;
  const starts: { file: DayFile; end: ChainEnd; missing: Missing | null }[] = [];
  for (const file of files) {
    if (file.lastNumber < intent.fromNumber) continue;
    starts.push({ file, end, missing });
    const renewed = renew(await readPending(disk, file, intent), { end, missing }, key);
    if (renewed.count > 0) missing = null;
    end = renewed.end;
  }
  for (const place of starts.reverse()) {
    const { file } = place;
    const bytes = (await disk.read(file.name, 0, file.sizeBytes)).toString('latin1');
    const kept = scanJournal(bytes).segments.filter((segment) => segment.header.number < intent.fromNumber);
    const keptText = kept.map((segment) => segment.text).join('');
    const renewed = renew(await readPending(disk, file, intent), place, key);
    const text = keptText + renewed.text;
    if (text !== bytes.slice(0, file.sizeBytes)) await replaceFile(disk, file.name, text);
    const [first] = scanJournal(text).segments;
    file.firstNumber = first ? firstNumberOf(first.header) : file.firstNumber;
    Object.assign(file, { lastNumber: renewed.end.number, sizeBytes: text.length });
  }
  await disk.remove(INTENT_FILE);
  return { files, end, missing };
}

async function readPending(disk: JournalDisk, file: DayFile, { fromNumber }: RechainIntent): Promise<ScannedSegment[]> {
  const bytes = (await disk.read(file.name, 0, file.sizeBytes)).toString('latin1');
  return scanJournal(bytes).segments.filter((segment) => segment.header.number >= fromNumber);
}

type Renewed = { text: string; end: ChainEnd; count: number };

/** The same segments behind another end; as they are, when that was done before. */
function renew(segments: ScannedSegment[], place: { end: ChainEnd; missing: Missing | null }, key: ProbeKey): Renewed {
  let { end, missing } = place;
  let text = '';
  for (const segment of segments) {
    // Chained there already: an earlier start did it.
    const isDone = isChainedTo(end, segment.header);
    const header = isDone ? segment.header : renewHeader(segment.header, end, missing);
    const renewed = isDone ? segment.text : resign(segment, header, key);
    text += renewed;
    end = { number: header.number, sha256: chainSha256(header, sha256Hex(renewed)) };
    missing = null;
  }
  return { text, end, count: segments.length };
}

function renewHeader(header: SegmentHeader, end: ChainEnd, missing: Missing | null): SegmentHeader {
  const own = header.missing;
  const lostCount = (own ? own.toNumber - own.fromNumber + 1 : 0) + (missing ? 1 : 0);
  const toNumber = end.number + lostCount;
  const reason = missing?.reason ?? own?.reason ?? 'journal-lost';
  return {
    ...header,
    number: toNumber + 1,
    previousSha256: end.sha256,
    missing: lostCount > 0 ? { fromNumber: end.number + 1, toNumber, reason } : null,
  };
}

function resign(segment: ScannedSegment, header: SegmentHeader, key: ProbeKey): string {
  const split = splitSignature(segment.text);
  if (typeof split === 'string') throw new Error(`bug: a scanned segment ${split}`);
  const body = split.signedText.slice(formatSegmentHeader(segment.header).length);
  return signText(formatSegmentHeader(header) + body, key.sign);
}

async function replaceFileText(disk: JournalDisk, name: string, text: string): Promise<void> {
  await disk.remove(name);
  await disk.write(name, 0, text);
  await disk.sync(name);
  await disk.syncFolder();
}
