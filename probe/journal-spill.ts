import { access, constants, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { closeSegment, formatSegmentHeader, parseSegment, type SegmentHeader } from '../rules/journal/segment.ts';
import { formatRound, parseRound, type Round } from '../rules/round.ts';
import { type JournalDisk, openJournalDisk } from './journal-disk.ts';
import { type ChainEnd, type DayFile, nextPlace, notePlaced } from './journal-files.ts';
import { openText, type Part } from './journal-part.ts';
import type { RecoveredJournal, RecoveryOptions } from './journal-recovery.ts';
import { scanJournal } from './journal-scan.ts';
import { sha256Hex } from './key-file.ts';

/**
 * The spill: rounds of segments that are not sealed yet, in a folder of memory (tmpfs, `/dev/shm`), one file a segment.
 * It outlives `kill -9` of the probe, not a power cut, and costs no write to the card: the day's file is then written
 * only when a segment is closed, instead of page after page for each round. Where there is no such folder,
 * the journal writes open segments to the disk (journal.ts, WRITE_AFTER_MS).
 */
const MEMORY_FOLDER = '/dev/shm';

/** null: this system has no folder in memory that we may use. */
export async function openSpill(probe: string, dataDir: string): Promise<JournalDisk | null> {
  try {
    await access(MEMORY_FOLDER, constants.W_OK);
    const folder = join(MEMORY_FOLDER, `linewitness-${probe}-${sha256Hex(dataDir).slice(0, 16)}`);
    const disk = await openJournalDisk(folder);
    // /dev/shm is everybody's: what another user put there first must never be signed
    const { uid, mode } = await lstat(folder);
    const isOurs = uid === process.getuid?.() && (mode & 0o170_077) === 0o040_000;
    return isOurs ? disk : null;
  } catch {
    return null; // not Linux, or a container without it
  }
}

function spillName(number: number): string {
  return `${number}.open`;
}

/** Brings the spill of that segment up to date. If we die in the middle of a line, that line is lost. */
export async function spill(disk: JournalDisk, part: Part): Promise<void> {
  const text = openText(part);
  if (part.spilledBytes < text.length) {
    await disk.write(spillName(part.header.number), part.spilledBytes, text.slice(part.spilledBytes));
  }
  if (part.spilledBytes === 0) await disk.truncate(spillName(part.header.number), text.length);
  part.spilledBytes = text.length;
}

/** The segment is sealed. If we die before this: the next start sees that its rounds are in the journal. */
export async function dropSpill(disk: JournalDisk, number: number): Promise<void> {
  await disk.remove(spillName(number));
}

/**
 * Puts what the last run had spilled behind the recovered journal, closed and signed by this run. Rounds that the
 * journal has are left out, so this may be interrupted and done again. The spill is empty afterwards.
 */
export async function recoverSpill(
  options: RecoveryOptions,
  recovered: RecoveredJournal,
  spillDisk: JournalDisk,
): Promise<RecoveredJournal> {
  const numbers = (await spillDisk.list()).map(({ name, sizeBytes }) => ({
    number: Number.parseInt(name, 10),
    name,
    sizeBytes,
  }));
  numbers.sort((a, b) => a.number - b.number);
  let result = recovered;
  let last = await lastRound(options, recovered.files);
  for (const { name, sizeBytes } of numbers) {
    const { open } = scanJournal((await spillDisk.read(name, 0, sizeBytes)).toString('latin1'));
    if (open?.header.probe !== options.key.probe) continue;
    const rounds = roundsAfter(open.text, last?.runId === open.header.runId ? last.sequence : -1);
    const lastSpilled = rounds.at(-1);
    if (!lastSpilled) continue;
    result = await appendRecovered(options, result, open.header, rounds);
    last = { runId: open.header.runId, sequence: lastSpilled.sequence };
  }
  for (const { name } of numbers) await spillDisk.remove(name);
  return result;
}

/** Run and sequence of the last round in the journal. */
async function lastRound(
  { disk }: RecoveryOptions,
  files: DayFile[],
): Promise<{ runId: string; sequence: number } | null> {
  const file = files.at(-1);
  if (!file) return null;
  const { segments } = scanJournal((await disk.read(file.name, 0, file.sizeBytes)).toString('latin1'));
  for (const { text } of segments.reverse()) {
    const parsed = parseSegment(text, 200);
    const round = typeof parsed === 'string' ? undefined : parsed.segment.rounds.at(-1);
    if (typeof parsed !== 'string' && round) return { runId: parsed.segment.runId, sequence: round.sequence };
  }
  return null;
}

function roundsAfter(text: string, sequence: number): Round[] {
  const lines = text
    .slice(text.indexOf('\n\n') + 2)
    .split('\n')
    .slice(0, -1);
  const rounds = lines.map((line) => parseRound(line, 200)).filter((round) => typeof round !== 'string');
  return rounds.filter((round) => round.sequence > sequence);
}

/** If we die before the flush: the spill is still there, and the next start cuts what is torn and does this again. */
async function appendRecovered(
  { disk, key, log }: RecoveryOptions,
  { files, end, missing }: RecoveredJournal,
  spilled: SegmentHeader,
  rounds: Round[],
): Promise<RecoveredJournal> {
  const number = (missing?.toNumber ?? end.number) + 1;
  const header: SegmentHeader = { ...spilled, number, previousSha256: end.sha256, missing };
  const lines = rounds.map((round) => `${formatRound(round)}\n`).join('');
  const text = closeSegment(formatSegmentHeader(header) + lines, 'recovery', rounds.length, key.sign);
  const place = await nextPlace(disk, files, rounds[0]?.wallAtMs ?? 0);
  await disk.write(place.name, place.startByte, text);
  await disk.sync(place.name);
  await disk.syncFolder();
  notePlaced(files, place, header, text.length);
  log.info('closed what the last run had measured', { number, rounds: rounds.length });
  const newEnd: ChainEnd = { number, sha256: sha256Hex(text) };
  return { files, end: newEnd, missing: null };
}
