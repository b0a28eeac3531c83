import type { Method, Target } from '../rules/method.ts';
import { classOfOutcome, type Sample } from '../rules/sample.ts';

/** What one more sample of a far target meant. */
export type LiveStep = { isChange: boolean; endsSilence: boolean };

/** A quick guess at the state of each family and of the line, sample by sample; see `live-state.ts`. */
export type LiveLine = {
  /** Samples in about the order in which they became final; those of other roles than far and gateway change nothing. */
  note(sample: Sample, method: Method): LiveStep;
  isFamilyDown(family: Target['family']): boolean;
  /** One family is down while the other carries the line. */
  isHalfDown(): boolean;
  /** Down when every family that ever worked is. */
  state(): 'unknown' | 'up' | 'down';
  /** Down, or nobody has answered since the start although they were asked for a while. */
  isSilent(): boolean;
};

/** So many losses in a row begin an outage, by themselves or with another witness (decisions.md 2). */
const LOSSES_ALONE = 5;
const LOSSES_WITNESSED = 3;
/** So many targets must have answered: before anything is said at all, and for an outage to end. */
const TARGETS_ANSWERED = 2;
/**
 * Losses kept; more would not change anything. As many from the start on are a silence: by then the runner has tried
 * another way to ask.
 */
const LOSSES_KEPT = 20;

type FamilyState = {
  state: 'unknown' | 'up' | 'down';
  /** Sent tick of the youngest answered sample. */
  lastGoodTickMs: number;
  /** Losses sent after that, oldest first. */
  losses: { target: number; sentTickMs: number; isWitnessed: boolean }[];
  /** Targets that answered since the outage (or the start). */
  answeredTargets: Set<number>;
};

const NOTHING: LiveStep = { isChange: false, endsSilence: false };

export function startLiveLine(): LiveLine {
  const families = new Map<Target['family'], FamilyState>();
  let gatewayGood = new Map<number, boolean>();
  let lastMethod: Method | null = null;

  function familyState(family: Target['family']): FamilyState {
    const known = families.get(family);
    if (known) return known;
    const fresh: FamilyState = { state: 'unknown', lastGoodTickMs: -1, losses: [], answeredTargets: new Set() };
    families.set(family, fresh);
    return fresh;
  }

  return {
    note: (sample, method) => {
      if (method !== lastMethod) {
        // Positions in the method's list are the numbers of targets: another method has others.
        gatewayGood = new Map();
        // a family that is not asked any more is neither up nor down
        const asked = new Set(method.targets.filter(({ role }) => role === 'far').map(({ family }) => family));
        for (const family of families.keys()) if (!asked.has(family)) families.delete(family);
      }
      lastMethod = method;
      const target = method.targets[sample.target];
      if (target?.role === 'gateway') noteGateway(gatewayGood, sample);
      if (target?.role !== 'far') return NOTHING;
      const isGatewayDead = gatewayGood.size > 0 && [...gatewayGood.values()].every((isGood) => !isGood);
      return noteFarSample(familyState(target.family), sample, isGatewayDead);
    },
    isFamilyDown: (family) => families.get(family)?.state === 'down',
    isHalfDown: () => stateOf(families) === 'up' && [...families.values()].some(({ state }) => state === 'down'),
    state: () => stateOf(families),
    isSilent: () => {
      const state = stateOf(families);
      if (state !== 'unknown') return state === 'down';
      const all = [...families.values()];
      return all.some(({ losses }) => losses.length >= LOSSES_KEPT) && all.every((family) => family.lastGoodTickMs < 0);
    },
  };
}

/** One that never answered says nothing. */
function noteGateway(gatewayGood: Map<number, boolean>, { target, outcome }: Sample): void {
  const outcomeClass = classOfOutcome(outcome);
  if (outcomeClass === 'answered') gatewayGood.set(target, true);
  else if (outcomeClass === 'lost' && gatewayGood.has(target)) gatewayGood.set(target, false);
}

function noteFarSample(family: FamilyState, sample: Sample, isGatewayDead: boolean): LiveStep {
  switch (classOfOutcome(sample.outcome)) {
    case 'answered':
      return noteAnswer(family, sample);
    case 'lost':
      return { isChange: noteLoss(family, sample, isGatewayDead), endsSilence: false };
    case 'not-measured':
      forgetLoss(family, sample);
      return NOTHING;
  }
}

/** An answer takes back every loss up to it; a late one arrives out of order. */
function noteAnswer(family: FamilyState, sample: Sample): LiveStep {
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

function stateOf(families: Map<Target['family'], FamilyState>): 'unknown' | 'up' | 'down' {
  const known = [...families.values()].filter(({ state }) => state !== 'unknown');
  if (known.length === 0) return 'unknown';
  return known.every(({ state }) => state === 'down') ? 'down' : 'up';
}
