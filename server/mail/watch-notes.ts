import type { BlindReason } from '../../rules/mail/vocabulary.ts';

/** How a mailbox is being read, and what the lane says of it. */
export type WatchNotes = {
  /** Looked through completely up to then; null: not yet. */
  watchedAtMs: number | null;
  /** Nobody looks since then. */
  blind: { atMs: number; reason: BlindReason } | null;
  written: Written | null;
};
export type Written = { atMs: number; state: 'watching' | BlindReason };

/** A connection that breaks and comes back is not worth an entry. */
const BLIND_AFTER_MS = 60_000;
/** While a mail is late it is said so often that it is still not there. */
const LATE_EVERY_MS = 120_000;
const EVERY_MS = 3_600_000;

/**
 * What the lane should say now of a mailbox, null: nothing new. At once when a mail has become late unseen, that being what
 * the entry proves; each two minutes while one is late; else hourly, and when reading ends or begins again.
 */
export function dueWatch(
  { watchedAtMs, blind, written }: WatchNotes,
  open: readonly { lateAtMs: number }[],
  nowMs: number,
): Written | null {
  if (blind) {
    const isNew = written?.state !== blind.reason && nowMs - blind.atMs >= BLIND_AFTER_MS;
    return isNew ? { atMs: blind.atMs, state: blind.reason } : null;
  }
  if (watchedAtMs === null) return null;
  const watching: Written = { atMs: watchedAtMs, state: 'watching' };
  if (written?.state !== 'watching') return watching;
  const late = open.filter(({ lateAtMs }) => lateAtMs <= watchedAtMs);
  const isJustLate = late.some(({ lateAtMs }) => lateAtMs > written.atMs);
  const everyMs = late.length > 0 ? LATE_EVERY_MS : EVERY_MS;
  return isJustLate || watchedAtMs - written.atMs >= everyMs ? watching : null;
}
