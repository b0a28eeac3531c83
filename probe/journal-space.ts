import { parseSegment } from '../rules/journal/segment.ts';
import { parseMethod } from '../rules/method.ts';
import { classOfOutcome } from '../rules/sample.ts';
import type { Journal } from './journal.ts';
import {
  chainEndOf,
  type DayFile,
  endBeforeHeader,
  firstNumberOf,
  formatTombstone,
  replaceFile,
} from './journal-files.ts';
import { type ScannedSegment, scanJournal } from './journal-scan.ts';

export type SpaceOptions = {
  /** For the folder of the journal. */
  maxBytes: number;
  /** Number of the last segment that a server has promised to keep. */
  deliveredThrough: () => number;
  /** Number of the last segment of an upload that is under way; it is not touched. */
  sendingThrough: () => number;
  /** Exact text of a method; null: not known. */
  methodText: (methodSha256: string) => Promise<string | null>;
};

/** So much is freed beyond the limit, so that a full journal is not rewritten with each segment. */
const SLACK_RATIO = 0.1;
/** As many far samples lost in a row make a segment worth more than a quiet one (RFC 3357: a loss burst). */
const EVENT_LOST_SAMPLES = 3;

/**
 * Keeps the folder under its limit: delivered files go first, oldest first; then what was set aside as damaged; then
 * quiet segments that were never delivered, oldest first; those that show an outage, and their neighbours, last. A
 * tombstone stands for what is gone, so that the server knows and the chain holds. The last segment always stays.
 *
 * A disk that is full although the folder is below its limit costs only delivered files: others filled it.
 */
export function spaceKeeper(options: SpaceOptions): (journal: Journal, isDiskFull: boolean) => Promise<void> {
  let checkedNumber = -1;
  return async (journal, isDiskFull) => {
    if (isDiskFull) {
      await removeDelivered(journal, options, 1);
      return;
    }
    if (journal.sealed.number === checkedNumber) return;
    checkedNumber = journal.sealed.number;
    const excessBytes = (await folderBytes(journal)) - options.maxBytes;
    if (excessBytes > 0) await free(journal, options, excessBytes + options.maxBytes * SLACK_RATIO);
  };
}

async function folderBytes({ options }: Journal): Promise<number> {
  return (await options.disk.list()).reduce((sum, file) => sum + file.sizeBytes, 0);
}

/** Each step may be interrupted: it removes a whole file or replaces one as a whole, and the chain holds after each. */
async function free(journal: Journal, options: SpaceOptions, wantedBytes: number): Promise<void> {
  let freedBytes = await removeDelivered(journal, options, wantedBytes);
  if (freedBytes < wantedBytes) freedBytes += await removeSetAside(journal, wantedBytes - freedBytes);
  for (const isOutageKept of [true, false]) {
    for (const file of journal.files) {
      if (freedBytes >= wantedBytes) return;
      freedBytes += await thin(journal, options, file, isOutageKept);
    }
  }
}

async function removeDelivered(journal: Journal, options: SpaceOptions, wantedBytes: number): Promise<number> {
  let freedBytes = 0;
  while (freedBytes < wantedBytes && journal.files.length > 1) {
    const file = journal.files[0];
    if (!file || file.lastNumber > options.deliveredThrough()) break;
    await journal.options.disk.remove(file.name);
    journal.files.shift();
    freedBytes += file.sizeBytes;
    journal.options.log.info('a delivered file of the journal was removed to make room', { file: file.name });
  }
  return freedBytes;
}

async function removeSetAside({ options }: Journal, wantedBytes: number): Promise<number> {
  const files = (await options.disk.list()).filter((file) => /\.damaged-\d+$/.test(file.name));
  let freedBytes = 0;
  for (const file of files.sort((a, b) => a.name.localeCompare(b.name))) {
    if (freedBytes >= wantedBytes) break;
    await options.disk.remove(file.name);
    freedBytes += file.sizeBytes;
    options.log.warn('a damaged file that had been set aside was removed to make room', { file: file.name });
  }
  return freedBytes;
}

/** Writes the file anew without the delivered and, but for outages, the undelivered segments. Returns what that freed. */
async function thin(journal: Journal, options: SpaceOptions, file: DayFile, isOutageKept: boolean): Promise<number> {
  const { disk, key, log } = journal.options;
  const bytes = (await disk.read(file.name, 0, file.sizeBytes)).toString('latin1');
  const all = scanJournal(bytes).segments;
  const isFirstFile = journal.files[0] === file;
  const segments = all.filter(
    ({ header }) =>
      !isFirstFile || header.number > options.deliveredThrough() || header.number === journal.sealed.number,
  );
  const kept = await keptOf(journal, options, segments, isOutageKept);
  let text = '';
  let run: ScannedSegment[] = [];
  for (const segment of [...segments, null]) {
    if (segment && !kept.has(segment)) {
      run.push(segment);
      continue;
    }
    text += tombstoneFor(run, key) + (segment?.text ?? '');
    run = [];
  }
  const first = segments[0];
  if (text.length >= bytes.length || !first) return 0;
  await replaceFile(disk, file.name, text);
  const freedBytes = bytes.length - text.length;
  Object.assign(file, { sizeBytes: text.length, firstNumber: firstNumberOf(first.header) });
  journal.forgetPlaces();
  log.warn('segments that were never delivered were removed: the limit of the journal is reached', {
    file: file.name,
    segments: segments.length - kept.size,
    isOutageKept,
  });
  return freedBytes;
}

function tombstoneFor(run: ScannedSegment[], key: Journal['options']['key']): string {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) return '';
  if (run.length === 1 && first.header.resumesSha256 !== null) return first.text;
  const lost = {
    end: endBeforeHeader(first.header),
    through: chainEndOf(last),
    reason: 'disk-limit',
    context: last.header,
  } as const;
  return formatTombstone(lost, key);
}

async function keptOf(
  journal: Journal,
  options: SpaceOptions,
  segments: ScannedSegment[],
  isOutageKept: boolean,
): Promise<Set<ScannedSegment>> {
  const kept = new Set<ScannedSegment>();
  for (const [index, segment] of segments.entries()) {
    const { number } = segment.header;
    if (number === journal.sealed.number || number <= options.sendingThrough()) kept.add(segment);
    if (!isOutageKept || !(await showsOutage(segment, options))) continue;
    // The last answer before and the first one after carry the bounds.
    for (const near of [segments[index - 1], segment, segments[index + 1]]) if (near) kept.add(near);
  }
  return kept;
}

/** Whether far samples were lost in a row; a segment that can't be read is worth keeping. */
async function showsOutage(segment: ScannedSegment, options: SpaceOptions): Promise<boolean> {
  const parsed = parseSegment(segment.text, 200);
  if (typeof parsed === 'string') return true;
  const method = parseMethod((await options.methodText(segment.header.methodSha256)) ?? '');
  const isFar = (target: number) => typeof method === 'string' || method.targets[target]?.role === 'far';
  const samples = parsed.segment.rounds.flatMap((round) => round.samples).filter((sample) => isFar(sample.target));
  samples.sort((a, b) => a.sentTickMs - b.sentTickMs);
  let lostInRow = 0;
  for (const { outcome } of samples) {
    const outcomeClass = classOfOutcome(outcome);
    if (outcomeClass === 'lost') lostInRow += 1;
    if (outcomeClass === 'answered') lostInRow = 0;
    if (lostInRow >= EVENT_LOST_SAMPLES) return true;
  }
  return false;
}
