import { createHash, createPrivateKey, createPublicKey, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatMethod } from '../method.ts';
import { simulatedMethod } from '../outage/simulated-line.ts';
import {
  formatSegment,
  formatSegmentHeader,
  parseSegment,
  parseSegmentHeader,
  type Segment,
  type SegmentHeader,
} from './segment.ts';
import { signText } from './signed-text.ts';
import { verifyProbeChain } from './verify.ts';

/** Test 1 of RFC 8032 §7.1. */
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const PUBLIC_KEY = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
const privateKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${SEED}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
const sign = (text: string) => signBytes(null, Buffer.from(text), privateKey).toString('base64');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const publicKeyOf = (base64: string) =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(base64, 'base64')]),
    format: 'der',
    type: 'spki',
  });
const verify = (text: string, signature: string, key: string) =>
  verifyBytes(null, Buffer.from(text), publicKeyOf(key), Buffer.from(signature, 'base64'));
const verification = { verify, sha256 };

const method = simulatedMethod();
const methodText = formatMethod(method);
const targetCount = method.targets.length;

function makeSegment(changes: Partial<Segment> = {}): Segment {
  const answer = { outcome: 'reply' as const, latencyUs: 12_400, unreachableSender: null, readings: {}, facts: {} };
  const number = changes.number ?? 1;
  const rounds = [0, 1].map((index) => {
    const sequence = (number - 1) * 2 + index;
    const tickMs = 85_000 + sequence * 5000;
    const samples = [{ target: 0, sentTickMs: tickMs + 12, ...answer }];
    const wallAtMs = 1_795_305_600_123 + sequence * 5000;
    return { sequence, tickMs, wallAtMs, clock: 'sync' as const, syncAgeMs: 64_000, unmeasured: [], samples };
  });
  return {
    probe: '21fe31dfa154a261626bf854046fd227',
    number,
    previousSha256: '0'.repeat(64),
    runId: '0f3c9a1be27d4c55',
    bootId: '3b1f0c0a5cf94d3f8a0b7d1e2c4f6a90',
    challenge: null,
    methodSha256: sha256(methodText),
    configSha256: 'c'.repeat(64),
    missing: null,
    resumesSha256: null,
    closedBy: 'interval',
    rounds,
    ...changes,
  };
}

describe('the text of a segment', () => {
  test('reads back as what was written, in every variant', () => {
    const variants: Partial<Segment>[] = [
      {},
      { challenge: 'a'.repeat(32), number: 7, previousSha256: 'b'.repeat(64) },
      { number: 9, previousSha256: 'b'.repeat(64), missing: { fromNumber: 5, toNumber: 8, reason: 'disk-limit' } },
      { number: 9, previousSha256: 'b'.repeat(64), closedBy: 'tombstone', resumesSha256: 'd'.repeat(64), rounds: [] },
      { closedBy: 'recovery', rounds: [] },
    ];
    for (const variant of variants) {
      const segment = makeSegment(variant);
      const read = parseSegment(formatSegment(segment, sign), targetCount);
      expect(typeof read === 'string' ? read : read.segment).toEqual(segment);
    }
  });

  test('with any byte changed is refused, or its signature is wrong', () => {
    const text = formatSegment(makeSegment(), sign);
    for (let at = 0; at < text.length; at += 1) {
      for (const flipped of [text.charCodeAt(at) ^ 1, text.charCodeAt(at) ^ 0x20]) {
        const changed = text.slice(0, at) + String.fromCharCode(flipped) + text.slice(at + 1);
        const read = parseSegment(changed, targetCount);
        const isFound = typeof read === 'string' || !verify(read.signedText, read.signature, PUBLIC_KEY);
        expect(isFound, `byte ${at}`).toBe(true);
        expect(sha256(changed)).not.toBe(sha256(text));
      }
    }
  });

  test('cut anywhere is refused', () => {
    const text = formatSegment(makeSegment(), sign);
    for (let length = 0; length < text.length; length += 1) {
      expect(typeof parseSegment(text.slice(0, length), targetCount), `${length} bytes`).toBe('string');
    }
  });

  test('the worked example in the doc comment is really signed by that key and has that hash', async () => {
    const source = readFileSync(new URL('./segment.ts', import.meta.url), 'utf8');
    const comment = source.slice(source.indexOf('A worked example'), source.indexOf('A reader refuses'));
    const lines = comment.slice(comment.indexOf('linewitness-segment/1')).trimEnd().split('\n');
    const bare = lines.slice(0, -1).map((line) => line.replace(/^ \*( {5})?/, ''));
    const example = `${bare.join('\n').trimEnd()}\n`;
    const read = parseSegment(example, 2);
    if (typeof read === 'string') throw new Error(read);
    expect(verify(read.signedText, read.signature, PUBLIC_KEY)).toBe(true);
    expect(comment).toContain(sha256(example));
    expect(comment).toContain(PUBLIC_KEY);
  });
});

