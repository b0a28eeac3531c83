import { NO_PREVIOUS_SHA256 } from '../ids.ts';
import type { Segment } from '../journal/segment.ts';
import type { Method, Target } from '../method.ts';
import type { ClockState, Round, Unmeasured } from '../round.ts';
import { LATE_AFTER_US, type Sample } from '../sample.ts';

/**
 * A line that is made up, for tests and benches: which sample comes to what is asked of a function, and the rounds and
 * segments are those that a probe would have written, each sample in the round in which its outcome became final.
 */
export type SimulatedLine = {
  method: Method;
  bootId?: string;
  runId?: string;
  firstNumber?: number;
  firstSequence?: number;
  firstTickMs?: number;
  roundCount: number;
  roundsPerSegment?: number;
  /** Answer after so many µs (more than 2 s: late), or why there was none, with what it said; null = not tried. */
  answer: (target: Target, sentTickMs: number, index: number) => number | SimulatedLoss | SimulatedAnswer | null;
  /** Attempts beside the grid: closer together while the line is down, and at the moments of an outage. */
  outOfTurn?: readonly OutOfTurn[];
  /** Facts of the round that begins at a tick; as in a probe, they stand only where they changed. */
  facts?: (tickMs: number) => Record<string, string>;
  /** Wall clock at a tick. */
  wallAtMs?: (tickMs: number) => number;
  clock?: (tickMs: number) => ClockState;
  /** Changes of a finished round: declared stretches, measured offsets. */
  edit?: (round: Round) => Round;
  unmeasured?: Unmeasured[];
};
export type SimulatedLoss = Pick<Sample, 'outcome' | 'unreachableSender'>;
/** An answer that says something, or a loss of which more is known: details of a sample. */
export type SimulatedAnswer = {
  came: number | SimulatedLoss;
  /** When the outcome is written, if not as soon as it is known (a check that waits for several answers). */
  finalAfterMs?: number;
  readings?: Record<string, number>;
  facts?: Record<string, string>;
};
export type OutOfTurn = { target: number; sentTickMs: number };

export const LOST: SimulatedLoss = { outcome: 'timeout', unreachableSender: null };
export const NO_ROUTE: SimulatedLoss = { outcome: 'no-route', unreachableSender: null };

const START_AT_MS = 1_795_305_600_000;

/** Five far targets per family on the grid of one second, a gateway each second, two resolvers. */
export function simulatedMethod({ families = [4] as (4 | 6)[], gateway = true, resolvers = false } = {}): Method {
  const far = families.flatMap((family) =>
    ['isp', 'cloudflare', 'quad9', 'google', 'example'].map(
      (network, index): Target => ({
        kind: 'ping',
        backEnd: 'fping',
        role: 'far',
        family,
        address: family === 4 ? `192.0.2.${index + 1}` : `2001:db8::${index + 1}`,
        network,
        spacingMs: 5000,
        phaseMs: index * 1000 + (family === 6 ? 500 : 0),
      }),
    ),
  );
  const router: Target = { ...base('ping', 'gateway', '192.168.178.1'), spacingMs: 1000, phaseMs: 300 };
  const resolver = (role: 'isp-resolver' | 'public-resolver', address: string, phaseMs: number): Target => ({
    ...base('dns', role, address),
    spacingMs: 30_000,
    phaseMs,
  });
  return {
    format: 'linewitness-method/1',
    software: 'linewitness 0.1.0',
    simulated: true,
    roundMs: 5000,
    lateAfterMs: 2000,
    listenMs: 10_000,
    targets: [
      ...far,
      ...(gateway ? [router] : []),
      ...(resolvers
        ? [resolver('isp-resolver', '192.0.2.53', 700), resolver('public-resolver', '198.51.100.53', 1700)]
        : []),
    ],
  };
}

function base(kind: string, role: Target['role'], address: string): Omit<Target, 'spacingMs' | 'phaseMs'> {
  return { kind, backEnd: kind === 'dns' ? 'dns' : 'fping', role, family: 4, address, network: role };
}

