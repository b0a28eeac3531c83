/** When a route's next mail is due. Pure; courtesy toward providers is reference/mail.md §8. */
export type PaceInput = {
  spacingMs: number;
  /** The owner chose the spacing. */
  isChosen: boolean;
  /** Since the route's first slot ever. */
  ageMs: number;
  /** Mails that were handed over and not seen. */
  open: number;
  /** Refusals for now (4xx) in a row. */
  refusals: number;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** From so many open mails on fewer are sent; one more look costs the provider less than one more mail in its queue. */
export const MANY_OPEN = 4;
export const MAX_OPEN = 24;

/** Distance of two slots, without jitter. */
export function paceMs({ spacingMs, isChosen, ageMs, open, refusals }: PaceInput): number {
  const isSlow = open >= MANY_OPEN || (!isChosen && ageMs < DAY_MS);
  const patientMs = refusals === 0 ? spacingMs : Math.min(spacingMs * 2 ** Math.min(refusals, 4), HOUR_MS);
  return Math.max(spacingMs, patientMs, isSlow ? HOUR_MS : 0);
}

/** ± 20 %; `random` in [0, 1). */
export function jittered(distanceMs: number, random: number): number {
  return Math.round(distanceMs * (0.8 + 0.4 * random));
}

const MISSED_MAX = 200;

/** Slots that went by while the probe was not running: at most {@link MISSED_MAX}, the latest ones. */
export function missedSlots(lastPlannedAtMs: number, nowAtMs: number, spacingMs: number): number[] {
  const count = Math.min(MISSED_MAX, Math.max(0, Math.floor((nowAtMs - lastPlannedAtMs) / spacingMs) - 1));
  return Array.from({ length: count }, (_, index) => nowAtMs - (count - index) * spacingMs);
}
