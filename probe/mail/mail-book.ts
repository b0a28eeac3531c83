import type { Clocks } from '../clocks.ts';
import { describeError, type Log } from '../log.ts';
import type { MailboxCursor, MailPlaceRef } from '../mailbox/types.ts';
import { type BookFile, openBookFile } from './book-file.ts';
import { type BookEvent, type BookFind, type BookMail, type BookRecord, bookRecordOf } from './book-records.ts';
import { applyRecord, type BookState, emptyBook, forgetMail, mailKey, placeKey, snapshotOf } from './book-state.ts';

export type MailBookOptions = {
  /** Folder of the book; made when it is not there. */
  folder: string;
  clocks: Pick<Clocks, 'bootId' | 'tickMs' | 'wallAtMs'>;
  log: Log;
};

/** What happened, as it is to be kept; `tickMs`: when. */
export type NewEvent = Pick<BookEvent, 'route' | 'number' | 'event' | 'tickMs'> &
  Partial<Pick<BookEvent, 'readings' | 'facts' | 'words'>>;
export type NewFind = { route: string; number: number; account: string; place: MailPlaceRef; sighting: number | null };

/** Where messages lie from now on, and do no longer. */
export type Lying = { finds?: readonly NewFind[]; gone?: readonly NewFind[] };

/** What a sample may hold (rules/sample.ts): mail servers may say what they like, and a round must be readable all the same. */
const FACT = /^[a-z0-9:-]{1,80}$/;
/** Of a personal value (rules/wire/upload.ts). */
const WORDS_MAX_CHARS = 8000;

function onlyOf<Value>(given: Record<string, Value>, isGood: (value: Value) => boolean): Record<string, Value> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => isGood(value)));
}

/** Written anew when it has grown by so much. */
const GROWN_MAX_BYTES = 512_000;

/**
 * The book of test mails: which were sent, what came of them, where they lie, and what of it may not be in a sealed segment
 * yet. What a method promises to be durable survives a power cut when its promise resolves; memory knows it at once.
 */
export async function openMailBook(options: MailBookOptions): Promise<MailBook> {
  const file = await openBookFile(options.folder);
  const state = emptyBook();
  let unknown = file.damagedLines;
  for (const line of file.records) {
    const record = bookRecordOf(line);
    if (record) applyRecord(state, record);
    else unknown += 1;
  }
  if (unknown > 0)
    options.log.warn('lines of the book of test mails can’t be read and are left out', { lines: unknown });
  file.records.length = 0; // not needed any more, and large
  const run: BookRecord = { is: 'run', boot: options.clocks.bootId };
  applyRecord(state, run);
  const book = new MailBook(options, file, state);
  await book.compact();
  return book;
}

export class MailBook {
  readonly #options: MailBookOptions;
  readonly #file: BookFile;
  readonly #state: BookState;
  readonly #dirtyCursors = new Set<string>();
  /** The last event of an earlier run; 0: there was none. */
  readonly sequenceBefore: number;

  constructor(options: MailBookOptions, file: BookFile, state: BookState) {
    this.#options = options;
    this.#file = file;
    this.#state = state;
    this.sequenceBefore = state.lastSequence;
  }

  lastSequence(): number {
    return this.#state.lastSequence;
  }

  mail(route: string, number: number): BookMail | null {
    return this.#state.mails.get(mailKey(route, number)) ?? null;
  }

