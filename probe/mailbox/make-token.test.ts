import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { tokenMacText } from '../../rules/mail/vocabulary.ts';
import { composeTestMail } from './compose-test-mail.ts';
import { isOwnToken, makeToken, tokenIn, tokenSha256 } from './make-token.ts';
import { recognise, tokenInBody } from './recognise.ts';

const KEY = randomBytes(32);
const MAIL = {
  route: 'gmx-telekom',
  number: 1_763_805_723,
  plannedAtMs: 1_763_805_723_000,
  from: 'Erika@gmx.example',
  to: 'max@t.example',
};

test('a token names its mail and is the first half of an HMAC over all that it stands for', () => {
  const mac = createHmac('sha256', KEY)
    .update(tokenMacText({ ...MAIL, from: 'erika@gmx.example' }))
    .digest('hex')
    .slice(0, 32);
  expect(makeToken(KEY, MAIL)).toBe(`v1.gmx-telekom.1763805723.${mac}`);
});

test('only the token of that mail, made with that key, is our own', () => {
  const token = makeToken(KEY, MAIL);
  expect(isOwnToken(KEY, MAIL, token)).toBe(true);
  expect(isOwnToken(KEY, { ...MAIL, from: 'erika@GMX.example' }, token)).toBe(true);
  expect(isOwnToken(randomBytes(32), MAIL, token)).toBe(false);
  for (const other of [
    { number: 1 },
    { route: 'other' },
    { plannedAtMs: 1 },
    { from: 'x@y.example' },
    { to: 'x@y.example' },
  ]) {
    expect(isOwnToken(KEY, { ...MAIL, ...other }, token)).toBe(false);
  }
  expect(isOwnToken(KEY, MAIL, `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`)).toBe(false);
  expect(isOwnToken(KEY, MAIL, `${token} `)).toBe(false);
  expect(isOwnToken(KEY, MAIL, 'v1.')).toBe(false);
});

test('the hash of a token is that of its text', () => {
  expect(tokenSha256('a')).toBe('sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb');
});

test('a test mail carries its token in header, subject, Message-ID and body, in plain ASCII below 1.5 KB', () => {
  const token = makeToken(KEY, MAIL);
  const { text } = composeTestMail({ token, from: MAIL.from, to: MAIL.to, atMs: Date.UTC(2026, 10, 22, 10, 2, 3) });
  expect(text.length).toBeLessThan(1_500);
  expect(text).toMatch(/^[\x20-\x7e\r\n]+$/);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThan(200);
  const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
  expect(head).toContain(`Subject: [Linewitness test] ${token}\r\n`);
  expect(head).toContain(`Message-ID: <${token}@gmx.example>`);
  expect(head).toContain('Date: Sun, 22 Nov 2026 10:02:03 +0000');
  expect(head).toContain('Auto-Submitted: auto-generated');
  expect(body).toContain(`Erika@gmx.example`);
  expect(body).not.toMatch(/https?:/);
  expect(recognise(head)).toEqual({ kind: 'mail', token, matchedBy: 'header' });
  expect(tokenInBody(body)).toBe(token);
  expect(tokenIn(`x ${token} y`)).toBe(token);
});

test('an address that would begin another line of the head is refused', () => {
  expect(() =>
    composeTestMail({ token: 't', from: 'a@b.example>\r\nBcc: <x@y.example', to: 'c@d.example', atMs: 0 }),
  ).toThrow('bug');
});
