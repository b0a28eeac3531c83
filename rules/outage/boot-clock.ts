import type { Round } from '../round.ts';

/**
 * One tick → UTC offset for each boot (decision 18), chosen from all its rounds. Stretches of rounds in which the wall
 * clock ran with the ticks (within 500 ms) stand against each other: one that was confirmed (synchronised, or the server's
 * stamps agree within 1 s, or correct it) wins over one that a time server at home confirms or corrects (three words of it
 * that agree: a router's clock is its own guess in a long outage), that over one in holdover, that over the rest; among
 * equals the longest.
 */
export type BootClock = {
  bootId: string;
  roundCount: number;
  /** Nothing of this boot may lie before it: the end of what was there. */
  floorAtMs: number;
  /** The boots right before it whose clocks nothing confirmed, oldest first: one that is better known moves them. */
  unconfirmed: UnconfirmedBoot[];
  /** Who vouched for the boots before it, up to when each measured; the newest last. */
  earlier: { untilAtMs: number; source: ClockSource }[];
  /** Where a replay put it, if one did. */
  askedOffsetMs: number | null;
  /** Who vouched for that, later in the boot. */
  askedSource: (typeof CLOCK_SOURCES)[number] | null;
  firstTickMs: number;
  /** What the wall clock said in the first round, minus its tick. */
  firstOffsetMs: number | null;
  stretches: Stretch[];
  lastStretch: number | null;
};
/** `leastOffsetMs`: where it was asked to be moved to, if it was; it is not asked again. */
export type UnconfirmedBoot = {
  bootId: string;
  offsetMs: number;
  roundCount: number;
  leastOffsetMs: number | null;
  /** A time server at home vouched for it: only who knows the time itself moves it. */
  isReferred: boolean;
};
type Stretch = {
  offsetMs: number;
  rounds: number;
  isSynced: boolean;
  isHoldover: boolean;
  server: { offsetMs: number; errorMs: number } | null;
  /** What time servers in the home said of it, the newest last. */
  references: { offsetMs: number; errorMs: number }[];
};

/** Differences up to this are the same clock. */
export const SAME_CLOCK_MS = 500;
const AGREES_MS = 1_000;
/** So many words of a time server must agree (RFC 5905 §11.2 selects among no fewer), and so exact each must be. */
const REFERENCES_TO_AGREE = 3;
const MOST_REFERENCES = 5;
const REFERENCE_ERROR_MS = 5_000;
const MOST_STRETCHES = 12;
/** Among equally good stretches the chosen one stays until another is so much longer: so a boot is seldom dated anew. */
const LONGER_FACTOR = 2;
const MOST_UNCONFIRMED = 32;
/** An outage waits for its witnesses three minutes: longer than so many boots take. */
const MOST_EARLIER = 8;
/** No boot begins later: with all that it may last and sleep, every instant has a year of four digits. */
const LATEST_AT_MS = 246_000_000_000_000;

export function startBootClock(bootId: string, firstTickMs: number, floorAtMs: number): BootClock {
  return {
    bootId,
    roundCount: 0,
    floorAtMs: Math.min(floorAtMs, LATEST_AT_MS),
    unconfirmed: [],
    earlier: [],
    askedOffsetMs: null,
    askedSource: null,
    firstTickMs,
    firstOffsetMs: null,
    stretches: [],
    lastStretch: null,
  };
}

/** The unconfirmed boots before the one that follows this one, which stands at that offset. */
export function unconfirmedWith(clock: BootClock, offsetMs: number): UnconfirmedBoot[] {
  // what a time server at home says may be a lie, which must not hold all later boots in the future
  if (clock.stretches.some((one) => rank(one) === CONFIRMED || one.isHoldover)) return [];
  const { bootId, roundCount, askedOffsetMs } = clock;
  const isReferred = rank(bestStretch(clock)) > 0;
  const own = { bootId, offsetMs, roundCount, leastOffsetMs: askedOffsetMs, isReferred };
  return [...clock.unconfirmed, own].slice(-MOST_UNCONFIRMED);
}

