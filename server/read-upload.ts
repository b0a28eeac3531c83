import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { parseInstant } from '../rules/instant.ts';
import { parseSegment, parseSegmentHeader, type Segment, type SegmentHeader } from '../rules/journal/segment.ts';
import { splitSignature } from '../rules/journal/signed-text.ts';
import { type Method, parseMethod } from '../rules/method.ts';
import { type PersonalValue, personalValueText, type Upload, type WireError } from '../rules/wire/upload.ts';
import { sha256Hex } from './probe-key.ts';

export type UploadProblem = { status: 400 | 401 | 403 | 409 | 413; error: WireError };

/** A segment as far as it can be judged without the database. Nothing in it is trusted before `signature` was checked. */
export type ReadSegment = {
  text: string;
  sha256: string;
  header: SegmentHeader;
  /** null when `problem` says why. */
  content: { segment: Segment; method: Method } | null;
  /** To be said only if number and chain are right: an unknown method, or a place that does not parse. */
  problem: UploadProblem | null;
};

export type ReadUpload = {
  probe: string;
  sentAtMs: number;
  segments: ReadSegment[];
  /** Why the segment after the last of `segments` can't be judged at all; null when all were read. */
  problem: UploadProblem | null;
  /** Methods that came along, by hash. */
  methods: Map<string, { text: string; method: Method }>;
  values: { sha256: string; value: PersonalValue }[];
};

export type Reading = {
  publicKey: string;
  verify: (text: string, signatureBase64: string, publicKeyBase64: string) => Promise<boolean>;
  /** A method that is kept already; null when there is none. */
  method: (sha256: string) => Method | null;
  /** Segments up to this number are kept: their bytes are compared, not read again. */
  lastNumber: number;
};

/** So many segments are read (1 ms each) before others get their turn. */
const SEGMENTS_AT_A_TIME = 10;

/**
 * The part of an upload that needs only arithmetic: hashes, signatures, parsing; in slices, so that pages are answered
 * in between. A problem of the upload as a whole comes back alone: then nothing of it is taken.
 */
export async function readUpload(upload: Upload, reading: Reading): Promise<ReadUpload | UploadProblem> {
  const sentAtMs = parseInstant(upload.sentAt);
  if (sentAtMs === null) return invalid('"sentAt" is not an RFC 3339 UTC stamp with milliseconds');
  const methods = readMethods(upload.methods, reading);
  if ('error' in methods) return methods;
  const read: ReadUpload = {
    probe: upload.probe,
    sentAtMs,
    segments: [],
    problem: null,
    methods,
    values: upload.values.map((value) => ({ sha256: sha256Hex(personalValueText(value)), value })),
  };
  for (const [index, text] of upload.segments.entries()) {
    if (index % SEGMENTS_AT_A_TIME === SEGMENTS_AT_A_TIME - 1) await yieldToOthers();
    const segment = await readSegment(text, index, read, reading);
    if ('error' in segment) {
      read.problem = segment;
      break;
    }
    read.segments.push(segment);
  }
  return read;
}

function readMethods(texts: string[], reading: Reading): ReadUpload['methods'] | UploadProblem {
  const methods: ReadUpload['methods'] = new Map();
  for (const [index, text] of texts.entries()) {
    const sha256 = sha256Hex(text);
    const method = reading.method(sha256) ?? parseMethod(text);
    if (typeof method === 'string') return invalid(`methods[${index}]: ${method}`);
    methods.set(sha256, { text, method });
  }
  return methods;
}

/** Order of the checks: header, probe, signature; then (with the database) number and chain; then method and content. */
async function readSegment(
  text: string,
  index: number,
  read: ReadUpload,
  reading: Reading,
): Promise<ReadSegment | UploadProblem> {
  const header = parseSegmentHeader(text);
  if (typeof header === 'string') return invalid(`segments[${index}] ${header}`);
  const place = `segments[${index}] (number ${header.number})`;
  if (header.probe !== read.probe) return invalid(`${place} is of probe ${header.probe}, not of the one that sends it`);
  const split = splitSignature(text);
  if (typeof split === 'string') return invalid(`${place} ${split}`);
  if (!(await reading.verify(split.signedText, split.signature, reading.publicKey))) {
    return { status: 401, error: { code: 'bad-signature', message: `${place} is not signed by the key of its probe` } };
  }
  const base = { text, sha256: sha256Hex(text), header, content: null, problem: null };
  if (header.number <= reading.lastNumber) return base;
  const method = read.methods.get(header.methodSha256)?.method ?? reading.method(header.methodSha256);
  if (!method) {
    return {
      ...base,
      problem: unknownMethod(`${place} names the method ${header.methodSha256}, which did not come along`),
    };
  }
  const parsed = parseSegment(text, method.targets.length);
  if (typeof parsed === 'string') return { ...base, problem: invalid(`${place} ${parsed}`) };
  return { ...base, content: { segment: parsed.segment, method } };
}

function unknownMethod(message: string): UploadProblem {
  return { status: 400, error: { code: 'unknown-method', message } };
}

export function invalid(message: string): UploadProblem {
  return { status: 400, error: { code: 'invalid', message: message.slice(0, 2000) } };
}
