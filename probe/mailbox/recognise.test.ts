import { expect, test } from 'vitest';
import { headerFields, keptHead } from './header-fields.ts';
import { recognise, tokenInBody } from './recognise.ts';

const TOKEN = `v1.in.12.${'0a'.repeat(16)}`;
const OTHER = `v1.in.13.${'0b'.repeat(16)}`;

test('the own header counts before the subject', () => {
  expect(recognise(`Subject: [Linewitness test] ${OTHER}\r\nX-Linewitness-Test: ${TOKEN}`)).toMatchObject({
    token: TOKEN,
    matchedBy: 'header',
  });
});

test('a mail that lost its own header is known by its subject, also behind what a filter wrote there', () => {
  expect(recognise(`Subject: [Linewitness test]\r\n ${TOKEN}`)).toMatchObject({ token: TOKEN, matchedBy: 'subject' });
  expect(recognise(`Subject: SPAM: [Linewitness test] ${TOKEN}`)).toMatchObject({ kind: 'mail', token: TOKEN });
});

test('a subject that somebody packed on the way is read', () => {
  const packed = Buffer.from(`[Linewitness test] ${TOKEN}`).toString('base64');
  expect(recognise(`Subject: =?utf-8?B?${packed}?=`)).toMatchObject({ token: TOKEN, matchedBy: 'subject' });
  expect(recognise(`Subject: =?us-ascii?Q?[Linewitness_test]_${TOKEN}?=`)).toMatchObject({ token: TOKEN });
});

test.each([
  ['an answer', `Subject: Re: [Linewitness test] ${TOKEN}`],
  ['a German answer', `Subject: AW: [Linewitness test] ${TOKEN}`],
  ['an absence notice', `Subject: Automatische Antwort: [Linewitness test] ${TOKEN}`],
  [
    'an automatic answer by its header',
    `Subject: [Linewitness test] ${TOKEN}\r\nAuto-Submitted: auto-replied (vacation)`,
  ],
  ['an answer by its references', `Subject: [Linewitness test] ${TOKEN}\r\nIn-Reply-To: <${TOKEN}@a.example>`],
  [
    'a bounce that is no report',
    `From: MAILER-DAEMON@a.example\r\nSubject: failure notice [Linewitness test] ${TOKEN}`,
  ],
])('%s to a test mail is no test mail', (_name, head) => {
  expect(recognise(head)).toBeNull();
});

test('a report is one, whatever stands in its subject', () => {
  expect(recognise(`Content-Type: multipart/report; report-type=delivery-status\r\nSubject: ${TOKEN}`)).toEqual({
    kind: 'report',
  });
});

test('a subject with a token and without our words is no test mail by its subject', () => {
  expect(recognise(`Subject: ${TOKEN}`)).toEqual({ kind: 'stripped' });
});

test('in a body the token counts on a line of its own, not in a quotation', () => {
  expect(tokenInBody(`Hello\r\n\r\n${TOKEN}\r\n`)).toBe(TOKEN);
  expect(tokenInBody(`${TOKEN.slice(0, 20)}=\r\n${TOKEN.slice(20)}\r\n`)).toBe(TOKEN);
  const packed = Buffer.from(
    `This is a test mail that was packed by somebody on its way.\r\nMore words.\r\n${TOKEN}\r\n`,
  ).toString('base64');
  expect(tokenInBody(packed.replace(/(.{76})/g, '$1\r\n'))).toBe(TOKEN);
  expect(tokenInBody(`> ${TOKEN}\r\n`)).toBeNull();
  expect(tokenInBody(`see ${TOKEN} there`)).toBeNull();
  expect(tokenInBody('')).toBeNull();
});

test('a head is kept as it came up to 8000 characters, then without what only fills it', () => {
  const small = `Received: by a.example\r\nSubject: x`;
  expect(keptHead(small)).toBe(small);
  const bulky = `ARC-Seal: ${'x'.repeat(6_000)}\r\n ${'y'.repeat(3_000)}\r\nReceived: by a.example\r\n\twith SMTP\r\nSubject: x`;
  expect(keptHead(bulky)).toBe('Received: by a.example\r\n\twith SMTP\r\nSubject: x');
  expect(keptHead(`X: ${'z'.repeat(20_000)}`)).toHaveLength(8_000);
});

test('lines of a head are unfolded and bounded', () => {
  expect(headerFields('A: 1\r\n 2\r\nno line\r\nB:3')).toEqual([
    { name: 'a', value: '1 2' },
    { name: 'b', value: '3' },
  ]);
  expect(headerFields('A: 1\n'.repeat(2_000))).toHaveLength(500);
  expect(headerFields(`A: ${'x'.repeat(9_000)}\r\n ${'y'.repeat(9_000)}`)[0]?.value).toHaveLength(4_000);
});
