import { type LineWindow, lossesByTarget, sumCounts } from './line-window.ts';
import type { Family } from './observation.ts';

/**
 * How much a line loses anyway, and so how many losses in a row say that it is down. With independent loss p a run of n
 * begins p·qⁿ⁻¹ times a packet, q being the loss right after a loss (q = p where losses do not come in bursts; Gilbert
 * 1960, RFC 3357). All numbers of it stand here.
 */

/** So many losses in a row are an outage on a line that loses nothing (every target once). Reference §2.5. */
export const LOSSES_ALONE = 5;
/** So many are one when another witness agrees, a flap after an outage, and a loss burst otherwise. Reference §2.5. */
export const LOSSES_WITH_WITNESS = 3;
/** So many are one on any line: half a minute without a single answer is called nothing else. */
export const MOST_BY_CHANCE = 32;
/** A run by chance once in so many packets: at one a second less than one in 100 days. */
const CHANCE_ALONE = 1e-7;
/** A flap by chance after so many outages. */
const CHANCE_OF_FLAP = 1e-3;
/** Packets in the five seconds in which a flap may begin. */
const FLAP_PACKETS = 5;
/** That this many lost packets before and after a cut were lost anyway is as likely; they carry no bound. */
const CHANCE_OF_STRAY = 1e-2;
/** Below this nothing is asked of a run that is not asked on a perfect line; also where degraded begins (row 19). */
const NOISY_RATIO = 0.02;
const NOISY_LOSSES = 4;
/** So many losses are taken to be independent before those that were seen in bursts say otherwise. */
const INDEPENDENT_LOSSES = 10;
/** This share of the targets, those that lost the most, is left out. */
const WORST_TARGETS = 0.4;
/** A line that loses more is not told from one that is down. */
const HIGHEST_RATIO = 0.75;

/** What is asked of a run of lost packets, by the losses of the minutes before it. */
export type RunLimits = {
  /** Losses in a row that are an outage. */
  alone: number;
  /** The same within seconds after the end of one. */
  flap: number;
  /** So many of its first and of its last losses may have been lost anyway. */
  stray: number;
};

export const QUIET_LIMITS: RunLimits = { alone: LOSSES_ALONE, flap: LOSSES_WITH_WITNESS, stray: 0 };

/** What is asked of a run in that family, of so many targets, now. */
export function limitsOf(window: LineWindow, family: Family, targetCount: number): RunLimits {
  const whole = lossOf(window, family, targetCount);
  const recent = lossOf(window.slice(-2), family, targetCount);
  // the five minutes may have lost more than they show, the last two must have proven it: there are few packets in them
  const long = whole.lost < NOISY_LOSSES ? 0 : (whole.lost + 2 * Math.sqrt(whole.lost)) / whole.sent;
  const short = provenRatio(recent.lost, recent.sent);
  const isNoisy = whole.lost / whole.sent >= NOISY_RATIO;
  const ratio = Math.min(HIGHEST_RATIO, Math.max(isNoisy ? long : 0, short));
  if (ratio < NOISY_RATIO) return long === 0 ? QUIET_LIMITS : { ...QUIET_LIMITS, stray: limitsAt(long).stray };
  const inBursts = (whole.lostAfterLost + INDEPENDENT_LOSSES * ratio) / (whole.lost + INDEPENDENT_LOSSES);
  return limitsAt(ratio, Math.min(HIGHEST_RATIO, Math.max(ratio, inBursts)));
}

/** What so few packets prove of the ratio of loss: less than they show. */
export function provenRatio(lost: number, sent: number): number {
  const ratio = (lost - Math.sqrt(lost)) / Math.max(1, sent);
  return ratio < NOISY_RATIO ? 0 : Math.min(HIGHEST_RATIO, ratio);
}

/**
 * Loss of those three fifths of the targets that lost the least: what a dying target or two lose is not the line's, and
 * loss of the line hits all.
 */
function lossOf(minutes: LineWindow, family: Family, targetCount: number) {
  const { lost, answered, lostAfterLost } = sumCounts(minutes, family);
  if (lost === 0) return { lost, lostAfterLost, sent: Math.max(1, answered) };
  const worst = lossesByTarget(minutes, family).slice(0, Math.floor(targetCount * WORST_TARGETS));
  const left = lost - worst.reduce((sum, one) => sum + one, 0);
  const sent = (lost + answered) * (1 - worst.length / Math.max(1, targetCount));
  return { lost: left, lostAfterLost: (lostAfterLost * left) / lost, sent: Math.max(1, sent) };
}

/** The same by the ratio of loss, and of loss right after a loss. */
export function limitsAt(ratio: number, afterLoss: number = ratio): RunLimits {
  if (ratio <= 0) return QUIET_LIMITS;
  const runOf = (chance: number) => 1 + Math.max(0, Math.log(chance / ratio) / Math.log(afterLoss));
  return {
    alone: Math.min(MOST_BY_CHANCE, Math.max(LOSSES_ALONE, Math.ceil(runOf(CHANCE_ALONE)))),
    flap: Math.max(LOSSES_WITH_WITNESS, Math.ceil(runOf(CHANCE_OF_FLAP / FLAP_PACKETS))),
    stray: Math.ceil(Math.log(CHANCE_OF_STRAY) / Math.log(afterLoss)),
  };
}