  /** Neither seen nor bounced, of that route; also those that were never accepted for sure. */
  openOf(route: string): BookMail[] {
    return [...this.#state.open.values()].filter((mail) => mail.route === route);
  }

  /** Messages that lie in a mailbox. */
  *finds(): Iterable<{ mail: BookMail; find: BookFind }> {
    for (const mail of this.#state.mails.values()) for (const find of mail.finds) yield { mail, find };
  }

  isKnownPlace(mail: BookMail, account: string, place: MailPlaceRef): boolean {
    const key = placeKey(account, place);
    return mail.gone.includes(key) || mail.finds.some((find) => placeKey(find.account, find.place) === key);
  }

  /** First slot of a route, and its last one; null before the first. */
  slotsOf(route: string): { firstAtMs: number; lastPlannedAtMs: number } | null {
    return this.#state.routes.get(route) ?? null;
  }

  cursor(account: string): MailboxCursor {
    return this.#state.cursors.get(account) ?? {};
  }

  /** Oldest first. */
  untold(): BookEvent[] {
    return [...this.#state.untold.values()];
  }

  /** Segment in which that event is sealed at the latest; null: not yet. */
  sealedIn(sequence: number): number | null {
    const { closed } = this.#state;
    const through = closed.at(-1)?.through ?? 0;
    if (sequence > through) return null;
    return closed.find((mark) => mark.through >= sequence)?.segment ?? null;
  }

  /** A number that this route never had and never will again. */
  nextNumber(route: string, plannedAtMs: number): number {
    const last = this.#state.routes.get(route)?.lastNumber ?? 0;
    return Math.max(last + 1, Math.floor(plannedAtMs / 1000));
  }

  /** A slot with its mail, or without one; durable together with its event. The number is one of {@link nextNumber}. */
  async begin(
    slot: { route: string; plannedAtMs: number; tickMs: number },
    sent: { number: number; mac: string } | null,
    event: Pick<NewEvent, 'event' | 'readings' | 'facts'>,
  ): Promise<{ mail: BookMail; event: BookEvent }> {
    const { number, mac } = sent ?? { number: this.nextNumber(slot.route, slot.plannedAtMs), mac: null };
    const mail: BookMail = {
      route: slot.route,
      number,
      plannedAtMs: slot.plannedAtMs,
      mac,
      outcome: 'submitting',
      outcomeAtMs: this.#wallAtMs(slot.tickMs),
      outcomeTickMs: slot.tickMs,
      isDotSent: false,
      queueId: null,
      isOverdue: false,
      isSeen: false,
      isBounced: false,
      nextSighting: 0,
      finds: [],
      gone: [],
    };
    const kept = this.#eventOf({ ...event, route: slot.route, number, tickMs: slot.tickMs });
    try {
      await this.#take([
        { is: 'mail', ...mail },
        { is: 'event', ...kept },
      ]);
    } catch (error) {
      forgetMail(this.#state, mail, kept.sequence); // nothing was sent, and nothing may be
      throw error;
    }
    return { mail: this.mail(mail.route, number) ?? mail, event: kept };
  }

  /** Durable: when it resolves the final dot may be sent. */
  noteDot({ route, number }: BookMail): Promise<void> {
    return this.#take([{ is: 'dot', route, number }]);
  }

  /** Durable, all together. `finds` are of the first event; `gone`: a message that was taken out, or can't be. */
  async noteEvents(events: readonly NewEvent[], { finds = [], gone = [] }: Lying = {}): Promise<BookEvent[]> {
    const kept = events.map((event) => this.#eventOf(event));
    const first = kept[0]?.sequence ?? 0;
    const foundAtMs = this.#options.clocks.wallAtMs();
    await this.#take([
      ...kept.map((event) => ({ is: 'event' as const, ...event })),
      ...finds.map((find) => ({ is: 'find' as const, ...find, foundAtMs, sequence: first })),
      ...gone.map(({ sighting: _sighting, ...message }) => ({ is: 'gone' as const, ...message })),
    ]);
    return kept;
  }

  /** Written with the next {@link flushCursors}: when it is lost some messages are looked at twice. */
  noteCursor(account: string, cursor: MailboxCursor): void {
    applyRecord(this.#state, { is: 'cursor', account, cursor });
    this.#dirtyCursors.add(account);
  }

  async flushCursors(): Promise<void> {
    const accounts = [...this.#dirtyCursors];
    this.#dirtyCursors.clear();
    const records = accounts.map((account) => ({ is: 'cursor' as const, account, cursor: this.cursor(account) }));
    if (records.length > 0) await this.#take(records, false);
  }

  /** Not durable: when it is lost some events are told twice. */
  async noteClosed(through: number, segment: number): Promise<void> {
    await this.#take([{ is: 'closed', through, segment }], false);
  }

  /** Resolves when all that was noted is written. */
  settled(): Promise<void> {
    return this.#file.settled();
  }

  /** Writes the file anew, without what nobody needs any more. */
  compact(): Promise<void> {
    return this.#file.replace(snapshotOf(this.#state, this.#options.clocks.wallAtMs()));
  }

  async close(): Promise<void> {
    await this.flushCursors();
    await this.#file.close();
  }

  #eventOf(event: NewEvent): BookEvent {
    this.#state.lastSequence += 1;
    const { readings = {}, facts = {}, words = {} } = event;
    return {
      ...event,
      readings: onlyOf(readings, (value) => Number.isSafeInteger(value)),
      facts: onlyOf(facts, (value) => FACT.test(value)),
      words: Object.fromEntries(Object.entries(words).map(([key, value]) => [key, value.slice(0, WORDS_MAX_CHARS)])),
      sequence: this.#state.lastSequence,
      atMs: this.#wallAtMs(event.tickMs),
    };
  }

  /** What the wall clock says now of that tick. */
  #wallAtMs(tickMs: number): number {
    const { clocks } = this.#options;
    return Math.round(clocks.wallAtMs() - (clocks.tickMs() - tickMs));
  }

  async #take(records: BookRecord[], durable = true): Promise<void> {
    for (const record of records) applyRecord(this.#state, record);
    await this.#file.append(records, durable);
    if (this.#file.grownBytes() < GROWN_MAX_BYTES) return;
    await this.compact().catch((error) =>
      this.#options.log.warn('the book of test mails can’t be made smaller', { error: describeError(error) }),
    );
  }
}
