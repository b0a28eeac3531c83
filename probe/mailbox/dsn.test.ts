import { expect, test } from 'vitest';
import { reportOf } from './dsn.ts';

const TOKEN = `v1.out.1763805723.${'c3'.repeat(16)}`;

function report({
  message = [
    'Reporting-MTA: dns; mail.provider.example',
    `Original-Envelope-Id: ${TOKEN}`,
    'Arrival-Date: Sun, 22 Nov 2026 11:02:03 +0100 (CET)',
  ],
  recipient = [
    'Final-Recipient: rfc822; max@other.example',
    'Action: failed',
    'Status: 5.1.1',
    'Remote-MTA: dns; mx.other.example',
    'Diagnostic-Code: smtp; 550 5.1.1 <max@other.example>: Recipient address',
    '    rejected: User unknown',
  ],
  returned = ['From: erika@provider.example', `Subject: [Linewitness test] ${TOKEN}`, `X-Linewitness-Test: ${TOKEN}`],
  returnedType = 'text/rfc822-headers',
  type = 'multipart/report; report-type=delivery-status; boundary="B"',
}: {
  message?: string[];
  recipient?: string[];
  returned?: string[];
  returnedType?: string;
  type?: string;
} = {}) {
  const lines = [
    'From: MAILER-DAEMON@provider.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
    '',
    '--B',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    "I'm sorry to have to inform you",
    '--B',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    ...message,
    '',
    ...recipient,
    '',
    '--B',
    `Content-Type: ${returnedType}`,
    '',
    ...returned,
    '',
    '--B--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

test('a failure is told with its status, its words and who said them', async () => {
  expect(await reportOf(report())).toEqual({
    token: TOKEN,
    action: 'failed',
    status: '5.1.1',
    reportingMta: 'mail.provider.example',
    remoteMta: 'mx.other.example',
    diagnostic: '550 5.1.1 <max@other.example>: Recipient address rejected: User unknown',
    arrivalAtMs: Date.UTC(2026, 10, 22, 10, 2, 3),
    retryUntilAtMs: null,
  });
});

test('a delay is told with the instant until which it is tried', async () => {
  const recipient = [
    'Final-Recipient: rfc822; max@other.example',
    'Action: delayed',
    'Status: 4.3.2',
    'Will-Retry-Until: Fri, 27 Nov 2026 11:02:03 +0100 (CET)',
  ];
  expect(await reportOf(report({ recipient }))).toMatchObject({
    action: 'delayed',
    status: '4.3.2',
    diagnostic: null,
    retryUntilAtMs: Date.UTC(2026, 10, 27, 10, 2, 3),
  });
});

test.each([
  'text/rfc822-headers',
  'message/rfc822',
])('without an envelope id the token is read from the returned head (%s)', async (returnedType) => {
  const message = ['Reporting-MTA: dns; mail.provider.example'];
  expect(await reportOf(report({ message, returnedType }))).toMatchObject({ token: TOKEN });
});

test('an envelope id in xtext is read', async () => {
  const message = ['Reporting-MTA: dns; a.example', `Original-Envelope-Id: ${TOKEN.replaceAll('.', '+2E')}`];
  expect(await reportOf(report({ message, returned: ['Subject: x'] }))).toMatchObject({ token: TOKEN });
});

test('a report on somebody else’s mail is none of ours', async () => {
  const message = ['Reporting-MTA: dns; mail.provider.example', 'Original-Envelope-Id: QQ123'];
  expect(await reportOf(report({ message, returned: ['Subject: Holiday'] }))).toBeNull();
});

test('a token in the words of a report, or in its body only, makes it none of ours', async () => {
  const recipient = ['Action: failed', 'Status: 5.0.0', `Diagnostic-Code: smtp; 550 ${TOKEN}`];
  expect(
    await reportOf(
      report({ message: ['Reporting-MTA: dns; a.example'], recipient, returned: ['Subject: x', '', TOKEN] }),
    ),
  ).toBeNull();
});

test('a vacation reply, a read receipt and a report that says no action are none', async () => {
  const vacation = Buffer.from(
    `Subject: Auto: [Linewitness test] ${TOKEN}\r\nAuto-Submitted: auto-replied\r\n\r\nI am away. ${TOKEN}\r\n`,
  );
  expect(await reportOf(vacation)).toBeNull();
  expect(await reportOf(report({ recipient: ['Final-Recipient: rfc822; a@b.example'] }))).toBeNull();
  expect(await reportOf(report({ recipient: ['Action: eaten'] }))).toBeNull();
});

test('a report cut off at any byte, or with any byte changed, is read or not, and never throws', async () => {
  const whole = report();
  for (let end = 0; end < whole.length; end += 7) await reportOf(whole.subarray(0, end));
  for (let at = 0; at < whole.length; at += 5) {
    const changed = Buffer.from(whole);
    changed[at] = (at * 31) % 256;
    await reportOf(changed);
  }
  expect(await reportOf(whole.subarray(0, whole.length - 10))).toMatchObject({ action: 'failed' });
});

test('of a report only the first 2000 lines are read: anybody may send one of 30,000 empty lines', async () => {
  const padding = (count: number) => Array.from({ length: count }, () => '');
  expect((await reportOf(report({ message: [`Original-Envelope-Id: ${TOKEN}`, ...padding(1_900)] })))?.token).toBe(
    TOKEN,
  );
  expect(await reportOf(report({ message: [...padding(2_000), `Original-Envelope-Id: ${TOKEN}`] }))).toBeNull();
});
