import type { Segment } from '../journal/segment.ts';
import type { Method } from '../method.ts';
import type { Round } from '../round.ts';
import type { Sample } from '../sample.ts';
import type { Continuity } from '../verdict/inputs.ts';
import { type BootClock, noteClock, noteReference, SAME_CLOCK_MS, startBootClock } from './boot-clock.ts';
import { PLACE_KEY, type Sight, type SightDetails, targetKey } from './observation.ts';
import { type Attempts, noteAttempt, type PendingCells, startAttempts, toSights } from './pending.ts';
import { sightRole } from './target-health.ts';

/** The run that is being read, and what of it is not settled. Ticks here have the time added that the machine slept. */
export type Intake = {
  probe: string;
  runId: string;
  nextSequence: number;
  clock: BootClock;
  /** The chosen tick → UTC offset. */
  offsetMs: number;
  sleptMs: number;
  sleptBeforeMs: number;
  sleptAtTickMs: number;
  /** wall − tick of the last round; jumps by the length of a sleep. */
  lastWallLeadMs: number | null;
  /** What was sent after the sleep began and before the next round: how much later is not known. */
  sleep: { fromTickMs: number; toTickMs: number | null } | null;
  coveredToTickMs: number;
  /** The default route leads into a tunnel, as the probe last said: what is measured is not the line. */
  isTunnel: boolean;
  pending: PendingCells[];
};

export type TickStretch = { fromTickMs: number; toTickMs: number; cause: Continuity };

export function startIntake(segment: Segment, floorAtMs: number): Intake {
  const firstTickMs = segment.rounds[0]?.tickMs ?? 0;
  return {
    probe: segment.probe,
    runId: segment.runId,
    nextSequence: segment.rounds[0]?.sequence ?? 0,
    clock: startBootClock(segment.bootId, firstTickMs, floorAtMs),
    offsetMs: 0,
    sleptMs: 0,
    sleptBeforeMs: 0,
    sleptAtTickMs: 0,
    lastWallLeadMs: null,
    sleep: null,
    coveredToTickMs: firstTickMs,
    isTunnel: false,
    pending: [],
  };
}

/** Puts the rounds of a segment into the intake; returns what they declare as not measured. */
export function takeRounds(intake: Intake, segment: Segment, method: Method): TickStretch[] {
  const stretches: TickStretch[] = [];
  const attempts = startAttempts(intake.pending);
  const targets = knownTargets(method);
  for (const round of segment.rounds) {
    const gap = takeClock(intake, round);
    if (gap) stretches.push(gap);
    const tunnel = takeTunnel(intake, round, method);
    if (tunnel) stretches.push(tunnel);
    if (!intake.isTunnel) takeSamples(intake, attempts, { round, segment, targets });
    for (const { fromTickMs, toTickMs, cause } of round.unmeasured) {
      const from = sleptTickMs(intake, fromTickMs);
      stretches.push({ fromTickMs: from, toTickMs: Math.max(from, sleptTickMs(intake, toTickMs)), cause });
    }
    intake.coveredToTickMs = Math.max(intake.coveredToTickMs, endOfRound(intake, round, segment, method));
    intake.nextSequence = round.sequence + 1;
  }
  intake.pending = attempts.pending;
  return stretches;
}

/** What a round says of its place, and its samples. */
function takeSamples(
  intake: Intake,
  attempts: Attempts,
  { round, segment, targets }: { round: Round; segment: Segment; targets: (KnownTarget | null)[] },
): void {
  if (round.facts) noteAttempt(attempts, placeCells(intake, round, segment.number));
  for (const sample of round.samples) {
    const target = targets[sample.target] ?? null;
    if (target === null || isInSleep(intake, sample)) continue;
    if (target.isClock) takeReference(intake, sample, round);
    const placed = target.isSlow ? whenTold(sample, round.tickMs) : sample;
    noteAttempt(attempts, toCells(intake, placed, target, segment.number, round.sequence));
  }
}

/** A time server at home spoke; what it said of a clock that jumped in this round is of the clock before. */
function takeReference({ clock }: Intake, { readings, latencyUs }: Sample, round: Round): void {
  const { offsetMs, errorMs } = readings;
  if (latencyUs === null || offsetMs === undefined || errorMs === undefined || round.clock === 'stepped') return;
  noteReference(clock, offsetMs, errorMs);
}

/** What is known of a target of a method before it is asked. */
type KnownTarget = {
  key: string;
  isClock: boolean;
  /**
   * What is asked of these takes up to half a minute, longer than anything waits to be settled: they are put where all of
   * the answer was there, in the round that tells it, and the time they took is counted from where they were sent.
   */
  isSlow: boolean;
  /** Far targets and gateways are asked each second: what they say beside the answer is not asked for. */
  isBare: boolean;
};

/** By position, null where a sample is only counted; made once for a method, as they are asked each sample. */
const targetsOf = new WeakMap<Method, (KnownTarget | null)[]>();

function knownTargets(method: Method): (KnownTarget | null)[] {
  const known = targetsOf.get(method);
  if (known) return known;
  const targets = method.targets.map((target) => (sightRole(target) ? knownTarget(targetKey(target)) : null));
  targetsOf.set(method, targets);
  return targets;
}

