import { timingSafeEqual } from 'node:crypto';
import { type BlindReason, findMailToken } from '../../rules/mail/vocabulary.ts';
import { describeError } from '../log.ts';
import { domainsOf } from '../mailbox/hop-owners.ts';
import type { FoundMail, FoundReport, Mailbox, WatchRequest } from '../mailbox/types.ts';
import type { BookFind, BookMail } from './book-records.ts';
import { eventOfReport, eventsOfSighting } from './found-events.ts';
import type { MailBook, NewEvent } from './mail-book.ts';
import type { MailAccountConfig, MailConfig } from './mail-config.ts';
import { TRIAL_ROUTE } from './mail-names.ts';
import type { MailSurroundings, MailTeller } from './mail-teller.ts';

export type MailboxWatcherOptions = {
  account: MailAccountConfig;
  mail: MailConfig;
  surroundings: MailSurroundings;
  book: MailBook;
  teller: MailTeller;
  watch(request: WatchRequest): Mailbox;
};

const REMOVE_EVERY_MS = 30_000;
const FOREIGN_SPACING_MS = 60_000;
/** Somebody may send copies of a test mail for ever. */
const FINDS_MAX = 10;
/** How far `watching` events may come apart; what the mailbox says more often is left out. */
const WATCHING_MS = 50_000;
const WATCHING_IDLE_MS = 240_000;

/** Looks after one mailbox for all routes that touch it: sightings, reports, mails that are overdue, and tidying up. */
export class MailboxWatcher {
  readonly #options: MailboxWatcherOptions;
  readonly #mailbox: Mailbox;
  readonly #routes: MailConfig['routes'];
  #blindFor: BlindReason | null = null;
  #watchedTickMs: number | null = null;
  #toldWatchingTickMs: number | null = null;
  #foreignTickMs: number | null = null;
  #removeTickMs: number;
  #removing: Promise<void> | null = null;
  #awaitedSinceAtMs: number | null = null;
  #isStopping = false;
  readonly #askedFor = new Set<BookMail>();

