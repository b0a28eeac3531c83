import type { Method } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';
import { classOfOutcome, type Sample } from '../rules/sample.ts';
import { startLiveTrouble } from './live-trouble.ts';

/** What one more round means for the recorder. */
export type LiveChange = {
  /** An outage or other trouble began or ended, or the first contact was made: close the segment now, and flush. */
  closeSegment: boolean;
  /** This round holds the first answer of a far target after a silence (or at all): time to send. */
  firstGoodAfterSilence: boolean;
  state: 'unknown' | 'up' | 'down';
};

export type LiveState = {
  /** To be called once for each round, in order. */
  note(round: Round, method: Method): LiveChange;
};

/** So many losses in a row begin an outage, by themselves or with another witness (decisions.md 2). */
const LOSSES_ALONE = 5;
const LOSSES_WITNESSED = 3;
/** So many targets must have answered: before anything is said at all, and for an outage to end. */
const TARGETS_ANSWERED = 2;
/** Losses kept; more would not change anything. */
const LOSSES_KEPT = 20;

type FamilyState = {
  state: LiveChange['state'];
  /** Sent tick of the youngest answered sample. */
  lastGoodTickMs: number;
  /** Losses sent after that, oldest first. */
  losses: { target: number; sentTickMs: number; isWitnessed: boolean }[];
  /** Targets that answered since the outage (or the start). */
  answeredTargets: Set<number>;
};

/**
 * A quick guess at what the rules will say, only to decide when a segment is worth closing and sending: the server alone
 * derives outages. A guess too many costs a small segment.
 */
export function startLiveState(): LiveState {
  const families = new Map<number, FamilyState>();
  const lastGatewayGood = new Map<number, boolean>();
  const trouble = startLiveTrouble();

  function familyState(family: number): FamilyState {
    const known = families.get(family);
    if (known) return known;
    const fresh: FamilyState = { state: 'unknown', lastGoodTickMs: -1, losses: [], answeredTargets: new Set() };
    families.set(family, fresh);
    return fresh;
  }

  return {
    note(round, method) {
      let closeSegment = false;
      let firstGoodAfterSilence = false;
      noteGateways(round, method, lastGatewayGood);
      const isGatewayDead = lastGatewayGood.size > 0 && [...lastGatewayGood.values()].every((isGood) => !isGood);
      const samples = [...round.samples].sort((a, b) => a.sentTickMs - b.sentTickMs);
      for (const sample of samples) {
        const target = method.targets[sample.target];
        if (target?.role !== 'far') continue;
        const family = familyState(target.family);
        const step = noteFarSample(family, sample, isGatewayDead);
        closeSegment ||= step.isChange;
        firstGoodAfterSilence ||= step.endsSilence;
      }
      const isDown = (family: number) => families.get(family)?.state === 'down';
      if (trouble.note(samples, method, isDown)) closeSegment = true;
      return { closeSegment, firstGoodAfterSilence, state: stateOf(families) };
    },
  };
}

function noteGateways(round: Round, method: Method, lastGatewayGood: Map<number, boolean>): void {
  for (const sample of round.samples) {
    if (method.targets[sample.target]?.role !== 'gateway') continue;
    const outcomeClass = classOfOutcome(sample.outcome);
    // One that never answered says nothing.
    if (outcomeClass === 'answered') lastGatewayGood.set(sample.target, true);
    else if (outcomeClass === 'lost' && lastGatewayGood.has(sample.target)) lastGatewayGood.set(sample.target, false);
  }
}

function noteFarSample(
  family: FamilyState,
  sample: Sample,
  isGatewayDead: boolean,
): { isChange: boolean; endsSilence: boolean } {
  switch (classOfOutcome(sample.outcome)) {
    case 'answered':
      return noteAnswer(family, sample);
    case 'lost':
      return { isChange: noteLoss(family, sample, isGatewayDead), endsSilence: false };
    case 'not-measured':
      forgetLoss(family, sample);
      return { isChange: false, endsSilence: false };
  }
}

/** An answer takes back every loss up to it; a late one arrives out of order. */
function noteAnswer(family: FamilyState, sample: Sample): { isChange: boolean; endsSilence: boolean } {
  const endsSilence = family.lastGoodTickMs < 0 || family.losses.length >= LOSSES_WITNESSED;
  family.lastGoodTickMs = Math.max(family.lastGoodTickMs, sample.sentTickMs);
  family.losses = family.losses.filter(({ sentTickMs }) => sentTickMs > sample.sentTickMs);
  if (family.state === 'up') return { isChange: false, endsSilence };
  family.answeredTargets.add(sample.target);
  if (family.answeredTargets.size < TARGETS_ANSWERED) return { isChange: false, endsSilence };
  family.state = 'up';
  return { isChange: true, endsSilence };
}

function noteLoss(family: FamilyState, sample: Sample, isGatewayDead: boolean): boolean {
  if (sample.sentTickMs <= family.lastGoodTickMs) return false;
  family.losses.push({
    target: sample.target,
    sentTickMs: sample.sentTickMs,
    isWitnessed: isGatewayDead || sample.outcome === 'unreachable-from',
  });
  if (family.losses.length > LOSSES_KEPT) family.losses.shift();
  const needed = family.losses.some(({ isWitnessed }) => isWitnessed) ? LOSSES_WITNESSED : LOSSES_ALONE;
  if (family.losses.length < needed) return false;
  family.answeredTargets.clear();
  if (family.state !== 'up') return false;
  family.state = 'down';
  return true;
}

/** Proof that a "loss" was never sent. */
function forgetLoss(family: FamilyState, sample: Sample): void {
  family.losses = family.losses.filter(
    ({ target, sentTickMs }) => target !== sample.target || sentTickMs !== sample.sentTickMs,
  );
}

/** The line is down when every family that ever worked is. */
function stateOf(families: Map<number, FamilyState>): LiveChange['state'] {
  const known = [...families.values()].filter(({ state }) => state !== 'unknown');
  if (known.length === 0) return 'unknown';
  return known.every(({ state }) => state === 'down') ? 'down' : 'up';
}
