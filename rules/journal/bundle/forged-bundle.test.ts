import { describe, expect, test } from 'vitest';
import { nodeTools } from '../../../server/verify/node-tools.ts';
import { openFakeProbe, sha256 } from '../../../test/fakes/fake-probe.ts';
import { type Forgery, HAND_MADE_FROM_AT_MS, handMadeBundle } from '../../../test/fakes/hand-made-bundle.ts';
import { filesOf, told, verifyFiles } from '../../../test/fakes/verify-hand-made.ts';
import { verifyBundle } from './verify-bundle.ts';

const POST = 'probe/2026-10-01.txt';
const isReceipt = (text: string) => text.includes('\ntype: receipt\n');
const without = <T>(list: T[], at: number) => list.filter((_, index) => index !== at);

/** What an owner with all keys can change, and where it shows. */
const FORGERIES: [string, Forgery, string[]][] = [
  [
    'a value edited after it was signed',
    {
      textSegments: (texts) =>
        texts.map((text, at) => (at === 2 ? text.replace('"syncAgeMs":1000', '"syncAgeMs":1001') : text)),
    },
    [
      `segment-not-signed ${POST} segment 3`,
      `segment-without-receipt ${POST} segment 3`,
      `segment-not-chained ${POST} segment 4`,
      'receipt-without-segment server/lane.txt entry 5',
    ],
  ],
  [
    'a segment dropped from the middle',
    { textSegments: (texts) => without(texts, 2) },
    [`segment-follows-other ${POST} segment 4`, 'receipt-without-segment server/lane.txt entry 5'],
  ],
  [
    'the last segment cut off',
    { textSegments: (texts) => texts.slice(0, -1) },
    ['receipt-without-segment server/lane.txt entry 8'],
  ],
  [
    'the last segment, its receipt and all after it cut off',
    {
      textSegments: (texts) => texts.slice(0, -1),
      textEntries: (texts) => texts.slice(0, -2),
      textEvents: (texts) => texts.slice(0, -1),
      index: (index) => ({ ...index, lane: { ...index.lane, lastEntry: 7 } }),
    },
    ['head-events-differ heads/00000004.txt', 'lane-end-unsealed server/lane.txt'],
  ],
  [
    'two segments swapped',
    { textSegments: ([a = '', b = '', ...rest]) => [b, a, ...rest] },
    [
      `segment-follows-other ${POST} segment 1`,
      `segment-back-in-time ${POST} segment 1`,
      `segment-repeats-rounds ${POST} segment 1`,
      `segment-out-of-order ${POST} segment 1`,
      `segment-follows-other ${POST} segment 3`,
    ],
  ],
  [
    'a segment made anew by the probe and signed again, the log as it was',
    {
      textSegments: (texts) => {
        const probe = openFakeProbe(7);
        probe.place.sequence = 60;
        probe.place.number = 6;
        probe.place.previousSha256 = /previousSha256: (\S+)/.exec(texts[5] ?? '')?.[1] ?? '';
        const challenge = /challenge: (\S+)/.exec(texts[5] ?? '')?.[1] ?? '';
        const rounds = probe.rounds(12, HAND_MADE_FROM_AT_MS - 60_000, () => true);
        return [...texts.slice(0, -1), probe.next(rounds, { challenge })];
      },
    },
    [`segment-without-receipt ${POST} segment 6`, 'receipt-without-segment server/lane.txt entry 8'],
  ],
  [
    'a remark of the owner hidden',
    { textEvents: (texts) => texts.slice(0, -1) },
    ['head-events-differ heads/00000004.txt', 'event-hidden server/events.txt'],
  ],
  [
    'a remark of the owner taken out of the log, which is made anew; an old head is kept',
    {
      entries: (entries) => without(entries, 1),
      heads: (heads) => heads.map((head) => ({ ...head, entries: Math.min(head.entries, 8) })),
    },
    // the probe named receipts of the log as it was
    [5, 6].map((number) => `challenge-unknown ${POST} segment ${number}`),
  ],
  [
    'an entry written back',
    {
      entries: (entries) => entries.map((entry, at) => (at === 8 ? { ...entry, atMs: HAND_MADE_FROM_AT_MS } : entry)),
      heads: ([first, last]) =>
        [first, last].flatMap((head) =>
          head ? [{ ...head, atMs: HAND_MADE_FROM_AT_MS + (head === first ? 185_000 : 480_000) }] : [],
        ),
    },
    ['entry-backdated server/lane.txt entry 9'],
  ],
  [
    'a segment prepared before: it names no receipt',
    { segment: (number) => (number === 6 ? { challenge: 'ab'.repeat(16) } : {}) },
    [`challenge-unknown ${POST} segment 6`],
  ],
  [
    'a clock that jumps by an hour',
    {
      rounds: (rounds, number) =>
        rounds.map((round) => (number >= 4 ? { ...round, wallAtMs: round.wallAtMs + 3_600_000 } : round)),
    },
    [`clock-jump ${POST} segment 4`],
  ],
  [
    'a segment that is there twice',
    { textSegments: (texts) => [...texts, texts.at(-1) ?? ''] },
    [
      `segment-follows-other ${POST} segment 6`,
      `segment-back-in-time ${POST} segment 6`,
      `segment-repeats-rounds ${POST} segment 6`,
      `segment-twice ${POST} segment 6`,
    ],
  ],
  [
    'a segment signed by another key',
    {
      textSegments: (texts) =>
        texts.map((text, at) => {
          const signed = text.slice(0, text.lastIndexOf('signature: '));
          return at === 5 ? `${signed}signature: ${openFakeProbe(9).sign(signed)}\n` : text;
        }),
    },
    [
      `segment-not-signed ${POST} segment 6`,
      `segment-without-receipt ${POST} segment 6`,
      'receipt-without-segment server/lane.txt entry 8',
    ],
  ],
  [
    'a key that nobody enrolled',
    { index: (index) => ({ ...index, probes: [{ id: openFakeProbe(9).id, publicKey: openFakeProbe(9).publicKey }] }) },
    [
      `member-missing keys/probe-${openFakeProbe(9).id}.pem`,
      'probe-not-enrolled bundle.json',
      ...[1, 2, 3, 4, 5, 6].map((number) => `segment-of-unknown-probe ${POST} segment ${number}`),
    ],
  ],
  [
    'a receipt left out of the log',
    { textEntries: (texts) => without(texts, texts.findLastIndex(isReceipt)) },
    [
      'lane-follows-other server/lane.txt entry 9',
      'lane-not-chained server/lane.txt entry 9',
      `segment-without-receipt ${POST} segment 6`,
    ],
  ],
  ['no heads', { heads: () => [] }, ['heads-none bundle']],
  [
    'a method that is not the one that was signed',
    {
      members: (members) => {
        const name = [...members.keys()].find((one) => one.startsWith('method/')) ?? '';
        members.set(name, Buffer.from(String(members.get(name)).replace('"roundMs": 5000', '"roundMs": 4000')));
      },
    },
    [
      'method-differs',
      ...[1, 2, 3, 4, 5, 6].map((number) => `segment-method-missing ${POST} segment ${number}`),
      'not-recomputed derived/evidence.json',
    ],
  ],
  [
    'a text that no event names',
    { members: (members) => void members.set(`texts/${'ab'.repeat(32)}.txt`, Buffer.from('x')) },
    [`text-differs texts/${'ab'.repeat(32)}.txt`],
  ],
  [
    'a probe that measures on after another was admitted',
    {
      entries: (entries) => {
        const other = openFakeProbe(9);
        const fields = {
          probe: other.id,
          publicKey: other.publicKey,
          firstNumber: '1',
          firstPreviousSha256: '0'.repeat(64),
          retiredProbe: openFakeProbe(7).id,
        };
        const atMs = HAND_MADE_FROM_AT_MS + 330_000;
        return [...entries.slice(0, 7), { content: { type: 'enrolment', fields }, atMs }, ...entries.slice(7)];
      },
    },
    ['receipt-of-retired server/lane.txt entry 9'],
  ],
  [
    'a file of the case exchanged for another one, its name and the manifest made anew',
    { members: (members) => void members.set(`attachments/${sha256('other')}-letter.txt`, Buffer.from('other')) },
    [`text-not-in-lane attachments/${sha256('other')}-letter.txt`],
  ],
  [
    'a value shown that does not have its hash',
    {
      members: (members) =>
        void members.set('values.txt', Buffer.from(`${'ab'.repeat(32)} address ${'0f'.repeat(16)} "192.0.2.1"\n`)),
    },
    ['value-line values.txt line 1'],
  ],
  [
    'the figures as of another time',
    { index: (index) => ({ ...index, asOfAt: '2026-10-01T11:00:00.000Z' }) },
    ['as-of-differs bundle.json'],
  ],
  [
    'a salt that finds no line in the heads',
    { index: (index) => ({ ...index, laneSalt: '00'.repeat(16) }) },
    [
      'head-without-line heads/00000003.txt',
      'head-without-line heads/00000004.txt',
      'lane-end-unsealed server/lane.txt',
    ],
  ],
  [
    'a period of all times',
    {
      index: (index) => ({
        ...index,
        period: { ...index.period, toAt: '9999-12-31T00:00:00.000Z', toDay: '9999-12-30' },
      }),
    },
    ['index-unreadable bundle.json'],
  ],
  [
    'a simulation that is sold as a measurement',
    { index: (index) => ({ ...index, simulated: false }) },
    ['simulated-hidden bundle.json'],
  ],
];

describe('an owner who has all keys', () => {
  test.each(FORGERIES)('%s', async (_, forgery, expected) => {
    const found = told(await verifyFiles(handMadeBundle(forgery)));
    expect(found.map((one) => (one.startsWith('method-differs') ? 'method-differs' : one))).toEqual(expected);
  });

  test('times of heads that contradict the log are gaps: a clock that is set back makes the same picture', async () => {
    const early = handMadeBundle({
      heads: (heads) => heads.map((head) => ({ ...head, entries: head.counter === 3 ? 7 : head.entries })),
    });
    expect(told(await verifyFiles(early), 'gap')).toContain('head-before-entry heads/00000003.txt');
  });

  test('a journal made anew for the same time by a second server is whole in itself, and has another fingerprint', async () => {
    const [one, other] = [handMadeBundle(), handMadeBundle()];
    const report = await verifyBundle(filesOf(other), nodeTools(), { serverFingerprint: one.server.fingerprint });
    expect(told(report)).toEqual(['server-key-differs keys/server.pem']);
  });
});
