import { MAIL_VALUE_KINDS, type MailboxEventName } from '../../rules/mail/vocabulary.ts';
import type { Reading } from '../checks/check.ts';
import type { Clocks } from '../clocks.ts';
import { describeError, type Log } from '../log.ts';
import type { BookEvent } from './book-records.ts';
import type { Lying, MailBook, NewEvent } from './mail-book.ts';

/** What the mail part needs of the rest of the probe. */
export type MailSurroundings = {
  clocks: Clocks;
  log: Log;
  /** As the runner's: false where there is no such target, or it is too old for a round. */
  noteTold(target: { role: 'mail' | 'mailbox'; address: string }, sentTickMs: number, reading: Reading): boolean;
  /** Gives the hash that stands in a sample for that value. */
  personal(kind: string, value: string): string;
  isLineDown(): boolean;
  /** Number of the segment with the last round, of the last sealed one, of the last one that the server has (null: no server). */
  segments(): { last: number; sealed: number; delivered: number | null };
};

/** A round takes samples of the last five minutes. */
const TELL_WITHIN_MS = 240_000;

/**
 * Brings events into the rounds, after the book has them, and keeps count of what is sealed. What could not be told, or may
 * have been lost with an end of the probe, is told (again) with `eventAtMs`: told twice it is one event.
 */
export class MailTeller {
  readonly #surroundings: MailSurroundings;
  readonly #book: MailBook;
  #waiting: BookEvent[];
  /** Told, and in no round yet. */
  #inBuilder: number[] = [];
  /** In a round of that segment, not sealed yet; oldest first. */
  #inSegments: { sequences: number[]; segment: number }[] = [];
  #isBookFailing = false;

  /** Events that the book holds as not sealed are of an earlier run, which may have lost them. `routes`: those there still are. */
  constructor(surroundings: MailSurroundings, book: MailBook, routes: readonly string[]) {
    this.#surroundings = surroundings;
    this.#book = book;
    this.#waiting = book.untold().filter(({ route }) => routes.includes(route));
  }

  /** Keeps the events (and where the messages lie), then tells them. Never rejects: a full disk must not lose a sighting. */
  async tell(events: readonly NewEvent[], lying: Lying = {}): Promise<void> {
    const known = this.#book.lastSequence();
    try {
      this.tellKept(await this.#book.noteEvents(events, lying));
      this.#isBookFailing = false;
    } catch (error) {
      if (!this.#isBookFailing)
        this.#surroundings.log.error('the book of test mails can’t be written', { error: describeError(error) });
      this.#isBookFailing = true;
      this.tellKept(
        this.#book
          .untold()
          .filter(({ sequence }) => sequence > known)
          .slice(0, events.length),
      );
    }
  }

  /** Of events that the book has. */
  tellKept(events: readonly BookEvent[]): void {
    this.#waiting.push(...events);
    this.beat();
  }

  /** Of a mailbox; not kept: what it says is only true now. `readings` and `facts` beside the event's name. */
  tellMailbox(account: string, event: MailboxEventName, facts: Record<string, string> = {}): void {
    const { noteTold, clocks } = this.#surroundings;
    const target = { role: 'mailbox' as const, address: account };
    noteTold(target, clocks.tickMs(), readingOf({ event, ...facts }, {}));
  }

  /** Tells what waits. To be called each second. */
  beat(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const [index, event] of waiting.entries()) {
      if (this.#tellOne(event)) this.#inBuilder.push(event.sequence);
      // in order: the rest waits with it
      else {
        this.#waiting = waiting.slice(index);
        break;
      }
    }
    this.#noteSealed();
  }

  /** The round with what was told so far was given to the journal. */
  onRound(): void {
    if (this.#inBuilder.length === 0) return;
    this.#inSegments.push({ sequences: this.#inBuilder, segment: this.#surroundings.segments().last });
    this.#inBuilder = [];
  }

  #tellOne(event: BookEvent): boolean {
    const { noteTold, personal, clocks } = this.#surroundings;
    const nowTickMs = clocks.tickMs();
    const isFresh = this.#isOfThisRun(event) && nowTickMs - event.tickMs <= TELL_WITHIN_MS;
    const words = Object.entries(event.words).map(([name, value]) => [name, personal(kindOf(name), value)]);
    const readings = { mail: event.number, ...event.readings, ...(!isFresh && { eventAtMs: event.atMs }) };
    const reading = readingOf({ event: event.event, ...event.facts, ...Object.fromEntries(words) }, readings);
    return noteTold({ role: 'mail', address: event.route }, isFresh ? event.tickMs : nowTickMs, reading);
  }

  #isOfThisRun({ sequence }: BookEvent): boolean {
    return sequence > this.#book.sequenceBefore;
  }

  #noteSealed(): void {
    const { sealed } = this.#surroundings.segments();
    const done = this.#inSegments.filter(({ segment }) => segment <= sealed);
    const last = done.at(-1);
    if (!last) return;
    this.#inSegments = this.#inSegments.slice(done.length);
    const through = Math.max(...last.sequences);
    void this.#book.noteClosed(through, last.segment).catch(() => undefined); // told twice after the next start, no harm
  }
}

function kindOf(name: string): string {
  const kind = Object.entries(MAIL_VALUE_KINDS).find(([key]) => key === name)?.[1];
  if (kind === undefined) throw new Error(`bug: "${name}" is no personal word`);
  return kind;
}

function readingOf(facts: Record<string, string>, readings: Record<string, number>): Reading {
  return { outcome: 'reply', latencyUs: 0, unreachableSender: null, readings, facts };
}
