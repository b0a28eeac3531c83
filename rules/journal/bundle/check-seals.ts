import { formatInstant, parseInstant } from '../../instant.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import type { LaneHead } from '../lane.ts';
import type { Check } from './check.ts';
import type { HeadRead } from './check-heads.ts';

/** The server's clock may be set; a contradiction is what no correction explains. */
const MAX_CLOCK_BACK_MS = 60_000;

/**
 * Compares the lane with the heads, which others stamped and hold fingerprints of: the entry at which a head ends is the
 * one in here, none was written later than the head that holds it, and none earlier than a head that does not.
 */
export function openSeals({ findings }: Check, heads: readonly HeadRead[], { lane, period, asOfAt }: BundleIndex) {
  const byEntry = new Map<number, HeadRead[]>();
  let sealed: { counter: number; atMs: number } | null = null;
  const seal = (head: HeadRead) => {
    if (sealed === null || head.atMs > sealed.atMs) sealed = head;
  };
  for (const head of heads) {
    const entries = head.ours?.entries ?? -1;
    byEntry.set(entries, [...(byEntry.get(entries) ?? []), head]);
    if (entries < lane.firstEntry && head.ours !== null) seal(head);
    const isBefore = entries === lane.firstEntry - 1;
    if (isBefore && head.ours?.lastSha256 !== lane.previousSha256)
      findings.add('head-lane-differs', head.name, { entry: entries });
  }
  return {
    take: (where: string, { entry, atMs }: LaneHead, sha256: string): void => {
      if (sealed !== null && sealed.atMs - atMs > MAX_CLOCK_BACK_MS)
        findings.add('entry-backdated', where, { counter: sealed.counter, byMs: sealed.atMs - atMs });
      for (const head of byEntry.get(entry) ?? []) {
        if (head.ours?.lastSha256 !== sha256) findings.add('head-lane-differs', head.name, { entry });
        const byMs = atMs - head.atMs;
        if (byMs > MAX_CLOCK_BACK_MS) findings.add('head-before-entry', head.name, { entry, byMs });
        seal(head);
      }
    },
    /** The lane must end where a head does, and that head must be after the period. */
    end: (last: { entry: number | null } | null): void => {
      if (heads.length === 0) return;
      const lastEntry = last?.entry ?? lane.firstEntry - 1;
      const closing = byEntry.get(lastEntry)?.[0];
      if (closing === undefined) {
        findings.add('lane-end-unsealed', 'server/lane.txt', { entry: lastEntry });
        return;
      }
      const closedAt = formatInstant(closing.atMs);
      const closings = byEntry.get(lastEntry) ?? [];
      if (!closings.some(({ atMs }) => atMs === parseInstant(asOfAt)))
        findings.add('as-of-differs', 'bundle.json', { said: asOfAt, found: closedAt });
      const isClosed = closings.some(({ atMs }) => atMs >= (parseInstant(period.toAt) ?? 0));
      if (!isClosed) findings.add('period-not-closed', 'bundle.json', { closedAt });
    },
  };
}
