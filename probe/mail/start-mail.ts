import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '../log.ts';
import type { Mailbox, SubmitRequest, SubmitResult, WatchRequest } from '../mailbox/types.ts';
import { loadOrCreateMacKey } from './mac-key.ts';
import { openMailBook } from './mail-book.ts';
import type { MailConfig } from './mail-config.ts';
import { readAccounts } from './mail-drafts.ts';
import { type MailSurroundings, MailTeller } from './mail-teller.ts';
import { MailboxWatcher } from './mailbox-watcher.ts';
import { RouteRunner } from './route-runner.ts';

/** How mails are handed over and mailboxes watched; passed in, so that tests need no network. */
export type MailWays = {
  submit(request: SubmitRequest): Promise<SubmitResult>;
  watch(request: WatchRequest): Mailbox;
};

export type MailOptions = MailSurroundings & {
  mail: MailConfig;
  /** Of the probe; the book stands in `mail/` below. */
  dataDir: string;
  ways: MailWays;
  /** In [0, 1). */
  random?: () => number;
  /** For tests: calls of `beat` come from them, and waits are theirs. */
  byHand?: { pause(signal: AbortSignal): Promise<void> };
};

/** Mails that were handed over and have not arrived, per route. */
export type MailUnderWay = { route: string; open: number; oldestAtMs: number | null; isStopped: boolean };

export type RunningMail = {
  /** A round was given to the journal. */
  onRound(): void;
  /** Once a second; by itself unless `byHand` was given. */
  beat(): void;
  underWay(): MailUnderWay[];
  /** Resolves when the book has all that was said so far. */
  settled(): Promise<void>;
  /** Sends and watches no more; what happens is told to the runner, so to be called before it stops. */
  stop(): Promise<void>;
  /** After the last segment was sealed: notes how far all is told, and closes the book. */
  close(): Promise<void>;
};

const BEAT_MS = 1000;
const CURSORS_EVERY_BEATS = 60;

/** Starts all routes and mailboxes. Rejects when the book can't be opened. */
export async function startMail(options: MailOptions): Promise<RunningMail> {
  const { mail, clocks, log, dataDir, ways, byHand, random = Math.random } = options;
  const folder = join(dataDir, 'mail');
  const macKey = await loadOrCreateMacKey(folder);
  const book = await openMailBook({ folder, clocks, log });
  const teller = new MailTeller(
    options,
    book,
    mail.routes.map(({ name }) => name),
  );
  const watchers = new Map(
    readAccounts(mail).map((account) => [
      account.name,
      new MailboxWatcher({ account, mail, surroundings: options, book, teller, watch: ways.watch }),
    ]),
  );
  const pause = byHand?.pause ?? ((signal) => sleep(BEAT_MS, undefined, { signal }).catch(() => undefined));
  const accountOf = (name: string) => {
    const account = mail.accounts.find((one) => one.name === name);
    if (!account) throw new Error(`bug: a route with the unknown account ${name}`);
    return account;
  };
  const runners = mail.routes.map(
    (route) =>
      new RouteRunner({
        route,
        from: accountOf(route.from),
        to: accountOf(route.to),
        macKey,
        surroundings: options,
        book,
        teller,
        submit: ways.submit,
        watch: () => watchers.get(route.to)?.state() ?? 'elsewhere',
        onSending: () => {
          for (const name of new Set([route.from, route.to])) watchers.get(name)?.noteSending();
        },
        random,
        pause,
      }),
  );
  for (const runner of runners) await runner.recover();
  let beats = 0;
  const beat = () => {
    for (const part of [...watchers.values(), ...runners, teller]) part.beat();
    beats += 1;
    if (beats % CURSORS_EVERY_BEATS !== 0) return;
    void book.flushCursors().catch((error) => log.warn('the book of test mails can’t be written', { error }));
  };
  const timer = byHand ? null : setInterval(beat, BEAT_MS);
  return {
    onRound: () => teller.onRound(),
    beat,
    underWay: () => runners.map((runner) => runner.underWay()),
    settled: () => book.settled(),
    stop: async () => {
      if (timer) clearInterval(timer);
      await Promise.all([...runners, ...watchers.values()].map((part) => part.stop()));
      teller.beat();
    },
    close: async () => {
      teller.beat();
      await book
        .close()
        .catch((error) => log.warn('the book of test mails can’t be closed', { error: describeError(error) }));
    },
  };
}
