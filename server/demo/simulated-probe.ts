import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { type ClosedBy, closeSegment, formatSegmentHeader } from '../../rules/journal/segment.ts';
import type { SignText } from '../../rules/journal/signed-text.ts';
import { formatMethod } from '../../rules/method.ts';
import { formatRound } from '../../rules/round.ts';
import { type Resolution, SEGMENT_MS, simulatedMethod } from './methods.ts';
import type { Plan } from './plan.ts';
import { type RoundCarry, simulateRound } from './rounds.ts';
import { spokenIn } from './witnesses.ts';

/** Where the simulated probe is in its story; plain JSON, so that a later process can go on. */
export type ProbePosition = {
  /** Where the next segment begins. */
  atMs: number;
  number: number;
  previousSha256: string;
  /** Of the last receipt that it had when the next segment began; set by whoever uploads. */
  challenge: string | null;
  runIndex: number;
  carry: RoundCarry;
};

export type SimulatedSegment = { number: number; text: string; sha256: string; resolution: Resolution; toAtMs: number };

export type ProbeIdentity = { id: string; sign: SignText; sha256: (text: string) => string };

export const METHOD_TEXTS: Record<Resolution, string> = {
  full: formatMethod(simulatedMethod('full')),
  coarse: formatMethod(simulatedMethod('coarse')),
};

/** Rounds begin on this grid in either resolution. */
const ROUND_GRID_MS = 5000;

export function startPosition(plan: Plan): ProbePosition {
  return {
    atMs: plan.world.fromAtMs,
    number: 1,
    previousSha256: NO_PREVIOUS_SHA256,
    challenge: null,
    runIndex: 0,
    carry: { sequence: 0, pending: [] },
  };
}

/**
 * The next segment that is complete by `untilAtMs`; `null` when there is none yet. Moves `position`. A segment ends at
 * its time, or where the probe was switched off.
 */
export function nextSegment(
  plan: Plan,
  probe: ProbeIdentity,
  position: ProbePosition,
  untilAtMs: number,
): SimulatedSegment | null {
  const run = plan.runs[position.runIndex];
  if (!run) throw new Error('bug: the simulated probe is in a run that is not in its story');
  const resolution = plan.resolutionAt(position.atMs);
  const roundMs = resolution === 'full' ? ROUND_GRID_MS : SEGMENT_MS.coarse;
  const lengthMs = SEGMENT_MS[resolution];
  const fullEndAtMs = Math.floor(position.atMs / lengthMs) * lengthMs + lengthMs;
  const endAtMs = Math.min(fullEndAtMs, floorTo(run.toAtMs ?? Number.POSITIVE_INFINITY, roundMs));
  const runEnds = endAtMs < fullEndAtMs || run.toAtMs === endAtMs;
  if (endAtMs > untilAtMs) return null;
  if (endAtMs <= position.atMs) {
    enterNextRun(plan, position);
    return nextSegment(plan, probe, position, untilAtMs);
  }
  const closedBy = closedByOf(runEnds, run.endsInOrder);
  const fromAtMs = position.atMs;
  const segment = writeSegment(plan, probe, position, { fromAtMs, endAtMs, roundMs, resolution, closedBy });
  position.atMs = endAtMs;
  if (runEnds) enterNextRun(plan, position);
  return segment;
}

type Stretch = { fromAtMs: number; endAtMs: number; roundMs: number; resolution: Resolution; closedBy: ClosedBy };

function writeSegment(plan: Plan, probe: ProbeIdentity, position: ProbePosition, stretch: Stretch): SimulatedSegment {
  const run = plan.runs[position.runIndex];
  if (!run) throw new Error('bug: the simulated probe is in a run that is not in its story');
  const methodSha256 = probe.sha256(METHOD_TEXTS[stretch.resolution]);
  let openText = formatSegmentHeader({
    probe: probe.id,
    number: position.number,
    previousSha256: position.previousSha256,
    runId: run.runId,
    bootId: run.bootId,
    challenge: position.challenge,
    methodSha256,
    configSha256: probe.sha256('simulated\n'),
    missing: null,
    resumesSha256: null,
  });
  let roundCount = 0;
  for (let fromAtMs = stretch.fromAtMs; fromAtMs < stretch.endAtMs; fromAtMs += stretch.roundMs) {
    const { roundMs, resolution } = stretch;
    const isLastCoarse = resolution === 'coarse' && plan.resolutionAt(stretch.endAtMs) === 'full';
    const spoken = spokenIn(plan, resolution, fromAtMs, fromAtMs + roundMs);
    const at = { fromAtMs, roundMs, resolution, events: plan.eventsAt(fromAtMs), isLastCoarse, spoken };
    openText += `${formatRound(simulateRound(plan.world, run, at, position.carry))}\n`;
    roundCount++;
  }
  const text = closeSegment(openText, stretch.closedBy, roundCount, probe.sign);
  const sha256 = probe.sha256(text);
  const { number } = position;
  position.previousSha256 = sha256;
  position.number++;
  return { number, text, sha256, resolution: stretch.resolution, toAtMs: stretch.endAtMs };
}

function closedByOf(runEnds: boolean, endsInOrder: boolean): ClosedBy {
  if (!runEnds) return 'interval';
  return endsInOrder ? 'shutdown' : 'recovery';
}

function enterNextRun(plan: Plan, position: ProbePosition): void {
  position.runIndex++;
  position.carry = { sequence: 0, pending: [] };
  const run = plan.runs[position.runIndex];
  if (run) position.atMs = Math.ceil(run.fromAtMs / ROUND_GRID_MS) * ROUND_GRID_MS;
}

function floorTo(value: number, unit: number): number {
  return Math.floor(value / unit) * unit;
}
