import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate } from '../../rules/journal/asn1/certificate.ts';
import { makeOwnCertificate } from '../../test/fakes/own-stamps.ts';
import { ownerRoots, publicRoots, readExtraRoots } from './stamp-roots.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-roots-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (text: string) => {
  writeFileSync(join(folder, 'roots.pem'), text);
  return join(folder, 'roots.pem');
};
const pem = (bytes: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString('base64')}\n-----END CERTIFICATE-----\n`;

describe('roots of time stamp authorities', () => {
  test('are those of Node and of the file', () => {
    const own = makeOwnCertificate({ name: 'Own root', issuer: null, isCa: true });
    const extra = readExtraRoots(file(`# FreeTSA\n${pem(own.bytes)}`));
    expect(publicRoots()).toHaveLength(rootCertificates.length);
    expect(ownerRoots(extra).map((root) => Buffer.from(root))).toEqual([Buffer.from(own.bytes)]);
    expect(readExtraRoots(null)).toEqual([]);
  });

  test('that come with Node are all read here', () => {
    for (const root of publicRoots())
      expect(readCertificate(root).parsed.notAfter.value.getTime()).toBeGreaterThan(Date.UTC(2020, 0, 1));
  });

  test.each([
    ['', /holds no certificate/],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', /certificate 1 in .* cannot be read/],
    ['x'.repeat(1_000_001), /is larger than/],
  ])('in a file that is wrong are refused with a sentence', (text, sentence) => {
    expect(() => readExtraRoots(file(text))).toThrow(sentence);
  });

  test('in a file that is not there are refused', () => {
    expect(() => readExtraRoots(join(folder, 'none.pem'))).toThrow(/^TIME_STAMP_ROOTS: .* cannot be read$/);
  });
});