test('each kind of wrong header is refused with a sentence of its own', () => {
  const good = formatSegmentHeader(makeSegment());
  const withNumber = (changes: Partial<SegmentHeader>) => formatSegmentHeader({ ...makeSegment(), ...changes });
  const cases: [string, string][] = [
    [good.replace('segment/1', 'segment/2'), 'line 1 must be "linewitness-segment/1"'],
    [good.replace('\n\n', '\n'), 'has no header that ends in an empty line'],
    [good.replace('number: 1', 'number:1'), 'line 3 is not "key: value"'],
    [good.replace('number: 1', 'number: 0'), '"number" must be an integer from 1'],
    [good.replace('number: 1', 'number: 1.5'), '"number" must be an integer from 1'],
    [good.replace('number: 1', 'number: 01'), 'has keys that are unknown, missing or out of order'],
    [good.replace('probe: 21', 'probe: 2G'), '"probe" must be 32 lower-case hex digits'],
    [good.replace('challenge: -', 'challenge: x'), '"challenge" must be 32 hex digits or "-"'],
    [good.replace('runId: 0f', 'runId: 0F'), '"runId" must be 16 lower-case hex digits'],
    [good.replace('bootId: 3', 'bootId: '), '"bootId" must be 32 lower-case hex digits'],
    [good.replace(/methodSha256: ./, 'methodSha256: g'), '"methodSha256" must be 64 lower-case hex digits'],
    [good.replace(/configSha256: .*/, 'configSha256: 1'), '"configSha256" must be 64 lower-case hex digits'],
    [good.replace(/previousSha256: 0/, 'previousSha256: 1'), '"previousSha256" of the first segment must be 64 zeros'],
    [good.replace('\n\n', '\nmissing: 0-0, disk-limit\n\n'), '"missing" must be "FROM-TO, REASON" with a known reason'],
    [good.replace('\n\n', '\nmissing: 1-4, laziness\n\n'), '"missing" must be "FROM-TO, REASON" with a known reason'],
    [good.replace('\n\n', '\nmissing: 1-4, damaged\n\n'), '"missing" must end at the number before this segment'],
    [good.replace('\n\n', '\nresumesSha256: 12\n\n'), '"resumesSha256" must be 64 hex digits'],
    [good.replace('\n\n', '\nextra: 1\n\n'), 'has keys that are unknown, missing or out of order'],
    [good.replace(/challenge: -\n/, ''), '"challenge" must be 32 hex digits or "-"'],
    [
      withNumber({ number: 2 }).replace(/(runId.*\n)(bootId.*\n)/, '$2$1'),
      'has keys that are unknown, missing or out of order',
    ],
  ];
  expect(typeof parseSegmentHeader(good)).toBe('object');
  for (const [text, sentence] of cases) expect(parseSegmentHeader(text), text).toBe(sentence);
});

