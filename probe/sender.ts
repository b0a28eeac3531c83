import { setTimeout as sleep } from 'node:timers/promises';
import { parseInstant } from '../rules/instant.ts';
import type { UploadAnswer } from '../rules/wire/upload.ts';
import type { Clocks } from './clocks.ts';
import type { Journal } from './journal.ts';
import type { Beside } from './journal-beside.ts';
import { type BatchLimits, type ReadPlace, readBatch } from './journal-read.ts';
import type { ReceiptBook } from './journal-receipts.ts';
import type { ScannedSegment } from './journal-scan.ts';
import type { ProbeKey } from './key-file.ts';
import type { Log } from './log.ts';
import {
  checkReceipts,
  gzipJson,
  offsetFromReceipts,
  type PreparedUpload,
  parseUploadAnswer,
  prepareUpload,
} from './sender-batch.ts';
import type { ServerConnection } from './sender-connection.ts';
import { type Outcome, type Pacer, startPacer } from './sender-pace.ts';
import { findMeeting } from './sender-resync.ts';

export type SenderOptions = {
  journal: Journal;
  beside: Beside;
  receipts: ReceiptBook;
  connection: ServerConnection;
  key: ProbeKey;
  serverPublicKey: string;
  clocks: Pick<Clocks, 'tickMs' | 'wallAtMs'>;
  log: Log;
  onServerOffset: (offset: { offsetMs: number; errorMs: number }) => void;
  /** Name of this start; until the server has taken one of its segments, the journal may be chained anew. */
  runId: string;
  /** Random number in [0, 1), for the jitter of the back-off. */
  random?: () => number;
};

/** Delivers sealed segments, oldest first, and keeps each until its receipt is verified. Lives beside the measuring. */
export type Sender = {
  /** A segment was sealed. */
  wake(): void;
  /** The line answers again: what is under way is dropped, it may hang in a dead connection, and sending starts anew. */
  wakeAfterSilence(): void;
  /** Number of the last segment that the server has promised to keep; 0: none. */
  deliveredThrough(): number;
  /** Number of the last segment of an upload that is under way. */
  sendingThrough(): number;
  /** Challenge of the last receipt. */
  challenge(): string | null;
  /** Segments not yet delivered. */
  waiting(): number;
  /** Sends on for at most that time, then ends. */
  stop(withinMs: number): Promise<void>;
};

const START_LIMITS: BatchLimits = { maxSegments: 250, maxBytes: 2_000_000 };
/** A server that names another place each time is not followed for ever. */
const MAX_RESYNCS = 4;
/**
 * A refusal is not signed. One that names a number which no probe reaches (a segment every 5 s for 150 years) must not
 * make this one count on from there, until the numbers are used up.
 */
const MAX_PLAUSIBLE_NUMBER = 1_000_000_000;

export function startSender(options: SenderOptions): Sender {
  const sender = new SegmentSender(options);
  const running = sender.run();
  return {
    wake: () => sender.wake('sealed'),
    wakeAfterSilence: () => {
      options.connection.resetIfSilent();
      sender.wake('line');
    },
    deliveredThrough: () => sender.deliveredThrough,
    sendingThrough: () => sender.sendingThrough,
    challenge: () => options.receipts.last()?.challenge ?? null,
    waiting: () => Math.max(0, options.journal.sealed.number - sender.deliveredThrough),
    stop: async (withinMs) => {
      sender.isStopping = true;
      sender.wake('line');
      await Promise.race([running, sleep(withinMs, undefined, { ref: false })]);
      sender.isEnded = true;
      options.connection.reset();
      await running;
    },
  };
}

