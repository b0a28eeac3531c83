import { composeTestMail } from '../../probe/mailbox/compose-test-mail.ts';
import { submitMail } from '../../probe/mailbox/submit-mail.ts';
import type {
  FoundMail,
  FoundReport,
  MailAccount,
  Mailbox,
  MailboxCursor,
  MailboxPace,
} from '../../probe/mailbox/types.ts';
import { watchMailbox } from '../../probe/mailbox/watch-mailbox.ts';
import type { BlindReason } from '../../rules/mail/vocabulary.ts';
import { until } from '../lab/programs.ts';
import { accountOf, CLOCK, tokenOf } from './accounts.ts';
import type { MailLab } from './lab.ts';

/** A mailbox being watched, and all that was told of it. */
export type Watching = {
  mailbox: Mailbox;
  found: FoundMail[];
  reports: FoundReport[];
  blind: { reason: BlindReason; sentence: string; atTickMs: number }[];
  watched: { mode: 'idle' | 'poll'; atTickMs: number }[];
  troubles: string[];
  cursor(): MailboxCursor;
  /** The first sighting of this token. */
  sighting(token: string, withinMs?: number): Promise<FoundMail>;
  isBlind(withinMs: number, reasons?: BlindReason[]): Promise<BlindReason>;
  /** Watched anew after this tick. */
  isWatching(afterTickMs: number, withinMs: number): Promise<void>;
};

type Options = {
  account?: Partial<MailAccount>;
  cursor?: MailboxCursor;
  sinceAtMs?: number;
  pace?: Partial<MailboxPace>;
};

/** Watches the mailbox of an address; waits between attempts are those of a test. */
export function watching(lab: MailLab, address: string, options: Options = {}): Watching {
  const [found, reports, blind, watched, troubles]: [
    FoundMail[],
    FoundReport[],
    Watching['blind'],
    Watching['watched'],
    string[],
  ] = [[], [], [], [], []];
  let cursor = options.cursor ?? {};
  const mailbox = watchMailbox({
    account: accountOf(lab, address, options.account),
    clock: CLOCK,
    cursor,
    sinceAtMs: options.sinceAtMs ?? Date.now() - 60_000,
    events: {
      onFound: (mail) => void found.push(mail),
      onReport: (report) => void reports.push(report),
      onWatched: (atTickMs, mode) => void watched.push({ atTickMs, mode }),
      onBlind: (atTickMs, reason, sentence) => void blind.push({ atTickMs, reason, sentence }),
      onCursor(next) {
        cursor = next;
      },
      onTrouble: (sentence) => void troubles.push(sentence),
    },
    pace: { retryMs: 50, retryMaxMs: 300, besideMs: 500, watchedMs: 500, watchedIdleMs: 500, ...options.pace },
  });
  return {
    ...{ mailbox, found, reports, blind, watched, troubles },
    cursor: () => cursor,
    sighting: (token, withinMs = 60_000) =>
      until(
        `a sighting of ${token} in ${address}`,
        withinMs,
        async () => found.find((mail) => mail.token === token) ?? null,
      ),
    isBlind: (withinMs, reasons) =>
      until(`blind in ${address}`, withinMs, async () => {
        const last = blind.findLast(({ reason }) => !reasons || reasons.includes(reason));
        return last?.reason ?? null;
      }),
    async isWatching(afterTickMs, withinMs) {
      await until(
        `watching ${address}`,
        withinMs,
        async () => watched.some(({ atTickMs }) => atTickMs > afterTickMs) || null,
      );
    },
  };
}

let mailCount = 0;
/** Hands a new test mail over; rejects unless it is accepted. */
export async function sendTestMail(lab: MailLab, from: string, to: string) {
  mailCount += 1;
  const token = tokenOf('lab', mailCount, from, to);
  const mail = composeTestMail({ token, from, to, atMs: Date.now() });
  const onBodySent = () => undefined;
  const result = await submitMail({ account: accountOf(lab, from), mail, clock: CLOCK, onBodySent });
  if (result.kind !== 'accepted') throw new Error(`${to}: ${JSON.stringify(result)}`);
  return { token, accepted: result, queueId: result.queueId ?? '' };
}
