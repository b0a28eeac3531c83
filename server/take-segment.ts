import { formatInstant } from '../rules/instant.ts';
import { chainSha256 } from '../rules/journal/segment.ts';
import type { Deriver } from './jobs/derive.ts';
import type { LaneWriter } from './lane-writer.ts';
import { sha256Hex } from './probe-key.ts';
import type { ReadSegment, ReadUpload, UploadProblem } from './read-upload.ts';
import type { LineRow, ProbeRow } from './store/books.ts';
import type { Store } from './store/open-store.ts';
import { MAX_NUMBER } from './store/raw-table.ts';

/** Of one upload: what its receipts say. */
export type Arrival = { network: string; receivedAtMs: number };

type Taking = { store: Store; lane: LaneWriter; deriver: Deriver; nowMs: () => number };
type Place = { line: LineRow; probe: ProbeRow };

/**
 * Takes one segment inside a transaction: the receipt, or why not (then nothing was written). A segment that is kept
 * already gets its first receipt again.
 */
export function takeSegment(
  { store, lane, deriver, nowMs }: Taking,
  place: Place,
  read: { segment: ReadSegment; upload: ReadUpload; arrival: Arrival },
): string | UploadProblem {
  const { line, probe } = place;
  const { segment, upload, arrival } = read;
  const again = segment.header.number <= probe.lastNumber ? firstReceipt(store, place, segment) : null;
  if (again) return again;
  const problem = checkChain(probe, segment) ?? segment.problem;
  if (problem) return problem;
  // read while it was thought to be kept already, but it is not: cannot be, numbers only grow
  if (!segment.content) throw new Error(`bug: segment ${segment.header.number} was not read`);
  const receivedAtMs = arrival.receivedAtMs;
  const signedAtMs = Math.max(nowMs(), receivedAtMs);
  const fields = {
    probe: probe.id,
    number: String(segment.header.number),
    sha256: segment.sha256,
    t1: formatInstant(upload.sentAtMs),
    t2: formatInstant(receivedAtMs),
    t3: formatInstant(signedAtMs),
    network: arrival.network,
  };
  const { text, entry } = lane.append(line, { type: 'receipt', fields }, signedAtMs);
  store.raw.insertSegment(probe, segment.header.number, entry, segment.text);
  keepMethod(store, line, upload, segment, receivedAtMs);
  nameValues(store, line, segment.text, receivedAtMs);
  probe.lastNumber = segment.header.number;
  probe.chainSha256 = chainSha256(segment.header, segment.sha256);
  store.books.touch(probe);
  deriver.take(line.id, { ...segment.content, entry });
  return text;
}

function firstReceipt(store: Store, { line, probe }: Place, { header, sha256 }: ReadSegment): string | UploadProblem {
  const kept = store.raw.kept(line, probe, header.number);
  if (kept && sha256Hex(kept.text) === sha256) return kept.receipt;
  const reason = kept
    ? `another segment ${header.number} is kept already, with the hash ${sha256Hex(kept.text)}`
    : `segment ${header.number} is not kept: it was declared missing, stands before the enrolment, or was pruned`;
  return conflict('fork', reason, probe);
}

function checkChain(probe: ProbeRow, { header }: ReadSegment): UploadProblem | null {
  const expected = probe.lastNumber + 1;
  const begins = header.missing?.fromNumber ?? header.number;
  if (header.number > MAX_NUMBER) {
    return {
      status: 400,
      error: { code: 'invalid', message: `segment ${header.number}: numbers end at ${MAX_NUMBER}` },
    };
  }
  if (begins > expected) return conflict('gap', `segment ${header.number} came, but ${expected} is expected`, probe);
  if (begins < expected) {
    const message = `segment ${header.number} declares ${begins} missing, but everything before ${expected} is kept`;
    return conflict('fork', message, probe);
  }
  if (header.previousSha256 === probe.chainSha256) return null;
  const message = `segment ${header.number} is chained to ${header.previousSha256}, not to the last one that is kept`;
  return conflict('fork', message, probe);
}

function conflict(code: 'gap' | 'fork', message: string, probe: ProbeRow): UploadProblem {
  const expected = { expectedNumber: probe.lastNumber + 1, expectedPreviousSha256: probe.chainSha256 };
  return { status: 409, error: { code, message, ...expected } };
}

/** A method is kept with the first segment that names it; so an upload can't leave texts that nothing names. */
function keepMethod(store: Store, line: LineRow, upload: ReadUpload, { header }: ReadSegment, nowMs: number): void {
  const method = upload.methods.get(header.methodSha256);
  if (!method || store.methodText(header.methodSha256) !== null) return;
  store.insertMethod(header.methodSha256, method.text);
  nameValues(store, line, method.text, nowMs);
}

function nameValues(store: Store, line: LineRow, text: string, nowMs: number): void {
  if (!text.includes('hash:')) return;
  for (const [, sha256] of text.matchAll(/"hash:([0-9a-f]{64})"/g)) store.values.name(sha256 ?? '', line.id, nowMs);
}
