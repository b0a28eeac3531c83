import type { ServerEvent } from './alarm-event.ts';

/** What is known about the server itself. `disk` is null where it cannot be asked (a database in memory). */
export type ServerFacts = {
  nowMs: number;
  disk: { freeBytes: number; totalBytes: number } | null;
  isDatabaseDamaged: boolean;
};

/** What was announced of the server, as it is kept between two looks (JSON). */
export type ServerState = {
  /** Free space at most once a day, the last two weeks. */
  free: { atMs: number; freeBytes: number }[];
  /** Since when the disk is said to be filling. */
  fillingSinceAtMs: number | null;
  isDamageSaid: boolean;
};

const DAY_MS = 86_400_000;
const GIBIBYTE = 1_073_741_824;
const FULL_WITHIN_DAYS = 14;
/** A few days of growth tell more than an hour of it. */
const GROWTH_FROM_MS = 3 * DAY_MS;
/** Said to be over only once there is clearly more room. */
const RELIEVED_FACTOR = 1.25;

export function startServerState(): ServerState {
  return { free: [], fillingSinceAtMs: null, isDamageSaid: false };
}

/** One look at the server: pure. The disk is filling below 1 GiB or 5 % free, or when it will be full within 14 days. */
export function watchServer(before: ServerState, facts: ServerFacts): { state: ServerState; events: ServerEvent[] } {
  const state = structuredClone(before);
  const events: ServerEvent[] = [];
  if (facts.disk !== null) watchDisk(state, facts.nowMs, facts.disk, events);
  if (facts.isDatabaseDamaged && !state.isDamageSaid) {
    events.push({ kind: 'database-damaged', key: String(facts.nowMs) });
  }
  state.isDamageSaid = facts.isDatabaseDamaged;
  return { state, events };
}

type Disk = { freeBytes: number; totalBytes: number };

function watchDisk(state: ServerState, nowMs: number, { freeBytes, totalBytes }: Disk, events: ServerEvent[]): void {
  const last = state.free.at(-1);
  if (last === undefined || nowMs - last.atMs >= DAY_MS) state.free.push({ atMs: nowMs, freeBytes });
  state.free = state.free.filter(({ atMs }) => nowMs - atMs <= FULL_WITHIN_DAYS * DAY_MS);
  // a small disk is not full because 1 GiB was never there
  const leastBytes = Math.min(Math.max(GIBIBYTE, totalBytes * 0.05), totalBytes / 4);
  const fullInDays = daysUntilFull(state.free, nowMs, freeBytes);
  const isLow = freeBytes < leastBytes;
  const willBeFull = fullInDays !== null && fullInDays < FULL_WITHIN_DAYS;
  if (state.fillingSinceAtMs === null) {
    if (!isLow && !willBeFull) return;
    state.fillingSinceAtMs = nowMs;
    events.push({ kind: 'disk-filling', key: String(nowMs), freeBytes, fullInDays: willBeFull ? fullInDays : null });
    return;
  }
  const isRelieved = freeBytes >= leastBytes * RELIEVED_FACTOR;
  if (!isRelieved || (fullInDays !== null && fullInDays < FULL_WITHIN_DAYS * RELIEVED_FACTOR)) return;
  events.push({ kind: 'disk-relieved', key: String(state.fillingSinceAtMs), freeBytes });
  state.fillingSinceAtMs = null;
}

/** By the growth since the oldest note; null while there is none, or it is too young. */
function daysUntilFull(notes: ServerState['free'], nowMs: number, freeBytes: number): number | null {
  const first = notes[0];
  if (first === undefined || nowMs - first.atMs < GROWTH_FROM_MS || freeBytes >= first.freeBytes) return null;
  return freeBytes / ((first.freeBytes - freeBytes) / ((nowMs - first.atMs) / DAY_MS));
}
