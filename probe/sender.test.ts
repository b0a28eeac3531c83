import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { personalValueText } from '../rules/wire/upload.ts';
import { FakeIngestServer } from '../test/fakes/fake-ingest-server.ts';
import { MemoryDisk } from '../test/fakes/memory-disk.ts';
import {
  CONTEXT,
  checkChain,
  KEY,
  METHOD_TEXT,
  measure,
  openLogBook,
  openSmallJournal,
  type SmallJournal,
} from '../test/fakes/small-journal.ts';
import { type Beside, openBeside } from './journal-beside.ts';
import { openReceipts, type ReceiptBook } from './journal-receipts.ts';
import { sha256Hex } from './key-file.ts';
import { type Sender, startSender } from './sender.ts';
import { openServerConnection } from './sender-connection.ts';

let folder: string;
let server: FakeIngestServer;
let disk: MemoryDisk;
let receiptDisk: MemoryDisk;
let small: SmallJournal;
let beside: Beside;
const logBook = openLogBook();
const opened: { sender: Sender; close(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linewitness-sender-'));
  server = new FakeIngestServer();
  server.probePublicKey = KEY.publicKey;
  await server.listen();
  disk = new MemoryDisk();
  receiptDisk = new MemoryDisk();
  logBook.lines.length = 0;
  small = await openSmallJournal(disk);
  const openedBeside = await openBeside(folder, logBook.log);
  if (typeof openedBeside === 'string') throw new Error(openedBeside);
  beside = openedBeside;
  await beside.keepMethod(sha256Hex(METHOD_TEXT), METHOD_TEXT);
});

afterEach(async () => {
  for (const { sender, close } of opened.splice(0)) {
    await sender.stop(0);
    await close();
  }
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function openBook(): Promise<ReceiptBook> {
  return openReceipts({
    disk: receiptDisk,
    probe: KEY.probe,
    serverPublicKey: server.key.publicKey,
    maxBytes: 1e9,
    log: logBook.log,
  });
}

async function start(
  runId = CONTEXT.runId,
): Promise<{ sender: Sender; offsets: { offsetMs: number; errorMs: number }[]; receipts: ReceiptBook }> {
  const receipts = await openBook();
  const offsets: { offsetMs: number; errorMs: number }[] = [];
  const connection = openServerConnection(server.url);
  const startedTickMs = performance.now();
  const sender = startSender({
    journal: small.journal,
    beside,
    receipts,
    connection,
    key: KEY,
    serverPublicKey: server.key.publicKey,
    clocks: { wallAtMs: () => Date.now(), tickMs: () => Math.trunc(performance.now() - startedTickMs) },
    log: logBook.log,
    runId,
    random: () => 0,
    onServerOffset: (offset) => offsets.push(offset),
  });
  opened.push({ sender, close: () => connection.close() });
  return { sender, offsets, receipts };
}

const delivered = (number: number, timeout = 10_000) =>
  vi.waitFor(() => expect(server.end.number).toBe(number), { timeout, interval: 10 });
const settled = (sender: Sender, number: number) =>
  vi.waitFor(() => expect(sender.deliveredThrough()).toBe(number), { timeout: 10_000, interval: 10 });

describe('a backlog', () => {
  test('is delivered oldest first in few requests, and the server’s chain holds', async () => {
    await measure(small, { rounds: 600, perSegment: 1 });
    const { sender } = await start();
    await delivered(600);
    await settled(sender, 600);
    expect(server.uploads.map((upload) => upload.segments)).toEqual([250, 250, 100]);
    expect(server.uploads.map((upload) => upload.methods)).toEqual([1, 0, 0]);
    expect(checkChain(server.texts()).length).toBe(600);
    expect(sender.waiting()).toBe(0);
  });

  test('goes on with each newly sealed segment', async () => {
    const { sender } = await start();
    await measure(small, { rounds: 2, perSegment: 2 });
    sender.wake();
    await delivered(1);
    await measure(small, { sequence: 2, rounds: 2, perSegment: 2 });
    sender.wake();
    await delivered(2);
  });

  test('that is larger than the server takes at once is halved until it fits', async () => {
    server.maxSegments = 40;
    await measure(small, { rounds: 100, perSegment: 1 });
    await start();
    await delivered(100);
    expect(Math.max(...server.uploads.slice(-3).map((upload) => upload.segments))).toBeLessThanOrEqual(40);
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
    await measure(small, { rounds: 4, perSegment: 2 });
    server.misbehaviours.push(misbehaviour);
    const { sender } = await start();
    await vi.waitFor(() => expect(server.uploads.length).toBe(1), { interval: 5 });
    expect(sender.deliveredThrough()).toBe(0);
    await vi.waitFor(() => expect(logBook.lines.length).toBeGreaterThan(0), { interval: 5 });
    sender.wakeAfterSilence();
    await settled(sender, 2);
    expect(checkChain(server.texts())).toHaveLength(2);
  });

  test('that hangs is left when the line has answered again', async () => {
    await measure(small, { rounds: 4, perSegment: 2 });
    server.misbehaviours.push({ kind: 'hang' });
    const { sender } = await start();
    await vi.waitFor(() => expect(server.uploads.length).toBe(1), { interval: 5 });
    sender.wakeAfterSilence();
    await settled(sender, 2);
  });

  test.each([
    [400, 'malformed'],
    [401, 'bad-signature'],
    [403, 'retired'],
  ])('that refuses a segment with %i is not asked again at once, and nothing is lost', async (status, code) => {
    await measure(small, { rounds: 6, perSegment: 2 });
    server.misbehaviours.push({ kind: 'refuse-number', number: 2, status, code });
    const { sender } = await start();
    await settled(sender, 1);
    await vi.waitFor(() => expect(logBook.lines.join('')).toContain('refuses'), { interval: 5 });
    const uploads = server.uploads.length;
    for (let count = 0; count < 20; count += 1) sender.wake();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.uploads.length).toBe(uploads);
    sender.wakeAfterSilence();
    await settled(sender, 3);
  });
});

describe('a server in another state', () => {
  test('that was restored from an older copy gets again what it lost', async () => {
    await measure(small, { rounds: 10, perSegment: 1 });
    const { sender } = await start();
    await settled(sender, 10);
    server.restoreTo(4);
    await measure(small, { sequence: 10, rounds: 1, perSegment: 1 });
    sender.wake();
    await delivered(11);
    expect(checkChain(server.texts())).toHaveLength(11);
  });

  test('that was restored to what the journal no longer holds gets a declared gap', async () => {
    await measure(small, { rounds: 4, perSegment: 1 });
    small.clocks.nowMs += 86_400_000;
    await measure(small, { sequence: 100, rounds: 4, perSegment: 1 });
    const { sender } = await start();
    await settled(sender, 8);
    server.restoreTo(2);
    await small.journal.exclusive(async () => {
      await disk.remove(small.journal.files[0]?.name ?? '');
      small.journal.files.shift();
    });
    await measure(small, { sequence: 104, rounds: 1, perSegment: 1 });
    sender.wake();
    await delivered(9);
    const segments = checkChain(server.texts());
    expect(segments.map((segment) => [segment.number, segment.closedBy])).toContainEqual([4, 'tombstone']);
  });

  test('whose receipts were lost on the way gives the same receipts again', async () => {
    await measure(small, { rounds: 6, perSegment: 1 });
    const { sender, receipts } = await start();
    await settled(sender, 6);
    await sender.stop(0);
    expect(receipts.last()?.number).toBe(6); // in memory only: a kill -9 loses them
    const again = await start();
    await settled(again.sender, 6);
    expect(again.receipts.last()).toEqual(receipts.last());
  });

  test('with other segments of the same key is a fork: nothing more is sent, and it is said once', async () => {
    await measure(small, { rounds: 3, perSegment: 1 });
    const { sender } = await start();
    await settled(sender, 3);
    server.end = { number: 7, sha256: sha256Hex('another machine') };
    await measure(small, { sequence: 3, rounds: 1, perSegment: 1 });
    sender.wake();
    await vi.waitFor(() => expect(logBook.lines.join('')).toContain('key in use twice'), { interval: 5 });
    const uploads = server.uploads.length;
    await measure(small, { sequence: 4, rounds: 1, perSegment: 1 });
    sender.wake();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.uploads.length).toBe(uploads);
  });
});

