import { describe, expect, test } from 'vitest';
import { nodeTools } from '../../../server/verify/node-tools.ts';
import {
  type Forgery,
  HAND_MADE_FROM_AT_MS,
  type HandMadeEntry,
  handMadeBundle,
} from '../../../test/fakes/hand-made-bundle.ts';
import { filesOf, told, verifyFiles } from '../../../test/fakes/verify-hand-made.ts';
import { verifyBundle } from './verify-bundle.ts';

const tools = nodeTools();
const POST = 'probe/2026-10-01.txt';

test('a bundle that nobody touched has nothing broken, and notes say what is to be known', async () => {
  const report = await verifyFiles(handMadeBundle());
  expect(told(report)).toEqual([]);
  expect(told(report, 'gap')).toEqual([]);
  expect(told(report, 'note')).toEqual([
    'simulated bundle.json',
    'settings-not-shown bundle.json',
    'period-not-stamped heads',
    'probe-admitted server/lane.txt entry 1',
  ]);
  expect(report.counts).toMatchObject({ members: 14, segments: 6, rounds: 72, laneEntries: 9 });
  expect(report.heads.map(({ counter, entries }) => [counter, entries])).toEqual([
    [3, 5],
    [4, 9],
  ]);
});

test('another server than the one expected is told', async () => {
  const bundle = handMadeBundle();
  const other = await verifyBundle(filesOf(bundle), tools, { serverFingerprint: '0'.repeat(32) });
  expect(told(other)).toEqual(['server-key-differs keys/server.pem']);
  const same = await verifyBundle(filesOf(bundle), tools, { serverFingerprint: bundle.server.fingerprint });
  expect(told(same)).toEqual([]);
});

test('segments that name no receipt are told once, with their number', async () => {
  const report = await verifyFiles(handMadeBundle({ segment: (number) => (number >= 4 ? { challenge: null } : {}) }));
  const found = report.findings.find(({ code }) => code === 'challenge-none');
  expect(found).toMatchObject({ kind: 'note', where: `${POST} segment 5`, values: { segments: 2 } });
});

const SERVER_GAP: HandMadeEntry = {
  content: { type: 'server-gap', fields: { fromAt: '2026-10-01T10:05:30.000Z', toAt: '2026-10-01T10:05:40.000Z' } },
  atMs: HAND_MADE_FROM_AT_MS + 340_000,
};

describe('what is missing, or to be known', () => {
  const LASTING: [string, Forgery, string[]][] = [
    [
      'a server that did not run',
      { entries: (all) => [...all.slice(0, 7), SERVER_GAP, ...all.slice(7)] },
      ['server-gap server/lane.txt entry 8'],
    ],
    [
      'segments that are gone for good',
      {
        segments: 3,
        segment: (number) =>
          number === 3 ? { number: 5, missing: { fromNumber: 3, toNumber: 4, reason: 'disk-limit' } } : {},
        entries: (all) =>
          all.map((one) =>
            one.content.type === 'receipt' && one.content.fields.number === '3'
              ? { ...one, content: { ...one.content, fields: { ...one.content.fields, number: '5' } } }
              : one,
          ),
      },
      [`segment-declares-missing ${POST} segment 5`],
    ],
    [
      'rounds that are not there',
      { rounds: (rounds, number) => (number === 2 ? rounds.slice(3) : rounds) },
      [`segment-lacks-rounds ${POST} segment 2`],
    ],
    [
      'a clock of the probe that runs an hour ahead of the server, and says that it is right',
      { segments: 1, rounds: (rounds) => rounds.map((round) => ({ ...round, wallAtMs: round.wallAtMs + 3_600_000 })) },
      [`clocks-contradict ${POST} segment 1`],
    ],
  ];
  test.each(LASTING)('%s is a gap', async (_, forgery, expected) => {
    const report = await verifyFiles(handMadeBundle({ ...forgery, heads: (heads) => heads.slice(-1) }));
    expect(told(report)).toEqual([]);
    expect(told(report, 'gap').toSorted()).toEqual(expected.toSorted());
  });

  test('a clock that was set is told', async () => {
    const report = await verifyFiles(
      handMadeBundle({
        rounds: (rounds, number) =>
          rounds.map((round) =>
            number === 6 ? { ...round, wallAtMs: round.wallAtMs + 5000, clock: 'stepped' as const } : round,
          ),
      }),
    );
    expect(told(report, 'note')).toContain(`clock-stepped ${POST} segment 6`);
  });
});

describe('without keys', () => {
  const bundle = handMadeBundle();
  const names = [...bundle.members.keys()];

  test.each(names)('%s: a changed byte, a missing or emptied member is found there', async (name) => {
    const bytes = bundle.members.get(name) ?? Buffer.alloc(0);
    const changed = Buffer.from(bytes);
    const at = Math.floor(bytes.length / 2);
    changed[at] = (changed[at] ?? 0) ^ 1;
    for (const content of [changed, Buffer.alloc(0), null]) {
      const members = new Map(bundle.members);
      if (content) members.set(name, content);
      else members.delete(name);
      const report = await verifyFiles({ ...bundle, members });
      expect(report.status).toBe('broken');
      expect(report.findings.some(({ kind, where }) => kind === 'broken' && where.startsWith(name))).toBe(true);
    }
  });

  test('a file that was put into the folder is told, and not read', async () => {
    const members = new Map(bundle.members).set('notes-of-mine.txt', Buffer.from('nothing'));
    const report = await verifyFiles({ ...bundle, members });
    expect(told(report)).toEqual([]);
    expect(told(report, 'note')).toContain('file-not-in-manifest notes-of-mine.txt');
    members.set('probe/2026-10-02.txt', Buffer.from('nothing'));
    expect(told(await verifyFiles({ ...bundle, members }))).toContain('member-not-in-manifest probe/2026-10-02.txt');
  });
});
