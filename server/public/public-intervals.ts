import type { StateInterval } from '../../rules/outage/derived.ts';
import { gridFloor } from './grid.ts';
import type { PublicView } from './public-view.ts';

/** Name of what is not said: neither why nothing is known, nor what is still looked into. */
export const NOT_OBSERVED = 'not-observed';
export const UNDETERMINED = 'undetermined';

/** Stretches further back can not move one that is looked at. */
export const LOOK_BACK_MS = 3_600_000;

/** Unobserved time is told in whole minutes: to the millisecond one could tell a fault at home from a silent probe. */
const UNKNOWN_STEP_MS = 60_000;

/**
 * Stretches as strangers see them: each that is not "up" is moved to the grid instant before its beginning (or to the end
 * of the one before) and keeps its length, "up" fills the rest. So no begin or end is told, and sums stay what was
 * measured. All that is not known looks the same. A stretch lasts until its moved end: its real one, told as well, would
 * give its begin away together with the length. `exact` in order, beginning {@link LOOK_BACK_MS} before what is asked;
 * what ends at `knownUntilAtMs` lasts still.
 */
export function publicIntervals(exact: StateInterval[], view: PublicView, knownUntilAtMs: number): StateInterval[] {
  const { untilAtMs, nowMs } = view;
  const begun = oneUnknown(exact.filter(({ fromAtMs }) => fromAtMs < untilAtMs));
  const shown: StateInterval[] = [];
  let endAtMs = Number.NEGATIVE_INFINITY;
  for (const interval of begun) {
    if (interval.state === 'up') continue;
    const fromAtMs = Math.max(gridFloor(interval.fromAtMs), endAtMs);
    const movedToAtMs = fromAtMs + toldLengthMs(interval);
    const isLast = interval.toAtMs >= knownUntilAtMs || movedToAtMs >= untilAtMs;
    const toAtMs = isLast ? untilAtMs : movedToAtMs;
    if (toAtMs <= fromAtMs) continue;
    endAtMs = toAtMs;
    shown.push({ ...sayable(interval, isLast), fromAtMs, toAtMs });
  }
  const first = begun[0];
  const all = first ? withUp(shown, gridFloor(first.fromAtMs), untilAtMs) : [];
  // what has not arrived is as little known as what was not measured
  return merged(first && untilAtMs < nowMs ? [...all, unknownBetween(untilAtMs, nowMs)] : all);
}

function toldLengthMs({ state, fromAtMs, toAtMs }: StateInterval): number {
  const lengthMs = toAtMs - fromAtMs;
  return state === 'unknown' ? Math.ceil(lengthMs / UNKNOWN_STEP_MS) * UNKNOWN_STEP_MS : lengthMs;
}

/** Reasons for not knowing that follow on each other are one stretch, before its length is rounded. */
function oneUnknown(exact: StateInterval[]): StateInterval[] {
  const result: StateInterval[] = [];
  for (const interval of exact) {
    const last = result.at(-1);
    if (last?.state === 'unknown' && interval.state === 'unknown' && last.toAtMs === interval.fromAtMs) {
      result[result.length - 1] = { ...last, toAtMs: interval.toAtMs };
    } else result.push(interval);
  }
  return result;
}

/** A finding is told once nothing can change it any more. */
function sayable(interval: StateInterval, isLasting: boolean): StateInterval {
  if (interval.state === 'unknown') return unknownBetween(interval.fromAtMs, interval.toAtMs);
  // what the home itself brought about is its own business
  if (!isLasting && interval.side !== 'home') return { ...interval, cause: null };
  return { ...interval, verdict: UNDETERMINED, side: 'unknown', cause: null };
}

function withUp(shown: StateInterval[], fromAtMs: number, toAtMs: number): StateInterval[] {
  const filled: StateInterval[] = [];
  let atMs = fromAtMs;
  const fill = (untilAtMs: number) => {
    if (untilAtMs > atMs) {
      filled.push({ fromAtMs: atMs, toAtMs: untilAtMs, state: 'up', verdict: 'ok', side: 'unknown', cause: null });
    }
  };
  for (const interval of shown) {
    fill(interval.fromAtMs);
    filled.push(interval);
    atMs = Math.max(atMs, interval.toAtMs);
  }
  fill(toAtMs);
  return filled;
}

function unknownBetween(fromAtMs: number, toAtMs: number): StateInterval {
  return { fromAtMs, toAtMs, state: 'unknown', verdict: 'unknown', side: 'unknown', cause: NOT_OBSERVED };
}

/** Two reasons for not knowing side by side are one stretch, or the border between them would tell. */
function merged(intervals: StateInterval[]): StateInterval[] {
  const result: StateInterval[] = [];
  for (const interval of intervals) {
    const last = result.at(-1);
    const isSame = last?.state === interval.state && last.verdict === interval.verdict && last.side === interval.side;
    if (last && isSame && last.toAtMs === interval.fromAtMs) last.toAtMs = interval.toAtMs;
    else result.push({ ...interval });
  }
  return result;
}
