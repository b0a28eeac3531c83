import { chainSha256, formatSegment, type MissingReason, type SegmentHeader } from '../rules/journal/segment.ts';
import type { JournalDisk } from './journal-disk.ts';
import type { ScannedSegment } from './journal-scan.ts';
import type { ProbeKey } from './key-file.ts';

/**
 * The folder of the journal:
 *
 *     2026-11-22.txt            segments opened on that UTC day, one after the other, numbers without a gap
 *     2026-11-22.2.txt          the same day again, after the wall clock had been on another day in between
 *     2026-11-22.txt.new        a rewriting that is not finished; see replaceFile
 *     2026-11-22.txt.damaged-1  what a damaged file held when the damage was found; never sent, never overwritten
 */
export const DAY_FILE = /^\d{4}-\d{2}-\d{2}(?:\.[1-9]\d{0,5})?\.txt$/;

/** One file of whole segments; the numbers in it run from `firstNumber` (or the gap it declares) to `lastNumber`. */
export type DayFile = { name: string; firstNumber: number; lastNumber: number; sizeBytes: number };

/** A place in the chain: the number of a segment and the hash that the next one names. Number 0: before the first. */
export type ChainEnd = { number: number; sha256: string };

/** Where the next file of segments opened at that wall time goes. `current` is the last file, while it is still that day. */
export function dayFileName(openedAtMs: number, current: string | null, existing: Iterable<string>): string {
  const day = new Date(openedAtMs).toISOString().slice(0, 10);
  if (current?.startsWith(`${day}.`)) return current;
  const names = new Set(existing);
  let name = `${day}.txt`;
  for (let count = 2; names.has(name); count += 1) name = `${day}.${count}.txt`;
  return name;
}

/** Where a segment is written: from `startByte` of that file on. */
export type Place = { name: string; startByte: number; isNewFile: boolean };

/** The place of the next segment: behind the last of `files`, or in a file of its own when another day has begun. */
export async function nextPlace(disk: JournalDisk, files: DayFile[], openedAtMs: number): Promise<Place> {
  const current = files.at(-1);
  const names = (await disk.list()).map((file) => file.name);
  const name = dayFileName(openedAtMs, current?.name ?? null, names);
  const isNewFile = name !== current?.name;
  return { name, startByte: isNewFile ? 0 : (current?.sizeBytes ?? 0), isNewFile };
}

/** Notes in `files` that a segment with that header lies at that place, durably. */
export function notePlaced(
  files: DayFile[],
  { name, startByte }: Place,
  header: SegmentHeader,
  lengthBytes: number,
): void {
  const file = files.find((known) => known.name === name);
  const end = { lastNumber: header.number, sizeBytes: startByte + lengthBytes };
  if (file) Object.assign(file, end);
  else files.push({ name, firstNumber: firstNumberOf(header), ...end });
}

/** The first number that a segment accounts for: its own, or that of the gap it declares. */
export function firstNumberOf(header: SegmentHeader): number {
  return header.missing?.fromNumber ?? header.number;
}

export function chainEndOf(segment: ScannedSegment): ChainEnd {
  return { number: segment.header.number, sha256: chainSha256(segment.header, segment.sha256) };
}

/** Whether a segment with that header may stand right after `end`. */
export function isChainedTo(end: ChainEnd, header: SegmentHeader): boolean {
  return firstNumberOf(header) === end.number + 1 && header.previousSha256 === end.sha256;
}

/** What a tombstone stands for: the segments from `end` (not included) through `through` (included). */
export type Lost = {
  end: ChainEnd;
  through: ChainEnd;
  reason: MissingReason;
  /** Run, boot, method and configuration of a segment nearby. */
  context: Pick<SegmentHeader, 'runId' | 'bootId' | 'methodSha256' | 'configSha256'>;
};

/** The signed text that stands where segments are gone (rules/journal/segment.ts: tombstone). */
export function formatTombstone({ end, through, reason, context }: Lost, key: ProbeKey): string {
  const fromNumber = end.number + 1;
  if (through.number < fromNumber) throw new Error(`bug: nothing is lost between ${end.number} and ${through.number}`);
  const { runId, bootId, methodSha256, configSha256 } = context;
  return formatSegment(
    {
      probe: key.probe,
      number: through.number,
      previousSha256: end.sha256,
      runId,
      bootId,
      challenge: null,
      methodSha256,
      configSha256,
      missing: fromNumber < through.number ? { fromNumber, toNumber: through.number - 1, reason } : null,
      resumesSha256: through.sha256,
      closedBy: 'tombstone',
      rounds: [],
    },
    key.sign,
  );
}

/** The place in the chain that a segment with that header is put behind. */
export function endBeforeHeader(header: SegmentHeader): ChainEnd {
  return { number: firstNumberOf(header) - 1, sha256: header.previousSha256 };
}

/** A name for what is set aside that nothing has yet. */
export async function damagedName(disk: JournalDisk, name: string): Promise<string> {
  const names = new Set((await disk.list()).map((file) => file.name));
  let count = 1;
  while (names.has(`${name}.damaged-${count}`)) count += 1;
  return `${name}.damaged-${count}`;
}

/**
 * Gives the file a new content as a whole; the old one stays under `oldName` where that is given. Durable on return.
 *
 * If we die before the new text is flushed: the old file is untouched, the `.new` is removed at the next start. Between
 * the two renames: there is only the `.new`, complete, and the next start gives it its name. After them: done.
 */
export async function replaceFile(disk: JournalDisk, name: string, text: string, oldName?: string): Promise<void> {
  const newName = `${name}.new`;
  await disk.remove(newName);
  await disk.write(newName, 0, text);
  await disk.sync(newName);
  await disk.syncFolder();
  if (oldName) await disk.rename(name, oldName);
  await disk.rename(newName, name);
  await disk.syncFolder();
}

/** Ends what {@link replaceFile} began when the run before died in it. */
export async function finishReplacing(disk: JournalDisk): Promise<void> {
  const names = new Set((await disk.list()).map((file) => file.name));
  for (const newName of names) {
    if (!newName.endsWith('.txt.new')) continue;
    const name = newName.slice(0, -'.new'.length);
    if (names.has(name)) await disk.remove(newName);
    else await disk.rename(newName, name);
  }
}
