import { expect, test } from 'vitest';
import { withoutSecret } from './without-secret.ts';

const packed = (text: string) => Buffer.from(text).toString('base64');
const PASSWORD = { password: 'pä"ss\\wort' };
const TOKEN = { accessToken: 'ya29.a0AfH6SMB' };

test.each([
  ['as it is', PASSWORD, PASSWORD.password],
  ['as LOGIN of IMAP quotes it', PASSWORD, 'pä\\"ss\\\\wort'],
  ['as AUTH LOGIN packs it', PASSWORD, packed(PASSWORD.password)],
  ['as AUTH PLAIN packs it', PASSWORD, packed(`\0erika\0${PASSWORD.password}`)],
  ['an access token as it is', TOKEN, TOKEN.accessToken],
  ['as XOAUTH2 packs it', TOKEN, packed(`user=erika\x01auth=Bearer ${TOKEN.accessToken}\x01\x01`)],
  ['as OAUTHBEARER packs it', TOKEN, packed(`n,a=erika,\x01host=x\x01auth=Bearer ${TOKEN.accessToken}\x01\x01`)],
] as const)('a server that repeats a secret %s is quoted without it', (_how, secret, said) => {
  expect(withoutSecret(`535 unknown: AUTH ${said} (sorry)`, secret)).toBe('535 unknown: AUTH … (sorry)');
});

test('words without a secret stay as they are, also where they look packed', () => {
  const words = '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6 Username';
  expect(withoutSecret(words, PASSWORD)).toBe(words);
  expect(withoutSecret('535 no', { password: 'no' })).toBe('535 no');
});
