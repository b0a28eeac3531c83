import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { personalValueText } from '../rules/wire/upload.ts';
import { openSendingHome, type SendingHome } from '../test/fakes/sending-home.ts';
import { CONTEXT, checkChain, makeRound, measure } from '../test/fakes/small-journal.ts';
import { sha256Hex } from './key-file.ts';
import type { Sender } from './sender.ts';

let home: SendingHome;
beforeEach(async () => {
  home = await openSendingHome();
});
afterEach(() => home.close());

const delivered = (number: number, timeout = 10_000) =>
  vi.waitFor(() => expect(home.server.end.number).toBe(number), { timeout, interval: 10 });
const settled = (sender: Sender, number: number) =>
  vi.waitFor(() => expect(sender.deliveredThrough()).toBe(number), { timeout: 10_000, interval: 10 });

describe('a backlog', () => {
  test('is delivered oldest first in few requests, and the server’s chain holds', async () => {
    await measure(home.small, { rounds: 600, perSegment: 1 });
    const { sender } = await home.start();
    await delivered(600);
    await settled(sender, 600);
    expect(home.server.uploads.map((upload) => upload.segments)).toEqual([250, 250, 100]);
    expect(home.server.uploads.map((upload) => upload.methods)).toEqual([1, 0, 0]);
    expect(checkChain(home.server.texts()).length).toBe(600);
    expect(sender.waiting()).toBe(0);
  });

  test('goes on with each newly sealed segment', async () => {
    const { sender } = await home.start();
    await measure(home.small, { rounds: 2, perSegment: 2 });
    sender.wake();
    await delivered(1);
    await measure(home.small, { sequence: 2, rounds: 2, perSegment: 2 });
    sender.wake();
    await delivered(2);
  });

  test('that is larger than the server takes at once is halved until it fits', async () => {
    home.server.maxSegments = 40;
    await measure(home.small, { rounds: 100, perSegment: 1 });
    await home.start();
    await delivered(100);
    expect(Math.max(...home.server.uploads.slice(-3).map((upload) => upload.segments))).toBeLessThanOrEqual(40);
  });
});

describe('a server that misbehaves', () => {
  test.each([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503, body: '{"receipts":[],"error":{"code":"busy","message":"busy"}}' },
    { kind: 'garbage' },
    { kind: 'half-answer' },
    { kind: 'cut' },
    { kind: 'no-receipts' },
    { kind: 'foreign-receipts' },
  ] as const)('($kind) gets everything again until its receipts hold', async (misbehaviour) => {
    await measure(home.small, { rounds: 4, perSegment: 2 });
    home.server.misbehaviours.push(misbehaviour);
    const { sender } = await home.start();
    await vi.waitFor(() => expect(home.server.uploads.length).toBe(1), { interval: 5 });
    expect(sender.deliveredThrough()).toBe(0);
    await vi.waitFor(() => expect(home.logBook.lines.length).toBeGreaterThan(0), { interval: 5 });
    sender.wakeAfterSilence();
    await settled(sender, 2);
    expect(checkChain(home.server.texts())).toHaveLength(2);
  });

  test('that hangs is left when the line has answered again', async () => {
    await measure(home.small, { rounds: 4, perSegment: 2 });
    home.server.misbehaviours.push({ kind: 'hang' });
    const { sender } = await home.start();
    await vi.waitFor(() => expect(home.server.uploads.length).toBe(1), { interval: 5 });
    sender.wakeAfterSilence();
    await settled(sender, 2);
  });

  test.each([
    [400, 'malformed'],
    [401, 'bad-signature'],
    [403, 'retired'],
  ])('that refuses a segment with %i is not asked again at once, and nothing is lost', async (status, code) => {
    await measure(home.small, { rounds: 6, perSegment: 2 });
    home.server.misbehaviours.push({ kind: 'refuse-number', number: 2, status, code });
    const { sender } = await home.start();
    await settled(sender, 1);
    await vi.waitFor(() => expect(home.logBook.lines.join('')).toContain('refuses'), { interval: 5 });
    const uploads = home.server.uploads.length;
    for (let count = 0; count < 20; count += 1) sender.wake();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(home.server.uploads.length).toBe(uploads);
    sender.wakeAfterSilence();
    await settled(sender, 3);
  });
});

