import { formatInstant, parseInstant } from '../../instant.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import { LANE_EVENT_TYPES, type LaneHead } from '../lane.ts';
import type { Check } from './check.ts';
import type { HeadRead } from './check-heads.ts';

/** The server's clock may be set; a contradiction is what no correction explains. */
const MAX_CLOCK_BACK_MS = 60_000;

/** What programs write, whatever the clock says just then; of the rest people choose the moment. */
const BY_PROGRAMS: readonly string[] = ['enrolment', 'month', 'pruning', 'restored'];

/** Entries in a row that are older than a head before them. */
type Back = { where: string; type: string; counter: number; byMs: number; entries: number };

/**
 * Compares the lane with the heads, which others stamped and hold fingerprints of: the entry at which a head ends is the
 * one in here, none was written later than the head that holds it, and none earlier than a head that does not.
 */
export function openSeals({ findings }: Check, heads: readonly HeadRead[], { lane, period, asOfAt }: BundleIndex) {
  const byEntry = new Map<number, HeadRead[]>();
  let sealed: { counter: number; atMs: number } | null = null;
  let back: Back | null = null;
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
    take: (where: string, { entry, atMs, type }: LaneHead, sha256: string): void => {
      const byMs = sealed === null ? 0 : sealed.atMs - atMs;
      if (sealed !== null && byMs > MAX_CLOCK_BACK_MS) {
        back ??= { where, type, counter: sealed.counter, byMs, entries: 0 };
        back.entries += 1;
      } else back = tellBack(findings, back);
      for (const head of byEntry.get(entry) ?? []) {
        if (head.ours?.lastSha256 !== sha256) findings.add('head-lane-differs', head.name, { entry });
        const laterByMs = atMs - head.atMs;
        if (laterByMs > MAX_CLOCK_BACK_MS) findings.add('head-before-entry', head.name, { entry, byMs: laterByMs });
        seal(head);
      }
    },
    /** The lane must end where a head does, and that head must be after the period. */
    end: (last: { entry: number | null } | null): void => {
      tellBack(findings, back);
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

/**
 * Of a clock that was set back all entries are older until it has caught up. One word of the owner alone among entries that
 * are not was dated back.
 */
function tellBack(findings: Check['findings'], back: Back | null): null {
  if (back === null) return null;
  const { where, type, counter, byMs, entries } = back;
  const isOwners = LANE_EVENT_TYPES.includes(type) && !BY_PROGRAMS.includes(type);
  if (entries === 1 && isOwners) findings.add('entry-backdated', where, { counter, byMs });
  else findings.add('server-clock-back', where, { counter, byMs, entries });
  return null;
}
