import { mkdtempSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SubmitRequest, SubmitResult, WatchRequest } from '../mailbox/types.ts';
import type { MailAccountConfig, MailConfig } from './mail-config.ts';
import { tryRoute } from './try-route.ts';

let folder: string;
const said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync('/dev/shm/linewitness-trial-');
  said.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clocks = { tickMs: () => Math.trunc(performance.now()), wallAtMs: () => Date.now() };
const account = (name: string, more: Partial<MailAccountConfig> = {}): MailAccountConfig => ({
  name,
  address: `me@${name}.example`,
  user: name,
  secret: async () => ({ password: 'word' }),
  secretMark: () => null,
  smtp: { host: `smtp.${name}.example`, port: 465, security: 'tls' },
  imap: { host: `imap.${name}.example`, port: 993, security: 'tls' },
  ca: null,
  folder: 'INBOX',
  junkFolder: null,
  ...more,
});
const mailWith = (to = account('b')): MailConfig => ({
  accounts: [account('a'), to],
  routes: [
    {
      name: 'in',
      from: 'a',
      to: to.name,
      provider: 'to',
      spacingMs: 900_000,
      promptMs: 1,
      lateMs: 1,
      stuckMs: 1,
      lostMs: 1,
      isPaceChosen: false,
    },
  ],
  deleteAfterMs: 0,
  warnings: [],
});

type World = {
  submit?: (request: SubmitRequest) => SubmitResult;
  onOpen?: (request: WatchRequest) => void;
  onSent?: (token: string, watches: Map<string, WatchRequest>) => void;
  mail?: MailConfig;
  route?: string;
};

/** One trial; gives whether it worked. What it took out of mailboxes stands in `removed`. */
async function trial({ submit, onOpen, onSent, mail = mailWith(), route = 'in' }: World) {
  const watches = new Map<string, WatchRequest>();
  const removed: string[] = [];
  const works = await tryRoute({
    mail,
    route,
    dataDir: folder,
    clocks,
    say: (line) => said.push(line),
    waitMs: 600,
    openMs: 300,
    ways: {
      submit: async (request) => {
        const result = submit?.(request) ?? accepted();
        await request.onBodySent();
        setTimeout(() => onSent?.(request.mail.token, watches), 20);
        return result;
      },
      watch: (request) => {
        watches.set(request.account.name, request);
        const { events } = request;
        setTimeout(() => (onOpen ? onOpen(request) : events.onWatched(clocks.tickMs(), 'idle')), 10);
        return {
          await: () => undefined,
          scan: async () => undefined,
          remove: async ({ uid }) => {
            removed.push(`${request.account.name} ${uid}`);
            return 'expunged';
          },
          close: async () => undefined,
        };
      },
    },
  });
  return { works, removed, text: said.join('\n') };
}

const accepted = (): SubmitResult => ({
  kind: 'accepted',
  atTickMs: clocks.tickMs(),
  times: { connectMs: 1, tlsMs: 1, authMs: 1, dataMs: 1, submitMs: 120 },
  reply: '250 queued as X1',
  queueId: 'X1',
});
const found = (token: string, folderKind: 'inbox' | 'junk' = 'inbox', uid = 5) => ({
  token,
  matchedBy: 'header' as const,
  folder: folderKind,
  folderPath: folderKind === 'inbox' ? 'INBOX' : 'Spam',
  ref: { folderPath: 'INBOX', uidValidity: '1', uid },
  seenTickMs: clocks.tickMs() + 1000,
  lastEmptyTickMs: null,
  lastEmptyAtMs: null,
  internalDateAtMs: null,
  sizeBytes: 1,
  headerText: '',
  watched: 'idle' as const,
  hops: [],
});

