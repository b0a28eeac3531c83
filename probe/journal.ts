import type { ClosedBy, Missing, SegmentHeader } from '../rules/journal/segment.ts';
import { chainSha256, closeSegment, formatSegmentHeader, MAX_SEGMENT_ROUNDS } from '../rules/journal/segment.ts';
import { formatRound, type Round } from '../rules/round.ts';
import type { Clocks } from './clocks.ts';
import type { JournalDisk } from './journal-disk.ts';
import { type ChainEnd, type DayFile, nextPlace, notePlaced, type Place } from './journal-files.ts';
import {
  dropOldest,
  droppedFrom,
  nextNumber,
  openText,
  ownRound,
  type Part,
  resetPlace,
  withLost,
} from './journal-part.ts';
import type { RecoveredJournal } from './journal-recovery.ts';
import { type ReserveAhead, startReserving } from './journal-reserve.ts';
import { dropSpill, spill } from './journal-spill.ts';
import { type ProbeKey, sha256Hex } from './key-file.ts';
import type { Log } from './log.ts';

/** What stands in the header of a segment besides its place in the chain. */
export type SegmentContext = Pick<SegmentHeader, 'runId' | 'bootId' | 'challenge' | 'methodSha256' | 'configSha256'>;

export type JournalOptions = {
  disk: JournalDisk;
  key: ProbeKey;
  clocks: Pick<Clocks, 'tickMs' | 'wallAtMs'>;
  log: Log;
  /** Folder in memory for open segments; null: there is none, they go to the disk. */
  spillDisk?: JournalDisk | null;
  recovered: RecoveredJournal;
  /** A segment is durable and may be sent. */
  onSealed?: (number: number) => void;
  /** Called inside the journal's own queue when the disk is full, or the folder above its limit. */
  makeRoom?: (journal: Journal, isDiskFull: boolean) => Promise<void>;
};

/**
 * Without a spill (journal-spill.ts): so long after a segment was opened its rounds stay in memory, from then on each is
 * written as it comes. The page that was flushed with the segment before is then dirtied by fewer of them. A `kill -9`
 * loses at most these seconds; the next run's first round shows the hole.
 */
export const WRITE_AFTER_MS = 30_000;

/** Closed segments that wait in memory for a disk that does not take them. */
const MAX_CLOSED_WAITING = 20;

/**
 * The living journal: one writer, one queue. Rounds are taken at once and never wait for the disk; what the disk does
 * not take stays in memory (the closed segment, then the last 100 rounds), what is dropped then is declared in the next
 * round. A segment counts as sealed, and may be sent, only after the flush of its last byte.
 */
export class Journal {
  readonly options: JournalOptions;
  /** Files of sealed segments, oldest first. Changed only inside {@link exclusive}. */
  files: DayFile[];
  /** The last sealed segment. */
  sealed: ChainEnd;
  #end: ChainEnd;
  #missing: Missing | null;
  #open: Part | null = null;
  #lastHeader: SegmentHeader | null = null;
  readonly #closed: Part[] = [];
  readonly #reserveAhead: ReserveAhead;
  #queue: Promise<unknown> = Promise.resolve();
  #isPumpQueued = false;
  #isFailing = false;
  #isSpillBroken = false;
  #droppedFromTickMs: number | null = null;

  constructor(options: JournalOptions) {
    this.options = options;
    this.files = options.recovered.files;
    this.sealed = options.recovered.end;
    this.#end = options.recovered.end;
    this.#missing = options.recovered.missing;
    this.#reserveAhead = startReserving(options.disk);
  }

  /** Rounds in the open segment; 0: none is open. */
  openRounds(): number {
    return this.#open?.lines.length ?? 0;
  }

  /** Number of the segment that holds the last round, open or closed. */
  lastNumber(): number {
    return this.#open?.header.number ?? this.#end.number;
  }

  /** Takes a round; opens a segment with that context where none is open. */
  append(round: Round, context: SegmentContext): void {
    if (this.#open && this.#open.lines.length >= MAX_SEGMENT_ROUNDS && !this.close('full')) dropOldest(this.#open);
    this.#open ??= this.#openPart(context);
    this.#open.lines.push(formatRound(this.#declareDropped(round)));
    this.#pumpSoon();
  }

  /**
   * Closes and signs the open segment; it is written and flushed as soon as the disk takes it. False when that had to
   * be put off: an earlier one still waits for the disk (with `method` and `shutdown` it is closed all the same).
   */
  close(closedBy: ClosedBy): boolean {
    const open = this.#open;
    if (!open || open.lines.length === 0) return true;
    const isForced = closedBy === 'method' || closedBy === 'shutdown';
    if (this.#closed.length >= (this.#isFailing && !isForced ? 1 : MAX_CLOSED_WAITING)) {
      if (isForced) this.#dropOpen(open);
      return isForced;
    }
    open.closedText = closeSegment(openText(open), closedBy, open.lines.length, this.options.key.sign);
    this.#end = {
      number: open.header.number,
      sha256: chainSha256(open.header, sha256Hex(open.closedText)),
    };
    this.#missing = null;
    this.#closed.push(open);
    this.#open = null;
    this.#pumpSoon();
    return true;
  }

