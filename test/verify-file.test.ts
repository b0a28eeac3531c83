import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BundleReport } from '../rules/journal/bundle/report.ts';
import { openZip } from '../server/export/bundle/zip-writer.ts';
import { handMadeBundle, zipOf } from './fakes/hand-made-bundle.ts';
import { packed } from './tamper/evidence-parts.ts';
import { type Genuine, makeGenuine } from './tamper/genuine.ts';

/** `dist/verify.mjs` as strangers get it: alone in a folder, run by whatever Node they have, from 20 on. */
const built = join(import.meta.dirname, '../dist/verify.mjs');
const OLDEST_NODE = 20;

/** Each Node on the PATH that is new enough, the one of these tests first. */
function nodes(): { version: string; path: string }[] {
  const found = new Map<string, string>();
  for (const folder of ['', ...(process.env['PATH'] ?? '').split(delimiter)]) {
    const path = folder === '' ? process.execPath : join(folder, 'node');
    const { stdout, status } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    const version = stdout?.trim() ?? '';
    if (status === 0 && Number.parseInt(version.slice(1), 10) >= OLDEST_NODE && !found.has(version))
      found.set(version, realpathSync(path));
  }
  return [...found].map(([version, path]) => ({ version, path }));
}

let folder: string;
let genuine: Genuine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-alone-'));
  copyFileSync(built, join(folder, 'verify.mjs'));
  genuine = await makeGenuine();
  const zip = await packed(genuine.members);
  writeFileSync(join(folder, 'evidence.zip'), zip);
  const cut = Buffer.from(zip);
  cut.writeUInt8((cut.at(5000) ?? 0) ^ 1, 5000);
  writeFileSync(join(folder, 'changed.zip'), cut);
  writeFileSync(join(folder, 'small.zip'), await zipOf(handMadeBundle().members));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  genuine?.close();
});

describe.each(nodes())('verify.mjs under Node $version', ({ path }) => {
  const run = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(path, ['verify.mjs', ...words], { cwd: folder, encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  test('a genuine bundle is valid: 0, nothing on stderr, nothing written', () => {
    const { status, stdout, stderr } = run('evidence.zip', '--roots', genuine.rootFile, '--lang', 'en');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^VALID – Unchanged and complete\n/);
    expect(stdout).toContain(`Server: ${genuine.server.fingerprint}`);
    expect(stdout).toMatch(/not counted: 1\n {2}Without service: at least 0\ss, at most 0\ss\n/); // it was at home
    expect(status).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(['changed.zip', 'evidence.zip', 'small.zip', 'verify.mjs']);
  });

  test('a changed byte is broken: 1, in German too', () => {
    expect(run('changed.zip', '--lang', 'de')).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^BROKEN – Nicht in Ordnung\n/),
    });
  });

  test('another server than expected is broken; the report as JSON is plain ASCII', () => {
    const { status, stdout } = run('evidence.zip', '--server-key', 'ab'.repeat(16), '--json');
    const report = JSON.parse(stdout) as BundleReport;
    expect(status).toBe(1);
    expect(report.findings.filter(({ kind }) => kind === 'broken').map(({ code }) => code)).toEqual([
      'server-key-differs',
    ]);
    expect(stdout).toMatch(/^[\n\x20-\x7e]+$/);
  });

  test('each signature is checked when asked', () => {
    const report = JSON.parse(run('small.zip', '--every-signature', '--json').stdout) as BundleReport;
    expect(report.counts.signatures).toBeGreaterThanOrEqual(report.counts.segments + report.counts.laneEntries);
  });

  test('misuse is told: 2', () => {
    expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('name the file to be checked') });
    expect(run('none.zip')).toMatchObject({ status: 2, stderr: expect.stringContaining('none.zip') });
    expect(run('evidence.zip', '--roots', 'small.zip')).toMatchObject({ status: 2 });
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--every-signature') });
  });
});

describe('bad input is a finding each: 1, and nothing on stderr', () => {
  let bad: string;
  beforeAll(() => {
    bad = mkdtempSync(join(tmpdir(), 'linewitness-bad-'));
  });
  afterAll(() => rmSync(bad, { recursive: true, force: true }));

  const BOMB = deflateRawSync(Buffer.alloc(300_000_000), { level: 9 });
  const FILES: Record<string, () => Promise<Buffer> | Buffer> = {
    'nothing at all': () => Buffer.alloc(0),
    'a picture': () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(5000, 7)]),
    'half a bundle': async () => (await zipOf(handMadeBundle().members)).subarray(0, 3000),
    'a foreign ZIP file': () => zipOf(new Map([['notes.txt', Buffer.from('hello')]])),
    'a way out of the folder': async () => {
      // of the same length: the writer refuses such a name
      const zip = await zipOf(new Map([['texts/etc/passwd', Buffer.from('root')]]));
      return Buffer.from(zip.toString('latin1').replaceAll('texts/etc/passwd', '../../etc/passwd'), 'latin1');
    },
    'a bomb': () => zipWith({ bytes: 300_000_000, parts: [BOMB] }),
    'a bomb that lies about its size': () => zipWith({ bytes: 900_000, parts: [BOMB] }),
  };

  test.each(Object.keys(FILES))('%s', async (name) => {
    const file = join(bad, 'bad.zip');
    writeFileSync(file, (await FILES[name]?.()) ?? expect.fail());
    // what it would unpack to does not fit into this memory
    const words = ['--max-old-space-size=48', built, file, '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, '']);
    expect((JSON.parse(stdout) as BundleReport).status).toBe('broken');
  });

  test('a file of 40 GB that is empty', () => {
    const file = join(bad, 'huge.zip');
    writeFileSync(file, '');
    truncateSync(file, 40_000_000_000);
    expect(spawnSync(process.execPath, [built, file], { encoding: 'utf8' })).toMatchObject({ status: 1, stderr: '' });
  });
});

/** A ZIP with one member that says of itself what it likes. */
async function zipWith({ bytes, parts }: { bytes: number; parts: Buffer[] }): Promise<Buffer> {
  const written: Buffer[] = [];
  const zip = openZip(async (more) => void written.push(Buffer.from(more)));
  const deflatedBytes = parts.reduce((sum, part) => sum + part.length, 0);
  await zip.addDeflated({ name: 'probe/2026-10-01.txt', bytes, crc32: 0, deflatedBytes, parts });
  await zip.end();
  return Buffer.concat(written);
}

test('verify.mjs needs no package, and nothing that Node 20 does not have', () => {
  const text = readFileSync(built, 'utf8');
  const imported = [...text.matchAll(/(?:from|import)\s*["']([\w@/:.-]+)["']/g)].map(([, name = '']) => name);
  expect(imported.length).toBeGreaterThan(3);
  expect(imported.filter((name) => !isBuiltin(name))).toEqual([]);
  for (const newer of ['getBuiltinModule', 'Promise.withResolvers', 'Object.groupBy', 'Array.fromAsync', '.toBase64('])
    expect(text, newer).not.toContain(newer);
});
