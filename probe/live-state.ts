import type { Method } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';
import { startLiveLine } from './live-line.ts';
import { startLiveTrouble } from './live-trouble.ts';

/** What one more round means for the recorder. */
export type LiveChange = {
  /** An outage or other trouble began or ended, or the first contact was made: close the segment now, and flush. */
  closeSegment: boolean;
  /** This round holds the first answer of a far target after a silence (or at all): time to send. */
  firstGoodAfterSilence: boolean;
  state: 'unknown' | 'up' | 'down';
  /** One address family at least carries nothing. */
  isFamilyDown: boolean;
};

export type LiveState = {
  /** To be called once for each round, in order. */
  note(round: Round, method: Method): LiveChange;
};

/**
 * A quick guess at what the rules will say, only to decide when a segment is worth closing and sending: the server alone
 * derives outages. A guess too many costs a small segment.
 */
export function startLiveState(): LiveState {
  const line = startLiveLine();
  const trouble = startLiveTrouble();
  return {
    note: (round, method) => {
      const samples = [...round.samples].sort((a, b) => a.sentTickMs - b.sentTickMs);
      // first of the gateway: whether it lives makes the losses of the same seconds count sooner
      const isGateway = (target: number) => method.targets[target]?.role === 'gateway';
      for (const sample of samples) if (isGateway(sample.target)) line.note(sample, method);
      const steps = samples.filter(({ target }) => !isGateway(target)).map((sample) => line.note(sample, method));
      const isTroubleNews = trouble.note(samples, method, line.isFamilyDown);
      return {
        closeSegment: isTroubleNews || steps.some(({ isChange }) => isChange),
        firstGoodAfterSilence: steps.some(({ endsSilence }) => endsSilence),
        state: line.state(),
        isFamilyDown: line.isFamilyDown(4) || line.isFamilyDown(6),
      };
    },
  };
}