/**
 * Where a clock that nobody confirmed (wrong by years, say) pushes this boot, which is better known, into the future: how
 * far the unconfirmed boots before it are to go back, so that the last of them ends where this one begins. 0 = they stay.
 */
export function pushedByMs(clock: BootClock): number {
  const last = clock.unconfirmed.at(-1);
  const best = bestStretch(clock);
  const byMs = clock.floorAtMs - clock.firstTickMs - ownOffsetMs(best);
  if (!last || rank(best) === 0 || byMs <= SAME_CLOCK_MS) return 0;
  if (last.isReferred && rank(best) < CONFIRMED) return 0;
  return last.leastOffsetMs !== null && last.offsetMs - byMs >= last.leastOffsetMs - SAME_CLOCK_MS ? 0 : byMs;
}

/** Notes what one more round says. `tickMs`: the round's tick, with the time added that the machine slept. */
export function noteClock(clock: BootClock, round: Round, tickMs: number): void {
  const offsetMs = round.wallAtMs - tickMs;
  clock.firstOffsetMs ??= offsetMs;
  let index = clock.stretches.findIndex((one) => Math.abs(one.offsetMs - offsetMs) <= SAME_CLOCK_MS);
  if (index < 0) {
    if (clock.stretches.length >= MOST_STRETCHES) dropWeakest(clock);
    clock.stretches.push({ offsetMs, rounds: 0, isSynced: false, isHoldover: false, server: null, references: [] });
    index = clock.stretches.length - 1;
  }
  const stretch = clock.stretches[index];
  if (!stretch) throw new Error('bug: no stretch');
  const isSteady = clock.lastStretch === index && round.clock !== 'stepped';
  stretch.rounds += 1;
  stretch.isSynced ||= round.clock === 'sync';
  stretch.isHoldover ||= round.clock === 'holdover';
  // an offset measured before the clock jumped says nothing about the clock after it
  const measured = isSteady ? round.clockOffset : undefined;
  if (measured && (!stretch.server || measured.errorMs < stretch.server.errorMs)) stretch.server = measured;
  clock.lastStretch = index;
  clock.roundCount += 1;
}

/** Notes what a time server at home said in the round noted last: how far its clock is ahead of ours. */
export function noteReference(clock: BootClock, offsetMs: number, errorMs: number): void {
  const stretch = clock.lastStretch === null ? undefined : clock.stretches[clock.lastStretch];
  if (!stretch || errorMs < 0 || errorMs > REFERENCE_ERROR_MS) return;
  stretch.references = [...stretch.references.slice(1 - MOST_REFERENCES), { offsetMs, errorMs }];
}

/** The middle one of what was said, when enough of it agrees. */
function referenceOf({ references }: Stretch): { offsetMs: number; errorMs: number } | null {
  const sorted = references.toSorted((a, b) => a.offsetMs - b.offsetMs);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) return null;
  const agreeing = sorted.filter(({ offsetMs }) => Math.abs(offsetMs - middle.offsetMs) <= AGREES_MS / 2);
  return agreeing.length >= REFERENCES_TO_AGREE ? middle : null;
}

export const CLOCK_SOURCES = ['none', 'router', 'server', 'sync'] as const;
/** Who vouches for a boot's clock, and by how much that moves what the clock said when the boot began. */
export type ClockSource = {
  source: 'sync' | 'server' | 'router' | 'none';
  correctedByMs: number;
  errorMs: number | null;
};