describe('mail-test', () => {
  test('says each step, when the mail came and that the route works, and leaves nothing behind', async () => {
    const { works, removed, text } = await trial({
      onSent: (token, watches) => {
        watches.get('a')?.events.onFound(found(token, 'inbox', 9));
        watches.get('b')?.events.onFound(found(`v1.mail-test.1.${'0'.repeat(32)}`, 'inbox', 4));
        watches.get('b')?.events.onFound(found(token));
      },
    });
    expect(works).toBe(true);
    expect(text).toContain('accepted after 120 ms: 250 queued as X1');
    expect(text).toMatch(/it is there: \d\.\d s after it was accepted, in the folder "INBOX"/);
    expect(said.at(-1)).toBe('The route works.');
    expect(removed).toEqual(['a 9', 'b 5']);
    expect(text).not.toContain('word');
  });

  test('what a server says can neither move the cursor of the terminal nor turn letters round', async () => {
    const reply = '250 queued\r\n250 as X1\x1b[2J\x9b2J\u202egnihton\x07';
    const { text } = await trial({
      submit: () => ({ ...accepted(), reply }) as SubmitResult, // of the kind accepted
      onSent: (token, watches) =>
        watches.get('b')?.events.onFound({ ...found(token, 'junk'), folderPath: 'Spam\x1b]0;owned\x07' }),
    });
    expect(text).toContain('250 queued 250 as X1 [2J 2J gnihton');
    expect(text).toContain('"Spam ]0;owned ');
    expect(said.filter((line) => /[\p{Cc}\p{Cf}]/u.test(line))).toEqual([]);
  });

  test('a mail in the junk folder is there, with what to do about it', async () => {
    const { works, text } = await trial({
      onSent: (token, watches) => watches.get('b')?.events.onFound(found(token, 'junk')),
    });
    expect(works).toBe(true);
    expect(text).toContain('in the junk folder "Spam". Mark it as no junk');
  });

  test('sends nothing where the mailbox can’t be opened, and says what to look at', async () => {
    let sent = 0;
    const submit = () => {
      sent += 1;
      return accepted();
    };
    const blind = (reason: 'login' | 'folder' | 'certificate') => (request: WatchRequest) =>
      request.events.onBlind(clocks.tickMs(), reason, 'It says no.');
    expect((await trial({ submit, onOpen: blind('login') })).works).toBe(false);
    expect(said.at(-1)).toContain('FAILED: It says no. Look at "user" and the password of the account "b"');
    await trial({ submit, onOpen: blind('folder') });
    expect(said.at(-1)).toContain('Look at "folder" ("INBOX")');
    await trial({ submit, onOpen: blind('certificate') });
    expect(said.at(-1)).toContain('"caFile" of the account "b"');
    await trial({ submit, onOpen: () => undefined });
    expect(said.at(-1)).toContain('FAILED: no answer within 0.3 s');
    expect(sent).toBe(0);
  });

  const atTickMs = 0;
  test.each([
    [
      { kind: 'refused', atTickMs, stage: 'rcpt', reply: '552 5.2.2 full', replyCode: 552, status: '5.2.2' },
      'refused for its addressee: 552 5.2.2 full\n  The mailbox seems to be full.',
    ],
    [{ kind: 'refused', atTickMs, stage: 'mail', reply: '451 later', replyCode: 451, status: null }, 'try again later'],
    [
      { kind: 'config-error', atTickMs, reason: 'login', stage: 'auth', sentence: 'No.' },
      'No.\n  Look at "user" and the password of the account "a"',
    ],
    [
      { kind: 'config-error', atTickMs, reason: 'certificate', stage: 'connect', sentence: 'No.' },
      '"caFile" of the account "a"',
    ],
    [
      { kind: 'config-error', atTickMs, reason: 'tls', stage: 'connect', sentence: 'No.' },
      '465 with tls, 587 with starttls',
    ],
    [
      { kind: 'config-error', atTickMs, reason: 'token-command', stage: 'connect', sentence: 'No.' },
      'where the password or token',
    ],
    [{ kind: 'unreachable', atTickMs, reason: 'name', stage: 'connect', sentence: 'No.' }, 'Look at "host" of "smtp"'],
    [
      { kind: 'unreachable', atTickMs, reason: 'greeting', stage: 'greeting', sentence: 'No.' },
      "Perhaps port and encryption don't fit: 465 with tls",
    ],
    [
      { kind: 'unreachable', atTickMs, reason: 'timeout', stage: 'connect', sentence: 'No.' },
      'Look at "host" and "port" of "smtp"',
    ],
  ] satisfies [SubmitResult, string][])('%o is said in plain words', async (result, words) => {
    const { works, text } = await trial({ submit: () => result });
    expect(works).toBe(false);
    expect(text).toContain(`FAILED: `);
    expect(text).toContain(words);
  });

  test('a mail that comes back, one that does not come, and a mailbox that is read elsewhere', async () => {
    const report = (token: string) => ({
      token,
      action: 'failed' as const,
      status: '5.1.1',
      reportingMta: 'mx.a.example',
      remoteMta: null,
      diagnostic: '550 no such user',
      arrivalAtMs: null,
      retryUntilAtMs: null,
      ref: { folderPath: 'INBOX', uidValidity: '1', uid: 8 },
      seenTickMs: 0,
      headerText: '',
    });
    const back = await trial({ onSent: (token, watches) => watches.get('a')?.events.onReport(report(token)) });
    expect([back.works, back.removed]).toEqual([false, ['a 8']]);
    expect(said.at(-1)).toContain('it came back: 550 no such user');
    const lost = await trial({});
    expect(lost.works).toBe(false);
    expect(lost.text).toContain('neither in the inbox nor in the junk folder');
    const elsewhere = await trial({ mail: mailWith(account('c', { imap: null })) });
    expect(elsewhere.works).toBe(true);
    expect(said.at(-1)).toContain('has no "imap" here');
  });

  test('a route that there is not is said with those that there are', async () => {
    expect((await trial({ route: 'out' })).works).toBe(false);
    expect(said).toEqual(['There is no route "out" in probe.yaml. There is: in.']);
  });
});
