import type { UNTESTED_REASONS } from '../../rules/mail/vocabulary.ts';
import { describeError } from '../log.ts';
import { composeTestMail } from '../mailbox/compose-test-mail.ts';
import { makeToken, tokenSha256 } from '../mailbox/make-token.ts';
import type { SubmitRequest, SubmitResult } from '../mailbox/types.ts';
import type { BookMail } from './book-records.ts';
import type { MailBook } from './mail-book.ts';
import type { MailAccountConfig, MailRouteConfig } from './mail-config.ts';
import type { MailSurroundings, MailTeller } from './mail-teller.ts';
import { jittered, MAX_OPEN, missedSlots, paceMs } from './route-pace.ts';
import { RouteSlots } from './route-slots.ts';
import { eventOfSubmit } from './submit-events.ts';

export type RouteRunnerOptions = {
  route: MailRouteConfig;
  from: MailAccountConfig;
  to: MailAccountConfig;
  /** Of the tokens. */
  macKey: Uint8Array;
  surroundings: MailSurroundings;
  book: MailBook;
  teller: MailTeller;
  submit(request: SubmitRequest): Promise<SubmitResult>;
  /** How the receiving mailbox is looked at; `elsewhere`: not by this probe. */
  watch(): 'watched' | 'blind' | 'starting' | 'elsewhere';
  /** A mail is about to be sent: look out for it. */
  onSending(): void;
  /** In [0, 1). */
  random(): number;
  /** Resolves after about a second, or when the signal is aborted. */
  pause(signal: AbortSignal): Promise<void>;
};

type Reason = (typeof UNTESTED_REASONS)[number];

/** The first mail after a start: the line and the mailbox are known by then. */
const FIRST_AFTER_MS = 30_000;
/** A mailbox that is neither seen nor lost after so long is taken as blind. */
const STARTING_MAX_MS = 120_000;
/** A line outage is known a few seconds after it begins; until then a failed connection may be its fault. */
const JUDGE_AFTER_MS = 15_000;
const CONFIG_ERRORS_MAX = 3;
/** Before that this machine's clock is not set: the number and the date of a mail would be wrong. */
const CLOCK_SET_AFTER_MS = Date.UTC(2026, 0, 1);

/** Sends the mails of one route, one at a time, and tells what came of each slot. Driven by {@link beat}, each second. */
export class RouteRunner {
  readonly #options: RouteRunnerOptions;
  readonly #abort = new AbortController();
  readonly #slots: RouteSlots;
  readonly #startTickMs: number;
  #isBusy = false;
  #busy: Promise<void> = Promise.resolve();
  #refusals = 0;
  #configErrors = 0;
  #stoppedMark: string | null = null;
  #lastDownTickMs: number | null = null;

  constructor(options: RouteRunnerOptions) {
    this.#options = options;
    const { clocks } = options.surroundings;
    this.#startTickMs = clocks.tickMs();
    const slots = options.book.slotsOf(options.route.name);
    const sinceMs = slots ? clocks.wallAtMs() - slots.lastPlannedAtMs : Number.POSITIVE_INFINITY;
    const restMs = sinceMs < 0 ? 0 : this.#distanceMs() - sinceMs;
    const { spacingMs } = options.route;
    this.#slots = new RouteSlots(spacingMs, this.#startTickMs + Math.max(Math.min(FIRST_AFTER_MS, spacingMs), restMs));
  }

