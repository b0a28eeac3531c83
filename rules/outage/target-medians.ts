/**
 * The usual latency of each far target: the median of the daily medians of a week, each followed by steps (frugal
 * streaming, Ma, Muthukrishnan and Sandler 2013), so that a few numbers a target are all that is kept.
 */
export type TargetMedians = Record<string, TargetMedian>;
type TargetMedian = {
  /** Of the day that is going on. */
  medianUs: number;
  day: number;
  samples: number;
  /** Of the days before, oldest first, and slower than what they allow is slow; null before the first day is over. */
  daysUs: number[];
  limitUs: number | null;
};

const DAY_MS = 86_400_000;
const DAYS = 7;
/** A day with fewer answers has no median. */
const SAMPLES_A_DAY = 100;
/** A step is a 128th of the median. */
const STEP_SHIFT = 7;
/** Reference §5, row 19: slower than three times the median and than 100 ms more. */
const SLOW_FACTOR = 3;
const SLOW_MORE_US = 100_000;

/** Notes an answer; true when it was slow by the target's own days before, of which there must be one. */
export function noteLatency(medians: TargetMedians, target: string, latencyUs: number, atMs: number): boolean {
  const day = Math.floor(atMs / DAY_MS);
  medians[target] ??= { medianUs: latencyUs, day, samples: 0, daysUs: [], limitUs: null };
  const known = medians[target];
  if (known.day !== day) startDay(known, day);
  const stepUs = Math.max(1, known.medianUs >> STEP_SHIFT);
  if (latencyUs > known.medianUs) known.medianUs += stepUs;
  else if (latencyUs < known.medianUs) known.medianUs -= stepUs;
  known.samples += 1;
  return known.limitUs !== null && latencyUs > known.limitUs;
}

function startDay(known: TargetMedian, day: number): void {
  if (known.samples >= SAMPLES_A_DAY) known.daysUs = [...known.daysUs.slice(1 - DAYS), known.medianUs];
  known.day = day;
  known.samples = 0;
  const usualUs = known.daysUs.toSorted((a, b) => a - b)[Math.floor((known.daysUs.length - 1) / 2)];
  known.limitUs = usualUs === undefined ? null : Math.max(SLOW_FACTOR * usualUs, usualUs + SLOW_MORE_US);
}
