import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { decode, encode, encodingExists } from './iconv-lite.ts';

/** The package itself comes with imapflow. */
const whole: { encode(text: string, name: string): Buffer; decode(bytes: Buffer, name: string): string } =
  createRequire(import.meta.url)('iconv-lite');

test.each([
  'INBOX',
  'Entwürfe',
  'Gelöschte Elemente',
  'A & B',
  '&',
  '&-',
  'Пошта',
  '台北日本語',
  'x 😀/y',
  '~peter/mail',
  '/à,',
])('the folder %s is written and read as the package does', (name) => {
  const bytes = encode(name, 'utf-7-imap');
  expect(bytes.toString('latin1')).toBe(whole.encode(name, 'utf-7-imap').toString('latin1'));
  expect(decode(bytes, 'utf-7-imap')).toBe(name);
});

test.each([
  ['iso-8859-1', 'Größe'],
  ['windows-1252', 'Größe €'],
  ['iso-8859-15', 'Größe €'],
  ['koi8-r', 'Привет'],
  ['shift_jis', '日本'],
  ['gb18030', '中文 Größe'],
  ['big5', '中文'],
  ['euc-kr', '한국'],
])('words of headers in %s are read as the package does', (encoding, text) => {
  const bytes = whole.encode(text, encoding);
  expect(decode(bytes, encoding)).toBe(text);
  expect(whole.decode(bytes, encoding)).toBe(text);
});

test('an encoding that is none is refused, broken folder names are read as far as they go', () => {
  expect(() => decode(Buffer.from('x'), 'x-made-up')).toThrow(RangeError);
  expect([encodingExists('utf-8'), encodingExists('x-made-up')]).toEqual([true, false]);
  expect(() => encode('x', 'utf-8')).toThrow('bug:');
  expect(decode(Buffer.from('a&Zeg'), 'utf-7-imap')).toBe('a&Zeg');
  expect(decode(Buffer.from('&AAA-x'), 'utf-7-imap')).toBe('\0x');
});
