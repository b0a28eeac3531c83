import type { Segment } from '../journal/segment.ts';
import type { Method } from '../method.ts';
import type { Round } from '../round.ts';
import { classOfOutcome, type Outcome, type OutcomeClass, type Sample, type UnreachableSender } from '../sample.ts';
import type { Continuity } from '../verdict/inputs.ts';
import { type BootClock, noteClock, noteReference, SAME_CLOCK_MS, startBootClock } from './boot-clock.ts';
import { PLACE_KEY, type Sight, type SightDetails, targetKey } from './observation.ts';
import { sightRole } from './target-health.ts';

/** A sample that a late reply may still replace: [tick, target, latency or −1, outcome, sender, segment, sequence, details]. */
export type PendingCells = [
  number,
  string,
  number,
  Outcome,
  UnreachableSender | null,
  number,
  number,
  SightDetails | null,
];

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
  const keys = sightKeys(method);
  for (const round of segment.rounds) {
    const gap = takeClock(intake, round);
    if (gap) stretches.push(gap);
    const tunnel = takeTunnel(intake, round, method);
    if (tunnel) stretches.push(tunnel);
    if (!intake.isTunnel) takeSamples(intake, attempts, { round, segment, keys });
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
  { round, segment, keys }: { round: Round; segment: Segment; keys: (string | null)[] },
): void {
  if (round.facts) noteAttempt(attempts, placeCells(intake, round, segment.number));
  for (const sample of round.samples) {
    const key = keys[sample.target] ?? null;
    if (key === null || isInSleep(intake, sample)) continue;
    if (key.startsWith('clock ')) takeReference(intake, sample, round);
    const placed = isSlow(key) ? whenTold(sample, round.tickMs) : sample;
    noteAttempt(attempts, toCells(intake, placed, key, segment.number, round.sequence));
  }
}

/** A time server at home spoke; what it said of a clock that jumped in this round is of the clock before. */
function takeReference({ clock }: Intake, { readings, latencyUs }: Sample, round: Round): void {
  const { offsetMs, errorMs } = readings;
  if (latencyUs === null || offsetMs === undefined || errorMs === undefined || round.clock === 'stepped') return;
  noteReference(clock, offsetMs, errorMs);
}

/** Names of a method's targets by position, null where a sample is only counted; made once, they are asked each sample. */
const knownKeys = new WeakMap<Method, (string | null)[]>();

function sightKeys(method: Method): (string | null)[] {
  const known = knownKeys.get(method);
  if (known) return known;
  const keys = method.targets.map((target) => (sightRole(target) ? targetKey(target) : null));
  knownKeys.set(method, keys);
  return keys;
}

/** What is not settled, and where in it an attempt (target and tick) stands. */
type Attempts = { pending: PendingCells[]; places: Map<string, Map<number, number>> };

function startAttempts(pending: PendingCells[]): Attempts {
  const attempts: Attempts = { pending: [], places: new Map() };
  for (const cells of pending) noteAttempt(attempts, cells);
  return attempts;
}

function noteAttempt({ pending, places }: Attempts, cells: PendingCells): void {
  const tickMs = cells[0];
  const key = cells[1];
  const ofTarget = places.get(key) ?? new Map<number, number>();
  const place = ofTarget.get(tickMs);
  if (place === undefined) {
    if (ofTarget.size === 0) places.set(key, ofTarget);
    ofTarget.set(tickMs, pending.length);
    pending.push(cells);
  } else if (isBetter(cells, pending[place])) pending[place] = cells;
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

function sleptTickMs(intake: Intake, tickMs: number): number {
  return tickMs + (tickMs < intake.sleptAtTickMs ? intake.sleptBeforeMs : intake.sleptMs);
}

function isInSleep({ sleep }: Intake, { sentTickMs }: Sample): boolean {
  if (!sleep || sentTickMs <= sleep.fromTickMs) return false;
  return sleep.toTickMs === null || sentTickMs < sleep.toTickMs;
}

function toCells(intake: Intake, sample: Sample, key: string, segment: number, sequence: number): PendingCells {
  const { outcome, latencyUs, unreachableSender } = sample;
  const tickMs = sleptTickMs(intake, sample.sentTickMs);
  return [tickMs, key, latencyUs ?? -1, outcome, unreachableSender, segment, sequence, detailsOf(sample, key)];
}

/**
 * What is asked of these takes up to half a minute, longer than anything waits to be settled: they are put where all of
 * the answer was there, in the round that tells it, and the time they took is counted from where they were sent.
 */
function isSlow(key: string): boolean {
  return key.startsWith('router ') || key.startsWith('snapshot ') || key.startsWith('sip ');
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

/** Far targets and gateways are asked each second: what they say beside the answer is not asked for. */
function detailsOf({ readings, facts }: Sample, key: string): SightDetails | null {
  if (key.startsWith('far ') || key.startsWith('gateway ')) return null;
  for (const _ in readings) return { ...readings, ...facts };
  for (const _ in facts) return { ...facts };
  return null;
}

/** An answer supersedes its loss, never the other way round. */
function isBetter(cells: PendingCells, known: PendingCells | undefined): boolean {
  return !known || RANK[classOfOutcome(cells[3])] > RANK[classOfOutcome(known[3])];
}

/** Which record of the same attempt holds: an answer above all; what turned out never to have been sent is no loss. */
const RANK: Record<OutcomeClass, number> = { answered: 2, 'not-measured': 1, lost: 0 };

/** Takes what was sent up to that instant out of the intake, oldest first. */
export function takeSettled(intake: Intake, untilAtMs: number): Sight[] {
  const isSettled = (cells: PendingCells) => cells[0] + intake.offsetMs <= untilAtMs;
  const sights = toSights(intake, intake.pending.filter(isSettled));
  intake.pending = intake.pending.filter((cells) => !isSettled(cells));
  return sights;
}

function toSights(intake: Intake, pending: PendingCells[]): Sight[] {
  const sorted = pending.toSorted((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  const parts = new Map<string, Pick<Sight, 'role' | 'family'>>();
  return sorted.map(([tickMs, target, latencyUs, outcome, sender, segment, sequence, details]) => {
    const { role, family } = parts.get(target) ?? partsOf(target);
    if (!parts.has(target)) parts.set(target, { role, family });
    return {
      atMs: tickMs + intake.offsetMs,
      role,
      family,
      target,
      outcome,
      outcomeClass: classOfOutcome(outcome),
      latencyUs: latencyUs < 0 ? null : latencyUs,
      sender,
      segment,
      sequence,
      answer: typeof details?.['answer'] === 'string' ? details['answer'] : null,
      details,
    };
  });
}

/** The key begins with role and family, see {@link targetKey}. */
function partsOf(target: string): Pick<Sight, 'role' | 'family'> {
  const [role, family] = target.split(' ', 2);
  return { role: role as Sight['role'], family: family === '6' ? 6 : 4 }; // written by targetKey
}
