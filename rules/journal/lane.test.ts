import { createHash, generateKeyPairSync, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { readerEntryOf } from '../mail/reader-events.ts';
import {
  challengeOf,
  formatLaneEntry,
  LANE_ENTRY_FIELDS,
  type LaneContent,
  type LaneEntry,
  parseLaneEntry,
  parseLaneHead,
} from './lane.ts';
import { verifyReceipt } from './receipt.ts';
import { signText } from './signed-text.ts';
import { verifyLane } from './verify.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519').privateKey;
const sign = (text: string) => signBytes(null, Buffer.from(text), privateKey).toString('base64');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const verify = (text: string, signature: string) =>
  verifyBytes(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
const verification = { verify, sha256 };
const KEY = 'the key is the one above';
const AT_MS = 1_795_305_600_123;
const STAMP = '2026-11-22T00:00:00.123Z';
const probe = '6f1c0d3a9be24c55a0f4b6a7d2e81c90';

const CONTENTS: LaneContent[] = [
  {
    type: 'enrolment',
    fields: {
      probe,
      publicKey: `${'A'.repeat(43)}=`,
      firstNumber: '1',
      firstPreviousSha256: '0'.repeat(64),
      retiredProbe: '-',
    },
  },
  {
    type: 'receipt',
    fields: { probe, number: '1', sha256: 'a'.repeat(64), t1: '-', t2: STAMP, t3: STAMP, network: 'private' },
  },
  { type: 'silence', fields: { probe, sinceAt: STAMP, selfCheck: 'reachable' } },
  { type: 'contact', fields: { probe, sinceAt: STAMP, silentMs: '61000' } },
  { type: 'server-gap', fields: { fromAt: '-', toAt: STAMP } },
  { type: 'settings', fields: { sha256: 'b'.repeat(64) } },
  { type: 'erasure', fields: { valueSha256: 'c'.repeat(64) } },
  { type: 'report', fields: { report: '0123456789ab', sha256: 'f'.repeat(64) } },
  { type: 'attachment', fields: { attachment: '0123456789ab', sha256: 'f'.repeat(64), bytes: '12' } },
  { type: 'statement', fields: { statement: '0123456789ab', sha256: 'f'.repeat(64), state: 'entered' } },
  {
    type: 'month',
    fields: { month: '2026-10', version: '2', sha256: 'e'.repeat(64), previousVersionSha256: 'd'.repeat(64) },
  },
  {
    type: 'pruning',
    fields: { beforeDay: '2026-01-01', lastNumber: '9', lastSha256: 'd'.repeat(64), snapshotSha256: 'e'.repeat(64) },
  },
];

function chain(contents: LaneContent[]): string[] {
  const texts: string[] = [];
  for (const [index, content] of contents.entries()) {
    const before = texts.at(-1);
    const previousSha256 = before ? sha256(before) : '0'.repeat(64);
    const entry: LaneEntry = { line: 'home', entry: index + 1, previousSha256, atMs: AT_MS + index, content };
    texts.push(formatLaneEntry(entry, sign));
  }
  return texts;
}

test('an entry of each type reads back as what was written', () => {
  for (const [index, text] of chain(CONTENTS).entries()) {
    const read = parseLaneEntry(text);
    if (typeof read === 'string') throw new Error(read);
    expect(read.entry.content).toEqual(CONTENTS[index]);
    expect(read.entry.atMs).toBe(AT_MS + index);
    expect(verify(read.signedText, read.signature)).toBe(true);
    expect(parseLaneHead(text)).toMatchObject({ head: { entry: index + 1, line: 'home' } });
  }
});

test('an entry with any byte changed is refused, or its signature is wrong', () => {
  for (const text of chain(CONTENTS)) {
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const read = parseLaneEntry(changed);
      expect(typeof read === 'string' || !verify(read.signedText, read.signature), `byte ${at}`).toBe(true);
    }
  }
});

test('each kind of wrong entry is refused with a sentence', () => {
  const text = chain(CONTENTS.slice(0, 3))[2] ?? '';
  const again = (change: (text: string) => string) =>
    signText(change(text.slice(0, text.lastIndexOf('signature: '))), sign);
  const cases: [string, RegExp][] = [
    [again((t) => t.replace('lane/1', 'lane/2')), /^line 1 must be "linewitness-lane\/1"$/],
    [again((t) => t.replace('type: silence', 'type: noise')), /^type "noise" is not known$/],
    [again((t) => t.replace('type: silence', 'type: toString')), /^type "toString" is not known$/],
    [again((t) => t.replace('line: home', 'line: Home')), /must be 1 to 40 of a-z/],
    [again((t) => t.replace('entry: 3', 'entry: three')), /must be a count/],
    [again((t) => t.replace('T00:00', 'T24:00')), /must be an RFC 3339 UTC stamp/],
    [again((t) => t.replace(/(line.*\n)(entry.*\n)/, '$2$1')), /^has keys that are missing or out of order$/],
    [again((t) => t.replace(/(probe.*\n)(sinceAt.*\n)/, '$2$1')), /^has keys that are missing or out of order$/],
    [again((t) => `${t}more: 1\n`), /more/],
    [again((t) => `${t}entry: 4\n`), /^has a key twice$/],
    [text.slice(0, -1), /^does not end in a signature line$/],
    ['x'.repeat(10_001), /^is longer than 10,000 characters$/],
  ];
  for (const [wrong, sentence] of cases) expect(parseLaneEntry(wrong), wrong).toMatch(sentence);
});

