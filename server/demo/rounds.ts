import type { Round, Unmeasured } from '../../rules/round.ts';
import type { Sample } from '../../rules/sample.ts';
import { type Attempt, attemptAt } from './attempts.ts';
import { type Resolution, ROUTER_TARGET, simulatedMethod } from './methods.ts';
import type { SimulatedRun, TruthEvent, World } from './truth.ts';

/** What is under way between two rounds of a run. */
export type RoundCarry = { sequence: number; pending: Attempt[] };

export type RoundPlace = {
  /** What witnesses say in the round. */
  spoken: Attempt[];
  fromAtMs: number;
  roundMs: number;
  resolution: Resolution;
  events: TruthEvent[];
  /** Full resolution follows: the last part of the round has its pace already, so that no hole lies at the change. */
  isLastCoarse: boolean;
};

/** Longer than the rules wait for late replies and than the pause between two coarse packets, together. */
const RUN_UP_MS = 45_000;

/** Those that are pinged; router and snapshots speak for themselves (witnesses.ts). */
const TARGETS: Record<Resolution, { spacingMs: number; phaseMs: number }[]> = {
  full: simulatedMethod('full').targets.slice(0, ROUTER_TARGET),
  coarse: simulatedMethod('coarse').targets.slice(0, ROUTER_TARGET),
};

/**
 * The round of a run that begins at `fromAtMs`: every sample whose outcome became final in it, in that order. `events`
 * may be narrowed to those that touch the round or the 10 s before it. Changes `carry`.
 */
export function simulateRound(world: World, run: SimulatedRun, at: RoundPlace, carry: RoundCarry): Round {
  const endAtMs = at.fromAtMs + at.roundMs;
  const attempts = carry.pending;
  const denseFromAtMs = at.isLastCoarse ? endAtMs - RUN_UP_MS : endAtMs;
  attemptRange(world, at.events, at.resolution, { fromAtMs: at.fromAtMs, toAtMs: denseFromAtMs }, attempts);
  attemptRange(world, at.events, 'full', { fromAtMs: denseFromAtMs, toAtMs: endAtMs }, attempts);
  attempts.push(...at.spoken);
  carry.pending = attempts.filter((attempt) => attempt.finalAtMs >= endAtMs);
  const finished = attempts.filter((attempt) => attempt.finalAtMs < endAtMs).sort((a, b) => a.finalAtMs - b.finalAtMs);
  return {
    sequence: carry.sequence++,
    tickMs: at.fromAtMs - run.bootedAtMs,
    wallAtMs: at.fromAtMs,
    clock: 'sync',
    syncAgeMs: at.fromAtMs % 1_024_000,
    unmeasured: unmeasuredIn(at.events, at.fromAtMs, endAtMs, run),
    samples: finished.map((attempt) => sampleOf(attempt, run)),
  };
}

function attemptRange(
  world: World,
  events: TruthEvent[],
  resolution: Resolution,
  { fromAtMs, toAtMs }: { fromAtMs: number; toAtMs: number },
  attempts: Attempt[],
): void {
  for (const [target, { spacingMs, phaseMs }] of TARGETS[resolution].entries()) {
    for (let dueAtMs = firstDueAtMs(fromAtMs, spacingMs, phaseMs); dueAtMs < toAtMs; dueAtMs += spacingMs) {
      const attempt = attemptAt(world, events, target, dueAtMs);
      if (attempt) attempts.push(attempt);
    }
  }
}

/** Slots lie on one grid of UTC, so a round that begins anywhere keeps to it. */
function firstDueAtMs(fromAtMs: number, spacingMs: number, phaseMs: number): number {
  return fromAtMs + ((((phaseMs - fromAtMs) % spacingMs) + spacingMs) % spacingMs);
}

function sampleOf(attempt: Attempt, run: SimulatedRun): Sample {
  const { target, sentAtMs, latencyUs, isUnreachableFromGateway } = attempt;
  return {
    target,
    sentTickMs: sentAtMs - run.bootedAtMs,
    outcome: outcomeOf(attempt),
    latencyUs,
    unreachableSender: isUnreachableFromGateway ? 'gateway' : null,
    readings: attempt.readings ?? {},
    facts: attempt.facts ?? {},
  };
}

function outcomeOf({ latencyUs, isUnreachableFromGateway }: Attempt): Sample['outcome'] {
  if (latencyUs !== null) return 'reply';
  return isUnreachableFromGateway ? 'unreachable-from' : 'timeout';
}

function unmeasuredIn(events: TruthEvent[], fromAtMs: number, toAtMs: number, run: SimulatedRun): Unmeasured[] {
  return events.flatMap((event) =>
    event.kind === 'unmeasured' && event.fromAtMs < toAtMs && event.toAtMs > fromAtMs
      ? {
          fromTickMs: Math.max(event.fromAtMs, fromAtMs) - run.bootedAtMs,
          toTickMs: Math.min(event.toAtMs, toAtMs) - run.bootedAtMs,
          cause: event.cause,
        }
      : [],
  );
}
