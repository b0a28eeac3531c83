import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeWith } from '../../test/needs.ts';
import { formatBase64, parseBase64 } from '../base64.ts';
import { allowedSignersLine, formatSshsig, parseSshsig, sshPublicKey, sshsigPreimage, verifySshsig } from './sshsig.ts';

const keys = generateKeyPairSync('ed25519');
const rawKey = Buffer.from(keys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
const publicKey = rawKey.toString('base64');
const MESSAGE = Buffer.from('linewitness-heads/1\n');
const tools = {
  hash: (hash: string, bytes: Uint8Array) => createHash(hash).update(bytes).digest(),
  verify: (bytes: Uint8Array, signature: Uint8Array, raw: Uint8Array) => {
    const x = Buffer.from(raw).toString('base64url');
    return verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
  },
};

function signed(namespace = 'linewitness-heads', hash: 'sha256' | 'sha512' = 'sha512'): string {
  const digest = createHash(hash).update(MESSAGE).digest();
  const signature = sign(null, sshsigPreimage(namespace, hash, digest), keys.privateKey);
  return formatSshsig({ publicKey: rawKey, namespace, hash, signature });
}
const check = (armored: string, message: Uint8Array = MESSAGE, namespace = 'linewitness-heads') =>
  verifySshsig({ armored, message }, { publicKey, namespace }, tools);

describe('an SSH signature', () => {
  test('holds for its text, its key and its namespace, with both hashes', async () => {
    expect(await check(signed())).toBeNull();
    expect(await check(signed('linewitness-heads', 'sha256'))).toBeNull();
    expect(await check(signed(), Buffer.from('other'))).toBe('is not a signature of this text');
    expect(await check(signed('file'))).toBe('is for the namespace "file"');
    const other = { publicKey: Buffer.alloc(32, 1).toString('base64'), namespace: 'linewitness-heads' };
    expect(await verifySshsig({ armored: signed(), message: MESSAGE }, other, tools)).toBe('is by another key');
  });

  test('with one changed, missing or added character is refused', async () => {
    const good = signed();
    for (let at = 0; at < good.length; at += 1) {
      for (const bad of [good.slice(0, at) + good.slice(at + 1), `${good.slice(0, at)}A${good.slice(at)}`]) {
        expect(await check(bad)).not.toBeNull();
      }
      const other = good[at] === 'B' ? 'C' : 'B';
      expect(await check(good.slice(0, at) + other + good.slice(at + 1))).not.toBeNull();
    }
  });

  test.each([
    '',
    'x',
    '-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n',
    'A'.repeat(3000),
  ])('is not %j', (text) => expect(parseSshsig(text)).toEqual(expect.any(String)));
});

test('base64 has one spelling, back and forth', () => {
  for (let length = 0; length < 40; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, n) => (n * 37 + length * 11) % 256);
    const text = formatBase64(bytes);
    expect(text).toBe(Buffer.from(bytes).toString('base64'));
    expect(parseBase64(text)).toEqual(bytes);
  }
  for (const bad of ['A', 'AA', 'AAA', 'AB==', 'AAB=', 'AA=A', '====', 'AA\nAA', 'AA-_'])
    expect(parseBase64(bad)).toBeNull();
});

describeWith(['handTools'], 'together with ssh-keygen', () => {
  test('its signatures are read here, and ours there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'linewitness-sshsig-'));
    const run = (...args: string[]) =>
      execFileSync('ssh-keygen', args, { cwd: folder, stdio: 'pipe', encoding: 'utf8' });
    run('-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', 'key');
    writeFileSync(join(folder, 'text'), MESSAGE);
    run('-q', '-Y', 'sign', '-f', 'key', '-n', 'linewitness-heads', 'text');
    const theirs = readFileSync(join(folder, 'text.sig'), 'utf8');
    const parsed = parseSshsig(theirs);
    if (typeof parsed === 'string') expect.fail(parsed);
    const theirKey = formatBase64(parsed.publicKey);
    expect(readFileSync(join(folder, 'key.pub'), 'utf8').trim()).toBe(sshPublicKey(theirKey));
    const expected = { publicKey: theirKey, namespace: 'linewitness-heads' };
    expect(await verifySshsig({ armored: theirs, message: MESSAGE }, expected, tools)).toBeNull();
    writeFileSync(join(folder, 'ours.sig'), signed());
    writeFileSync(join(folder, 'signers'), allowedSignersLine('server', ['linewitness-heads'], publicKey));
    const args = ['-Y', 'verify', '-f', 'signers', '-I', 'server', '-n', 'linewitness-heads', '-s', 'ours.sig'];
    const said = execFileSync('ssh-keygen', args, { cwd: folder, input: MESSAGE, encoding: 'utf8' });
    expect(said).toContain('Good');
    rmSync(folder, { recursive: true });
  });
});
