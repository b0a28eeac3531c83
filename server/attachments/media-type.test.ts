import { describe, expect, test } from 'vitest';
import { plainName } from './attachments.ts';
import { mediaTypeOf } from './media-type.ts';

describe('what a file is', () => {
  test.each([
    ['%PDF-1.4', 'x.png', 'application/pdf'],
    ['\xff\xd8\xff\xe0\0', 'x', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n\0', 'x', 'image/png'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'x', 'image/webp'],
    ['\0\0\0\x18ftypheic\0', 'x', 'image/heic'],
    ['Return-Path: <a@b>\r\nReceived: by x\r\n\r\nHi', 'x', 'message/rfc822'],
    ['a;b\r\n1;2\r\n', 'x.CSV', 'text/csv'],
    ['Guten Tag', 'x.exe', 'text/plain'],
    ['<script>alert(1)</script>', 'x.html', 'text/plain'],
    ['a\0b', 'x.txt', null],
    ['MZ\x90\0', 'x.txt', null],
  ])('%j is told by its bytes', (text, name, type) => {
    expect(mediaTypeOf(Buffer.from(text, 'latin1'), name)).toBe(type);
  });

  test.each([
    ['C:\\Users\\me\\brief.pdf', 'brief.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['..', 'file'],
    ['.htaccess', 'htaccess'],
    ['a\u202Efdp.exe', 'a_fdp.exe'],
    [`${'n'.repeat(300)}.pdf`, `${'n'.repeat(116)}.pdf`],
    ['', 'file'],
  ])('of the name %j what is harmless is kept', (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });
});
