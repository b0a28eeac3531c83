import type { Retention } from '../keep.ts';

const DAY_MS = 86_400_000;

/** Where the layers of roll-ups end: at UTC midnights, so that a cut moves once a day. */
export function bucketCuts(retention: Retention, nowMs: number): { fiveMinuteAtMs: number; hourAtMs: number } {
  const today = Math.floor(nowMs / DAY_MS);
  return {
    fiveMinuteAtMs: (today - retention.fiveMinuteDays) * DAY_MS,
    hourAtMs: (today - retention.hourDays) * DAY_MS,
  };
}
