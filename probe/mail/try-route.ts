import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clocks } from '../clocks.ts';
import { describeError } from '../log.ts';
import { composeTestMail } from '../mailbox/compose-test-mail.ts';
import { makeToken } from '../mailbox/make-token.ts';
import type { FoundMail, FoundReport, Mailbox, SubmitResult } from '../mailbox/types.ts';
import { loadOrCreateMacKey } from './mac-key.ts';
import type { MailAccountConfig, MailConfig, MailRouteConfig } from './mail-config.ts';
import { TRIAL_ROUTE } from './mail-names.ts';
import { plainLine } from './plain-line.ts';
import type { MailWays } from './start-mail.ts';
import { adviceOf, folderWords, missingLines, placeOf, submitLines } from './trial-words.ts';

export type TryOptions = {
  mail: MailConfig;
  route: string;
  dataDir: string;
  clocks: Pick<Clocks, 'tickMs' | 'wallAtMs'>;
  ways: MailWays;
  say(line: string): void;
  /** So long the mail is waited for. */
  waitMs?: number;
  /** A mailbox must answer within. */
  openMs?: number;
};

const WAIT_MS = 300_000;
const OPEN_MS = 60_000;
const LOOK_MS = 500;
const STILL_EVERY_MS = 30_000;

/**
 * Sends one mail on that route now and waits for it, saying each step as it happens. Under numbers of its own: a probe that
 * runs beside takes no notice, and nothing of it is recorded. True when the mail came, wherever it lies.
 */
export async function tryRoute(given: TryOptions): Promise<boolean> {
  const options = { ...given, say: (line: string) => given.say(plainLine(line)) };
  const { mail, say } = options;
  const route = mail.routes.find(({ name }) => name === options.route);
  if (!route) {
    say(unknownRoute(options.route, mail.routes));
    return false;
  }
  for (const warning of mail.warnings) say(`Warning: ${warning}`);
  const from = accountOf(mail, route.from);
  const to = accountOf(mail, route.to);
  say(`Route "${route.name}": from ${from.address} (account "${from.name}") to ${to.address} (account "${to.name}").`);
  const trial = new Trial(options, await makeTrialToken(options, from, to));
  try {
    return await trial.run(from, to);
  } finally {
    await trial.close();
  }
}

function unknownRoute(name: string, routes: readonly MailRouteConfig[]): string {
  if (routes.length === 0) return 'There is no route of mails in probe.yaml.';
  return `There is no route "${name}" in probe.yaml. There is: ${routes.map((route) => route.name).join(', ')}.`;
}

function accountOf(mail: MailConfig, name: string): MailAccountConfig {
  const account = mail.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`bug: a route with the unknown account ${name}`);
  return account;
}

async function makeTrialToken(
  { dataDir, clocks }: TryOptions,
  from: MailAccountConfig,
  to: MailAccountConfig,
): Promise<string> {
  const key = await loadOrCreateMacKey(join(dataDir, 'mail'));
  const plannedAtMs = Math.round(clocks.wallAtMs());
  // seconds since 1970, as on a route; two trials in one second would only find each other's mail
  const number = Math.max(1, Math.floor(plannedAtMs / 1000));
  return makeToken(key, { route: TRIAL_ROUTE, number, plannedAtMs, from: from.address, to: to.address });
}

/** Somebody sits before it and waits: junk and other folders are looked into every few seconds. */
const TRIAL_PACE = { besideMs: 3_000, farMs: 15_000 };

type Looked = { account: MailAccountConfig; mailbox: Mailbox; state: 'opening' | 'watched' | 'blind'; reason: string };

class Trial {
  readonly #options: TryOptions;
  readonly #token: string;
  readonly #looked: Looked[] = [];
  #found: { mail: FoundMail; looked: Looked } | null = null;
  #report: FoundReport | null = null;
  readonly #toRemove: { looked: Looked; place: FoundMail['ref'] }[] = [];

  constructor(options: TryOptions, token: string) {
    this.#options = options;
    this.#token = token;
  }