describe('a server in another state', () => {
  test('that was restored from an older copy gets again what it lost', async () => {
    await measure(home.small, { rounds: 10, perSegment: 1 });
    const { sender } = await home.start();
    await settled(sender, 10);
    home.server.restoreTo(4);
    await measure(home.small, { sequence: 10, rounds: 1, perSegment: 1 });
    sender.wake();
    await delivered(11);
    expect(checkChain(home.server.texts())).toHaveLength(11);
  });

  test('that was restored to what the journal no longer holds gets a declared gap', async () => {
    await measure(home.small, { rounds: 4, perSegment: 1 });
    home.small.clocks.nowMs += 86_400_000;
    await measure(home.small, { sequence: 100, rounds: 4, perSegment: 1 });
    const { sender } = await home.start();
    await settled(sender, 8);
    home.server.restoreTo(2);
    await home.small.journal.exclusive(async () => {
      await home.disk.remove(home.small.journal.files[0]?.name ?? '');
      home.small.journal.files.shift();
    });
    await measure(home.small, { sequence: 104, rounds: 1, perSegment: 1 });
    sender.wake();
    await delivered(9);
    const segments = checkChain(home.server.texts());
    expect(segments.map((segment) => [segment.number, segment.closedBy])).toContainEqual([4, 'tombstone']);
  });

  test('whose receipts were lost on the way gives the same receipts again', async () => {
    await measure(home.small, { rounds: 6, perSegment: 1 });
    const { sender, receipts } = await home.start();
    await settled(sender, 6);
    await sender.stop(0);
    expect(receipts.last()?.number).toBe(6); // in memory only: a kill -9 loses them
    const again = await home.start();
    await settled(again.sender, 6);
    expect(again.receipts.last()).toEqual(receipts.last());
  });

  test('with other segments of the same key is a fork: nothing more is sent, and it is said once', async () => {
    await measure(home.small, { rounds: 3, perSegment: 1 });
    const { sender } = await home.start();
    await settled(sender, 3);
    home.server.end = { number: 7, sha256: sha256Hex('another machine') };
    await measure(home.small, { sequence: 3, rounds: 1, perSegment: 1 });
    sender.wake();
    await vi.waitFor(() => expect(home.logBook.lines.join('')).toContain('key in use twice'), { interval: 5 });
    const uploads = home.server.uploads.length;
    await measure(home.small, { sequence: 4, rounds: 1, perSegment: 1 });
    sender.wake();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(home.server.uploads.length).toBe(uploads);
  });
});

describe('a journal that was lost', () => {
  test('goes on behind what the server has, with a declared gap, and keeps all rounds', async () => {
    await measure(home.small, { rounds: 5, perSegment: 1 });
    const first = await home.start();
    await settled(first.sender, 5);
    await first.sender.stop(0);
    await home.loseJournal();
    await measure(home.small, { sequence: 0, rounds: 6, perSegment: 2 });
    await measure(home.small, { sequence: 6, rounds: 1, perSegment: 9 });
    const { sender } = await home.start();
    await delivered(9);
    await settled(sender, 9);
    const segments = checkChain(home.server.texts());
    expect(segments[5]).toMatchObject({ number: 7, missing: { fromNumber: 6, toNumber: 6, reason: 'journal-lost' } });
    expect(segments.slice(5).flatMap((segment) => segment.rounds.map((round) => round.sequence))).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    home.small.journal.close('interval');
    await home.small.journal.settled();
    sender.wake();
    await delivered(10);
    expect(checkChain(home.server.texts()).at(-1)?.rounds).toHaveLength(1);
  });
});

describe('personal values', () => {
  test('travel beside the segment that names their hash, once', async () => {
    const value = { kind: 'own-address', salt: '0'.repeat(32), value: '203.0.113.7' };
    const hash = sha256Hex(personalValueText(value));
    await home.beside.keepValue(value);
    await measure(home.small, { rounds: 1, perSegment: 1 });
    const { sender } = await home.start();
    await settled(sender, 1);
    expect(home.server.values.size).toBe(0);
    home.small.journal.append({ ...makeRound(1), facts: { ownAddress4: `hash:${hash}` } }, CONTEXT);
    home.small.journal.close('interval');
    await home.small.journal.settled();
    sender.wake();
    await settled(sender, 2);
    expect(home.server.values.get(hash)).toBe('203.0.113.7');
    await measure(home.small, { sequence: 2, rounds: 1, perSegment: 1 });
    sender.wake();
    await settled(sender, 3);
    expect(home.server.uploads.map((upload) => upload.values)).toEqual([0, 1, 0]);
  });
});

test('the offset of the clock follows from four stamps, within its error', async () => {
  home.server.clockAheadMs = 86_400_000;
  await measure(home.small, { rounds: 1, perSegment: 1 });
  const { sender, offsets } = await home.start();
  await settled(sender, 1);
  const [offset] = offsets;
  expect(Math.abs((offset?.offsetMs ?? 0) - 86_400_000)).toBeLessThanOrEqual(offset?.errorMs ?? 0);
  expect(offset?.errorMs).toBeLessThan(2000);
});
