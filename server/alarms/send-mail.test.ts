import { afterEach, describe, expect, test } from 'vitest';
import { makeCertificate } from '../../test/fakes/own-ca.ts';
import { openSmtpSink, type SmtpScript, type SmtpSink } from '../../test/fakes/smtp-sink.ts';
import { describeWith } from '../../test/needs.ts';
import type { Delivery } from './delivery.ts';
import { isMailAddress, type MailAccount } from './mail-account.ts';
import { sendMail } from './send-mail.ts';

let sink: SmtpSink;
afterEach(() => sink.close());

const MESSAGE: Delivery = {
  id: 'alarm-1-abc',
  kind: 'test',
  title: 'Test',
  text: 'Text',
  language: 'de',
  createdAtMs: Date.UTC(2026, 9, 2, 12),
  line: null,
  url: null,
  facts: null,
};

function mail(account: Partial<MailAccount> = {}, over: { title?: string; ca?: string; timeoutMs?: number } = {}) {
  const { title = MESSAGE.title, timeoutMs = 3000, ca } = over;
  return sendMail(
    {
      account: {
        host: '127.0.0.1',
        port: sink.port,
        security: 'none',
        user: 'erika',
        password: 'geheim-7',
        sender: 'erika@home.example',
        ...account,
      },
      to: 'max@example.org',
      localTargets: new Set([sink.hostPort, `localhost:${sink.port}`]),
      signal: new AbortController().signal,
      timeoutMs,
      ...(ca !== undefined && { ca }),
    },
    { ...MESSAGE, title },
  );
}

describe('a mail server', () => {
  test('gets one mail, signed in, and its answer is kept', async () => {
    sink = await openSmtpSink();
    expect(await mail()).toEqual({ outcome: 'sent', reply: '250 2.0.0 Ok: queued as SINK1' });
    const [got] = sink.mails;
    expect(got).toMatchObject({ user: 'erika', from: expect.stringContaining('<erika@home.example>') });
    expect(got?.text).toContain('Message-ID: <alarm-1-abc@home.example>');
    expect(got?.text).toContain('Auto-Submitted: auto-generated');
  });

  test('is asked for no sign-in where there is no user', async () => {
    sink = await openSmtpSink();
    expect((await mail({ user: '', password: '' })).outcome).toBe('sent');
    expect(sink.mails[0]?.user).toBeNull();
  });

  const refusals: [string, SmtpScript, 'temporary' | 'permanent', RegExp][] = [
    ['busy at the greeting', { greeting: '421 too many connections' }, 'temporary', /421/],
    ['refusing the password', { AUTH: '535 5.7.8 wrong: geheim-7' }, 'permanent', /^535 5\.7\.8 wrong: •••$/],
    ['unable to check the password now', { AUTH: '454 4.7.0 later' }, 'temporary', /454/],
    ['refusing the sender for now', { MAIL: '451 4.3.0 later' }, 'temporary', /451/],
    ['that does not know the address', { RCPT: '550 5.1.1 unknown' }, 'permanent', /^550 5\.1\.1 unknown$/],
    ['that greylists', { RCPT: '450 4.2.0 greylisted' }, 'temporary', /greylisted/],
    ['with a full mailbox', { end: '552 5.2.2 full' }, 'permanent', /552/],
    ['that hangs up before an answer', { end: 'close' }, 'temporary', /./],
    ['that hangs up at once', { greeting: 'close' }, 'temporary', /./],
    ['that says nothing', { greeting: null }, 'temporary', /no answer in time|Greeting/],
    ['that says nonsense', { greeting: 'hello' }, 'temporary', /./],
  ];
  test.each(refusals)('%s: %o is told apart as %s', async (_name, script, outcome, reply) => {
    sink = await openSmtpSink();
    sink.say(script);
    const result = await mail({}, { timeoutMs: 700 });
    expect(result.outcome).toBe(outcome);
    expect(result.reply).toMatch(reply);
    expect(JSON.stringify(result)).not.toContain('geheim');
  });

  test('that offers no encryption gets neither password nor mail', async () => {
    sink = await openSmtpSink();
    expect((await mail({ security: 'starttls' })).outcome).toBe('temporary');
    expect(sink.mails).toEqual([]);
  });

  test('inside is refused unless it was allowed', async () => {
    sink = await openSmtpSink();
    const result = await mail({ port: sink.port + 1 });
    expect(result).toMatchObject({ outcome: 'permanent' });
    expect(result.reply).toContain('ALARM_LOCAL_TARGETS');
  });

  test('never gets a second header out of a title', async () => {
    sink = await openSmtpSink();
    await mail({}, { title: 'Ausfall: x\r\nBcc: victim@example.org\r\n\r\nbody\u2028y' });
    expect(sink.mails[0]?.text).not.toMatch(/^(Bcc|body)/m);
    expect(sink.mails[0]?.to).toContain('max@example.org');
  });
});

describeWith(['openssl'], 'a mail server with TLS', () => {
  const pair = () => makeCertificate();

  test.each([
    ['from the start', 'tls', true],
    ['after STARTTLS', 'starttls', false],
  ] as const)('is spoken to encrypted %s', async (_name, security, isTlsFromStart) => {
    const tls = pair();
    sink = await openSmtpSink({ tls, isTlsFromStart });
    expect(await mail({ security, host: 'localhost' }, { ca: tls.cert })).toMatchObject({ outcome: 'sent' });
    expect(sink.mails[0]).toMatchObject({ isEncrypted: true, user: 'erika' });
  });

  test.each([
    ['a certificate that nobody vouches for', 'localhost', false],
    ['a certificate for another name', 'mail.elsewhere.example', true],
  ])('with %s gets neither password nor mail', async (_name, name, isKnown) => {
    const tls = makeCertificate(name);
    sink = await openSmtpSink({ tls, isTlsFromStart: true });
    const result = await mail({ security: 'tls', host: 'localhost' }, isKnown ? { ca: tls.cert } : {});
    expect(result.outcome).toBe('temporary');
    expect(sink.mails).toEqual([]);
  });
});

test.each(['a@b.example', 'first.last+tag@sub.example.org'])('%s is a mail address', (text) => {
  sink = { close: async () => undefined } as unknown as SmtpSink; // none was opened
  expect(isMailAddress(text)).toBe(true);
});

test.each([
  'a',
  'a@b@c.example',
  'a b@c.example',
  'a@c.example\r\nBcc: x@y.example',
  '<a@c.example>',
  'a@c.example,b@c.example',
  '"a b"@c.example',
  'a@[127.0.0.1]',
  `${'a'.repeat(70)}@c.example`,
])('"%s" is not a mail address', (text) => {
  sink = { close: async () => undefined } as unknown as SmtpSink; // none was opened
  expect(isMailAddress(text)).toBe(false);
});
