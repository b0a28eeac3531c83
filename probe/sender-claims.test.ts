import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
import { openBeside } from './journal-beside.ts';
import { openReceipts } from './journal-receipts.ts';
import { sha256Hex } from './key-file.ts';
import { type Sender, startSender } from './sender.ts';
import { openServerConnection, type ServerConnection } from './sender-connection.ts';

/** A refusal (409) is not signed: whoever stands between may make one up. */

let folder: string;
let server: FakeIngestServer;
let small: SmallJournal;
let sender: Sender;
let connection: ServerConnection;
const logBook = openLogBook();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linewitness-claims-'));
  server = new FakeIngestServer();
  server.probePublicKey = KEY.publicKey;
  await server.listen();
  small = await openSmallJournal(new MemoryDisk());
  logBook.lines.length = 0;
});
afterEach(async () => {
  await sender.stop(0);
  await connection.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const { log } = logBook;
  const beside = await openBeside(folder, log);
  if (typeof beside === 'string') throw new Error(beside);
  await beside.keepMethod(sha256Hex(METHOD_TEXT), METHOD_TEXT);
  const serverPublicKey = server.key.publicKey;
  const book = { disk: new MemoryDisk(), probe: KEY.probe, serverPublicKey, maxBytes: 1e9, log };
  connection = openServerConnection(server.url);
  sender = startSender({
    journal: small.journal,
    beside,
    receipts: await openReceipts(book),
    connection,
    key: KEY,
    serverPublicKey,
    clocks: { wallAtMs: () => Date.now(), tickMs: () => Math.trunc(performance.now()) },
    log,
    runId: CONTEXT.runId,
    random: () => 0,
    onServerOffset: () => undefined,
  });
}

function refuseOnce(expectedNumber: number, expectedPreviousSha256: string): void {
  const error = { code: 'gap', message: 'not that one', expectedNumber, expectedPreviousSha256 };
  server.misbehaviours.push({ kind: 'status', status: 409, body: JSON.stringify({ receipts: [], error }) });
}

const said = (words: string) => vi.waitFor(() => expect(logBook.lines.join('')).toContain(words), { interval: 5 });
const settled = (number: number) =>
  vi.waitFor(() => expect(sender.deliveredThrough()).toBe(number), { timeout: 10_000, interval: 10 });

test('that everything is there already is no promise: nothing counts as delivered without a receipt', async () => {
  await measure(small, { rounds: 6, perSegment: 1 });
  refuseOnce(7, small.journal.sealed.sha256);
  await start();
  await said('going on from there');
  expect(sender.deliveredThrough()).toBe(0);
  expect(sender.waiting()).toBe(6);
  await measure(small, { sequence: 6, rounds: 1, perSegment: 1 });
  sender.wake();
  await settled(7);
  expect(checkChain(server.texts())).toHaveLength(7);
});

test('a number out of this world does not make the probe count on from there', async () => {
  await measure(small, { rounds: 3, perSegment: 1 });
  refuseOnce(Number.MAX_SAFE_INTEGER, 'ab'.repeat(32));
  await start();
  await said('no probe can have');
  expect(small.journal.sealed.number).toBe(3);
  sender.wakeAfterSilence();
  await settled(3);
});
