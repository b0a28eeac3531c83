import type { Method } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';

/** What one more round means for the recorder. */
export type LiveChange = {
  /** An outage began or ended, or the first contact was made: close the segment now, and flush. */
  closeSegment: boolean;
  /** This round holds the first answer of a far target after a silence (or at all): time to send. */
  firstGoodAfterSilence: boolean;
  state: 'unknown' | 'up' | 'down';
};

export type LiveState = {
  /** To be called once for each round, in order. */
  note(round: Round, method: Method): LiveChange;
};

export function startLiveState(): LiveState {
  throw new Error('bug: not built yet');
}
