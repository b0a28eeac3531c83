/**
 * How often a segment may be closed before it is due. Each closing writes about 13 KB to the disk; a line that flaps, or
 * an outage followed live for hours, must not wear it out. What finds no budget is told with the next segment.
 */
export type ClosingBudget = {
  /** Time passes. */
  pass(ms: number): void;
  /** `live`: an outage is followed though nothing changed; leaves enough for changes. */
  take(reason: 'change' | 'live'): boolean;
};

/** At once; and one more in the time of ten quiet segments, so that a day of flapping writes little more than a quiet one. */
const CLOSINGS_MAX = 60;
const REFILL_SEGMENTS = 10;
const KEPT_FOR_CHANGES = 20;

export function startClosingBudget(segmentMs: number): ClosingBudget {
  let left = CLOSINGS_MAX;
  let passedMs = 0;
  const refillMs = segmentMs * REFILL_SEGMENTS;
  return {
    pass: (ms) => {
      passedMs += ms;
      while (passedMs >= refillMs) {
        passedMs -= refillMs;
        left = Math.min(CLOSINGS_MAX, left + 1);
      }
    },
    take: (reason) => {
      if (left <= (reason === 'live' ? KEPT_FOR_CHANGES : 0)) return false;
      left -= 1;
      return true;
    },
  };
}