/** The segments, in order. */
export function simulateLine(line: SimulatedLine): Segment[] {
  const rounds = simulateRounds(line);
  const perSegment = line.roundsPerSegment ?? 12;
  const segments: Segment[] = [];
  for (let at = 0; at < rounds.length; at += perSegment) {
    segments.push({
      probe: '0'.repeat(32),
      number: (line.firstNumber ?? 1) + segments.length,
      previousSha256: NO_PREVIOUS_SHA256,
      runId: line.runId ?? '00000000000000a1',
      bootId: line.bootId ?? 'b'.repeat(32),
      challenge: null,
      methodSha256: 'e'.repeat(64),
      configSha256: 'f'.repeat(64),
      missing: null,
      resumesSha256: null,
      closedBy: 'interval',
      rounds: rounds.slice(at, at + perSegment),
    });
  }
  return segments;
}

function simulateRounds(line: SimulatedLine): Round[] {
  const firstTickMs = line.firstTickMs ?? 1_000_000;
  const { roundMs } = line.method;
  const rounds: Round[] = [];
  for (let index = 0; index < line.roundCount; index += 1) {
    const tickMs = firstTickMs + index * roundMs;
    rounds.push({
      sequence: (line.firstSequence ?? 0) + index,
      tickMs,
      wallAtMs: line.wallAtMs?.(tickMs) ?? START_AT_MS + tickMs,
      clock: line.clock?.(tickMs) ?? 'sync',
      syncAgeMs: null,
      unmeasured: (line.unmeasured ?? []).filter((u) => u.toTickMs > tickMs && u.toTickMs <= tickMs + roundMs),
      samples: [],
    });
  }
  for (const [index, target] of line.method.targets.entries()) {
    for (let tick = firstTickMs + target.phaseMs; tick < firstTickMs + line.roundCount * roundMs; ) {
      placeSample(line, rounds, target, index, tick);
      tick += target.spacingMs;
    }
  }
  for (const { target, sentTickMs } of line.outOfTurn ?? []) {
    const asked = line.method.targets[target];
    if (asked) placeSample(line, rounds, asked, target, sentTickMs);
  }
  if (line.facts) noteFacts(rounds, line.facts);
  return line.edit ? rounds.map(line.edit) : rounds;
}

function noteFacts(rounds: Round[], factsAt: (tickMs: number) => Record<string, string>): void {
  let known = '';
  for (const round of rounds) {
    const facts = factsAt(round.tickMs);
    const told = JSON.stringify(facts);
    if (told !== known) round.facts = facts;
    known = told;
  }
}

function placeSample(line: SimulatedLine, rounds: Round[], target: Target, index: number, sentTickMs: number): void {
  const said = line.answer(target, sentTickMs, index);
  if (said === null) return;
  const { came, finalAfterMs, readings = {}, facts = {} } = isDetailed(said) ? said : { came: said };
  const put = (afterMs: number, rest: Pick<Sample, 'outcome' | 'latencyUs' | 'unreachableSender'>) => {
    const finalTickMs = sentTickMs + afterMs;
    const round = rounds[Math.floor((finalTickMs - (rounds[0]?.tickMs ?? 0)) / line.method.roundMs)];
    round?.samples.push({ target: index, sentTickMs, readings, facts, ...rest });
  };
  if (typeof came !== 'number') {
    put(finalAfterMs ?? (came.outcome === 'timeout' ? 2000 : 50), { latencyUs: null, ...came });
    return;
  }
  const isLate = came > LATE_AFTER_US;
  if (isLate && finalAfterMs === undefined) put(2000, { latencyUs: null, ...LOST });
  put(finalAfterMs ?? came / 1000, {
    outcome: isLate ? 'late' : 'reply',
    latencyUs: Math.round(came),
    unreachableSender: null,
  });
}

function isDetailed(said: number | SimulatedLoss | SimulatedAnswer): said is SimulatedAnswer {
  return typeof said === 'object' && 'came' in said;
}
