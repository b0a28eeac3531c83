import type { BoundSample } from './derived.ts';
import type { LossRun } from './loss-runs.ts';

/**
 * Whose trouble a silent line is can change while it is silent: somebody restarts the router, the router comes back and
 * the line does not. Where that happens the outage is cut into entries of its own, each with its own bounds, so that
 * time with a dead router never stands in an outage that counts:
 *
 * - It belongs to the home while the router does not answer (10 s or more; at the beginning: when half or more of the
 *   router's samples are lost), and, if that was 15 s or more, for 10 minutes after: a router that starts needs to sync.
 * - After that it counts again, from the first lost sample of five in a row.
 * - A shorter silence of the router is no change.
 */
export type Part = {
  isHome: boolean;
  gatewayAnswers: number;
  /** The router's present silence, or in a home part the one it is about. */
  deadFromAtMs: number | null;
  deadToAtMs: number | null;
  answersSinceDead: number;
  /** The other reading, should it come to a change: losses since then, and the outage as it was until then. */
  alternative: Alternative | null;
};
export type Alternative = {
  fromAtMs: number;
  run: LossRun | null;
  before: { lastBad: BoundSample; sumMs: number; lostSamples: number };
};

/** Of an outage that begins with this run. */
export function startPart(run: LossRun): Part {
  const isHome = run.gatewayLosses > 0 && run.gatewayLosses >= run.gatewayAnswers;
  const lost = run.families.flatMap((one) => [one.first.sentAtMs, one.last.sentAtMs]);
  return {
    isHome,
    gatewayAnswers: run.gatewayAnswers,
    deadFromAtMs: isHome ? Math.min(...lost) : null,
    deadToAtMs: isHome ? Math.max(...lost) : null,
    answersSinceDead: 0,
    alternative: null,
  };
}
