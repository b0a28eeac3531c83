import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { type Method, parseMethod } from '../rules/method.ts';
import type { Upload } from '../rules/wire/upload.ts';
import type { Contacts } from './contacts.ts';
import type { Deriver } from './jobs/derive.ts';
import type { UploadResult } from './keep.ts';
import type { LaneWriter } from './lane-writer.ts';
import { describeError, type Log } from './log.ts';
import { type ReadUpload, readUpload, type UploadProblem } from './read-upload.ts';
import type { ServerKey } from './server-key.ts';
import type { Store } from './store/open-store.ts';
import { type Arrival, takeSegment } from './take-segment.ts';

export type IngestParts = {
  store: Store;
  lane: LaneWriter;
  deriver: Deriver;
  contacts: Contacts;
  key: Pick<ServerKey, 'networkOf'>;
  verify: (text: string, signatureBase64: string, publicKeyBase64: string) => Promise<boolean>;
  nowMs: () => number;
  log: Log;
  /** Called after each commit with the lines that changed. */
  onCommit: (lines: Iterable<string>) => void;
};

export type Ingest = {
  take(upload: Upload, remoteAddress: string | null, receivedAtMs: number): Promise<UploadResult>;
  /** Resolves when nothing is waiting any more. */
  idle(): Promise<void>;
};

/** An upload on its way: what of it was taken so far. */
type Job = {
  upload: ReadUpload;
  arrival: Arrival;
  taken: number;
  receipts: string[];
  problem: UploadProblem | null;
  resolve: (result: UploadResult) => void;
  reject: (error: unknown) => void;
};

/** Segments in one transaction: enough that one sync to disk serves many, few enough that pages wait at most 50 ms. */
const MAX_TRANSACTION_SEGMENTS = 50;

/**
 * Turns of the event loop between two transactions. A turn takes in one new connection only: with one turn for each
 * transaction a visitor waited four seconds behind two hundred probes that connected at once. A turn without work is 30 µs.
 */
const TURNS_BETWEEN = 20;

/**
 * Uploads of all probes, committed together: what arrives while one transaction is synced goes into the next.
 *
 * Order of writes: raw bytes, receipt, derived tables, books: all in one transaction. A crash before the commit leaves
 * nothing (the probe sends again), after it everything; answers go out only then.
 */
