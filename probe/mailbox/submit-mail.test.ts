import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FakeSmtpServer, openFakeSmtp } from '../../test/fakes/fake-smtp-server.ts';
import { makeTestCa, type TestCa } from '../../test/fakes/test-ca.ts';
import { composeTestMail } from './compose-test-mail.ts';
import { submitMail } from './submit-mail.ts';
import type { MailAccount, SubmitPatience } from './types.ts';

const TOKEN = `v1.in.1234567890.${'ab'.repeat(16)}`;
let ca: TestCa;
let server: FakeSmtpServer;
beforeAll(() => {
  ca = makeTestCa();
});
beforeEach(async () => {
  server = await openFakeSmtp({ leaf: ca.leaf, security: 'starttls' });
});
afterEach(() => server.close());

const clock = { tickMs: () => performance.now(), wallAtMs: () => Date.now() };

function account(changes: Partial<MailAccount> & { port?: number; security?: 'tls' | 'starttls'; host?: string } = {}) {
  const { port = server.port, security = 'starttls', host = 'localhost', ...rest } = changes;
  const made: MailAccount = {
    name: 'provider',
    address: 'erika@provider.example',
    user: 'erika',
    secret: async () => ({ password: 'right' }),
    smtp: { host, port, security },
    imap: null,
    ca: ca.ca,
    folder: 'INBOX',
    junkFolder: null,
    ...rest,
  };
  return made;
}

async function submit({
  from = account(),
  patience = { connectMs: 2_000, replyMs: 2_000, dotMs: 2_000 },
  onBodySent = () => undefined,
  signal,
}: {
  from?: MailAccount;
  patience?: SubmitPatience;
  onBodySent?: () => void | Promise<void>;
  signal?: AbortSignal;
} = {}) {
  const mail = composeTestMail({ token: TOKEN, from: from.address, to: 'max@other.example', atMs: Date.now() });
  return submitMail({ account: from, mail, clock, onBodySent, patience, ...(signal && { signal }) });
}

test('a mail is handed over encrypted, with the reply as it came, its queue id and the time of each phase', async () => {
  const result = await submit();
  expect(result).toMatchObject({ kind: 'accepted', reply: '250 2.0.0 Ok: queued as 4FAKE1', queueId: '4FAKE1' });
  if (result.kind !== 'accepted') return;
  const { connectMs, tlsMs, authMs, dataMs, submitMs } = result.times;
  for (const ms of [connectMs, tlsMs, authMs, dataMs]) expect(ms).toBeGreaterThan(0);
  expect(connectMs + tlsMs + authMs + dataMs).toBeLessThanOrEqual(submitMs);
  const [mail] = server.mails;
  expect(mail).toMatchObject({ user: 'erika', isEncrypted: true, ehlo: '[127.0.0.1]' });
  expect(mail?.text).toContain(`X-Linewitness-Test: ${TOKEN}\r\n`);
});

test('reports of failure and delay are asked for under the token', async () => {
  await submit();
  expect(server.mails[0]?.from).toBe(`MAIL FROM:<erika@provider.example> SIZE=${sizeOf()} RET=HDRS ENVID=${TOKEN}`);
  expect(server.mails[0]?.to).toBe('RCPT TO:<max@other.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;max@other.example');
});

function sizeOf(): number {
  return server.mails[0]?.text.length ?? 0;
}

test('a server without DSN is not asked for reports', async () => {
  await server.close();
  server = await openFakeSmtp({ leaf: ca.leaf, security: 'starttls', offers: ['8BITMIME'] });
  expect((await submit()).kind).toBe('accepted');
  expect(server.mails[0]?.from).toBe('MAIL FROM:<erika@provider.example>');
});

test('TLS from the start is spoken where it is set', async () => {
  await server.close();
  server = await openFakeSmtp({ leaf: ca.leaf, security: 'tls' });
  const result = await submit({ from: account({ security: 'tls' }) });
  expect(result).toMatchObject({ kind: 'accepted', queueId: '4FAKE1' });
  await expect.poll(() => server.seen.at(-1)).toBe('QUIT');
});

test('the caller has noted that the end is near before the final dot is sent', async () => {
  let seenBefore = -1;
  const onBodySent = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seenBefore = server.mails.length;
  };
  expect((await submit({ onBodySent })).kind).toBe('accepted');
  expect(seenBefore).toBe(0);
  expect(server.mails).toHaveLength(1);
});

test('a mail whose book could not be written is not sent', async () => {
  const onBodySent = () => Promise.reject(new Error('disk full'));
  await expect(submit({ onBodySent })).rejects.toThrow('disk full');
  expect(server.mails).toHaveLength(0);
});