describe('a journal that was lost', () => {
  test('goes on behind what the server has, with a declared gap, and keeps all rounds', async () => {
    await measure(small, { rounds: 5, perSegment: 1 });
    const first = await start();
    await settled(first.sender, 5);
    await first.sender.stop(0);
    disk = new MemoryDisk();
    receiptDisk = new MemoryDisk();
    small = await openSmallJournal(disk);
    await measure(small, { sequence: 0, rounds: 6, perSegment: 2 });
    await measure(small, { sequence: 6, rounds: 1, perSegment: 9 });
    const { sender } = await start();
    await delivered(9);
    await settled(sender, 9);
    const segments = checkChain(server.texts());
    expect(segments[5]).toMatchObject({ number: 7, missing: { fromNumber: 6, toNumber: 6, reason: 'journal-lost' } });
    expect(segments.slice(5).flatMap((segment) => segment.rounds.map((round) => round.sequence))).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    small.journal.close('interval');
    await small.journal.settled();
    sender.wake();
    await delivered(10);
    expect(checkChain(server.texts()).at(-1)?.rounds).toHaveLength(1);
  });
});

describe('personal values', () => {
  test('travel beside the segment that names their hash, once', async () => {
    const value = { kind: 'own-address', salt: '0'.repeat(32), value: '203.0.113.7' };
    const hash = sha256Hex(personalValueText(value));
    await beside.keepValue(value);
    await measure(small, { rounds: 1, perSegment: 1 });
    const { sender } = await start();
    await settled(sender, 1);
    expect(server.values.size).toBe(0);
    const { makeRound } = await import('../test/fakes/small-journal.ts');
    small.journal.append({ ...makeRound(1), facts: { ownAddress4: `hash:${hash}` } }, CONTEXT);
    small.journal.close('interval');
    await small.journal.settled();
    sender.wake();
    await settled(sender, 2);
    expect(server.values.get(hash)).toBe('203.0.113.7');
    await measure(small, { sequence: 2, rounds: 1, perSegment: 1 });
    sender.wake();
    await settled(sender, 3);
    expect(server.uploads.map((upload) => upload.values)).toEqual([0, 1, 0]);
  });
});

test('the offset of the clock follows from four stamps, within its error', async () => {
  server.clockAheadMs = 86_400_000;
  await measure(small, { rounds: 1, perSegment: 1 });
  const { sender, offsets } = await start();
  await settled(sender, 1);
  const [offset] = offsets;
  expect(Math.abs((offset?.offsetMs ?? 0) - 86_400_000)).toBeLessThanOrEqual(offset?.errorMs ?? 0);
  expect(offset?.errorMs).toBeLessThan(2000);
});
