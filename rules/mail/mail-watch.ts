import type { MailboxEvent } from './mail-event.ts';

/** How a mailbox is being watched, by anybody. */
export type MailboxWatch = {
  /** The last instant at which what had not been seen was not there; null: never. */
  watchedUntilMs: number | null;
  /** Nobody looks since then; `reason` is one of `BLIND_REASONS`. null: somebody does, or nobody has ever begun. */
  blind: { sinceAtMs: number; reason: string } | null;
};

/**
 * Of one mailbox, from events in any order that hold at least the newest of each boot. Each `watching` says of its own
 * instant that everything was looked through, so nothing is lost by not knowing the others. Clocks that nothing confirmed
 * carry no instant: one that runs ahead would make every open mail late.
 */
export function mailboxNow(events: readonly MailboxEvent[]): MailboxWatch {
  const newest = new Map<string, MailboxEvent>();
  let watchedUntilMs: number | null = null;
  for (const event of events) {
    if (event.event === 'foreign' || !event.isClockKnown) continue;
    if (event.event === 'watching') watchedUntilMs = Math.max(watchedUntilMs ?? event.atMs, event.atMs);
    const reader = event.boot === 'server' ? 'server' : 'probe';
    const before = newest.get(reader);
    if (!before || event.atMs > before.atMs || (event.atMs === before.atMs && event.event === 'blind'))
      newest.set(reader, event);
  }
  const lasts = [...newest.values()];
  if (lasts.length === 0 || lasts.some(({ event }) => event === 'watching')) return { watchedUntilMs, blind: null };
  const last = lasts.reduce((a, b) => (b.atMs > a.atMs ? b : a));
  return { watchedUntilMs, blind: { sinceAtMs: last.atMs, reason: last.facts['reason'] ?? 'unreachable' } };
}
