import { NO_PREVIOUS_SHA256 } from '../rules/ids.ts';
import { closeSegment, type Missing, parseSegmentHeader, type SegmentHeader } from '../rules/journal/segment.ts';
import { parseMethod } from '../rules/method.ts';
import type { JournalDisk } from './journal-disk.ts';
import {
  type ChainEnd,
  chainEndOf,
  DAY_FILE,
  type DayFile,
  damagedName,
  finishReplacing,
  firstNumberOf,
  isChainedTo,
} from './journal-files.ts';
import { isIntact, isSignedBy, repairFile } from './journal-repair.ts';
import { type OpenSegment, type Scan, scanJournal } from './journal-scan.ts';
import type { ProbeKey } from './key-file.ts';
import type { Log } from './log.ts';

/** What a new run finds and goes on from. */
export type RecoveredJournal = {
  /** In the order of their numbers; every byte in them is part of a closed, flushed segment. */
  files: DayFile[];
  /** What the next segment is chained to, and the gap that it has to declare. */
  end: ChainEnd;
  missing: Missing | null;
};

export type RecoveryOptions = {
  disk: JournalDisk;
  key: ProbeKey;
  /** The last receipt that is kept; null: none. */
  delivered: ChainEnd | null;
  /** Exact text of a method; null: not known. */
  methodText: (methodSha256: string) => Promise<string | null>;
  log: Log;
};

/** More lost segments than this are not believed: the number in the damaged bytes is damaged too. */
const MAX_LOST_SEGMENTS = 100_000;

/**
 * Makes the journal whole after whatever ended the last run: closes and signs the complete lines of its open segment,
 * cuts off what a torn write left, sets damage aside. Every step can be interrupted and is done again by the next
 * start. Rejects only when the folder itself can't be read or written.
 */
export async function recoverJournal(options: RecoveryOptions): Promise<RecoveredJournal> {
  const { disk, delivered, log } = options;
  await finishReplacing(disk);
  const files = await findFiles(options);
  let lostThrough = 0;
  let end: ChainEnd = { number: 0, sha256: NO_PREVIOUS_SHA256 };
  for (let file = files.pop(); file; file = files.pop()) {
    const before = await endBefore(options, files);
    const last = await recoverLastFile(options, file, before);
    lostThrough = Math.max(lostThrough, last.lostThrough);
    if (last.file) {
      files.push(last.file);
      end = last.end;
      break;
    }
  }
  if (delivered && delivered.number > end.number) {
    if (files.length > 0) log.warn('the journal ends before what the server has', { lastNumber: end.number });
    end = delivered;
  }
  const isGap = lostThrough > end.number && lostThrough - end.number <= MAX_LOST_SEGMENTS;
  const missing: Missing | null = isGap
    ? { fromNumber: end.number + 1, toNumber: lostThrough, reason: 'damaged' }
    : null;
  return { files, end, missing };
}

/** All day files by number. The last number of a file is known from the first of the next. */
async function findFiles({ disk, key, log }: RecoveryOptions): Promise<DayFile[]> {
  const files: DayFile[] = [];
  for (const { name, sizeBytes } of await disk.list()) {
    if (!DAY_FILE.test(name)) continue;
    const firstNumber = await firstNumberIn(disk, name, sizeBytes, key);
    if (firstNumber !== null) files.push({ name, firstNumber, lastNumber: firstNumber, sizeBytes });
    else await setAside(disk, name, sizeBytes, log);
  }
  files.sort((a, b) => a.firstNumber - b.firstNumber);
  for (const [index, file] of files.entries()) {
    const next = files[index + 1];
    if (next) file.lastNumber = next.firstNumber - 1;
  }
  return files;
}

/** The first number that the file accounts for; null when nothing of this probe is in it. */
async function firstNumberIn(
  disk: JournalDisk,
  name: string,
  sizeBytes: number,
  key: ProbeKey,
): Promise<number | null> {
  const header = await readFirstHeader(disk, name);
  if (header?.probe === key.probe) return firstNumberOf(header);
  const { segments, open } = scanJournal((await disk.read(name, 0, sizeBytes)).toString('latin1'));
  const first = [...segments, ...(open ? [open] : [])].find((segment) => segment.header.probe === key.probe);
  return first ? firstNumberOf(first.header) : null;
}

/** The header of the first segment, when the file begins with one. */
export async function readFirstHeader(disk: JournalDisk, name: string): Promise<SegmentHeader | null> {
  const head = (await disk.read(name, 0, 4000)).toString('latin1');
  const endAt = head.indexOf('\n\n');
  const header = parseSegmentHeader(head.slice(0, Math.max(0, endAt + 2)));
  return typeof header === 'string' ? null : header;
}

async function setAside(disk: JournalDisk, name: string, sizeBytes: number, log: Log): Promise<void> {
  const bytes = (await disk.read(name, 0, sizeBytes)).toString('latin1');
  const isOnlyTorn = scanJournal(bytes).damaged.length === 0 && bytes.length < 4000;
  const asideName = await damagedName(disk, name);
  if (isOnlyTorn) await disk.remove(name);
  else await disk.rename(name, asideName);
  log.warn('a file of the journal holds no segment of this probe', {
    file: name,
    sizeBytes,
    setAsideAs: isOnlyTorn ? null : asideName,
  });
}

