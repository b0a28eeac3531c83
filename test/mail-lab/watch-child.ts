import { readFileSync } from 'node:fs';
import { composeTestMail } from '../../probe/mailbox/compose-test-mail.ts';
import { submitMail } from '../../probe/mailbox/submit-mail.ts';
import type { MailAccount } from '../../probe/mailbox/types.ts';
import { watchMailbox } from '../../probe/mailbox/watch-mailbox.ts';
import { PASSWORD } from './dovecot-config.ts';
import { PORTS } from './places.ts';

/**
 * Watches a mailbox from inside a lab's own network and says each thing on a line of its own; on a line of its input it
 * hands over a mail. Started with the address of the server, the file of its authority and a mail address.
 */
const [host = '', caFile = '', address = ''] = process.argv.slice(2);
const account: MailAccount = {
  name: 'lab',
  address,
  user: address,
  secret: async () => ({ password: PASSWORD }),
  smtp: { host, port: PORTS.submission, security: 'starttls' },
  imap: { host, port: PORTS.imap, security: 'starttls' },
  ca: readFileSync(caFile, 'utf8'),
  folder: 'INBOX',
  junkFolder: null,
};
const clock = { tickMs: () => performance.now(), wallAtMs: () => Date.now() };
const say = (...words: string[]) => process.stdout.write(`${words.join(' ')}\n`);

const mailbox = watchMailbox({
  account,
  clock,
  cursor: {},
  sinceAtMs: Date.now(),
  events: {
    onFound: ({ token }) => say('found', token),
    onReport: () => undefined,
    onWatched: () => say('watched'),
    onBlind: (_atTickMs, reason) => say('blind', reason),
    onCursor: () => undefined,
    onTrouble: (sentence) => say('trouble', sentence),
  },
  pace: { watchedMs: 500, watchedIdleMs: 500, retryMs: 200, retryMaxMs: 1000 },
});
process.stdin.on('data', (given) => void obey(given.toString().trim()));

async function obey(word: string): Promise<void> {
  if (word === 'scan') {
    await mailbox.scan();
    say('scanned');
    return;
  }
  const token = `v1.lab.1.${'0'.repeat(32)}`;
  const mail = composeTestMail({ token, from: address, to: address, atMs: Date.now() });
  const result = await submitMail({ account, mail, clock, onBodySent: () => undefined });
  say('submitted', result.kind, 'reason' in result ? result.reason : '-');
}