test.each([
  ['a connection that breaks', { dot: 'close' }],
  ['a server that says nothing more', { dot: 'silent' }],
  ['an answer later than the patience', { dot: { afterMs: 5_000 } }],
  ['an answer that is none', { dot: 'hello?' }],
] as const)('%s after the final dot leaves the mail uncertain', async (_name, manner) => {
  server.behave(manner);
  const result = await submit({ patience: { dotMs: 300 } });
  expect(result.kind).toBe('uncertain');
  expect(server.mails).toHaveLength(1);
});

test('a slow answer to the dot within the patience is an acceptance', async () => {
  server.behave({ dot: { afterMs: 700 } });
  const result = await submit({ patience: { replyMs: 300, dotMs: 3_000 } });
  expect(result).toMatchObject({ kind: 'accepted' });
  if (result.kind === 'accepted') expect(result.times.dataMs).toBeGreaterThan(600);
});

test.each([
  ['greeting', '421 4.3.2 Too many connections', 421, '4.3.2'],
  ['greeting', '554 5.7.1 Your address is blocked', 554, '5.7.1'],
  ['AUTH', '454 4.7.0 Temporary authentication failure', 454, '4.7.0'],
  ['MAIL', '452 4.3.1 Insufficient system storage', 452, '4.3.1'],
  ['RCPT', '550 5.1.1 No such user here', 550, '5.1.1'],
  ['RCPT', '450 4.7.1 Try again later', 450, '4.7.1'],
  ['DATA', '451 Out of service', 451, null],
  ['dot', '552 5.2.2 Mailbox full', 552, '5.2.2'],
  ['dot', '421 4.3.0 Closing', 421, '4.3.0'],
] as const)('a refusal at %s is told with its words: %s', async (step, reply, replyCode, status) => {
  server.behave({ [step]: reply });
  const stage = step.toLowerCase();
  expect(await submit()).toMatchObject({ kind: 'refused', stage, reply, replyCode, status });
});

test('a refused recipient is told the same where the server takes one command at a time', async () => {
  await server.close();
  server = await openFakeSmtp({ leaf: ca.leaf, security: 'starttls', offers: [] });
  server.behave({ RCPT: '550 5.1.1 No such user here' });
  expect(await submit()).toMatchObject({ kind: 'refused', stage: 'rcpt', reply: '550 5.1.1 No such user here' });
});

test('a refused login is for the owner to look at', async () => {
  server.behave({ AUTH: '535 5.7.8 Error: authentication failed' });
  expect(await submit()).toMatchObject({
    kind: 'config-error',
    reason: 'login',
    stage: 'auth',
    sentence: 'localhost refuses the login: 535 5.7.8 Error: authentication failed',
  });
});

test('a server that repeats the login in its refusal does not get the password told on', async () => {
  const packed = Buffer.from('\0erika\0right').toString('base64');
  server.behave({ AUTH: `535 5.7.8 AUTH PLAIN ${packed} (right) is wrong` });
  const result = await submit({ from: account({ secret: async () => ({ password: 'right' }) }) });
  expect('sentence' in result && result.sentence).toBe(
    'localhost refuses the login: 535 5.7.8 AUTH PLAIN … (…) is wrong',
  );
});

test('an access token is taken by XOAUTH2, by OAUTHBEARER where only that is offered, and its refusal is one of the login', async () => {
  const by = (accessToken: string) => account({ secret: async () => ({ accessToken }) });
  await server.close();
  server = await openFakeSmtp({ leaf: ca.leaf, security: 'starttls', login: 'PLAIN XOAUTH2' });
  expect((await submit({ from: by('good') })).kind).toBe('accepted');
  expect(server.seen).toContain('AUTH XOAUTH2');
  expect(await submit({ from: by('expired') })).toMatchObject({
    kind: 'config-error',
    reason: 'login',
    sentence: 'localhost refuses the login: 535 5.7.8 Username and Password not accepted',
  });
  await server.close();
  server = await openFakeSmtp({ leaf: ca.leaf, security: 'starttls', login: 'OAUTHBEARER' });
  expect((await submit({ from: by('good') })).kind).toBe('accepted');
  expect(server.mails[0]?.user).toBe('erika');
});

test('a secret that cannot be had ends the attempt before any connection', async () => {
  const from = account({ secret: () => Promise.reject(new Error('The command pass show mail ended with 1.')) });
  expect(await submit({ from })).toMatchObject({
    kind: 'config-error',
    reason: 'token-command',
    sentence: 'The command pass show mail ended with 1.',
  });
});