export function openIngest(parts: IngestParts): Ingest {
  const { store, contacts, verify } = parts;
  const queue: Job[] = [];
  let isRunning = false;
  const taking = new Set<Promise<UploadResult>>();
  const methods = new Map<string, Method>();
  store.onForget(() => methods.clear());

  function keptMethod(sha256: string): Method | null {
    const known = methods.get(sha256);
    if (known) return known;
    const text = store.methodText(sha256);
    const method = text === null ? null : parseMethod(text);
    if (typeof method === 'string') throw new Error(`bug: the kept method ${sha256} ${method}`);
    if (method) methods.set(sha256, method);
    return method;
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const batch = nextBatch(queue);
      commitBatch(parts, batch);
      for (const job of batch) if (isDone(job)) queue.splice(queue.indexOf(job), 1);
      for (let turn = 0; turn < TURNS_BETWEEN; turn += 1) await yieldToOthers();
    }
    isRunning = false;
  }

  async function take(upload: Upload, remoteAddress: string | null, receivedAtMs: number): Promise<UploadResult> {
    const probe = contacts.admitted(upload.probe);
    if ('error' in probe) return refusal(probe);
    const { publicKey, lastNumber } = probe;
    const read = await readUpload(upload, { publicKey, lastNumber, verify, method: keptMethod });
    if ('error' in read) return refusal(read);
    const arrival = { network: parts.key.networkOf(remoteAddress), receivedAtMs };
    return new Promise((resolve, reject) => {
      queue.push({ upload: read, arrival, taken: 0, receipts: [], problem: null, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      void yieldToOthers().then(run);
    });
  }

  return {
    idle: async () => {
      while (taking.size > 0) await Promise.allSettled(taking);
    },
    take: (...arrived) => {
      const result = take(...arrived);
      taking.add(result);
      const leave = () => void taking.delete(result);
      result.then(leave, leave);
      return result;
    },
  };
}

function refusal({ status, error }: UploadProblem, receipts: string[] = []): UploadResult {
  return { status, answer: { receipts, error } };
}

function isDone(job: Job): boolean {
  return job.problem !== null || job.taken >= job.upload.segments.length;
}

function nextBatch(queue: Job[]): Job[] {
  const batch: Job[] = [];
  let segments = 0;
  for (const job of queue) {
    if (segments >= MAX_TRANSACTION_SEGMENTS) break;
    batch.push(job);
    segments += Math.max(1, job.upload.segments.length - job.taken);
  }
  return batch;
}

/** One transaction for all; if one of them breaks it, each gets its own, so that only that one fails. */
function commitBatch(parts: IngestParts, batch: Job[]): void {
  const before = batch.map((job) => ({ job, taken: job.taken, receipts: job.receipts.length }));
  try {
    const changed = parts.store.write(() => takeJobs(parts, batch));
    parts.onCommit(changed);
    for (const job of batch) if (isDone(job)) answer(job);
  } catch (error) {
    for (const { job, taken, receipts } of before) {
      job.taken = taken;
      job.receipts.length = receipts;
      job.problem = null;
    }
    if (batch.length > 1) {
      for (const job of batch) commitBatch(parts, [job]);
      return;
    }
    const [job] = batch;
    if (!job) throw error;
    parts.log('upload-failed', { probe: job.upload.probe, problem: describeError(error) });
    job.taken = Number.POSITIVE_INFINITY; // done, by failing
    job.reject(error);
  }
}

function answer(job: Job): void {
  const problem = job.problem ?? job.upload.problem;
  job.resolve(
    problem ? refusal(problem, job.receipts) : { status: 200, answer: { receipts: job.receipts, error: null } },
  );
}

/** Inside the transaction. Returns the lines of which something changed. */
function takeJobs(parts: IngestParts, batch: Job[]): Set<string> {
  const changed = new Set<string>();
  let left = MAX_TRANSACTION_SEGMENTS;
  for (const job of batch) {
    left -= takeJob(parts, job, left, changed);
    if (left <= 0) break;
  }
  for (const line of parts.deriver.flush()) changed.add(line);
  for (const id of changed) {
    const line = parts.store.books.line(id);
    if (!line) throw new Error(`bug: line ${id} is not there`);
    line.version += 1;
    parts.store.books.touch(line);
  }
  return changed;
}

function takeJob(parts: IngestParts, job: Job, limit: number, changed: Set<string>): number {
  const { store, contacts } = parts;
  const probe = contacts.admitted(job.upload.probe); // it may have been retired meanwhile
  if ('error' in probe) {
    job.problem = probe;
    return 1;
  }
  const line = store.books.line(probe.line);
  if (!line) throw new Error(`bug: probe ${probe.id} has no line`);
  const segments = job.upload.segments.slice(job.taken, job.taken + limit);
  const lastNumber = probe.lastNumber;
  for (const segment of segments) {
    const result = takeSegment(parts, { line, probe }, { segment, upload: job.upload, arrival: job.arrival });
    if (typeof result !== 'string') {
      job.problem = result;
      break;
    }
    job.receipts.push(result);
    job.taken += 1;
  }
  // a copy of an old upload, sent by whoever has one, must not keep a dead probe alive
  const isNew = probe.lastNumber > lastNumber;
  if (isNew && contacts.note(line, probe, job.arrival.receivedAtMs)) changed.add(line.id);
  const isBad = job.problem !== null || job.upload.problem !== null;
  if (isDone(job) && (job.receipts.length > 0 || !isBad)) takeValues(parts, job, line.id);
  return Math.max(1, segments.length);
}

/** Values whose hash no kept segment or method of the line names are not kept; how many is logged. */
function takeValues({ store, log }: IngestParts, job: Job, line: string): void {
  let unnamed = 0;
  for (const { sha256, value } of job.upload.values) {
    const isNamed = store.values.fill({ sha256, line, ...value, nowMs: job.arrival.receivedAtMs });
    if (!isNamed) unnamed += 1;
  }
  if (unnamed > 0) log('values-without-name', { line, count: unnamed });
}