  async run(from: MailAccountConfig, to: MailAccountConfig): Promise<boolean> {
    const { say, clocks } = this.#options;
    const receiving = to.imap ? this.#open(to) : null;
    const sending = from.imap && from !== to ? this.#open(from) : null;
    if (receiving && !(await this.#isOpened(receiving))) return false;
    if (sending) await this.#isOpened(sending); // only for reports: told, and no reason to end
    const startTickMs = clocks.tickMs();
    const result = await this.#submit(from, to);
    for (const line of submitLines(result, from)) say(line);
    if (result.kind !== 'accepted' && result.kind !== 'uncertain') return false;
    if (!receiving) {
      say(`The account "${to.name}" has no "imap" here, so nobody looks whether it arrives; look there yourself.`);
      return result.kind === 'accepted';
    }
    return this.#await(receiving, result.kind === 'accepted' ? result.atTickMs : startTickMs);
  }

  async close(): Promise<void> {
    const isOurs = (token: string) => token === this.#token;
    for (const { looked, place } of this.#toRemove) {
      const how = await looked.mailbox.remove(place, isOurs).catch((error) => describeError(error));
      const isGone = how === 'expunged' || how === 'moved' || how === 'gone';
      if (!isGone)
        this.#options.say(`The test mail stays in "${place.folderPath}" of "${looked.account.name}" (${how}).`);
    }
    await Promise.all(this.#looked.map(({ mailbox }) => mailbox.close()));
  }

  #open(account: MailAccountConfig): Looked {
    const { ways, clocks, say } = this.#options;
    const blind: { looked: Looked | null } = { looked: null };
    const mark = (state: Looked['state'], reason: string) => {
      if (!blind.looked) return;
      blind.looked.state = state;
      blind.looked.reason = reason;
    };
    const mailbox = ways.watch({
      account,
      clock: clocks,
      cursor: {},
      sinceAtMs: clocks.wallAtMs() - 60_000,
      pace: TRIAL_PACE,
      events: {
        onFound: (mail) => this.#noteFound(mail, blind.looked),
        onReport: (report) => {
          if (report.token !== this.#token) return;
          this.#report ??= report;
          if (blind.looked) this.#toRemove.push({ looked: blind.looked, place: report.ref });
        },
        onWatched: () => mark('watched', ''),
        onBlind: (_atTickMs, reason, sentence) => mark('blind', `${sentence} ${adviceOf(reason, account)}`.trim()),
        onCursor: () => undefined,
        onTrouble: (sentence) => say(`  ${account.name}: ${sentence}`),
      },
    });
    const looked: Looked = { account, mailbox, state: 'opening', reason: '' };
    blind.looked = looked;
    mailbox.await(clocks.wallAtMs());
    this.#looked.push(looked);
    return looked;
  }

  #noteFound(mail: FoundMail, looked: Looked | null): void {
    if (mail.token !== this.#token || !looked) return;
    this.#toRemove.push({ looked, place: mail.ref });
    const isCopy = mail.folder === 'sent' || looked !== this.#looked[0];
    if (!isCopy) this.#found ??= { mail, looked };
  }

  async #isOpened(looked: Looked): Promise<boolean> {
    const { say, clocks, openMs = OPEN_MS } = this.#options;
    const { account } = looked;
    say(`Opening the mailbox "${account.name}" (IMAP ${placeOf(account.imap)}) …`);
    const untilTickMs = clocks.tickMs() + openMs;
    while (looked.state === 'opening' && clocks.tickMs() < untilTickMs) await sleep(LOOK_MS / 5);
    if (looked.state === 'watched') {
      say(`  open: login is right, the folder "${account.folder}" is there.`);
      return true;
    }
    say(`  FAILED: ${looked.reason || `no answer within ${openMs / 1000} s.`}`);
    return false;
  }

  async #submit(from: MailAccountConfig, to: MailAccountConfig): Promise<SubmitResult> {
    const { say, ways, clocks } = this.#options;
    say(`Handing the mail over (SMTP ${placeOf(from.smtp)}) …`);
    return ways.submit({
      account: from,
      mail: composeTestMail({ token: this.#token, from: from.address, to: to.address, atMs: clocks.wallAtMs() }),
      clock: clocks,
      onBodySent: () => undefined,
    });
  }

  async #await(receiving: Looked, acceptedTickMs: number): Promise<boolean> {
    const { say, clocks, waitMs = WAIT_MS } = this.#options;
    say(`Waiting for it in "${receiving.account.name}" (at most ${Math.round(waitMs / 60_000)} minutes) …`);
    const untilTickMs = clocks.tickMs() + waitMs;
    let saidTickMs = clocks.tickMs();
    let wasBlind = false;
    while (!this.#found && this.#report?.action !== 'failed' && clocks.tickMs() < untilTickMs) {
      await sleep(LOOK_MS);
      const isBlind = receiving.state === 'blind';
      if (isBlind && !wasBlind) say(`  the mailbox can't be looked at: ${receiving.reason}`);
      wasBlind = isBlind;
      if (clocks.tickMs() - saidTickMs < STILL_EVERY_MS) continue;
      saidTickMs = clocks.tickMs();
      say(`  not there yet after ${Math.round((saidTickMs - acceptedTickMs) / 1000)} s.`);
    }
    if (!this.#found) await receiving.mailbox.scan();
    if (!this.#found) {
      for (const line of missingLines(this.#report, waitMs)) say(line);
      return false;
    }
    const { mail } = this.#found;
    const afterS = Math.max(0, mail.seenTickMs - acceptedTickMs) / 1000;
    say(`  it is there: ${afterS.toFixed(1)} s after it was accepted, ${folderWords(mail)}.`);
    say('The route works.');
    return true;
  }
}
