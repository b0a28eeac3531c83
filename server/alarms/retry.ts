const MINUTE_MS = 60_000;
const DELAYS_MS = [10_000, 30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS];
/** No message is tried for longer: what is older than a day wakes nobody. */
export const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS;

/** How long to wait after the attempt with this number (from 1): 10 s, 30 s, 2 min, 10 min, then an hour each. */
export function retryDelayMs(attempts: number): number {
  return DELAYS_MS[Math.min(Math.max(attempts, 1), DELAYS_MS.length) - 1] ?? 10_000;
}
