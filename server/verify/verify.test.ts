import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleBrokenReport, sampleVerifyReport } from '../../test/sample-verify-report.ts';
import { readArguments } from './arguments.ts';
import { openBundle } from './file-source.ts';
import { nodeTools } from './node-tools.ts';
import { printReport } from './print-report.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-verify-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('arguments', () => {
  test('name one bundle, and what else is wanted', () => {
    const FINGERPRINT = '21FE 31DF a154 a261 626b f854 046f d227';
    const words = [
      '--every-signature',
      'e.zip',
      '--server-key',
      FINGERPRINT,
      '--roots',
      'r.pem',
      '--json',
      '--lang',
      'de',
    ];
    expect(readArguments(words, 'en-GB')).toEqual({
      bundle: 'e.zip',
      everySignature: true,
      serverKey: '21fe31dfa154a261626bf854046fd227',
      roots: 'r.pem',
      json: true,
      language: 'de',
    });
    expect(readArguments(['e.zip'], 'de-AT')).toMatchObject({ language: 'de', serverKey: null, json: false });
    expect(readArguments(['e.zip'], 'fr')).toMatchObject({ language: 'en' });
    expect(readArguments(['--help'], 'en')).toBeNull();
  });

  test.each([
    [[], 'name the file to be checked'],
    [['a', 'b'], 'name one file only'],
    [['a', '--server-key', 'abc'], '--server-key needs 32 hex digits'],
    [['a', '--lang', 'fr'], '--lang knows de and en'],
    [['a', '--fast'], "Unknown option '--fast'"],
  ])('%j is refused', (words, reason) => {
    expect(readArguments(words, 'en')).toContain(reason);
  });
});

describe('a bundle on the disk', () => {
  test('is a file, read at any place', async () => {
    writeFileSync(join(folder, 'e.zip'), 'abcdef');
    const source = openBundle(join(folder, 'e.zip'));
    if (typeof source === 'string' || source.kind !== 'zip') return expect.fail('no file');
    expect(source.bytes.size).toBe(6);
    expect(Buffer.from(await source.bytes.read(2, 5)).toString()).toBe('cde');
    await expect(source.bytes.read(4, 9)).rejects.toThrow('the file ended before byte 9');
  });

  test('or the folder it was unpacked into, without what links lead to', async () => {
    mkdirSync(join(folder, 'probe'));
    writeFileSync(join(folder, 'probe/2026-10-18.txt'), 'day');
    writeFileSync(join(folder, 'README.txt'), '');
    symlinkSync('/etc/passwd', join(folder, 'passwd'));
    const source = openBundle(folder);
    if (typeof source === 'string' || source.kind !== 'files') return expect.fail('no folder');
    expect(source.files.map(({ name, bytes }) => [name, bytes.size])).toEqual([
      ['README.txt', 0],
      ['probe/2026-10-18.txt', 3],
    ]);
  });

  test('a folder with folders without end, and what is not there, are refused', () => {
    mkdirSync(join(folder, 'a/b/c/d/e'), { recursive: true });
    writeFileSync(join(folder, 'a/b/c/d/e/f'), '');
    expect(openBundle(folder)).toContain('folders deeper than');
    expect(openBundle(join(folder, 'none.zip'))).toContain('ENOENT');
    expect(openBundle('/dev/zero')).toBe('/dev/zero is neither a file nor a folder');
  });
});

describe('the tools in Node', () => {
  const { inflateRaw, verify, decodeUtf8 } = nodeTools();
  const TEXT = Buffer.alloc(300_000, 'one two three ');
  const packed = deflateRawSync(TEXT);

  const inflated = (bytes: Uint8Array, pieceBytes = 1000) => sumOf(inflateRaw(pieces(bytes, pieceBytes)));
  async function sumOf(unpacked: AsyncIterable<Uint8Array>): Promise<number> {
    let sum = 0;
    for await (const piece of unpacked) sum += piece.length;
    return sum;
  }
  async function* pieces(bytes: Uint8Array, pieceBytes: number): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }

  test('inflate, in pieces of any size', async () => {
    expect(await inflated(packed)).toBe(TEXT.length);
    expect(await inflated(packed, 1)).toBe(TEXT.length);
  });

  test.each([
    ['data that end early', packed.subarray(0, -3)],
    ['no data', Buffer.alloc(0)],
    ['bytes after the last block', Buffer.concat([packed, Buffer.alloc(1)])],
    ['many bytes after the last block', Buffer.concat([packed, Buffer.alloc(200_000)])],
    ['other data', Buffer.from('ffffffff', 'hex')],
  ])('refuse %s', async (_, bytes) => {
    await expect(inflated(bytes)).rejects.toThrow();
  });

  test('pass on why the source could not be read, and end when nobody reads on', async () => {
    async function* broken(): AsyncIterable<Uint8Array> {
      yield packed.subarray(0, 10);
      throw new Error('the disk is gone');
    }
    await expect(sumOf(inflateRaw(broken()))).rejects.toThrow('the disk is gone');
    for await (const piece of inflateRaw(pieces(packed, 10))) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  });

  test('call no signature good whose key is none, and no bytes text that are none', async () => {
    expect(await verify(TEXT, new Uint8Array(64), new Uint8Array(32).fill(255))).toBe(false);
    expect(await verify(TEXT, new Uint8Array(63), new Uint8Array(32))).toBe(false);
    expect(decodeUtf8(Buffer.from('c3a4', 'hex'))).toBe('ä');
    expect(decodeUtf8(Buffer.from('c3', 'hex'))).toBeNull();
  });
});

describe('the report on a terminal', () => {
  test.each(['de', 'en'] as const)('%s: fits into 100 columns and steers nothing', (language) => {
    for (const report of [sampleVerifyReport(), sampleBrokenReport()]) {
      const text = printReport(report, language);
      expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
      const tooLong = text.split('\n').filter((line) => line.length > 100 && !/[0-9a-f]{64}/.test(line));
      expect(tooLong).toEqual([]);
    }
  });

  test('begins with the result, and ends with what is not shown', () => {
    const text = printReport(sampleVerifyReport(), 'en');
    expect(text).toMatch(/^VALID – Unchanged and complete\n/);
    expect(text.indexOf('What this does not show')).toBeGreaterThan(text.indexOf('What was checked'));
    expect(text).toContain('at least 41\u00a0min\u00a012\u00a0s, at most 41\u00a0min\u00a015\u00a0s');
    expect(printReport(sampleBrokenReport(), 'de')).toMatch(/^BROKEN – Nicht in Ordnung\n/);
  });
});