/** What is known by now of the boot's clock, which stands at that offset. */
export function clockSourceOf(clock: BootClock, usedMs: number): ClockSource {
  const used = clock.stretches.find((one) => Math.abs(clampedOffsetMs(clock, one) - usedMs) <= SAME_CLOCK_MS);
  const correctedByMs = usedMs - (clock.firstOffsetMs ?? usedMs);
  if (!used || rank(used) <= 1) return { source: clock.askedSource ?? 'none', correctedByMs, errorMs: null };
  if (used.isSynced) return { source: 'sync', correctedByMs, errorMs: null };
  if (used.server) return { source: 'server', correctedByMs, errorMs: used.server.errorMs };
  const reference = referenceOf(used);
  return { source: reference ? 'router' : 'none', correctedByMs, errorMs: reference?.errorMs ?? null };
}

/** Of the boot that measured at that instant: an outage that a boot began is told in the next one. */
export function clockSourceAt(clock: BootClock, usedMs: number, atMs: number): ClockSource {
  const earlier = atMs < clock.floorAtMs ? clock.earlier.find(({ untilAtMs }) => atMs < untilAtMs) : undefined;
  return earlier?.source ?? clockSourceOf(clock, usedMs);
}

/** What the boot that follows this one, which stands at that offset and measured until then, remembers of clocks. */
export function earlierWith(clock: BootClock, usedMs: number, untilAtMs: number): BootClock['earlier'] {
  return [...clock.earlier.slice(1 - MOST_EARLIER), { untilAtMs, source: clockSourceOf(clock, usedMs) }];
}

function dropWeakest(clock: BootClock): void {
  const weakest = clock.stretches.reduce((a, b) => (compare(a, b) <= 0 ? a : b));
  clock.stretches = clock.stretches.filter((one) => one !== weakest);
}

/** The offset that the rounds so far speak for, never before the floor. */
export function bestOffsetMs(clock: BootClock): number {
  return clampedOffsetMs(clock, bestStretch(clock));
}

function bestStretch({ stretches: [first, ...rest] }: BootClock): Stretch {
  if (!first) throw new Error('bug: a boot clock without rounds');
  return rest.reduce((best, one) => (compare(one, best) > 0 ? one : best), first);
}

/** The offset to go over to, when the rounds speak for another one than `usedMs` by more than 500 ms; null = stay. */
export function betterOffsetMs(clock: BootClock, usedMs: number): number | null {
  const bestMs = bestOffsetMs(clock);
  if (Math.abs(bestMs - usedMs) <= SAME_CLOCK_MS) return null;
  const best = clock.stretches.find((one) => clampedOffsetMs(clock, one) === bestMs);
  const used = clock.stretches.find((one) => Math.abs(clampedOffsetMs(clock, one) - usedMs) <= SAME_CLOCK_MS);
  if (!best || !used) return bestMs;
  return rank(best) > rank(used) || best.rounds >= used.rounds * LONGER_FACTOR ? bestMs : null;
}

function clampedOffsetMs(clock: BootClock, stretch: Stretch): number {
  const leastMs = clock.floorAtMs - clock.firstTickMs;
  return Math.min(Math.max(ownOffsetMs(stretch), leastMs), LATEST_AT_MS - clock.firstTickMs);
}

function ownOffsetMs(stretch: Stretch): number {
  const { offsetMs, isSynced, server } = stretch;
  if (isSynced) return offsetMs;
  const measured = server ?? referenceOf(stretch);
  // one whose own error is greater than the difference corrects nothing
  const isOff = measured !== null && Math.abs(measured.offsetMs) > Math.max(AGREES_MS, server ? 0 : measured.errorMs);
  return offsetMs + (isOff ? measured.offsetMs : 0);
}

/** By the system's own word, or the server's. */
const CONFIRMED = 3;

function rank(stretch: Stretch): number {
  if (stretch.isSynced || stretch.server) return CONFIRMED;
  if (referenceOf(stretch)) return 2;
  return stretch.isHoldover ? 1 : 0;
}

function compare(a: Stretch, b: Stretch): number {
  return rank(a) - rank(b) || a.rounds - b.rounds;
}
