import type { Round } from '../../round.ts';
import type { SegmentHeader } from '../segment.ts';
import type { Findings } from './findings.ts';
import type { BookedReceipt, ServerGap } from './receipt-book.ts';

/** The probe says of larger steps that the clock was set (probe/clock-watch.ts); slower changes are corrections. */
const STEP_MIN_MS = 500;
/** What corrections can sum up to in one round: far beyond what time daemons do (a tenth of the time at most). */
const MAX_SLEW_MS = 3000;
const MAX_SLEW_RATIO = 0.1;
/** Clocks that are said to be right differ by less than that. */
const MAX_DIFFERENCE_MS = 60_000;

/** Looks from round to round for jumps of the wall clock against the ticks. `before`: the last round of the same run. */
export function checkJumps(rounds: readonly Round[], before: Round | null, where: string, findings: Findings): void {
  let last = before;
  for (const round of rounds) {
    const isNext = last !== null && round.sequence === last.sequence + 1;
    if (isNext && last !== null) checkStep(last, round, where, findings);
    last = round;
  }
}

function checkStep(last: Round, round: Round, where: string, findings: Findings): void {
  const tickedMs = round.tickMs - last.tickMs;
  const byMs = round.wallAtMs - last.wallAtMs - tickedMs;
  if (byMs <= STEP_MIN_MS && byMs >= -STEP_MIN_MS) return;
  if (isDeclared(last) || isDeclared(round)) findings.add('clock-stepped', where, { byMs });
  else if (Math.abs(byMs) > MAX_SLEW_MS + tickedMs * MAX_SLEW_RATIO) findings.add('clock-jump', where, { byMs });
}

function isDeclared({ clock, unmeasured }: Round): boolean {
  return clock === 'stepped' || unmeasured.some(({ cause }) => cause === 'suspend' || cause === 'clock-step');
}

/** A time is said to be right: it must lie between the receipt that the segment names and its own. */
export function checkAgainstServer(
  { rounds, roundMs }: { rounds: readonly Round[]; roundMs: number },
  receipts: { own: BookedReceipt | null; named: BookedReceipt | null },
  where: string,
  findings: Findings,
): void {
  const [first, last] = [rounds[0], rounds.at(-1)];
  if (!first || !last) return;
  const { own, named } = receipts;
  const lateMs = own && last.clock === 'sync' ? last.wallAtMs - own.t2AtMs : 0;
  if (lateMs > MAX_DIFFERENCE_MS) findings.add('clocks-contradict', where, { byMs: lateMs, against: 'its receipt' });
  const earlyMs = named && first.clock === 'sync' ? named.t3AtMs - first.wallAtMs - roundMs : 0;
  if (earlyMs > MAX_DIFFERENCE_MS)
    findings.add('clocks-contradict', where, { byMs: earlyMs, against: 'the receipt that it names' });
}

/** After a server runs again its probe has delivered what waits, and has a receipt. */
const RESTORED_MS = 3_600_000;

/** What is remembered of a probe for {@link checkChallenge}. */
export type Freshness = {
  /** When its first receipt in the bundle was given. */
  firstT3AtMs: number | null;
  /** Segments so far whose challenge is from before the bundle; and the last such challenge. */
  beforeBundle: number;
  lastBefore: string | null;
  /** Segments so far that name no receipt, though there was one; and the first of them. */
  withoutName: { segments: number; where: string };
};

function noteWithoutName({ withoutName }: Freshness, where: string): void {
  if (withoutName.segments === 0) withoutName.where = where;
  withoutName.segments += 1;
}

/**
 * A segment names the last receipt that its probe had when it was opened, which nobody could know before: so it was not
 * prepared. Returns the receipt that it names.
 */
export function checkChallenge(
  { challenge, probe, rounds }: Pick<SegmentHeader, 'challenge' | 'probe'> & { rounds: readonly Round[] },
  { own, named, gaps }: { own: BookedReceipt | null; named: BookedReceipt | null; gaps: () => ServerGap[] },
  state: Freshness,
  { where, findings }: { where: string; findings: Findings },
): void {
  const openedAtMs = rounds[0]?.wallAtMs ?? 0;
  const isAfterFirst = state.firstT3AtMs !== null && openedAtMs > state.firstT3AtMs + 2 * MAX_DIFFERENCE_MS;
  if (challenge === null) {
    if (isAfterFirst) noteWithoutName(state, where);
  } else if (named === null || named.probe !== probe) {
    // whose answers are lost goes on to name the receipt that it had
    const isBefore = !isAfterFirst || challenge === state.lastBefore;
    if (named === null && gaps().some((gap) => isOpenedIn(gap, openedAtMs))) findings.add('challenge-lost', where, {});
    else if (!isBefore || named !== null) findings.add('challenge-unknown', where, {});
    else {
      state.beforeBundle += 1;
      state.lastBefore = challenge;
    }
  } else if (own !== null && named.laneEntry >= own.laneEntry) {
    findings.add('challenge-later', where, { entry: named.laneEntry });
  }
  if (own !== null) state.firstT3AtMs ??= own.t3AtMs;
}

/** With the receipts that a server that was restored has lost; the probe names the last of them until it gets another. */
function isOpenedIn(gap: ServerGap, atMs: number): boolean {
  return atMs >= gap.fromAtMs - MAX_DIFFERENCE_MS && atMs <= gap.toAtMs + RESTORED_MS;
}