  /** Stopped: the route waits for its owner to look after login or certificate. */
  underWay(): { route: string; open: number; oldestAtMs: number | null; isStopped: boolean } {
    const open = this.#open().map(({ outcomeAtMs }) => outcomeAtMs);
    const oldestAtMs = open.length === 0 ? null : Math.min(...open);
    return { route: this.#options.route.name, open: open.length, oldestAtMs, isStopped: this.#isStopped };
  }

  /**
   * What an earlier run left unsaid: mails whose handing over was cut off, and slots that nobody used. Without the mark of
   * the final dot a mail was not sent; with it nobody knows. Neither is sent again.
   */
  async recover(): Promise<void> {
    const { book, teller, route, surroundings } = this.#options;
    const tickMs = surroundings.clocks.tickMs();
    const cut = book.openOf(route.name).filter(({ outcome }) => outcome === 'submitting');
    for (const mail of cut) {
      const name = { route: mail.route, number: mail.number, tickMs };
      await teller.tell([
        mail.isDotSent
          ? { ...name, event: 'uncertain' }
          : {
              ...name,
              event: 'not-tested',
              readings: { plannedAtMs: mail.plannedAtMs },
              facts: { reason: 'not-sent' },
            },
      ]);
    }
    const slots = book.slotsOf(route.name);
    const nowAtMs = surroundings.clocks.wallAtMs();
    if (!slots || nowAtMs < CLOCK_SET_AFTER_MS) return;
    for (const plannedAtMs of missedSlots(slots.lastPlannedAtMs, nowAtMs, this.#distanceMs()))
      await this.#skip('not-running', plannedAtMs);
  }

  /** To be called each second. */
  beat(): void {
    const nowTickMs = this.#options.surroundings.clocks.tickMs();
    const isDown = this.#options.surroundings.isLineDown();
    if (isDown) this.#lastDownTickMs = nowTickMs;
    this.#slots.noteWell(!isDown && this.#options.watch() !== 'blind', nowTickMs);
    if (this.#isBusy || this.#abort.signal.aborted || !this.#slots.isDue(nowTickMs)) return;
    if (this.#isTooEarly(nowTickMs)) return;
    this.#isBusy = true;
    this.#busy = this.#useSlot()
      .catch((error) => this.#warn('a test mail failed on this side', error))
      .finally(() => {
        this.#isBusy = false;
      });
  }

  /** Ends what is under way: before the final dot the mail was not sent, after it nobody knows. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#busy;
  }

  get #isStopped(): boolean {
    return this.#configErrors >= CONFIG_ERRORS_MAX;
  }

  async #useSlot(): Promise<void> {
    const { clocks } = this.#options.surroundings;
    const plannedAtMs = Math.round(clocks.wallAtMs());
    const reason = this.#reasonAgainst();
    if (reason === 'line-down' || reason === 'mailbox-blind') this.#slots.noteGap();
    try {
      if (reason === null) await this.#send(plannedAtMs);
      else await this.#skip(reason, plannedAtMs);
    } finally {
      this.#slots.next(jittered(this.#distanceMs(), this.#options.random()), clocks.tickMs());
    }
  }

  #reasonAgainst(): Reason | null {
    const { surroundings, watch } = this.#options;
    if (surroundings.isLineDown()) return 'line-down';
    if (this.#isStopped && !this.#isSecretNew()) return 'stopped';
    if (this.#open().length >= MAX_OPEN) return 'many-open';
    const state = watch();
    return state === 'blind' || state === 'starting' ? 'mailbox-blind' : null;
  }

  /** The mailbox is being opened, or the clock is not set. */
  #isTooEarly(nowTickMs: number): boolean {
    const { surroundings, watch } = this.#options;
    if (surroundings.clocks.wallAtMs() < CLOCK_SET_AFTER_MS) return true;
    return watch() === 'starting' && nowTickMs - this.#startTickMs < STARTING_MAX_MS;
  }

  #isSecretNew(): boolean {
    const mark = this.#options.from.secretMark();
    if (mark === null || mark === this.#stoppedMark) return false;
    this.#configErrors = 0;
    return true;
  }

  async #skip(reason: Reason, plannedAtMs: number): Promise<void> {
    const { book, teller, route, surroundings } = this.#options;
    const slot = { route: route.name, plannedAtMs, tickMs: surroundings.clocks.tickMs() };
    const event = { event: 'not-tested' as const, readings: { plannedAtMs }, facts: { reason } };
    teller.tellKept([(await book.begin(slot, null, event)).event]);
  }

  async #send(plannedAtMs: number): Promise<void> {
    const { book, teller, route, surroundings, from, to, macKey, onSending } = this.#options;
    const { clocks } = surroundings;
    this.#slots.noteSent(clocks.tickMs());
    const tokenOf = (number: number) =>
      makeToken(macKey, { route: route.name, number, plannedAtMs, from: from.address, to: to.address });
    const number = book.nextNumber(route.name, plannedAtMs);
    const token = tokenOf(number);
    const begun = await book.begin(
      { route: route.name, plannedAtMs, tickMs: clocks.tickMs() },
      { number, mac: token.slice(token.lastIndexOf('.') + 1) },
      { event: 'submitting', readings: { plannedAtMs }, facts: { token: tokenSha256(token) } },
    );
    teller.tellKept([begun.event]);
    onSending();
    const result = await this.#submit(begun.mail, token);
    await this.#judge(begun.mail, result);
  }

  /** `not-sent`: it ended on this side before the final dot. */
  async #submit(mail: BookMail, token: string): Promise<SubmitResult | 'not-sent'> {
    const { book, surroundings, from, to, submit } = this.#options;
    const { clocks } = surroundings;
    try {
      const result = await submit({
        account: from,
        mail: composeTestMail({ token, from: from.address, to: to.address, atMs: clocks.wallAtMs() }),
        clock: clocks,
        onBodySent: () => book.noteDot(mail),
        signal: this.#abort.signal,
      });
      const isCut = this.#abort.signal.aborted && result.kind === 'unreachable';
      return isCut ? 'not-sent' : result;
    } catch (error) {
      this.#warn('a test mail could not be handed over', error);
      return mail.isDotSent
        ? { kind: 'uncertain', atTickMs: clocks.tickMs(), sentence: describeError(error) }
        : 'not-sent';
    }
  }

  async #judge({ route, number, plannedAtMs }: BookMail, result: SubmitResult | 'not-sent'): Promise<void> {
    const { teller, surroundings, from } = this.#options;
    const skipped = (reason: Reason) =>
      teller.tell([
        {
          route,
          number,
          event: 'not-tested',
          tickMs: surroundings.clocks.tickMs(),
          readings: { plannedAtMs },
          facts: { reason },
        },
      ]);
    if (result === 'not-sent') return skipped('not-sent');
    if (isPerhapsTheLine(result) && (await this.#wasLineDown(result.atTickMs))) {
      this.#slots.noteGap();
      return skipped('line-down');
    }
    this.#count(result);
    const told = eventOfSubmit(result, from.smtp?.host ?? '');
    await teller.tell([{ route, number, tickMs: result.atTickMs, ...told }]);
  }

  #count(result: SubmitResult): void {
    const isForNow = result.kind === 'refused' && result.replyCode < 500;
    this.#refusals = isForNow ? this.#refusals + 1 : 0;
    if (result.kind === 'accepted' || result.kind === 'refused') this.#configErrors = 0;
    if (result.kind !== 'config-error') return;
    this.#configErrors += 1;
    const { route, from, surroundings } = this.#options;
    surroundings.log.warn('login or certificate is refused where test mails are handed over', {
      route: route.name,
      reason: result.reason,
      isStopped: this.#isStopped,
    });
    if (this.#isStopped) this.#stoppedMark = from.secretMark();
  }

  /** Waits until an outage would be known; the beats go on meanwhile. */
  async #wasLineDown(failedTickMs: number): Promise<boolean> {
    const { surroundings } = this.#options;
    const isKnown = () =>
      surroundings.isLineDown() ||
      (this.#lastDownTickMs !== null && this.#lastDownTickMs >= failedTickMs - JUDGE_AFTER_MS);
    while (!isKnown() && surroundings.clocks.tickMs() < failedTickMs + JUDGE_AFTER_MS && !this.#abort.signal.aborted)
      await this.#options.pause(this.#abort.signal);
    return isKnown();
  }

  #open(): BookMail[] {
    const { book, route, surroundings, watch } = this.#options;
    if (watch() === 'elsewhere') return [];
    const lostAtMs = surroundings.clocks.wallAtMs() - route.lostMs;
    return book.openOf(route.name).filter(({ plannedAtMs }) => plannedAtMs > lostAtMs);
  }

  #distanceMs(): number {
    const { route, book, surroundings } = this.#options;
    const firstAtMs = book.slotsOf(route.name)?.firstAtMs ?? surroundings.clocks.wallAtMs();
    return paceMs({
      spacingMs: route.spacingMs,
      isChosen: route.isPaceChosen,
      ageMs: Math.max(0, surroundings.clocks.wallAtMs() - firstAtMs),
      open: this.#open().length,
      refusals: this.#refusals,
    });
  }

  #warn(sentence: string, error: unknown): void {
    this.#options.surroundings.log.warn(sentence, { route: this.#options.route.name, error: describeError(error) });
  }
}

/** Trouble that an outage of the line, or a portal in its place, looks like. */
function isPerhapsTheLine(result: SubmitResult): boolean {
  return result.kind === 'unreachable' || (result.kind === 'config-error' && result.reason !== 'login');
}
