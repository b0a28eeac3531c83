import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadOrCreateKey, sha256Hex, verifySignature } from './key-file.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linewitness-key-'));
  path = join(folder, 'key.pem');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a new key is readable by its owner alone, and the same is loaded afterwards', async () => {
  const made = await loadOrCreateKey(path);
  if (typeof made === 'string') throw new Error(made);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['key.pem']);
  expect(made.probe).toBe(sha256Hex(Buffer.from(made.publicKey, 'base64')).slice(0, 32));
  expect(await loadOrCreateKey(path)).toMatchObject({ probe: made.probe, publicKey: made.publicKey });
});

test('two starts at the same time end with one key', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateKey(path)));
  expect(new Set(keys.map((key) => (typeof key === 'string' ? key : key.probe))).size).toBe(1);
});

test.each([0o640, 0o604, 0o644])('a key that others may use (mode %o) is refused with what to do', async (mode) => {
  await loadOrCreateKey(path);
  await chmod(path, mode);
  expect(await loadOrCreateKey(path)).toContain(`chmod 600 ${path}`);
});

test('a file that is no Ed25519 key is refused and left as it is', async () => {
  await writeFile(path, 'not a key', { mode: 0o600 });
  expect(await loadOrCreateKey(path)).toContain('is not a private key in PEM');
  expect((await stat(path)).size).toBe(9);
});

test('openssl accepts what the key signs', async () => {
  const key = await loadOrCreateKey(path);
  if (typeof key === 'string') throw new Error(key);
  const text = 'linewitness-segment/1\n';
  const signature = key.sign(text);
  expect(verifySignature(text, signature, key.publicKey)).toBe(true);
  expect(verifySignature(`${text} `, signature, key.publicKey)).toBe(false);
  await writeFile(join(folder, 'text'), text);
  await writeFile(join(folder, 'signature'), Buffer.from(signature, 'base64'));
  const args = [
    'pkeyutl',
    '-verify',
    '-inkey',
    path,
    '-rawin',
    '-in',
    join(folder, 'text'),
    '-sigfile',
    join(folder, 'signature'),
  ];
  expect(execFileSync('openssl', args, { encoding: 'utf8' })).toContain('Verified Successfully');
});

test.each(['', 'short', 'A'.repeat(88)])('a signature or key "%s" that is none is false, not an error', (text) => {
  expect(verifySignature('x', text, text)).toBe(false);
});
