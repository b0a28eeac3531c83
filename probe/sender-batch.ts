import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { formatInstant } from '../rules/instant.ts';
import { verifyReceipt } from '../rules/journal/receipt.ts';
import { type PersonalValue, type Upload, type UploadAnswer, uploadAnswerSchema } from '../rules/wire/upload.ts';
import type { Beside } from './journal-beside.ts';
import { type Delivered, receiptTimes } from './journal-receipts.ts';
import type { ScannedSegment } from './journal-scan.ts';
import { sha256Hex, verifySignature } from './key-file.ts';

/** One upload, and what it takes to check its answer. */
export type PreparedUpload = { upload: Upload; segments: ScannedSegment[]; values: PersonalValue[]; methods: string[] };

const MAX_METHODS = 50;
const MAX_VALUES = 500;

/** Puts segments, the methods that the server may not know and the personal values that they name into one upload. */
export async function prepareUpload(
  { probe, beside, knownMethods }: { probe: string; beside: Beside; knownMethods: ReadonlySet<string> },
  segments: ScannedSegment[],
  wallAtMs: number,
): Promise<PreparedUpload> {
  const names = new Set<string>();
  let count = 0;
  for (const { header } of segments) {
    if (!knownMethods.has(header.methodSha256)) names.add(header.methodSha256);
    if (names.size > MAX_METHODS) break;
    count += 1;
  }
  const sent = segments.slice(0, count);
  const methods = [...names].slice(0, MAX_METHODS);
  const texts = (await Promise.all(methods.map((name) => beside.methodText(name)))).filter((text) => text !== null);
  const values = beside.valuesFor([...texts, ...sent.map((segment) => segment.text)]).slice(0, MAX_VALUES);
  const upload = {
    probe,
    sentAt: formatInstant(wallAtMs),
    methods: texts,
    values,
    segments: sent.map((segment) => segment.text),
  };
  return { upload, segments: sent, values, methods };
}

const gzipAsync = promisify(gzip);

export async function gzipJson(upload: Upload): Promise<Buffer> {
  return gzipAsync(JSON.stringify(upload));
}

/** The answer as the wire demands it; null for anything else: a proxy's page, half a text, another program. */
export function parseUploadAnswer(text: string): UploadAnswer | null {
  try {
    return uploadAnswerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // not JSON
  }
}

/** The receipts that hold, in order, and why the next one does not. */
export type CheckedReceipts = { texts: string[]; last: Delivered | null; problem: string | null };

/** Nothing that a receipt says is believed before its signature, probe, number and hash are right. */
export async function checkReceipts(
  receipts: string[],
  { segments, upload }: PreparedUpload,
  serverPublicKey: string,
): Promise<CheckedReceipts> {
  const checked: CheckedReceipts = { texts: [], last: null, problem: null };
  for (const [index, segment] of segments.entries()) {
    const text = receipts[index];
    if (text === undefined) break;
    const { number } = segment.header;
    const expected = { probe: upload.probe, number, sha256: segment.sha256, serverPublicKey };
    const receipt = await verifyReceipt(text, expected, { verify: verifySignature, sha256: sha256Hex });
    if (typeof receipt === 'string') {
      checked.problem = receipt;
      break;
    }
    checked.texts.push(text);
    checked.last = { number, sha256: segment.sha256, challenge: receipt.challenge };
  }
  return checked;
}

/**
 * Server minus probe by four stamps (RFC 5905 §8): t1 sent, t2 received, t3 answered, t4 = t1 + what passed on the
 * monotonic clock. Half the way there and back is the bound of the error. null when the receipts are those of an
 * earlier upload of the same segments.
 */
export function offsetFromReceipts(
  texts: string[],
  { sentAtMs, elapsedMs }: { sentAtMs: number; elapsedMs: number },
): { offsetMs: number; errorMs: number } | null {
  const times = texts.map(receiptTimes).filter((time) => time?.t1 === formatInstant(sentAtMs));
  const [first, last] = [times[0], times.at(-1)];
  return first && last
    ? offsetOf({ sentAtMs, elapsedMs, receivedAtMs: first.t2AtMs, answeredAtMs: last.t3AtMs })
    : null;
}

export type FourStamps = { sentAtMs: number; elapsedMs: number; receivedAtMs: number; answeredAtMs: number };

/** Whole milliseconds; the error is rounded up. */
export function offsetOf({ sentAtMs, elapsedMs, receivedAtMs, answeredAtMs }: FourStamps): {
  offsetMs: number;
  errorMs: number;
} {
  const arrivedAtMs = sentAtMs + elapsedMs;
  const offsetMs = Math.round((receivedAtMs - sentAtMs + (answeredAtMs - arrivedAtMs)) / 2);
  // One more for the whole milliseconds in which all four are given.
  const errorMs = Math.max(0, Math.ceil((elapsedMs - (answeredAtMs - receivedAtMs)) / 2)) + 1;
  return { offsetMs, errorMs };
}
