import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type {
  FoundMail,
  FoundReport,
  MailAccount,
  Mailbox,
  MailboxCursor,
  MailboxPace,
} from '../../probe/mailbox/types.ts';
import { watchMailbox } from '../../probe/mailbox/watch-mailbox.ts';
import { type FakeImapServer, openFakeImap } from './fake-imap-server.ts';
import type { FakeImapOptions } from './imap-commands.ts';
import { makeTestCa, type TestCa } from './test-ca.ts';

const PACE: Partial<MailboxPace> = { retryMs: 20, retryMaxMs: 40, retryPatientMs: 60_000, pollMs: 300, closeMs: 100 };

export const token = (number: number) => `v1.in.${number}.${'ab'.repeat(16)}`;
export const testMail = (number: number) => ({
  head: [
    'Received: from a.example by mx.other.example with ESMTPS id B1; Sun, 22 Nov 2026 10:02:05 +0000',
    `Subject: [Linewitness test] ${token(number)}`,
    `X-Linewitness-Test: ${token(number)}`,
  ].join('\r\n'),
  body: token(number),
});
export const foreign = (text = 'Hello') => ({
  head: `Subject: ${text}\r\nFrom: friend@a.example`,
  body: 'private words',
});

/** A mailbox being watched, and all that was told of it. */
export type Watching = {
  mailbox: Mailbox;
  found: FoundMail[];
  reports: FoundReport[];
  blind: string[];
  sentences: string[];
  watched: { atTickMs: number; mode: string }[];
  troubles: string[];
  cursor(): MailboxCursor;
};
type Changes = Partial<MailAccount> & { port?: number; security?: 'tls' | 'starttls' };
type Options = { pace?: Partial<MailboxPace>; cursor?: MailboxCursor; sinceAtMs?: number };

/** For one test file: before each test a fake IMAP server; after it no connection and no server is left. */
export function watchHome() {
  const now: { server: FakeImapServer | null; ca: TestCa | null; open: Mailbox[] } = {
    server: null,
    ca: null,
    open: [],
  };
  const ca = () => now.ca ?? neverOpened();
  const server = () => now.server ?? neverOpened();
  beforeAll(() => {
    now.ca = makeTestCa();
  });
  beforeEach(async () => {
    now.server = await openFakeImap({ leaf: ca().leaf });
  });
  afterEach(async () => {
    await Promise.all(now.open.splice(0).map((mailbox) => mailbox.close()));
    await server().close();
  });
  afterAll(() => {
    now.server = null;
  });
  return {
    get ca() {
      return ca();
    },
    get server() {
      return server();
    },
    /** Another server in its place. */
    reopen: async (options: Partial<FakeImapOptions>) => {
      await server().close();
      now.server = await openFakeImap({ leaf: ca().leaf, ...options });
    },
    watch: (changes: Changes = {}, options: Options = {}) => {
      const watching = watchFake(server().port, ca().ca, changes, options);
      now.open.push(watching.mailbox);
      return watching;
    },
    idles: () => expect.poll(() => server().seen.at(-1), { timeout: 3_000 }).toBe('IDLE'),
    finds: (watching: Watching, count: number) =>
      expect.poll(() => watching.found.length, { timeout: 5_000 }).toBe(count),
  };
}

function neverOpened(): never {
  throw new Error('bug: used outside of a test');
}

function watchFake(ownPort: number, ca: string, changes: Changes, options: Options): Watching {
  const { port = ownPort, security = 'starttls', ...rest } = changes;
  const { pace = {}, cursor = {}, sinceAtMs = Date.now() - 5_000 } = options;
  const account: MailAccount = {
    name: 'other',
    address: 'max@other.example',
    user: 'max',
    secret: async () => ({ password: 'right' }),
    smtp: null,
    imap: { host: '127.0.0.1', port, security },
    ca,
    folder: 'INBOX',
    junkFolder: null,
    ...rest,
  };
  let last = cursor;
  const told: Omit<Watching, 'mailbox' | 'cursor'> = {
    found: [],
    reports: [],
    blind: [],
    sentences: [],
    watched: [],
    troubles: [],
  };
  const mailbox = watchMailbox({
    account,
    clock: { tickMs: () => performance.now(), wallAtMs: () => Date.now() },
    cursor,
    sinceAtMs,
    pace: { ...PACE, ...pace },
    events: {
      onFound: (mail) => void told.found.push(mail),
      onReport: (report) => void told.reports.push(report),
      onWatched: (atTickMs, mode) => void told.watched.push({ atTickMs, mode }),
      onBlind: (_atTickMs, reason, sentence) => {
        told.blind.push(reason);
        told.sentences.push(sentence);
      },
      onCursor: (next) => {
        last = next;
      },
      onTrouble: (sentence) => void told.troubles.push(sentence),
    },
  });
  const watching = { ...told, mailbox, cursor: () => last };
  return watching;
}
