/** Wrong links from one place that nobody has to wait for, and how quickly further ones are allowed. */
const FREE_ATTEMPTS = 20;
const REFILL_MS = 3000;
/** Of so many places is remembered what they tried. */
const MAX_PLACES = 5000;

/**
 * Slows down who tries links: whatever is asked from a place that tried too many wrong ones is not even looked up for a
 * while. No limit over all places together: the secret is too long to be guessed by anybody, and such a limit would let
 * strangers lock out those who were given a link.
 */
export type WrongLinks = {
  /** How long the place has to wait before its next attempt, in ms; 0: go on. */
  waitMs(place: string): number;
  note(place: string): void;
};

/** `nowMs` must run on. In memory only. */
export function openWrongLinks(nowMs: () => number): WrongLinks {
  /** Until when each place is in debt: every wrong link adds `REFILL_MS`. */
  const paidAtMs = new Map<string, number>();
  return {
    waitMs: (place) => {
      const debtMs = (paidAtMs.get(place) ?? 0) - nowMs();
      return Math.max(0, debtMs - (FREE_ATTEMPTS - 1) * REFILL_MS);
    },
    note: (place) => {
      const atMs = nowMs();
      const nextMs = Math.max(paidAtMs.get(place) ?? 0, atMs) + REFILL_MS;
      paidAtMs.delete(place);
      paidAtMs.set(place, nextMs);
      const oldest = paidAtMs.keys().next().value;
      if (paidAtMs.size > MAX_PLACES && oldest !== undefined) paidAtMs.delete(oldest);
    },
  };
}
