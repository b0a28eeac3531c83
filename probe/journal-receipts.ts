import { parseInstant } from '../rules/instant.ts';
import { challengeOf, LANE_FORMAT, type LaneEntry, parseLaneEntry } from '../rules/journal/lane.ts';
import type { JournalDisk } from './journal-disk.ts';
import { sha256Hex, verifySignature } from './key-file.ts';
import type { Log } from './log.ts';

/** The last thing that a server promised to have. */
export type Delivered = { number: number; sha256: string; challenge: string };

/**
 * The receipts of one server: `FINGERPRINT-2026-11.txt`, one month a file, each receipt as it came. They are the
 * customer's proof against the operator of the server, and the only record of what was delivered: losing the last of
 * them (they are written every two hours, and not flushed) leads to an upload that the server answers with the
 * same receipts again.
 */
export type ReceiptBook = {
  /** null: none yet. */
  last(): Delivered | null;
  /** Verified receipts, in the order of their numbers. */
  add(texts: string[], last: Delivered): void;
  /** Writes what waits. A full disk is logged, the receipts wait on (at most 5,000 of them). */
  flush(): Promise<void>;
  /** Bytes of all receipts on the disk. */
  sizeBytes(): number;
};

export type ReceiptOptions = {
  disk: JournalDisk;
  probe: string;
  serverPublicKey: string;
  /** Older months go when all together are larger. */
  maxBytes: number;
  log: Log;
};

const MAX_WAITING = 5000;
/** Far more than one receipt, far less than a month. */
const TAIL_BYTES = 64_000;

/** Opens the receipts of that server; a torn one at the end is cut off. */
export async function openReceipts(options: ReceiptOptions): Promise<ReceiptBook> {
  const prefix = `${sha256Hex(Buffer.from(options.serverPublicKey, 'base64')).slice(0, 16)}-`;
  let last = await recoverLast(options, prefix);
  let sizeBytes = await totalBytes(options.disk);
  let waiting: { text: string; name: string }[] = [];
  let isFailing = false;
  const flush = async () => {
    const batch = waiting;
    waiting = [];
    try {
      for (const [name, receipts] of Map.groupBy(batch, (receipt) => receipt.name)) {
        await appendTo(options.disk, name, receipts.map((receipt) => receipt.text).join(''));
      }
      sizeBytes = await dropOldMonths(options, prefix);
      isFailing = false;
    } catch (error) {
      // If part of a month was written, these stand there twice: the same bytes, harmless.
      waiting = [...batch, ...waiting].slice(-MAX_WAITING);
      if (!isFailing) options.log.error('receipts can’t be written; they wait', { error, receipts: waiting.length });
      isFailing = true;
    }
  };
  return {
    last: () => last,
    add: (texts, newLast) => {
      for (const text of texts) waiting.push({ text, name: `${prefix}${monthOf(text)}.txt` });
      last = newLast;
    },
    flush,
    sizeBytes: () => sizeBytes,
  };
}

/** The month of the server's clock in the entry; not of ours, which may be wrong. */
function monthOf(text: string): string {
  return /\nat: (\d{4}-\d{2})-/.exec(text)?.[1] ?? 'undated';
}

async function appendTo(disk: JournalDisk, name: string, text: string): Promise<void> {
  const known = (await disk.list()).find((file) => file.name === name);
  await disk.write(name, known?.sizeBytes ?? 0, text);
}

async function totalBytes(disk: JournalDisk): Promise<number> {
  return (await disk.list()).reduce((sum, file) => sum + file.sizeBytes, 0);
}

async function dropOldMonths({ disk, maxBytes, log }: ReceiptOptions, prefix: string): Promise<number> {
  const files = (await disk.list()).sort((a, b) =>
    a.name.slice(prefix.length).localeCompare(b.name.slice(prefix.length)),
  );
  let sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  for (const file of files.slice(0, -1)) {
    if (sizeBytes <= maxBytes) break;
    await disk.remove(file.name);
    sizeBytes -= file.sizeBytes;
    log.warn('receipts of an old month were removed: the limit of the disk is reached', { file: file.name });
  }
  return sizeBytes;
}

/** If the last run died while it wrote: the receipt that was cut short is cut off, the server gives it again. */
async function recoverLast(
  { disk, probe, serverPublicKey, log }: ReceiptOptions,
  prefix: string,
): Promise<Delivered | null> {
  const files = (await disk.list()).filter((file) => file.name.startsWith(prefix));
  files.sort((a, b) => b.name.localeCompare(a.name));
  for (const { name, sizeBytes } of files) {
    const fromByte = Math.max(0, sizeBytes - TAIL_BYTES);
    const tail = (await disk.read(name, fromByte, TAIL_BYTES)).toString('latin1');
    for (
      let startAt = tail.lastIndexOf(`${LANE_FORMAT}\n`);
      startAt >= 0;
      startAt = tail.lastIndexOf(`${LANE_FORMAT}\n`, startAt - 1)
    ) {
      const endAt = tail.indexOf('\n', tail.indexOf('\nsignature: ', startAt) + 1) + 1;
      const found = endAt > startAt ? deliveredBy(tail.slice(startAt, endAt), probe, serverPublicKey) : null;
      if (found) {
        const tornBytes = tail.length - endAt;
        if (tornBytes > 0) {
          log.warn('a receipt was cut short: the torn end was cut off', { file: name, cutBytes: tornBytes });
          await disk.truncate(name, fromByte + endAt);
        }
        return found;
      }
      if (startAt === 0) break;
    }
  }
  return null;
}

function deliveredBy(text: string, probe: string, serverPublicKey: string): Delivered | null {
  const parsed = parseLaneEntry(text);
  if (typeof parsed === 'string' || !verifySignature(parsed.signedText, parsed.signature, serverPublicKey)) return null;
  const fields = receiptFieldsOf(parsed.entry);
  if (fields?.probe !== probe) return null;
  return { number: Number(fields.number), sha256: fields.sha256, challenge: challengeOf(sha256Hex(text)) };
}

/** The fields of a receipt; null for another type of entry. */
export function receiptFieldsOf(entry: LaneEntry) {
  return entry.content.type === 'receipt' ? entry.content.fields : null;
}

/** The server's clock in a receipt: when the upload had arrived, when it was answered, and which upload it was. */
export function receiptTimes(text: string): { t1: string; t2AtMs: number; t3AtMs: number } | null {
  const parsed = parseLaneEntry(text);
  const fields = typeof parsed === 'string' ? null : receiptFieldsOf(parsed.entry);
  const [t2AtMs, t3AtMs] = [parseInstant(fields?.t2 ?? ''), parseInstant(fields?.t3 ?? '')];
  return fields && t2AtMs !== null && t3AtMs !== null ? { t1: fields.t1, t2AtMs, t3AtMs } : null;
}
