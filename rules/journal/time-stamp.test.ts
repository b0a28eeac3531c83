import { execFileSync } from 'node:child_process';
import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeTsa, startFakeTsa } from '../../test/fakes/fake-tsa.ts';
import {
  makeOwnCertificate,
  makeOwnStamp,
  type OwnCertificate,
  STAMPED_AT_MS,
  type StampAsk,
  TIME_STAMPING,
} from '../../test/fakes/own-stamps.ts';
import { der, derInteger, TAG } from '../../test/fakes/write-der.ts';
import { describeWith } from '../../test/needs.ts';
import { checkTimeStamp, MAX_RESPONSE_BYTES, type TimeStampExpected } from './time-stamp.ts';
import { formatTimeStampRequest } from './time-stamp-request.ts';

const DATA = Buffer.from('linewitness-heads/1\nserver: 00\n');
const NONCE = Buffer.from('8f00112233445566', 'hex');
const root = makeOwnCertificate({ name: 'Root', issuer: null, isCa: true });
const middle = makeOwnCertificate({ name: 'Middle', issuer: root, isCa: true, purposes: [TIME_STAMPING] });
const signerOf = (issuer: OwnCertificate, more: Partial<Parameters<typeof makeOwnCertificate>[0]> = {}) =>
  makeOwnCertificate({ name: 'Stamps', issuer, purposes: [TIME_STAMPING], ...more });
const signer = signerOf(middle);

const stamp = (over: Partial<StampAsk> = {}) =>
  makeOwnStamp({ data: DATA, nonce: NONCE, signer, certificates: [signer, middle], ...over });
const check = (response: Uint8Array, over: Partial<TimeStampExpected> = {}) =>
  checkTimeStamp(response, { data: DATA, nonce: NONCE, roots: [root.bytes], ...over }, webcrypto.subtle);

/** The outermost element with a length that only its end tells (X.690 §8.1.3.6). */
function indefinite(bytes: Uint8Array): Uint8Array {
  const headerBytes = 2 + ((bytes[1] ?? 0) & 0x7f);
  return Buffer.concat([Uint8Array.of(TAG.sequence, 0x80), bytes.subarray(headerBytes), new Uint8Array(2)]);
}

