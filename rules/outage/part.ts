import type { Continuity } from '../verdict/inputs.ts';
import type { BoundSample } from './derived.ts';
import type { LossRun } from './loss-runs.ts';

/** A router silent for so long was restarted. */
export const RESTART_MS = 15_000;
const ANSWERS_A_LOSS = 5;

/**
 * Whose trouble a silent line is can change while it is silent: somebody restarts the router, the router comes back and
 * the line does not. Where that happens the outage is cut into entries of its own, each with its own bounds, so that
 * time with a dead router never stands in an outage that counts:
 *
 * - It belongs to the home while the router does not answer (10 s or more; at the beginning: when it loses a sample for
 *   every five that it answers, or router and line had both lost packets in the minute before), and, if that was 15 s or
 *   more, for 10 minutes after: a router that starts needs to sync.
 * - So does the minute before a router dies: a router that is restarted gives up the line first.
 * - The same 10 minutes are nobody's after a hole that may hide a restart of the router, see {@link Doubt}.
 * - After that it counts again, from the first lost sample of five in a row.
 * - A shorter silence of the router is no change.
 */
export type Part = {
  isHome: boolean;
  /** Nobody watched when it began, and a restart of the router would look the same: nothing is said of it. */
  isDoubtful: boolean;
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

/**
 * A hole in which the router may have been restarted: the probe's machine was (a power cut takes both), its cable or
 * radio lost the network, or nobody watched for 15 s or more while the line was not known to be down.
 */
export type Doubt = { fromAtMs: number; toAtMs: number; cause: Continuity };
export function doubtOfHole(fromAtMs: number, toAtMs: number, cause: Continuity, wasDown: boolean): Doubt | null {
  // a machine takes longer to start than its clock, which nobody has set yet, may say
  if (cause === 'reboot') return { fromAtMs: Math.min(fromAtMs, toAtMs - RESTART_MS), toAtMs, cause };
  const isLong = !wasDown && toAtMs - fromAtMs >= RESTART_MS;
  const isOurs = cause === 'no-network' || cause === 'no-route';
  return isLong || isOurs ? { fromAtMs, toAtMs, cause } : null;
}

/** Of an outage that begins with this run. `isShaky`: packets to the router were lost before, and to others too. */
export function startPart(run: LossRun, isShaky: boolean, doubt: Doubt | null): Part {
  const isDead = run.gatewayLosses > 0 && (isShaky || run.gatewayLosses * ANSWERS_A_LOSS >= run.gatewayAnswers);
  const isHome = isDead || isShaky || doubt !== null;
  const lost = run.families.flatMap((one) => [one.first.sentAtMs, one.last.sentAtMs]);
  const isNetworkGone = doubt?.cause === 'no-network' || doubt?.cause === 'no-route';
  return {
    isHome,
    isDoubtful: doubt !== null && !isDead && !isShaky && !isNetworkGone,
    gatewayAnswers: run.gatewayAnswers,
    deadFromAtMs: doubt?.fromAtMs ?? (isHome ? Math.min(...lost) : null),
    deadToAtMs: isDead || isShaky ? Math.max(...lost) : (doubt?.toAtMs ?? null),
    answersSinceDead: 0,
    alternative: null,
  };
}