/** The end of the chain before the last file: of the file before it, of the receipts, or the very beginning. */
async function endBefore({ disk, delivered }: RecoveryOptions, files: DayFile[]): Promise<ChainEnd> {
  const file = files.at(-1);
  const start: ChainEnd = { number: 0, sha256: NO_PREVIOUS_SHA256 };
  if (!file) return delivered ?? start;
  const last = scanJournal((await disk.read(file.name, 0, file.sizeBytes)).toString('latin1')).segments.at(-1);
  return last ? chainEndOf(last) : (delivered ?? start);
}

type LastFile = { file: DayFile | null; end: ChainEnd; lostThrough: number };

async function recoverLastFile(options: RecoveryOptions, file: DayFile, before: ChainEnd): Promise<LastFile> {
  const { disk, key, log } = options;
  const bytes = (await disk.read(file.name, 0, file.sizeBytes)).toString('latin1');
  const scan = await scanWithMethod(options, bytes);
  const open = usableOpen(scan, key, before);
  const closedText = open ? closeSegment(open.text, 'recovery', open.roundCount, key.sign) : '';
  const isWhole = scan.damaged.length === 0 && isIntact(scan.segments, key) && !isHoleBefore(scan, open);
  if (isWhole && (open !== null || scan.open === null || scan.open.roundCount === 0)) {
    await closeInPlace(disk, file.name, bytes.length, {
      startByte: lastEnd(scan),
      openBytes: open?.text.length ?? 0,
      closedText,
    });
  } else {
    await repairFile(disk, key, {
      name: file.name,
      bytes,
      openText: closedText,
      neighbours: { before, next: open?.header ?? null },
      log,
    });
  }
  const cutBytes = scan.tornBytes + (open ? 0 : (scan.open?.text.length ?? 0));
  if (cutBytes > 0 && isWhole)
    log.warn('a write was cut short: the torn end of the journal was cut off', { file: file.name, cutBytes });
  if (open) log.info('closed what the last run had measured', { number: open.header.number, rounds: open.roundCount });
  return summary(disk, file.name, isWhole ? 0 : highestNumber(bytes));
}

/** The lines of the open segment are not signed yet: they are held against the method that they were measured with. */
async function scanWithMethod({ methodText }: RecoveryOptions, bytes: string): Promise<Scan> {
  const scan = scanJournal(bytes);
  if (!scan.open) return scan;
  const method = parseMethod((await methodText(scan.open.header.methodSha256)) ?? '');
  return typeof method === 'string' ? scan : scanJournal(bytes, method.targets.length);
}

/** The open segment, when it has something to close and its place is behind what is known. */
function usableOpen(scan: Scan, key: ProbeKey, before: ChainEnd): OpenSegment | null {
  const { open } = scan;
  if (!open || open.roundCount === 0 || open.header.probe !== key.probe) return null;
  const lastSegment = scan.segments.findLast((segment) => isSignedBy(segment, key));
  const end = lastSegment ? chainEndOf(lastSegment) : before;
  // A hole before it is filled by a tombstone; with the number that follows, its hash must fit too.
  const isBehindHole = firstNumberOf(open.header) > end.number + 1;
  return isChainedTo(end, open.header) || isBehindHole || (!lastSegment && before.number === 0) ? open : null;
}

function isHoleBefore({ segments }: Scan, open: OpenSegment | null): boolean {
  const lastSegment = segments.at(-1);
  return open !== null && lastSegment !== undefined && !isChainedTo(chainEndOf(lastSegment), open.header);
}

function lastEnd(scan: Scan): number {
  return scan.segments.at(-1)?.endByte ?? 0;
}

/**
 * Cuts the torn end and writes the trailer. If we die after the cut: the complete lines stand there without a trailer,
 * and the next start does this again. In the middle of the trailer: it is torn, cut, and written again. Nothing of the
 * segment counts, or is sent, before the flush.
 */
async function closeInPlace(
  disk: JournalDisk,
  name: string,
  sizeBytes: number,
  { startByte, openBytes, closedText }: { startByte: number; openBytes: number; closedText: string },
): Promise<void> {
  const keepBytes = startByte + openBytes;
  if (keepBytes < sizeBytes) await disk.truncate(name, keepBytes);
  if (closedText !== '') await disk.write(name, keepBytes, closedText.slice(openBytes));
  // Also when nothing was changed: the run before may have died between writing and flushing.
  await disk.sync(name);
  await disk.syncFolder();
}

async function summary(disk: JournalDisk, name: string, lostThrough: number): Promise<LastFile> {
  const sizeBytes = (await disk.list()).find((file) => file.name === name)?.sizeBytes ?? 0;
  const bytes = sizeBytes === 0 ? '' : (await disk.read(name, 0, sizeBytes)).toString('latin1');
  const { segments } = scanJournal(bytes);
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) {
    await disk.remove(name);
    return { file: null, end: { number: 0, sha256: NO_PREVIOUS_SHA256 }, lostThrough };
  }
  const file = { name, firstNumber: firstNumberOf(first.header), lastNumber: last.header.number, sizeBytes };
  return { file, end: chainEndOf(last), lostThrough };
}

/** The highest segment number that can still be read in damaged bytes: so many segments there once were. */
function highestNumber(bytes: string): number {
  const numbers = [...bytes.matchAll(/\nnumber: ([1-9]\d{0,14})\n/g)].map((match) => Number(match[1]));
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}
