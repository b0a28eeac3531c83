import { MAX_SEGMENT_ROUNDS } from '../rules/journal/segment.ts';
import type { Method } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';
import type { Clocks } from './clocks.ts';
import type { Journal, SegmentContext } from './journal.ts';
import type { Beside } from './journal-beside.ts';
import { sha256Hex } from './key-file.ts';
import type { LiveState } from './live-state.ts';

export type RecorderOptions = {
  journal: Journal;
  beside: Beside;
  clocks: Pick<Clocks, 'tickMs' | 'bootId'>;
  live: LiveState;
  /** Random name of this start, 16 hex digits. */
  runId: string;
  configSha256: string;
  /** A segment is closed after this when all is well. */
  segmentMs: number;
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
  let methodSha256: string | null = null;
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
      if (change.closeSegment) journal.close('change');
      else closeWhenDue(options);
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

function closeWhenDue({ journal, clocks, segmentMs }: RecorderOptions): void {
  const open = journal.open();
  if (!open) return;
  if (open.rounds >= MAX_SEGMENT_ROUNDS) journal.close('full');
  else if (clocks.tickMs() - open.openedTickMs >= segmentMs) journal.close('interval');
}
