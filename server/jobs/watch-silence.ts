import { formatInstant } from '../../rules/instant.ts';
import type { Contacts } from '../contacts.ts';
import type { SelfCheck } from '../keep.ts';
import type { LaneWriter } from '../lane-writer.ts';
import type { LineRow } from '../store/books.ts';
import type { Store } from '../store/open-store.ts';

/** Three contacts missed. */
export const SILENT_AFTER_MS = 60_000;
const FIRST_HOUR_MS = 3_600_000;

/**
 * Distance of the lane entries on one silence: at 60 s, every 10 minutes in the first hour, then hourly. So the lane
 * proves that the server was listening all the time, without growing by more than 30 entries a day.
 */
export function repeatAfterMs(silentMs: number): number {
  return silentMs < FIRST_HOUR_MS ? 600_000 : FIRST_HOUR_MS;
}

type Watching = {
  store: Store;
  lane: LaneWriter;
  contacts: Contacts;
  selfCheck: () => Promise<SelfCheck>;
  nowMs: () => number;
  /** When this run of the server began: before, nobody listened. */
  startedAtMs: number;
  onCommit: (lines: Iterable<string>) => void;
};

/**
 * One look at all lines (every few seconds). A line whose active probe was not heard for 60 s becomes silent; the server
 * first looks whether it reaches others itself, once for all lines. The silence is ended by the next contact (contacts.ts).
 */
export async function watchSilence(watching: Watching): Promise<void> {
  const { store, nowMs } = watching;
  const due = store.books.lines().filter((line) => isDue(watching, line, nowMs()));
  if (due.length === 0) return;
  const selfCheck = await watching.selfCheck();
  const written = store.write(() => {
    const atMs = nowMs();
    // looked at again: a probe may have called while the server looked at itself
    const still = due
      .map(({ id }) => store.books.line(id))
      .filter((line) => line !== null && isDue(watching, line, atMs));
    for (const line of still) if (line) writeSilence(watching, line, selfCheck, atMs);
    return due.map(({ id }) => id);
  });
  watching.onCommit(written);
}

function isDue(watching: Watching, line: LineRow, atMs: number): boolean {
  const sinceAtMs = silentSince(watching, line);
  if (sinceAtMs === null || atMs - sinceAtMs < SILENT_AFTER_MS) return false;
  if (line.silentSinceAtMs === null || line.silenceWrittenAtMs === null) return true;
  // a lost network of the server's own is looked at more often: it must not be shown longer than it lasts
  const isSelf = line.silenceSelfCheck === 'unreachable';
  return atMs - line.silenceWrittenAtMs >= (isSelf ? SILENT_AFTER_MS : repeatAfterMs(atMs - sinceAtMs));
}

/** null when nobody is expected to call. A silence that was open before a restart goes on. */
function silentSince({ store, contacts, startedAtMs }: Watching, line: LineRow): number | null {
  if (line.silentSinceAtMs !== null) return line.silentSinceAtMs;
  const probe = store.books.activeProbe(line.id);
  if (!probe) return null;
  return Math.max(contacts.lastContactAtMs(line.id) ?? probe.enrolledAtMs, startedAtMs);
}

function writeSilence(watching: Watching, line: LineRow, selfCheck: SelfCheck, atMs: number): void {
  const { store, lane } = watching;
  const probe = store.books.activeProbe(line.id);
  const sinceAtMs = silentSince(watching, line);
  if (!probe || sinceAtMs === null) return;
  lane.append(
    line,
    { type: 'silence', fields: { probe: probe.id, sinceAt: formatInstant(sinceAtMs), selfCheck } },
    atMs,
  );
  line.silentSinceAtMs = sinceAtMs;
  line.silenceSelfCheck = selfCheck;
  line.silenceWrittenAtMs = atMs;
  line.version += 1;
  store.books.touch(line);
}