  /** Resolves when everything that was asked before is done or has failed. */
  async settled(): Promise<void> {
    await this.exclusive(() => this.#pump());
  }

  /** Runs alone: no write, flush, repair or read of the journal happens meanwhile. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined); // the caller has the error; the queue goes on
    return result;
  }

  /** Whether nothing waits to be written but the open segment. Only inside {@link exclusive}. */
  isClosedWritten(): boolean {
    return this.#closed.length === 0;
  }

  /** Header of what comes after the sealed segments; null before the first round of this run. */
  nextHeader(): SegmentHeader | null {
    const last = this.#lastHeader;
    const { number, sha256 } = this.sealed;
    const after = last && { ...last, number: number + 1, previousSha256: sha256, missing: null };
    return this.#parts()[0]?.header ?? after;
  }

  /** Sealed bytes changed under the open segment (a repair): it is written again from its start. */
  forgetPlaces(): void {
    for (const part of this.#parts()) resetPlace(part);
  }

  /**
   * Goes on from another place in the chain. Only inside {@link exclusive}, with nothing closed in memory; an open
   * segment gets a new header, it has not been signed yet.
   */
  continueFrom(end: ChainEnd, missing: Missing | null): void {
    this.sealed = end;
    this.#end = end;
    this.#missing = missing;
    const open = this.#open;
    if (!open) return;
    open.header = { ...open.header, number: nextNumber(end, missing), previousSha256: end.sha256, missing };
    open.headerText = formatSegmentHeader(open.header);
    open.spilledBytes = 0;
    resetPlace(open);
  }

  #openPart(context: SegmentContext): Part {
    const missing = this.#missing;
    const header: SegmentHeader = {
      probe: this.options.key.probe,
      number: nextNumber(this.#end, missing),
      previousSha256: this.#end.sha256,
      ...context,
      missing,
      resumesSha256: null,
    };
    this.#lastHeader = header;
    const { clocks } = this.options;
    return {
      header,
      headerText: formatSegmentHeader(header),
      lines: [],
      openedAtMs: clocks.wallAtMs(),
      openedTickMs: clocks.tickMs(),
      closedText: null,
      place: null,
      writtenBytes: 0,
      spilledBytes: 0,
    };
  }

  #pumpSoon(): void {
    if (this.#isPumpQueued) return;
    this.#isPumpQueued = true;
    void this.exclusive(async () => {
      this.#isPumpQueued = false;
      await this.#pump();
    });
  }

  /** Brings to the disk what is due. Never rejects: what failed is kept and tried again with the next round. */
  async #pump(): Promise<void> {
    try {
      for (let part = this.#closed[0]; part; part = this.#closed[0]) await this.#seal(part, part.closedText ?? '');
      await this.#saveOpen();
      if (this.#isFailing) this.options.log.info('the disk takes the journal again');
      this.#isFailing = false;
      await this.options.makeRoom?.(this, false);
    } catch (error) {
      await this.#noteFailure(error);
    }
  }

  /** Puts the open segment where a `kill -9` does not reach it. */
  async #saveOpen(): Promise<void> {
    const open = this.#open;
    if (!open) return;
    if (await this.#spill(open)) return;
    if (this.options.clocks.tickMs() - open.openedTickMs >= WRITE_AFTER_MS) await this.#write(open, openText(open));
  }

  async #spill(open: Part): Promise<boolean> {
    const { spillDisk, log } = this.options;
    if (!spillDisk || this.#isSpillBroken) return false;
    try {
      await spill(spillDisk, open);
      return true;
    } catch (error) {
      log.warn('the folder in memory takes no rounds; open segments go to the disk', { error });
      this.#isSpillBroken = true;
      return false;
    }
  }

  async #noteFailure(error: unknown): Promise<void> {
    // After a failed flush the system may have thrown away what it held: all of it has to be written again.
    for (const part of this.#parts()) part.writtenBytes = 0;
    if (!this.#isFailing) this.options.log.error('the journal can’t be written; measuring goes on', { error });
    this.#isFailing = true;
    await this.options.makeRoom?.(this, true).catch(() => undefined); // the disk is in trouble: reported above
  }

  async #write(part: Part, text: string): Promise<Place> {
    part.place ??= await nextPlace(this.options.disk, this.files, part.openedAtMs);
    const { name, startByte } = part.place;
    // If we die in here: part of the text is in the file, without a trailer. The next run cuts the torn line and
    // closes the rest; nothing of it was sent.
    if (part.writtenBytes < text.length) {
      await this.options.disk.write(name, startByte + part.writtenBytes, text.slice(part.writtenBytes));
    }
    part.writtenBytes = text.length;
    return part.place;
  }

  async #seal(part: Part, text: string): Promise<void> {
    const { disk, onSealed } = this.options;
    const place = await this.#write(part, text);
    await this.#reserveAhead(place.name, place.startByte + text.length, this.files);
    // If we die here: the segment may be whole on the disk or not. It was not sent, so either is good.
    await disk.sync(place.name);
    if (place.isNewFile) await disk.syncFolder();
    // From here on it survives a power cut, and only from here on it may be sent.
    notePlaced(this.files, place, part.header, text.length);
    const { number } = part.header;
    this.sealed = { number, sha256: chainSha256(part.header, sha256Hex(text)) };
    this.#closed.shift();
    if (this.options.spillDisk) await dropSpill(this.options.spillDisk, number).catch(() => undefined); // see there
    onSealed?.(number);
  }

  #parts(): Part[] {
    return this.#open ? [...this.#closed, this.#open] : [...this.#closed];
  }

  /** Only with a queue of closed segments that the disk does not take: nothing of the open one was written. */
  #dropOpen(open: Part): void {
    const first = ownRound(open.lines[0]);
    this.#droppedFromTickMs ??= droppedFrom(first);
    this.#open = null;
    this.options.log.error('rounds were lost: the disk takes nothing', { rounds: open.lines.length });
  }

  /** The stretch whose rounds were dropped stands in the next round that is kept. */
  #declareDropped(round: Round): Round {
    if (this.#droppedFromTickMs === null) return round;
    const declared = withLost(round, this.#droppedFromTickMs);
    this.#droppedFromTickMs = null;
    return declared;
  }
}
