import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BlindReason } from '../../rules/mail/vocabulary.ts';
import { describeError } from '../log.ts';
import { loadMailboxPart, MAILBOXES_FILE } from './load-mailbox-part.ts';
import type { MailboxSources } from './mailbox-account.ts';

/** Connecting, signing in and looking through takes seconds; a silent server is told after this. */
const LIMIT_MS = 40_000;

/** What helps, by what went wrong. */
const ADVICE: Record<BlindReason, string> = {
  login: 'Look at "user" and the password; many providers want IMAP switched on or a password of its own for programs.',
  certificate:
    'The name in "imap.host" must be the one in the certificate; an authority of your own goes into "caFile".',
  tls: 'Look at "imap.port" and "imap.security": usual are 993 with tls and 143 with starttls.',
  unreachable: 'Look at "imap.host" and "imap.port", and whether this machine may go out there.',
  closed: 'The server ended the conversation; it may want another "security" (tls, starttls).',
  folder: 'Look at "folder": it must be spelled as the server spells it.',
  limit: 'The server asks for patience: too many connections, or too many in a short time.',
  'line-down': 'This machine has no network.',
  stopping: 'It was ended.',
};

/**
 * Tries one mailbox of `mailboxes.yaml` now: signs in, looks through it, changes nothing. What was found in plain words;
 * `isGood` false: nothing can be read there.
 */
export async function tryMailbox(sources: MailboxSources, name: string): Promise<{ isGood: boolean; text: string }> {
  const { readMailboxes, watchMailbox } = await loadMailboxPart();
  const mailboxes = readMailboxes(sources);
  if (typeof mailboxes === 'string') return { isGood: false, text: mailboxes };
  const found = mailboxes.find(({ account }) => account.name === name);
  if (!found) {
    const names = mailboxes.map(({ account }) => account.name).join(', ') || 'none';
    return { isGood: false, text: `${MAILBOXES_FILE} names no mailbox "${name}"; there are: ${names}` };
  }
  const unread = await found.account.secret().then(
    () => null,
    (error: unknown) => `${MAILBOXES_FILE}, "mailboxes.${name}": ${describeError(error)}`,
  );
  if (unread !== null) return { isGood: false, text: unread };
  const said: string[] = [];
  let mails = 0;
  const ended = new AbortController();
  let result: { isGood: boolean; text: string } | null = null;
  const end = (isGood: boolean, text: string) => {
    result ??= { isGood, text: [...said, text].join('\n') };
    ended.abort();
  };
  const mailbox = watchMailbox({
    account: found.account,
    clock: { tickMs: () => Math.floor(performance.now()), wallAtMs: Date.now },
    cursor: {},
    sinceAtMs: Date.now() - 86_400_000,
    events: {
      onFound: () => {
        mails += 1;
      },
      onReport: () => {
        mails += 1;
      },
      onWatched: (_, mode) => {
        const how = mode === 'idle' ? 'it tells at once when a mail comes (IDLE)' : 'it is to be asked again and again';
        end(true, `${name}: signed in and looked through, ${how}. Test mails of the last day in it: ${mails}.`);
      },
      onBlind: (_, reason, sentence) => end(false, `${name}: ${sentence}\n${ADVICE[reason]}`),
      onCursor: () => undefined,
      onTrouble: (sentence) => void said.push(`${name}: ${sentence}`),
    },
  });
  await sleep(LIMIT_MS, null, { signal: ended.signal }).catch(() => null);
  await mailbox.close();
  return result ?? { isGood: false, text: [...said, `${name}: no answer within ${LIMIT_MS / 1000} s`].join('\n') };
}