test.each([
  'otherName',
  'expired',
] as const)('a certificate that is wrong (%s) is said to be, and nothing is sent', async (leaf) => {
  for (const security of ['tls', 'starttls'] as const) {
    await server.close();
    server = await openFakeSmtp({ leaf: ca[leaf], security });
    const result = await submit({ from: account({ security }) });
    expect(result).toMatchObject({ kind: 'config-error', reason: 'certificate', stage: 'starttls' });
    expect('sentence' in result && result.sentence).toMatch(/expired|for another name/);
    expect(server.seen.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  }
});

test('an authority that is not known is told, with the setting that names it', async () => {
  const result = await submit({ from: account({ ca: null }) });
  expect(result).toMatchObject({ kind: 'config-error', reason: 'certificate' });
  expect('sentence' in result && result.sentence).toContain('caFile');
});

test('TLS set on a port that starts in plain text is named as what it is', async () => {
  const result = await submit({ from: account({ security: 'tls' }) });
  expect(result).toMatchObject({ kind: 'config-error', reason: 'tls' });
  expect('sentence' in result && result.sentence).toContain('set security to starttls');
});

test('STARTTLS set on a port that waits for TLS ends in the greeting that never comes', async () => {
  await server.close();
  server = await openFakeSmtp({ leaf: ca.leaf, security: 'tls' });
  const result = await submit({ patience: { connectMs: 400 } });
  expect(result).toMatchObject({ kind: 'unreachable', reason: 'greeting', stage: 'greeting' });
});

test('a server that offers no encryption is told nothing', async () => {
  server.behave({ STARTTLS: '454 4.7.0 TLS not available' });
  const result = await submit();
  expect(result).toMatchObject({ kind: 'config-error', reason: 'tls', stage: 'starttls' });
  expect(server.seen.filter((line) => line.startsWith('AUTH'))).toEqual([]);
});

test('a port where nobody listens and a name that does not exist are told apart', async () => {
  const { port } = server;
  await server.close();
  expect(await submit({ from: account({ port }) })).toMatchObject({
    kind: 'unreachable',
    reason: 'connect',
    stage: 'connect',
  });
  expect(await submit({ from: account({ host: 'mail.invalid' }) })).toMatchObject({
    kind: 'unreachable',
    reason: 'name',
  });
  server = await openFakeSmtp({ leaf: ca.leaf, security: 'starttls' });
});

test.each([
  'EHLO',
  'AUTH',
  'MAIL',
  'DATA',
] as const)('a server that hangs up or falls silent at %s was not reached', async (step) => {
  server.behave({ [step]: 'close' });
  expect(await submit()).toMatchObject({ kind: 'unreachable', reason: 'closed' });
  server.behave({ [step]: 'silent' });
  expect(await submit({ patience: { replyMs: 200 } })).toMatchObject({ kind: 'unreachable', reason: 'timeout' });
  expect(server.mails).toHaveLength(0);
});

test('something that is no SMTP is told as such', async () => {
  server.behave({ greeting: 'HTTP/1.1 400 Bad Request' });
  expect(await submit()).toMatchObject({ kind: 'unreachable', reason: 'protocol' });
});

test('a stopped attempt is unreachable before the dot and uncertain after it', async () => {
  for (const [step, kind] of [
    ['MAIL', 'unreachable'],
    ['dot', 'uncertain'],
  ] as const) {
    server.behave({ [step]: 'silent' });
    const stopping = new AbortController();
    const done = submit({ signal: stopping.signal, patience: {} });
    setTimeout(() => stopping.abort(), 200);
    expect((await done).kind).toBe(kind);
  }
});

test('an attempt that is stopped before it begins reaches nobody', async () => {
  const from = account();
  expect(await submit({ from, signal: AbortSignal.abort() })).toMatchObject({ kind: 'unreachable', stage: 'connect' });
  const stopping = new AbortController();
  const secret = async () => {
    stopping.abort();
    return { password: 'right' };
  };
  expect(await submit({ from: { ...from, secret }, signal: stopping.signal })).toMatchObject({ kind: 'unreachable' });
  expect(server.seen).toEqual([]);
  expect(server.open()).toBe(0);
});

test('no socket is left behind, also by a server that ignores QUIT', async () => {
  await submit();
  server.behave({ QUIT: 'silent', RCPT: '550 no' });
  await submit();
  server.behave({ dot: 'close' });
  await submit();
  await expect.poll(() => server.open(), { timeout: 20_000 }).toBe(0);
});