  constructor(options: MailboxWatcherOptions) {
    this.#options = options;
    const { account, mail, surroundings, book, watch } = options;
    const { clocks } = surroundings;
    this.#routes = mail.routes.filter(({ from, to }) => from === account.name || to === account.name);
    this.#removeTickMs = clocks.tickMs();
    this.#awaitedSinceAtMs = this.#oldestOpenAtMs();
    this.#mailbox = watch({
      account,
      clock: clocks,
      cursor: book.cursor(account.name),
      sinceAtMs: this.#awaitedSinceAtMs ?? clocks.wallAtMs(),
      events: {
        onFound: (found) => this.#noteFound(found),
        onReport: (report) => this.#noteReport(report),
        onWatched: (atTickMs, mode) => this.#noteWatched(atTickMs, mode),
        onBlind: (_atTickMs, reason) => this.#noteBlind(reason),
        onCursor: (cursor) => book.noteCursor(account.name, cursor),
        onTrouble: (sentence) => surroundings.log.warn('trouble with a mailbox', { mailbox: account.name, sentence }),
      },
    });
    this.#mailbox.await(this.#awaitedSinceAtMs);
  }

  get name(): string {
    return this.#options.account.name;
  }

  state(): 'watched' | 'blind' | 'starting' {
    if (this.#blindFor !== null) return 'blind';
    return this.#watchedTickMs === null ? 'starting' : 'watched';
  }

  /** A mail that touches this mailbox is about to be sent: it is looked out for more closely for a while. */
  noteSending(): void {
    if (this.#isStopping) return;
    this.#awaitedSinceAtMs = this.#oldestOpenAtMs();
    this.#mailbox.await(this.#awaitedSinceAtMs);
  }

  /** To be called each second. */
  beat(): void {
    if (this.#isStopping) return;
    const { clocks } = this.#options.surroundings;
    const nowTickMs = clocks.tickMs();
    const sinceAtMs = this.#oldestOpenAtMs();
    if (sinceAtMs !== this.#awaitedSinceAtMs) {
      this.#awaitedSinceAtMs = sinceAtMs;
      this.#mailbox.await(sinceAtMs);
    }
    this.#lookForLate(nowTickMs);
    if (this.#removing || this.#blindFor !== null || nowTickMs - this.#removeTickMs < REMOVE_EVERY_MS) return;
    this.#removeTickMs = nowTickMs;
    this.#removing = this.#removeDue()
      .catch((error) => this.#warn('test mails could not be taken out of a mailbox', error))
      .finally(() => {
        this.#removing = null;
      });
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#blindFor === null) this.#options.teller.tellMailbox(this.name, 'blind', { reason: 'stopping' });
    await this.#mailbox.close();
    await this.#removing;
  }

  #noteFound(found: FoundMail): void {
    const { account, mail: config, book, teller, surroundings } = this.#options;
    if (findMailToken(found.token)?.route === TRIAL_ROUTE) return; // somebody tries a route by hand
    const mail = this.#ownMail(found.token);
    if (!mail) {
      this.#noteForeign();
      return;
    }
    if (book.isKnownPlace(mail, account.name, found.ref) || mail.finds.length >= FINDS_MAX) return;
    const name = { route: mail.route, number: mail.number, account: account.name, place: found.ref };
    const route = this.#routes.find((one) => one.name === mail.route);
    const isCopy = route?.to !== account.name || (route.from === route.to && found.folder === 'sent');
    if (isCopy || mail.nextSighting >= FINDS_MAX) {
      void teller.tell([], { finds: [{ ...name, sighting: null }] });
      return;
    }
    const sender = config.accounts.find((one) => one.name === route?.from);
    const events = eventsOfSighting(
      mail,
      found,
      {
        account: account.name,
        senderDomains: sender ? domainsOf(sender) : [],
        receiverDomains: domainsOf(account),
      },
      { tickMs: surroundings.clocks.tickMs(), wallAtMs: surroundings.clocks.wallAtMs() },
    );
    void teller.tell(events, { finds: [{ ...name, sighting: mail.nextSighting }] });
  }

  #noteReport(report: FoundReport): void {
    const { account, book, teller } = this.#options;
    if (findMailToken(report.token)?.route === TRIAL_ROUTE) return;
    const mail = this.#ownMail(report.token);
    if (!mail) {
      this.#noteForeign();
      return;
    }
    if (book.isKnownPlace(mail, account.name, report.ref) || mail.finds.length >= FINDS_MAX) return;
    const { route, number, nextSighting: sighting } = mail;
    void teller.tell([eventOfReport(mail, report)], {
      finds: [{ route, number, account: account.name, place: report.ref, sighting }],
    });
  }

  /** Ours only with the right MAC and if it was sent. */
  #ownMail(text: string): BookMail | null {
    const token = findMailToken(text);
    const mail = token && this.#options.book.mail(token.route, token.number);
    if (!mail || mail.mac === null || mail.outcome === 'not-tested') return null;
    return timingSafeEqual(Buffer.from(mail.mac, 'latin1'), Buffer.from(token.mac, 'latin1')) ? mail : null;
  }

  /** Whoever floods a mailbox with wrong tokens must not fill the rounds. */
  #noteForeign(): void {
    const { teller, surroundings } = this.#options;
    const nowTickMs = surroundings.clocks.tickMs();
    if (this.#foreignTickMs !== null && nowTickMs - this.#foreignTickMs < FOREIGN_SPACING_MS) return;
    this.#foreignTickMs = nowTickMs;
    teller.tellMailbox(this.name, 'foreign');
  }

  #noteWatched(atTickMs: number, mode: 'idle' | 'poll'): void {
    if (this.#isStopping) return;
    const wasBlind = this.state() !== 'watched';
    this.#blindFor = null;
    this.#watchedTickMs = atTickMs;
    const late = this.#late(atTickMs);
    if (late.length > 0) void this.#options.teller.tell(late);
    const spacingMs = this.#awaitedSinceAtMs === null ? WATCHING_IDLE_MS : WATCHING_MS;
    const told = this.#toldWatchingTickMs;
    if (!wasBlind && late.length === 0 && told !== null && atTickMs - told < spacingMs) return;
    this.#toldWatchingTickMs = atTickMs;
    this.#options.teller.tellMailbox(this.name, 'watching', { mode });
  }

  #noteBlind(given: BlindReason): void {
    if (this.#isStopping) return;
    const { teller, surroundings } = this.#options;
    const reason = surroundings.isLineDown() ? 'line-down' : given;
    if (this.#blindFor === reason) return;
    const isNew = this.#blindFor === null;
    this.#blindFor = reason;
    this.#toldWatchingTickMs = null;
    teller.tellMailbox(this.name, 'blind', { reason });
    if (isNew) surroundings.log.warn('a mailbox can’t be looked at', { mailbox: this.name, reason });
  }

  /** A full look as soon as a mail is late, so that its being overdue is known within seconds. */
  #lookForLate(nowTickMs: number): void {
    const late = this.#arriving(nowTickMs).filter((mail) => !this.#askedFor.has(mail));
    if (late.length === 0 || this.state() !== 'watched') return;
    for (const mail of late) this.#askedFor.add(mail);
    void this.#mailbox.scan().catch((error) => this.#warn('a look into a mailbox failed', error));
  }

  #late(atTickMs: number): NewEvent[] {
    const late = this.#arriving(atTickMs);
    for (const mail of late) this.#askedFor.delete(mail);
    const { clocks } = this.#options.surroundings;
    return late.map(({ route, number }) => ({ route, number, event: 'overdue', tickMs: clocks.tickMs() }));
  }

  /** Mails to this mailbox that were accepted, are past their limit at that tick and were not told as overdue. */
  #arriving(atTickMs: number): BookMail[] {
    const { book, account } = this.#options;
    return this.#routes
      .filter(({ to }) => to === account.name)
      .flatMap(({ name, lateMs }) =>
        book
          .openOf(name)
          .filter((mail) => mail.outcome === 'accepted' && !mail.isOverdue && this.#ageMs(mail, atTickMs) >= lateMs),
      );
  }

  /** Since acceptance; by ticks where they are of this boot. */
  #ageMs({ outcomeAtMs, outcomeTickMs }: BookMail, atTickMs: number): number {
    if (outcomeTickMs !== null) return atTickMs - outcomeTickMs;
    const { clocks } = this.#options.surroundings;
    return clocks.wallAtMs() - (clocks.tickMs() - atTickMs) - outcomeAtMs;
  }

  #oldestOpenAtMs(): number | null {
    const { book, surroundings } = this.#options;
    const nowAtMs = surroundings.clocks.wallAtMs();
    const sent = this.#routes.flatMap(({ name, lostMs }) =>
      book.openOf(name).flatMap(({ plannedAtMs }) => (nowAtMs - plannedAtMs < lostMs ? [plannedAtMs] : [])),
    );
    return sent.length === 0 ? null : Math.min(...sent);
  }

  async #removeDue(): Promise<void> {
    const due = [...this.#options.book.finds()].filter(({ find }) => this.#isDue(find));
    for (const { mail, find } of due) {
      if (this.#blindFor !== null || this.#isStopping) return;
      const how = await this.#mailbox.remove(find.place, (token) => this.#ownMail(token) === mail);
      // If we die here: the next run looks for it once more, and tells that it is gone.
      await this.#options.teller.tell(find.sighting === null ? [] : [this.#removedEvent(mail, find.sighting, how)], {
        gone: [{ route: mail.route, number: mail.number, ...find }],
      });
    }
  }

  #removedEvent({ route, number }: BookMail, sighting: number, how: string): NewEvent {
    const tickMs = this.#options.surroundings.clocks.tickMs();
    return { route, number, event: 'removed', tickMs, readings: { sighting }, facts: { mailbox: this.name, how } };
  }

  /** An hour for a second reader, and until the server has the sighting: the message is its best proof. */
  #isDue({ account, foundAtMs, sequence }: BookFind): boolean {
    const { book, mail, surroundings } = this.#options;
    if (account !== this.name || surroundings.clocks.wallAtMs() - foundAtMs < mail.deleteAfterMs) return false;
    if (sequence === 0) return true;
    const segment = book.sealedIn(sequence);
    const { delivered } = surroundings.segments();
    return segment !== null && (delivered === null || segment <= delivered);
  }

  #warn(sentence: string, error: unknown): void {
    this.#options.surroundings.log.warn(sentence, { mailbox: this.name, error: describeError(error) });
  }
}
