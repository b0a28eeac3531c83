import { MAX_SEGMENT_ROUNDS } from '../rules/journal/segment.ts';
import type { Method } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';
import type { Clocks } from './clocks.ts';
import { type ClosingBudget, startClosingBudget } from './closing-budget.ts';
import type { Journal, SegmentContext } from './journal.ts';
import type { Beside } from './journal-beside.ts';
import { sha256Hex } from './key-file.ts';
import type { LiveState } from './live-state.ts';

export type RecorderOptions = {
  journal: Journal;
  beside: Beside;
  clocks: Pick<Clocks, 'bootId'>;
  live: LiveState;
  /** Random name of this start, 16 hex digits. */
  runId: string;
  configSha256: string;
  /** A segment is closed after this when all is well. */
  segmentMs: number;
  /** Whether the server has all that was closed so far: then an outage can be followed live. */
  isHeard: () => boolean;
  /** Of the last receipt; null before the first. */
  challenge: () => string | null;
  /** The line answers again: what waited can be sent. */
  onGoodAfterSilence: () => void;
};

/** Turns rounds into segments: decides when one is closed. Nothing here waits. */
export type Recorder = {
  onMethod(method: Method, methodText: string): void;
  onRound(round: Round, method: Method): void;
  /** Closes what is open and resolves when the disk has it, or has refused it. */
  stop(): Promise<void>;
};

export function startRecorder(options: RecorderOptions): Recorder {
  const { journal, beside, live } = options;
  const budget = startClosingBudget(options.segmentMs);
  let methodSha256: string | null = null;
  let isFirst = true;
  return {
    onMethod: (_method, methodText) => {
      const sha256 = sha256Hex(methodText);
      if (methodSha256 !== null && sha256 !== methodSha256) journal.close('method');
      methodSha256 = sha256;
      // In the journal's queue, so before the flush of any segment that names it: what is sent can be explained.
      void journal.exclusive(() => beside.keepMethod(sha256, methodText));
    },
    onRound: (round, method) => {
      if (methodSha256 === null) throw new Error('bug: a round before its method');
      journal.append(round, contextOf(options, methodSha256));
      const change = live.note(round, method);
      budget.pass(method.roundMs);
      // the first round at once: the page is to show that somebody measures
      if (isFirst || (change.closeSegment && budget.take('change'))) journal.close('change');
      else closeWhenDue(options, method, change.state === 'down' || change.isFamilyDown, budget);
      isFirst = false;
      if (change.firstGoodAfterSilence) options.onGoodAfterSilence();
    },
    stop: async () => {
      journal.close('shutdown');
      await journal.settled();
    },
  };
}

function contextOf({ clocks, runId, configSha256, challenge }: RecorderOptions, methodSha256: string): SegmentContext {
  return { runId, bootId: clocks.bootId, challenge: challenge(), methodSha256, configSha256 };
}

/** While the line, or one family of it, is down and the server is heard all the same, it is told this often. */
const LIVE_SEGMENT_MS = 10_000;

function closeWhenDue(
  { journal, segmentMs, isHeard }: RecorderOptions,
  method: Method,
  isDown: boolean,
  budget: ClosingBudget,
): void {
  const rounds = journal.openRounds();
  const openMs = rounds * method.roundMs;
  const isLiveDue = isDown && openMs >= LIVE_SEGMENT_MS && isHeard();
  if (rounds >= MAX_SEGMENT_ROUNDS) journal.close('full');
  else if (openMs >= segmentMs || (isLiveDue && budget.take('live'))) journal.close('interval');
}
