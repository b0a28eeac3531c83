import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { chooseEncoding, encodeBody } from './encoded-body.ts';
import { chooseLanguage } from './language.ts';

const page = Buffer.from('<p>outage</p>'.repeat(500));

test('a body is the same in every encoding, and each encoding has its own entity tag', () => {
  const body = encodeBody('text/html', page);
  expect(gunzipSync(body.as('gzip').bytes)).toEqual(page);
  expect(brotliDecompressSync(body.as('br').bytes)).toEqual(page);
  expect(body.as('br').bytes).toBe(body.as('br').bytes);
  expect(new Set([body.as('gzip').etag, body.as('br').etag, body.as('identity').etag]).size).toBe(3);
});

test('a reader who has the body in any encoding is not sent it again', () => {
  const body = encodeBody('text/html', page);
  expect(body.isKnownTo(body.as('br').etag)).toBe(true);
  expect(body.isKnownTo(`W/"old", ${body.as('identity').etag}`)).toBe(true);
  expect(body.isKnownTo('"other"')).toBe(false);
  expect(body.isKnownTo(null)).toBe(false);
});

test('a body keeps only the encodings that were asked for, and still gives every other', () => {
  const body = encodeBody('text/html', page);
  const compressedBytes = body.as('br').bytes.length;
  expect(body.keptBytes()).toBe(compressedBytes);
  expect(gunzipSync(body.as('gzip').bytes)).toEqual(page);
  expect(body.as('identity').bytes).toEqual(page);
  expect(body.keptBytes()).toBe(compressedBytes + body.as('gzip').bytes.length + page.length);
});

test('a short body travels as it is', () => {
  expect(encodeBody('text/plain', Buffer.from('ok')).as('br').encoding).toBe('identity');
});

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['gzip;q=0', 'identity'],
  ['', 'identity'],
  [null, 'identity'],
  ['brotli', 'identity'],
] as const)('a reader who accepts "%s" gets %s', (header, encoding) => {
  expect(chooseEncoding(header)).toBe(encoding);
});

test.each([
  [null, 'de-DE,de;q=0.9,en;q=0.8', 'de'],
  [null, 'en-US,en;q=0.9,de;q=0.8', 'en'],
  [null, 'fr, de;q=0.2', 'de'],
  [null, 'fr', 'en'],
  [null, null, 'en'],
  [null, 'de;q=0', 'en'],
  ['de', 'en', 'de'],
  ['fr', 'de', 'de'],
] as const)('?lang=%s with Accept-Language %s gives %s', (lang, header, language) => {
  expect(chooseLanguage(lang, header)).toBe(language);
});
