import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Beside, openBeside } from '../../probe/journal-beside.ts';
import { openReceipts, type ReceiptBook } from '../../probe/journal-receipts.ts';
import { sha256Hex } from '../../probe/key-file.ts';
import { type Sender, startSender } from '../../probe/sender.ts';
import { openServerConnection } from '../../probe/sender-connection.ts';
import { FakeIngestServer } from './fake-ingest-server.ts';
import { MemoryDisk } from './memory-disk.ts';
import { CONTEXT, KEY, METHOD_TEXT, openLogBook, openSmallJournal, type SmallJournal } from './small-journal.ts';

/** A sender that was started; `offsets` are those it measured of the clocks. */
export type StartedSender = {
  sender: Sender;
  receipts: ReceiptBook;
  offsets: { offsetMs: number; errorMs: number }[];
};

/** A home with a small journal and a server to send it to, over real sockets. */
export type SendingHome = {
  server: FakeIngestServer;
  logBook: ReturnType<typeof openLogBook>;
  beside: Beside;
  /** The journal and the disk it lies on. */
  small: SmallJournal;
  disk: MemoryDisk;
  /** Starts a sender with what the disks hold; also a second one, as after a restart. */
  start(): Promise<StartedSender>;
  /** Journal and receipts are gone; an empty journal stands in their place. */
  loseJournal(): Promise<void>;
  /** Ends every sender and the server. */
  close(): Promise<void>;
};

export async function openSendingHome(): Promise<SendingHome> {
  const folder = await mkdtemp(join(tmpdir(), 'linewitness-sender-'));
  const server = new FakeIngestServer();
  server.probePublicKey = KEY.publicKey;
  await server.listen();
  const logBook = openLogBook();
  const beside = await openBeside(folder, logBook.log);
  if (typeof beside === 'string') throw new Error(beside);
  await beside.keepMethod(sha256Hex(METHOD_TEXT), METHOD_TEXT);
  const disk = new MemoryDisk();
  const closers: (() => Promise<void>)[] = [];
  let receiptDisk = new MemoryDisk();
  const home: SendingHome = {
    server,
    logBook,
    beside,
    small: await openSmallJournal(disk),
    disk,
    start: async () => {
      const { started, close } = await startOne(home, receiptDisk);
      closers.push(close);
      return started;
    },
    loseJournal: async () => {
      home.disk = new MemoryDisk();
      receiptDisk = new MemoryDisk();
      home.small = await openSmallJournal(home.disk);
    },
    close: async () => {
      for (const close of closers) await close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return home;
}

async function startOne({ server, logBook, beside, small }: SendingHome, receiptDisk: MemoryDisk) {
  const { log } = logBook;
  const serverPublicKey = server.key.publicKey;
  const receipts = await openReceipts({ disk: receiptDisk, probe: KEY.probe, serverPublicKey, maxBytes: 1e9, log });
  const offsets: StartedSender['offsets'] = [];
  const connection = openServerConnection(server.url);
  const startedTickMs = performance.now();
  const sender = startSender({
    journal: small.journal,
    beside,
    receipts,
    connection,
    key: KEY,
    serverPublicKey,
    clocks: { wallAtMs: () => Date.now(), tickMs: () => Math.trunc(performance.now() - startedTickMs) },
    log,
    runId: CONTEXT.runId,
    random: () => 0,
    onServerOffset: (offset) => offsets.push(offset),
  });
  const close = async () => {
    await sender.stop(0);
    await connection.close();
  };
  return { started: { sender, receipts, offsets }, close };
}