function knownTarget(key: string): KnownTarget {
  const isOf = (...roles: string[]) => roles.some((role) => key.startsWith(`${role} `));
  return {
    key,
    isClock: isOf('clock'),
    isSlow: isOf('router', 'snapshot', 'sip'),
    isBare: isOf('far', 'gateway'),
  };
}

/** A round lasts as the method says; the last of a run only as long as it still sent. */
function endOfRound(intake: Intake, round: Round, segment: Segment, method: Method): number {
  const isCutShort = segment.closedBy === 'shutdown' || segment.closedBy === 'recovery';
  if (!isCutShort || round !== segment.rounds.at(-1)) return sleptTickMs(intake, round.tickMs) + method.roundMs;
  const newestTickMs = Math.max(round.tickMs, ...round.samples.map((sample) => sample.sentTickMs));
  return sleptTickMs(intake, newestTickMs);
}

/** A hundred years: a clock that leaps to and fro may not add sleep to sleep without end. */
const MOST_SLEPT_MS = 3_155_760_000_000;

/** Clock, sleep and sequence of one round; a stretch where rounds are missing. */
function takeClock(intake: Intake, round: Round): TickStretch | null {
  const leadMs = round.wallAtMs - round.tickMs - intake.sleptMs;
  const jumpMs = leadMs - (intake.lastWallLeadMs ?? leadMs);
  if (intake.sleep?.toTickMs === null) {
    // the monotonic clock stands still while the machine sleeps: the wall clock alone tells how long that was
    if (jumpMs > SAME_CLOCK_MS) {
      intake.sleptBeforeMs = intake.sleptMs;
      intake.sleptMs = Math.min(intake.sleptMs + jumpMs, MOST_SLEPT_MS);
      intake.sleptAtTickMs = round.tickMs;
    }
    intake.sleep.toTickMs = round.tickMs;
  }
  const began = round.unmeasured.find(({ cause }) => cause === 'suspend');
  if (began) intake.sleep = { fromTickMs: began.fromTickMs, toTickMs: null };
  intake.lastWallLeadMs = round.wallAtMs - round.tickMs - intake.sleptMs;
  const tickMs = sleptTickMs(intake, round.tickMs);
  noteClock(intake.clock, round, tickMs);
  const isGap = round.sequence !== intake.nextSequence;
  return isGap ? { fromTickMs: intake.coveredToTickMs, toTickMs: tickMs, cause: 'missing-data' } : null;
}

/** What a round in a tunnel does not measure; when the probe saw the tunnel it had been there for up to a round. */
function takeTunnel(intake: Intake, round: Round, { roundMs }: Method): TickStretch | null {
  const said = round.facts?.['defaultRoute'];
  const isNew = said === 'tunnel' && !intake.isTunnel;
  if (said !== undefined) intake.isTunnel = said === 'tunnel';
  if (!intake.isTunnel) return null;
  const tickMs = sleptTickMs(intake, round.tickMs);
  return { fromTickMs: isNew ? tickMs - roundMs : tickMs, toTickMs: tickMs + roundMs, cause: 'vpn' };
}

/** The tick with the time that the machine slept in its boot, in which ticks stand still. */
export function sleptTickMs(
  intake: Pick<Intake, 'sleptAtTickMs' | 'sleptBeforeMs' | 'sleptMs'>,
  tickMs: number,
): number {
  return tickMs + (tickMs < intake.sleptAtTickMs ? intake.sleptBeforeMs : intake.sleptMs);
}

function isInSleep({ sleep }: Intake, { sentTickMs }: Sample): boolean {
  if (!sleep || sentTickMs <= sleep.fromTickMs) return false;
  return sleep.toTickMs === null || sentTickMs < sleep.toTickMs;
}

function toCells(
  intake: Intake,
  sample: Sample,
  { key, isBare }: KnownTarget,
  segment: number,
  sequence: number,
): PendingCells {
  const { outcome, latencyUs, unreachableSender } = sample;
  const tickMs = sleptTickMs(intake, sample.sentTickMs);
  const details = isBare ? null : detailsOf(sample);
  return [tickMs, key, latencyUs ?? -1, outcome, unreachableSender, segment, sequence, details];
}

function whenTold(sample: Sample, roundTickMs: number): Sample {
  const tookMs = Math.ceil((sample.latencyUs ?? 0) / 1000);
  const toldTickMs = Math.max(sample.sentTickMs + tookMs, roundTickMs);
  const latencyUs = sample.latencyUs === null ? null : (toldTickMs - sample.sentTickMs) * 1000;
  return { ...sample, sentTickMs: toldTickMs, latencyUs };
}

function placeCells(intake: Intake, { tickMs, sequence, facts }: Round, segment: number): PendingCells {
  return [sleptTickMs(intake, tickMs), PLACE_KEY, 0, 'reply', null, segment, sequence, facts ?? null];
}

function detailsOf({ readings, facts }: Sample): SightDetails | null {
  for (const _ in readings) return { ...readings, ...facts };
  for (const _ in facts) return { ...facts };
  return null;
}

/** Takes what was sent up to that instant out of the intake, oldest first. */
export function takeSettled(intake: Intake, untilAtMs: number): Sight[] {
  const settled: PendingCells[] = [];
  const pending: PendingCells[] = [];
  for (const cells of intake.pending) (cells[0] + intake.offsetMs <= untilAtMs ? settled : pending).push(cells);
  intake.pending = pending;
  return toSights(settled, intake.offsetMs);
}
