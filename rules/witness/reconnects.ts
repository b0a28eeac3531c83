import type { Method } from '../method.ts';
import { minuteOfDay } from './local-minute.ts';
import { isBelieved, type RouterMemory } from './router-memory.ts';

/** What the nightly reconnect of a line is recognised by; plain JSON of bounded size. */
export type ReconnectMemory = {
  /** When short gaps of the line began, oldest first. */
  gaps: number[];
  window: Method['reconnectWindow'] | null;
  /** The own prefix of IPv6, and between which rounds it last changed. */
  prefix6: { value: string | null; change: { fromAtMs: number; toAtMs: number } | null };
};

/** A gap as it was measured. */
export type Gap = { startEarliestAtMs: number; startLatestAtMs: number; endLatestAtMs: number };

/** Longer gaps are outages. Reference §5, row 9a. */
export const LONGEST_GAP_MS = 180_000;
const DAY_MS = 86_400_000;
const AROUND_MS = 300_000;
/** After a gap its new address or prefix is seen at the latest. */
const SEEN_AFTER_MS = 180_000;
const MOST_GAPS = 40;
/** Older gaps are forgotten. */
export const GAPS_KEPT_MS = 9 * DAY_MS;
/** A period is learned from so many gaps before. */
const LEARNED_FROM = 3;
const MOST_OTHER_GAPS = 3;
const SHORTEST_PERIOD_MS = 20 * 3_600_000;
const BEGAN_AROUND_MS = 5_000;

export function startReconnects(): ReconnectMemory {
  return { gaps: [], window: null, prefix6: { value: null, change: null } };
}

/** Notes the own prefix, as a round says it. */
export function notePrefix6(memory: ReconnectMemory, value: string, atMs: number): void {
  const known = memory.prefix6;
  const isNew = known.value !== null && known.value !== value;
  memory.prefix6 = { value, change: isNew ? { fromAtMs: atMs, toAtMs: atMs } : known.change };
}

/** Notes a gap that is over and final. */
export function noteGap(memory: ReconnectMemory, gap: Gap): void {
  if (gap.endLatestAtMs - gap.startEarliestAtMs > LONGEST_GAP_MS) return;
  const kept = memory.gaps.filter((atMs) => atMs > gap.startLatestAtMs - GAPS_KEPT_MS);
  memory.gaps = [...kept.slice(1 - MOST_GAPS), gap.startLatestAtMs];
}

/** Whether the line came back with another address or prefix. */
export function isNewAddress(memory: ReconnectMemory, router: RouterMemory, gap: Gap): boolean {
  const changes = [memory.prefix6.change, router.address4.change, router.prefix6.change];
  return changes.some(
    (change) =>
      change !== null &&
      change.toAtMs >= gap.startLatestAtMs &&
      change.fromAtMs <= gap.endLatestAtMs + SEEN_AFTER_MS &&
      change.toAtMs <= gap.endLatestAtMs + SEEN_AFTER_MS,
  );
}

/** Whether a session of the router began in the gap, by its own seconds. */
export function beganSession({ sessionStarts }: RouterMemory, gap: Gap): boolean {
  return sessionStarts.some(
    (atMs) => atMs >= gap.startEarliestAtMs - BEGAN_AROUND_MS && atMs <= gap.endLatestAtMs + BEGAN_AROUND_MS,
  );
}

/**
 * Row 9a: a short gap, after which the session or an address is new, at the time at which the provider (or the router,
 * ahead of it) renews the session: a day after the last session began, in the owner's window, or as the router's log says.
 * Where neither router nor prefix would tell, a period learned from three gaps or the owner's window has to do.
 */
export function isPlannedReconnect(memory: ReconnectMemory, router: RouterMemory, gap: Gap): boolean {
  if (gap.endLatestAtMs - gap.startEarliestAtMs > LONGEST_GAP_MS) return false;
  const isInWindow = memory.window ? inWindow(gap.startLatestAtMs, memory.window) : false;
  if (isLearned(memory, gap) && !isSessionKept(router, gap)) return true;
  if (isInWindow && !couldTell(memory, router)) return true;
  if (!beganSession(router, gap) && !isNewAddress(memory, router, gap)) return false;
  return isInWindow || isADayLater(memory, router, gap) || isLogged(router, gap);
}

/** Somebody speaks of sessions, addresses or prefixes: a router that speaks of none of them would not tell. */
function couldTell({ prefix6 }: ReconnectMemory, router: RouterMemory): boolean {
  const told = [prefix6.value, router.address4.value, router.prefix6.value, router.session];
  return told.some((one) => one !== null);
}

/** The router proves that no session ended. */
function isSessionKept(router: RouterMemory, gap: Gap): boolean {
  const { session } = router;
  if (session === null || !isBelieved(router, 'session', gap.startEarliestAtMs, gap.endLatestAtMs)) return false;
  return session.startAtMs < gap.startEarliestAtMs - BEGAN_AROUND_MS && session.heardAtMs > gap.endLatestAtMs;
}

function isADayLater(memory: ReconnectMemory, { sessionStarts }: RouterMemory, gap: Gap): boolean {
  const earlier = [...sessionStarts, ...memory.gaps];
  return earlier.some((atMs) => Math.abs(gap.startLatestAtMs - atMs - DAY_MS) <= AROUND_MS);
}

function isLogged({ logReconnectAtMs }: RouterMemory, gap: Gap): boolean {
  return (
    logReconnectAtMs !== null &&
    logReconnectAtMs >= gap.startEarliestAtMs &&
    logReconnectAtMs <= gap.endLatestAtMs + SEEN_AFTER_MS
  );
}

/** Gaps at one, two and three times the same distance before this one. */
function isLearned({ gaps }: ReconnectMemory, { startLatestAtMs }: Gap): boolean {
  // on a line with gaps all day long some lie a day apart by chance
  if (gaps.filter((atMs) => startLatestAtMs - atMs < SHORTEST_PERIOD_MS).length > MOST_OTHER_GAPS) return false;
  return gaps.some((lastAtMs) => {
    const periodMs = startLatestAtMs - lastAtMs;
    if (periodMs < SHORTEST_PERIOD_MS) return false;
    for (let back = 2; back <= LEARNED_FROM; back += 1) {
      const expectedAtMs = startLatestAtMs - back * periodMs;
      if (!gaps.some((atMs) => Math.abs(atMs - expectedAtMs) <= back * AROUND_MS)) return false;
    }
    return true;
  });
}

function inWindow(atMs: number, { from, to, zone }: NonNullable<Method['reconnectWindow']>): boolean {
  const minute = minuteOfDay(atMs, zone);
  const [first, last] = [minuteOf(from), minuteOf(to)];
  if (minute === null) return false;
  return first <= last ? minute >= first && minute <= last : minute >= first || minute <= last;
}

function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}
