import type { Method } from '../../method.ts';
import type { Round } from '../../round.ts';
import type { Sample } from '../../sample.ts';
import type { Segment } from '../segment.ts';

/**
 * Losses of far targets and the replies beside them, in the order of sending, straight from the rounds: what outages are
 * held against without the rules that found them. Bounded: of a line that loses more than it can hold only the begin.
 */
export type BoundsLog = { entries: LoggedSample[]; isFull: boolean };

export type LoggedSample = {
  probe: string;
  segment: number;
  sequence: number;
  /** Its address. */
  target: string;
  isLost: boolean;
  /** Sent, as the wall clock of its round has it; null where that was not synchronised. */
  wallAtMs: number | null;
};
type Seen = LoggedSample & { tickMs: number };

const MOST_ENTRIES = 1_000_000;
/** An outcome stands at most so long after its sample, and was sent so long before the round at most. */
const ORDER_MS = 60_000;
/** What the rules leave out (of a family that has no route, say) may stand between a bound and its neighbour. */
const NEAR = 4;

export type BoundsTaker = { take: (segment: Segment, method: Method) => void; end: () => BoundsLog };

/** Takes every segment, in order. Those in which nothing is lost cost next to nothing. */
export function openBoundsLog(): BoundsTaker {
  const log: BoundsLog = { entries: [], isFull: false };
  /** Not logged yet: the last one without losses, and what may still be out of order. */
  let quiet: { segment: Segment; method: Method } | null = null;
  let seen: Seen[] = [];
  let bootId = '';
  let wasLossy = false;

  function flush(beforeTickMs: number): void {
    const sorted = seen.toSorted((a, b) => a.tickMs - b.tickMs || (a.target < b.target ? -1 : 1));
    const due = sorted.filter(({ tickMs }) => tickMs < beforeTickMs);
    seen = sorted.slice(due.length);
    logTelling(log, withoutAnswered(due), seen[0] ?? null);
  }

  return {
    take: (segment, method) => {
      if (log.isFull || segment.rounds.length === 0) return;
      if (bootId !== segment.bootId) {
        flush(Number.POSITIVE_INFINITY);
        quiet = null;
      }
      bootId = segment.bootId;
      const far = farOf(segment, method);
      if (far === 'not-asked') return;
      const isLossy = far === 'lossy';
      if (isLossy && quiet) seen.push(...farSamples(quiet.segment, quiet.method));
      if (isLossy || wasLossy) seen.push(...farSamples(segment, method));
      quiet = isLossy || wasLossy ? null : { segment, method };
      wasLossy = isLossy;
      const newestTickMs = segment.rounds.at(-1)?.tickMs ?? 0;
      if (seen.length > 0) flush(newestTickMs - ORDER_MS);
    },
    end: () => {
      flush(Number.POSITIVE_INFINITY);
      return log;
    },
  };
}

/** What became of the far targets. Of a line that is asked seldom many segments say nothing of them. */
function farOf({ rounds }: Segment, method: Method): 'not-asked' | 'lossy' | 'answered' {
  const isFar = farTargets(method);
  let isAsked = false;
  for (const { samples } of rounds) {
    for (const sample of samples) {
      if (!isFar[sample.target]) continue;
      if (isLost(sample)) return 'lossy';
      isAsked = true;
    }
  }
  return isAsked ? 'answered' : 'not-asked';
}

/** By position; asked each sample. */
const knownFar = new WeakMap<Method, boolean[]>();

function farTargets(method: Method): boolean[] {
  const known = knownFar.get(method) ?? method.targets.map(({ role }) => role === 'far');
  knownFar.set(method, known);
  return known;
}

function isLost({ outcome }: Sample): boolean {
  return outcome === 'timeout' || outcome === 'unreachable-from';
}

function farSamples(segment: Segment, method: Method): Seen[] {
  return segment.rounds.flatMap((round) =>
    round.samples.flatMap((sample) => {
      const target = method.targets[sample.target];
      const isMeasured = isLost(sample) || sample.latencyUs !== null;
      return target?.role === 'far' && isMeasured ? [seenOf(segment, round, sample, target.address)] : [];
    }),
  );
}

function seenOf({ probe, number }: Segment, round: Round, sample: Sample, target: string): Seen {
  const { sequence, clock, wallAtMs, tickMs } = round;
  return {
    probe,
    segment: number,
    sequence,
    target,
    isLost: isLost(sample),
    wallAtMs: clock === 'sync' ? wallAtMs + sample.sentTickMs - tickMs : null,
    tickMs: sample.sentTickMs,
  };
}

/** A loss that was answered after all is none: the same attempt (target and tick) stands twice. */
function withoutAnswered(sorted: Seen[]): Seen[] {
  const isSame = (a: Seen | undefined, b: Seen) => a?.tickMs === b.tickMs && a.target === b.target;
  return sorted.filter((one, at) => {
    if (!one.isLost) return true;
    const others = [sorted[at - 1], sorted[at + 1]];
    return !others.some((other) => isSame(other, one) && other?.isLost === false);
  });
}

/** Losses, and the replies that stand within so many places of one. */
function logTelling(log: BoundsLog, due: Seen[], next: Seen | null): void {
  const isLostAt = [...due, next].map((one) => one?.isLost === true);
  for (const [at, { tickMs: _, ...one }] of due.entries()) {
    const isNear = isLostAt.slice(Math.max(0, at - NEAR), at + NEAR + 1).includes(true);
    if (!isNear && at >= NEAR) continue;
    if (log.entries.length < MOST_ENTRIES) log.entries.push(one);
    else log.isFull = true;
  }
}