describe('a time stamp', () => {
  test('is trusted when its chain ends in a root that is believed', async () => {
    expect(await check(stamp())).toEqual({
      status: 'trusted',
      rootSha256: createHash('sha256').update(root.bytes).digest('hex'),
      stampedAtMs: STAMPED_AT_MS,
      accuracyMs: null,
      policy: '1.3.6.1.4.1.99999.1',
      serial: '4d',
      signerSha256: createHash('sha256').update(signer.bytes).digest('hex'),
      signerName: 'Stamps',
    });
    expect(await check(stamp({ status: 1, namedBy: 'sha1' }))).toMatchObject({ status: 'trusted' });
    expect(await check(stamp(), { nonce: null, roots: [signer.bytes] })).toMatchObject({ status: 'trusted' });
  });

  test.each<[string, Partial<StampAsk>, string]>([
    ['of other data', { data: Buffer.from('other') }, 'other-data'],
    ['with another nonce', { nonce: Buffer.from('8f00112233445567', 'hex') }, 'other-nonce'],
    ['whose attributes were changed', { spoil: 'attributes' }, 'not-what-was-signed'],
    ['whose signature was changed', { spoil: 'signature' }, 'bad-signature'],
    ['that is refused', { status: 2 }, 'rejected'],
    ['of an unknown status', { status: 6 }, 'unreadable'],
    ['without its certificate', { certificates: [middle] }, 'no-certificate'],
    ['that names another certificate', { named: middle }, 'other-certificate'],
    ['that names no certificate', { named: null }, 'other-certificate'],
    ['of two signers', { signers: 2 }, 'unreadable'],
    ['of no signer', { signers: 0 }, 'unreadable'],
    ['with a critical extension', { hasCriticalExtension: true }, 'unsupported'],
    ['of no zone', { timeText: '20261018100001' }, 'unreadable'],
    ['of another zone', { timeText: '20261018120001+0200' }, 'unreadable'],
    ['of a day that is not', { timeText: '20260230100001Z' }, 'unreadable'],
  ])('%s is broken', async (_, over, fault) => {
    expect(await check(stamp(over))).toMatchObject({ status: 'broken', fault });
  });

  test.each<[string, Partial<Parameters<typeof makeOwnCertificate>[0]>, string]>([
    ['that is for servers', { purposes: ['1.3.6.1.5.5.7.3.1'] }, 'wrong-purpose'],
    ['that is for time stamps and more', { purposes: [TIME_STAMPING, '1.3.6.1.5.5.7.3.1'] }, 'wrong-purpose'],
    ['whose purpose is not critical', { isPurposeCritical: false }, 'wrong-purpose'],
    ['without a purpose', { purposes: null }, 'wrong-purpose'],
    ['that had expired', { toMs: STAMPED_AT_MS - 1000 }, 'not-valid-then'],
    ['that was not valid yet', { fromMs: STAMPED_AT_MS + 1000 }, 'not-valid-then'],
  ])('by a certificate %s is broken', async (_, over, fault) => {
    const wrong = signerOf(middle, over);
    const result = await check(stamp({ signer: wrong, certificates: [wrong, middle] }));
    expect(result).toMatchObject({ status: 'broken', fault, stampedAtMs: STAMPED_AT_MS });
  });

  test('whose content was changed is broken', async () => {
    expect(await check(stamp({ spoil: 'content' }), { nonce: null })).toMatchObject({ fault: 'not-what-was-signed' });
  });

  test('in BER, with lengths that are not told before, is read as well', async () => {
    expect(await check(indefinite(stamp()))).toMatchObject({ status: 'trusted', stampedAtMs: STAMPED_AT_MS });
    expect(await check(indefinite(stamp({ spoil: 'signature' })))).toMatchObject({ fault: 'bad-signature' });
  });

  test('of before the nonce was known may have any, one that was asked with must be there', async () => {
    expect(await check(stamp(), { nonce: null })).toMatchObject({ status: 'trusted' });
    const without = makeOwnStamp({ data: DATA, signer, certificates: [signer, middle] });
    expect(await check(without)).toMatchObject({ fault: 'other-nonce' });
  });

  test.each([
    '0000000000000000',
    '0000000000112233',
    '0000000000a12233',
    '007f000000000000',
    'ffffffffffffffffffff',
  ])('with the nonce %s is asked for and found', async (hex) => {
    const nonce = Buffer.from(hex, 'hex');
    const request = formatTimeStampRequest(createHash('sha256').update(DATA).digest(), nonce);
    expect(Buffer.from(request).toString('hex')).toContain(Buffer.from(derInteger(nonce)).toString('hex'));
    expect(await check(stamp({ nonce }), { nonce })).toMatchObject({ status: 'trusted' });
  });

  test('is by somebody unknown where the chain does not hold', async () => {
    const chains: [string, OwnCertificate, OwnCertificate[]][] = [];
    const other = makeOwnCertificate({ name: 'Root', issuer: null, isCa: true });
    chains.push(['a root of the same name', signerOf(other), [other]]);
    const self = makeOwnCertificate({ name: 'Self', issuer: null, purposes: [TIME_STAMPING] });
    chains.push(['signs itself', self, []]);
    const middles: Partial<Parameters<typeof makeOwnCertificate>[0]>[] = [
      { isCa: false },
      { toMs: STAMPED_AT_MS - 1 },
      { purposes: ['1.3.6.1.5.5.7.3.1'] },
      { criticalUnknown: true },
    ];
    for (const over of middles) {
      const bad = makeOwnCertificate({ name: 'Bad middle', issuer: root, isCa: true, ...over });
      chains.push([JSON.stringify(over), signerOf(bad), [bad]]);
    }
    const short = makeOwnCertificate({ name: 'No CA below', issuer: root, isCa: true, pathLength: 0 });
    const below = makeOwnCertificate({ name: 'Below', issuer: short, isCa: true });
    chains.push(['a path that is too long', signerOf(below), [below, short]]);
    chains.push(['without the certificate between', signer, []]);
    for (const [name, by, others] of chains) {
      const result = await check(stamp({ signer: by, certificates: [by, ...others] }));
      expect([name, result]).toEqual([name, expect.objectContaining({ status: 'unknown-root' })]);
    }
    const broken = [Buffer.from('no certificate'), root.bytes.subarray(0, 50)];
    expect(await check(stamp(), { roots: broken })).toMatchObject({ status: 'unknown-root', lastIssuer: 'Root' });
  });

  test('with certificates that issue each other ends', async () => {
    const a = makeOwnCertificate({ name: 'Loop', issuer: null, isCa: true });
    const loop = [a, makeOwnCertificate({ name: 'Loop', issuer: a, isCa: true })];
    for (let n = 0; n < 6; n += 1)
      loop.push(makeOwnCertificate({ name: 'Loop', issuer: loop.at(-1) ?? a, isCa: true }));
    const b = makeOwnCertificate({ name: 'Other', issuer: a, isCa: true });
    const again = makeOwnCertificate({ name: 'Loop', issuer: b, isCa: true, key: a.key });
    for (const others of [loop, [again, b]]) {
      const last = signerOf(others.at(-1) ?? a);
      const result = await check(stamp({ signer: last, certificates: [last, ...others] }));
      expect(result).toMatchObject({ status: 'unknown-root' });
    }
  });
});