test('a mail seen by the server reads back, and is refused where a stamp of its way is no instant', () => {
  const hop = (stamp: string) => `${stamp} - - - - smtp sender no`;
  const fields = {
    mailbox: 'outside',
    tokenSha256: 'a'.repeat(64),
    matchedBy: 'header',
    folder: 'inbox',
    folderSha256: '-',
    seenAt: STAMP,
    arrivedEarliestAt: '-',
    internalDateAt: '-',
    sizeBytes: '900',
    watched: 'poll',
    headersSha256: '-',
    hops: `${hop('-')}, ${hop(STAMP)}`,
  } as const;
  const [text = ''] = chain([{ type: 'mail-sighting', fields }]);
  expect(readerEntryOf(text)?.content.fields).toEqual(fields);
  const forged = text.replace(`hops: ${fields.hops}`, `hops: ${hop('-')}, ${hop('2026-13-45T99:00:00.000Z')}`);
  const wrong = signText(forged.slice(0, forged.lastIndexOf('signature: ')), sign);
  expect(parseLaneEntry(wrong)).toMatch(/must have stamps that are instants/);
  expect(readerEntryOf(wrong)).toBeNull();
});

test('no field of a type has the name of what every entry has, and none may stand twice, also of a later type', () => {
  for (const { shape } of Object.values(LANE_ENTRY_FIELDS)) {
    for (const key of ['line', 'entry', 'previousSha256', 'at', 'type']) expect(Object.keys(shape)).not.toContain(key);
  }
  const [text = ''] = chain([{ type: 'settings', fields: { sha256: 'b'.repeat(64) } }]);
  const later = text.slice(0, text.lastIndexOf('signature: ')).replace('type: settings', 'type: later');
  expect(parseLaneHead(signText(later, sign))).toMatchObject({ head: { entry: 1 } });
  expect(parseLaneHead(signText(`${later}entry: 9\n`, sign))).toBe('has a key twice');
});

test('a lane is valid as it was written, and says where it has gaps', async () => {
  expect(await verifyLane(chain(CONTENTS.slice(0, 4)), KEY, verification)).toEqual({ status: 'valid', findings: [] });
  const { status, findings } = await verifyLane(chain(CONTENTS), KEY, verification);
  expect(status).toBe('gaps');
  expect(findings.map(({ where }) => where)).toEqual(['lane entry 5', 'lane entry 12']);
});

test('an entry of a type of later versions is checked and passed over', async () => {
  const [first = ''] = chain(CONTENTS.slice(0, 1));
  const head = `linewitness-lane/1\nline: home\nentry: 2\npreviousSha256: ${sha256(first)}\nat: ${STAMP}\n`;
  const later = signText(`${head}type: heads\nwhatever: it says\n`, sign);
  expect(await verifyLane([first, later], KEY, verification)).toEqual({ status: 'valid', findings: [] });
  const forged = signText(`${head}type: heads\n`, (text) =>
    signBytes(null, Buffer.from(text), stranger).toString('base64'),
  );
  expect((await verifyLane([first, forged], KEY, verification)).findings).toEqual([
    { kind: 'broken', where: 'lane entry 2', what: 'is not signed by this server' },
  ]);
});

test('an entry left out, moved, repeated or of another line is found', async () => {
  const [one = '', two = '', three = '', four = ''] = chain(CONTENTS.slice(0, 4));
  for (const wrong of [
    [one, three, four],
    [one, three, two, four],
    [one, two, two, three],
    [one, 'nothing', three],
  ]) {
    expect((await verifyLane(wrong, KEY, verification)).status).toBe('broken');
  }
  const foreign = formatLaneEntry(
    { line: 'shop', entry: 2, previousSha256: sha256(one), atMs: AT_MS, content: CONTENTS[2] as LaneContent },
    sign,
  );
  expect((await verifyLane([one, foreign], KEY, verification)).findings.map(({ what }) => what)).toEqual([
    'is of another line',
  ]);
});

test('a receipt counts only for the segment it names, signed by the known server', async () => {
  const text = chain(CONTENTS)[1] ?? '';
  const expected = { probe, number: 1, sha256: 'a'.repeat(64), serverPublicKey: KEY };
  expect(await verifyReceipt(text, expected, verification)).toEqual({
    number: 1,
    sha256: 'a'.repeat(64),
    challenge: challengeOf(sha256(text)),
    t2AtMs: AT_MS,
    t3AtMs: AT_MS,
  });
  for (const other of [{ number: 2 }, { sha256: 'b'.repeat(64) }, { probe: 'f'.repeat(32) }]) {
    expect(await verifyReceipt(text, { ...expected, ...other }, verification)).toMatch(/not for the one that was sent/);
  }
  expect(await verifyReceipt(chain(CONTENTS)[2] ?? '', expected, verification)).toBe('the entry is not a receipt');
  expect(await verifyReceipt(text, expected, { ...verification, verify: () => false })).toMatch(/is not signed/);
  expect(await verifyReceipt('', expected, verification)).toBe('the receipt does not end in a signature line');
});