class SegmentSender {
  deliveredThrough: number;
  /** What is sent next follows this number. A server may say without proof that it has more than it gave receipts for. */
  #sentThrough: number;
  sendingThrough = 0;
  isStopping = false;
  isEnded = false;
  readonly #options: SenderOptions;
  #limits = START_LIMITS;
  #place: ReadPlace | null = null;
  /** Sent before, or instead of, what the journal holds: a tombstone that only the server's state makes necessary. */
  #bridge: ScannedSegment | null = null;
  readonly #knownMethods = new Set<string>();
  #hasDeliveredInRun = false;
  #resyncs = 0;
  #lastProblem = '';
  readonly #pacer: Pacer;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#pacer = startPacer(options.random ?? Math.random);
    this.deliveredThrough = options.receipts.last()?.number ?? 0;
    this.#sentThrough = this.deliveredThrough;
  }

  wake(reason: 'sealed' | 'line'): void {
    this.#pacer.wake(reason);
  }

  async run(): Promise<void> {
    for (;;) {
      const outcome = await this.#sendOnce().catch((error): Outcome => {
        this.#report('error', 'sending failed on this side', { error });
        return 'trouble';
      });
      if (this.isEnded) return;
      if (outcome === 'progress') continue;
      if (this.isStopping) return;
      await this.#pacer.pause(outcome);
    }
  }

  async #sendOnce(): Promise<Outcome> {
    const { journal, clocks, connection } = this.#options;
    const batch = await readBatch(journal, this.#sentThrough + 1, this.#limits, this.#place);
    const segments = this.#withBridge(batch.segments);
    const last = segments.at(-1);
    if (!last) return 'nothing';
    this.sendingThrough = last.header.number;
    const prepared = await prepareUpload(
      { probe: this.#options.key.probe, beside: this.#options.beside, knownMethods: this.#knownMethods },
      segments,
      clocks.wallAtMs(),
    );
    const sentTickMs = clocks.tickMs();
    const body = { text: await gzipJson(prepared.upload), contentType: 'application/json', isGzip: true };
    const answer = await connection.post('/api/segments', body);
    this.sendingThrough = 0;
    if (answer.kind === 'unreachable') {
      this.#report('warn', 'the server can’t be reached', { reason: answer.reason });
      return 'unreachable';
    }
    if (answer.status === 413) return this.#halve(prepared.segments.length);
    const parsed = parseUploadAnswer(answer.text);
    if (!parsed) {
      this.#report('warn', 'the server gave an answer that makes no sense', { status: answer.status });
      return 'trouble';
    }
    const elapsedMs = clocks.tickMs() - sentTickMs;
    const { place, outcome } = await this.#takeAnswer(prepared, parsed, elapsedMs, answer.status);
    this.#place = place === 'whole' && prepared.segments.length === segments.length ? batch.next : null;
    return outcome;
  }

  #withBridge(segments: ScannedSegment[]): ScannedSegment[] {
    const bridge = this.#bridge;
    return bridge ? [bridge, ...segments.filter((segment) => segment.header.number > bridge.header.number)] : segments;
  }

  async #takeAnswer(
    prepared: PreparedUpload,
    { receipts, error }: UploadAnswer,
    elapsedMs: number,
    status: number,
  ): Promise<{ place: 'whole' | 'part'; outcome: Outcome }> {
    const { serverPublicKey, beside, log, onServerOffset } = this.#options;
    const checked = await checkReceipts(receipts, prepared, serverPublicKey);
    if (checked.last) {
      this.#options.receipts.add(checked.texts, checked.last);
      this.deliveredThrough = checked.last.number;
      this.#sentThrough = checked.last.number;
      if (this.#bridge && checked.last.number >= this.#bridge.header.number) this.#bridge = null;
      const { runId } = this.#options;
      this.#hasDeliveredInRun ||= prepared.segments
        .slice(0, checked.texts.length)
        .some((sent) => sent.header.runId === runId);
      this.#resyncs = 0;
      for (const name of prepared.methods) this.#knownMethods.add(name);
      if (this.#lastProblem !== '')
        log.info('the server takes segments again', { deliveredThrough: this.deliveredThrough });
      this.#lastProblem = '';
      const sentAtMs = parseInstant(prepared.upload.sentAt) ?? 0;
      const offset = offsetFromReceipts(checked.texts, { sentAtMs, elapsedMs });
      if (offset) onServerOffset(offset);
    }
    if (checked.problem) {
      this.#report('error', 'the server’s receipt does not hold; everything is kept', { problem: checked.problem });
      return { place: 'part', outcome: 'trouble' };
    }
    const isWhole = checked.texts.length === prepared.segments.length;
    if (isWhole) {
      await beside.noteDelivered(prepared.values);
      return { place: 'whole', outcome: 'progress' };
    }
    if (!error) {
      this.#report('warn', 'the server left out receipts', {
        missing: prepared.segments.length - checked.texts.length,
      });
      return { place: 'part', outcome: checked.last ? 'progress' : 'trouble' };
    }
    return { place: 'part', outcome: await this.#takeError(error, status, prepared.segments[checked.texts.length]) };
  }

  async #takeError(
    { code, message, expectedNumber, expectedPreviousSha256 }: NonNullable<UploadAnswer['error']>,
    status: number,
    refused: ScannedSegment | undefined,
  ): Promise<Outcome> {
    const details = { status, code, reason: message, number: refused?.header.number };
    if (status === 409 && expectedNumber !== undefined && expectedPreviousSha256 !== undefined) {
      const expected = { number: expectedNumber - 1, sha256: expectedPreviousSha256 };
      return this.#resync(expected, refused, details);
    }
    if (status >= 500 || status === 408 || status === 429) {
      this.#report('warn', 'the server has trouble; everything is kept', details);
      return 'trouble';
    }
    this.#report('error', 'the server refuses what this probe sends; measuring goes on, everything is kept', details);
    return 'refused';
  }

  /** Finds the place from which the server's chain and ours go on together. */
  async #resync(
    expected: { number: number; sha256: string },
    refused: ScannedSegment | undefined,
    details: Record<string, unknown>,
  ): Promise<Outcome> {
    const { journal, log, beside } = this.#options;
    if (expected.number > Math.max(MAX_PLAUSIBLE_NUMBER, journal.sealed.number)) {
      this.#report('warn', 'the server expects a segment that no probe can have; everything is kept', details);
      return 'trouble';
    }
    this.#resyncs += 1;
    const meeting =
      this.#resyncs > MAX_RESYNCS
        ? 'fork'
        : await findMeeting(journal, expected, {
            refused: refused ?? null,
            fromNumber: this.#sentThrough + 1,
            isRechainAllowed: !this.#hasDeliveredInRun,
          });
    if (meeting === 'fork') {
      this.#resyncs = 0;
      this.#report(
        'error',
        'the server has other segments of this probe than this journal: is its key in use twice? Nothing more is sent; measuring goes on. Enrol this probe with a new key to go on',
        details,
      );
      return 'refused';
    }
    log.warn('the server expects another segment: going on from there', { ...details, from: expected.number + 1 });
    if (expected.number < this.#sentThrough) {
      beside.forgetDelivered();
      this.#knownMethods.clear();
    }
    this.#sentThrough = expected.number;
    // believed at once when it promises less, by a receipt alone when it promises more: what is delivered may be removed
    this.deliveredThrough = Math.min(this.deliveredThrough, expected.number);
    this.#bridge = meeting.bridge;
    return 'progress';
  }

  #halve(count: number): Outcome {
    if (count === 1) {
      this.#report('error', 'the server finds a single segment too large', { number: this.#sentThrough + 1 });
      return 'refused';
    }
    this.#limits = {
      maxSegments: Math.max(1, Math.floor(count / 2)),
      maxBytes: Math.max(65_536, this.#limits.maxBytes / 2),
    };
    this.#place = null;
    return 'progress';
  }

  /** The same trouble is said once, until something was delivered. */
  #report(level: 'warn' | 'error', message: string, details: Record<string, unknown>): void {
    const problem = `${message} ${String(details['reason'] ?? details['problem'] ?? '')}`;
    if (problem !== this.#lastProblem) this.#options.log[level](message, details);
    this.#lastProblem = problem;
  }
}