describe('hostile bytes', () => {
  test('never throw, and no changed byte that was signed passes', async () => {
    const good = stamp();
    const outcomes = new Map<string, number>();
    for (let at = 0; at < good.length; at += 1) {
      const bad = Uint8Array.from(good);
      bad[at] = (bad[at] ?? 0) ^ (at % 2 === 0 ? 1 : 0x80);
      const result = await check(bad);
      outcomes.set(result.status, (outcomes.get(result.status) ?? 0) + 1);
      if (result.status === 'trusted') expect(result).toMatchObject({ stampedAtMs: STAMPED_AT_MS, serial: '4d' });
    }
    // what nobody signed: version numbers, spare parameters of algorithms
    expect(outcomes.get('trusted') ?? 0).toBeLessThan(20);
    expect(outcomes.get('broken')).toBeGreaterThan(good.length / 2);
  });

  test('cut off, repeated, too long or nothing at all are unreadable', async () => {
    const good = stamp();
    const bad = [
      new Uint8Array(),
      good.subarray(0, 100),
      Buffer.concat([good, good]),
      new Uint8Array(MAX_RESPONSE_BYTES + 1),
    ];
    const deep = [Buffer.alloc(30_000, 0x30), Buffer.alloc(MAX_RESPONSE_BYTES, '3080', 'hex')];
    const wide = der(TAG.sequence, ...Array.from({ length: 20_000 }, () => der(TAG.null)));
    for (const bytes of [...bad, ...deep, wide, Buffer.from('<html>')]) {
      expect(await check(bytes)).toMatchObject({ status: 'broken', fault: 'unreadable', stampedAtMs: null });
    }
  });
});

describeWith(['openssl'], 'together with openssl', () => {
  let tsa: FakeTsa;
  let folder: string;
  beforeAll(async () => {
    tsa = await startFakeTsa();
    folder = mkdtempSync(join(tmpdir(), 'linewitness-stamp-'));
  });
  afterAll(async () => {
    await tsa.close();
    rmSync(folder, { recursive: true });
  });

  test('its stamp of our request is trusted', async () => {
    const response = tsa.stamp(formatTimeStampRequest(createHash('sha256').update(DATA).digest(), NONCE));
    const roots = [new X509Certificate(tsa.root).raw];
    const result = await check(response, { roots });
    expect(result).toMatchObject({ status: 'trusted', accuracyMs: 1501, signerName: 'Test stamp authority' });
    expect(await check(response, { roots, data: Buffer.from('other') })).toMatchObject({ fault: 'other-data' });
    expect(await check(response)).toMatchObject({ status: 'unknown-root', lastIssuer: 'Test stamp root' });
  });

  test.each([
    ['rsa:2048', { status: 'trusted', accuracyMs: 1501 }],
    ['rsa:1024', { status: 'broken', fault: 'unsupported' }],
  ])('its stamp by a key of the kind %s is judged', async (key, expected) => {
    const other = await startFakeTsa({ key: [key] });
    const response = other.stamp(formatTimeStampRequest(createHash('sha256').update(DATA).digest(), NONCE));
    await other.close();
    expect(await check(response, { roots: [new X509Certificate(other.root).raw] })).toMatchObject(expected);
  });

  test('it reads our request, and accepts and refuses the stamps made by hand as we do', async () => {
    const file = (name: string, bytes: Uint8Array) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const request = formatTimeStampRequest(createHash('sha256').update(DATA).digest(), NONCE);
    const shown = execFileSync('openssl', ['ts', '-query', '-in', file('q.tsq', request), '-text'], {
      encoding: 'utf8',
    });
    expect(shown).toContain('Nonce: 0x8F00112233445566');
    expect(shown).toContain('Certificate required: yes');
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(root.bytes).toString('base64')}\n-----END CERTIFICATE-----\n`;
    const verify = (response: Uint8Array) => {
      const args = [
        '-data',
        file('data', DATA),
        '-in',
        file('r.tsr', response),
        '-CAfile',
        file('ca.pem', Buffer.from(pem)),
      ];
      const at = String(Math.floor(STAMPED_AT_MS / 1000));
      return execFileSync('openssl', ['ts', '-verify', ...args, '-attime', at], { encoding: 'utf8', stdio: 'pipe' });
    };
    expect(verify(stamp())).toContain('Verification: OK');
    for (const spoil of ['content', 'signature'] as const) expect(() => verify(stamp({ spoil }))).toThrow();
    expect(() => verify(stamp({ named: middle }))).toThrow();
    const server = signerOf(middle, { purposes: ['1.3.6.1.5.5.7.3.1'] });
    expect(() => verify(stamp({ signer: server, certificates: [server, middle] }))).toThrow();
  });
});