test('a body that is not what the trailer says is refused, with the line', () => {
  const open = (body: string, trailer: string) =>
    signText(`${formatSegmentHeader(makeSegment())}${body}\n${trailer}`, sign);
  const [first, second] = formatSegment(makeSegment(), sign).split('\n').slice(10, 12);
  const cases: [string, string][] = [
    [open(`${first}\n${second}\n`, 'closedBy: interval\nrounds: 1\n'), '"rounds" does not count the round lines'],
    [open(`${first}\n`, 'closedBy: boredom\nrounds: 1\n'), 'has no trailer "closedBy", "rounds"'],
    [open(`${first}\n${first}\n`, 'closedBy: interval\nrounds: 2\n'), 'line 12: round does not follow the one before'],
    [
      open(`${first} \n`, 'closedBy: interval\nrounds: 1\n'),
      'line 11: round is not spelled as the format demands (keys, order, spaces)',
    ],
    [open('', 'closedBy: interval\nrounds: 0\n'), 'a segment has at least one round'],
    [open('', 'closedBy: tombstone\nrounds: 0\n'), '"resumesSha256" stands in a tombstone, and only there'],
    [open(`${first}\n`, 'closedBy: interval\nrounds: 1\n').slice(0, -1), 'does not end in a signature line'],
    [
      open(`${first}\n`, 'closedBy: interval\nrounds: 1\n').replace('sync', 's\u00ffnc'),
      'holds characters other than printable ASCII and line feed',
    ],
  ];
  for (const [text, sentence] of cases) expect(parseSegment(text, targetCount), text).toBe(sentence);
});

describe('the chain of a probe', () => {
  function chain(changes: (number: number) => Partial<Segment> = () => ({}), length = 4): string[] {
    const texts: string[] = [];
    for (let number = 1; number <= length; number += 1) {
      const before = texts.at(-1);
      const previousSha256 = before ? sha256(before) : '0'.repeat(64);
      texts.push(formatSegment(makeSegment({ number, previousSha256, ...changes(number) }), sign));
    }
    return texts;
  }
  const check = (texts: string[], key = PUBLIC_KEY) => verifyProbeChain(texts, key, [methodText], verification);

  test('is valid as it was written', async () => {
    expect(await check(chain())).toEqual({ status: 'valid', findings: [] });
    expect(await check([])).toEqual({ status: 'valid', findings: [] });
  });

  test('with any byte of any segment changed is broken, and the finding names that segment', async () => {
    const texts = chain(() => ({}), 3);
    for (let at = 0; at < (texts[1]?.length ?? 0); at += 3) {
      const text = texts[1] ?? '';
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const { status, findings } = await check([texts[0] ?? '', changed, texts[2] ?? '']);
      expect(status, `byte ${at}`).toBe('broken');
      // a changed number names itself
      expect(findings[0]?.where).toMatch(/^(segment \d+|text 2)$/);
    }
  });

  test('a segment left out, repeated, moved or of another key is found', async () => {
    const [one = '', two = '', three = '', four = ''] = chain();
    expect((await check([one, three, four])).findings).toEqual([
      { kind: 'broken', where: 'segment 3', what: 'follows number 2, but number 1 comes before it' },
      { kind: 'gap', where: 'segment 3', what: 'lacks the 2 rounds before it' },
    ]);
    expect((await check([one, two, two, three])).status).toBe('broken');
    expect((await check([one, three, two, four])).status).toBe('broken');
    const foreign = 'A'.repeat(43).concat('=');
    expect((await check([one], foreign)).status).toBe('broken');
    expect((await check(['', 'garbage'])).findings.map(({ where }) => where)).toEqual(['text 1', 'text 2']);
    expect((await verifyProbeChain([one], PUBLIC_KEY, [], verification)).status).toBe('broken');
  });

  test('a declared gap and a tombstone are gaps, not breaks', async () => {
    const [one = ''] = chain();
    const missing = { fromNumber: 2, toNumber: 4, reason: 'journal-lost' } as const;
    const five = formatSegment(makeSegment({ number: 5, previousSha256: sha256(one), missing }), sign);
    expect(await check([one, five])).toEqual({
      status: 'gaps',
      findings: [{ kind: 'gap', where: 'segment 5', what: 'declares 2 to 4 as missing: journal-lost' }],
    });
    const deleted = formatSegment(makeSegment({ number: 2, previousSha256: sha256(one) }), sign);
    const tombstone = formatSegment(
      makeSegment({
        number: 2,
        previousSha256: sha256(one),
        closedBy: 'tombstone',
        resumesSha256: sha256(deleted),
        rounds: [],
      }),
      sign,
    );
    const three = formatSegment(makeSegment({ number: 3, previousSha256: sha256(deleted) }), sign);
    expect((await check([one, tombstone, three])).status).toBe('gaps');
    expect((await check([one, deleted, three])).status).toBe('valid');
  });
});
