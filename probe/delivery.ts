import type { Clocks } from './clocks.ts';
import { type ContactLoop, type ContactOptions, startContact } from './contact.ts';
import type { Enrolment } from './enrol.ts';
import type { Journal } from './journal.ts';
import type { Beside } from './journal-beside.ts';
import type { ReceiptBook } from './journal-receipts.ts';
import type { ProbeKey } from './key-file.ts';
import type { Log } from './log.ts';
import { type Sender, startSender } from './sender.ts';
import { openServerConnection } from './sender-connection.ts';

export type DeliveryOptions = {
  enrolment: Enrolment;
  receipts: ReceiptBook;
  journal: Journal;
  beside: Beside;
  key: ProbeKey;
  clocks: Clocks;
  log: Log;
  runId: string;
  onServerOffset: (offset: { offsetMs: number; errorMs: number }) => void;
  /** See `ContactOptions`. */
  onContactReading: ContactOptions['onReading'];
};

/** All that speaks with the one server: uploads, contacts, receipts. The measuring does not need it. */
export type Delivery = {
  sender: Sender;
  /** A far target answers again: try now. */
  wakeAfterSilence(): void;
  stop(withinMs: number): Promise<void>;
};

/** Receipts are written this often: what each writing costs besides its pages (a half-full one, the inode) comes seldom. */
const RECEIPTS_FLUSH_MS = 7_200_000;

export function startDelivery(options: DeliveryOptions): Delivery {
  const { enrolment, receipts, key, clocks, log, onServerOffset } = options;
  const connection = openServerConnection(enrolment.serverUrl);
  const { serverPublicKey } = enrolment;
  const sender = startSender({ ...options, connection, serverPublicKey });
  const contact: ContactLoop = startContact({
    connection,
    key,
    serverPublicKey,
    clocks,
    waiting: sender.waiting,
    onServerOffset,
    onReading: options.onContactReading,
    log,
  });
  const flushing = setInterval(() => void receipts.flush(), RECEIPTS_FLUSH_MS);
  return {
    sender,
    wakeAfterSilence: () => {
      sender.wakeAfterSilence();
      contact.wake();
    },
    stop: async (withinMs) => {
      clearInterval(flushing);
      contact.stop();
      await sender.stop(withinMs);
      await receipts.flush();
      await connection.close();
    },
  };
}
