import type { Inputs, Reach } from './inputs.ts';
import type { Side, State, Verdict } from './verdict.ts';

/** One row: when it fits, what is said. `cause` only where the state is `unknown`. */
export type Row = {
  when: (inputs: Inputs) => boolean;
  verdict: string;
  side: Side;
  counts: boolean;
  state: State;
  cause?: (inputs: Inputs) => string;
};

const isMost = (reach: Reach) => reach === 'all' || reach === 'most';
const isSilent = (reach: Reach) => reach === 'none' || reach === 'na';
/** Nothing from outside: no family answers, and at least one that used to is being asked. */
const lineSilent = ({ farV4, farV6 }: Inputs) =>
  isSilent(farV4) && isSilent(farV6) && (farV4 === 'none' || farV6 === 'none');
/** Most answer: in each family that is there, and there is one. */
const lineAnswers = ({ farV4, farV6 }: Inputs) =>
  (farV4 === 'na' || isMost(farV4)) && (farV6 === 'na' || isMost(farV6)) && !(farV4 === 'na' && farV6 === 'na');
const anyAnswers = ({ farV4, farV6 }: Inputs) => !isSilent(farV4) || !isSilent(farV6);
const wasMeasured = ({ continuity }: Inputs) => continuity === 'ok';

/**
 * First match wins; in every tie less outage. The rows are in the order of the reference (§5, its numbers in brackets);
 * the rows that need the router, the first hop, telephony, mail or quality go between them.
 */
export const DECISION_TABLE: readonly Row[] = [
  // The probe's own side comes first: what it could not see, it does not judge.
  {
    when: (i) => i.continuity === 'first-contact',
    verdict: 'unknown',
    side: 'unknown',
    counts: false,
    state: 'unknown',
    cause: () => 'first-contact',
  },
  /* [2] */ {
    when: (i) => i.lan === 'down' || i.continuity === 'no-network',
    verdict: 'probe-lan-fault',
    side: 'home',
    counts: false,
    state: 'unknown',
    cause: () => 'no-network',
  },
  /* [1] */ {
    when: (i) => i.continuity !== 'ok' && i.continuity !== 'na',
    verdict: 'not-measured',
    side: 'unknown',
    counts: false,
    state: 'unknown',
    cause: (i) => i.continuity,
  },
  /* [4] */ {
    when: (i) => i.gateway === 'fail' && lineSilent(i),
    verdict: 'router-or-lan-fault',
    side: 'home',
    counts: false,
    state: 'unknown',
    cause: () => 'router-or-lan-fault',
  },
  // [5] a failing gateway that others answer through is no witness: the rows below do not ask it.
  // [12] without a gateway that answers, nobody can tell the house from the access: side unknown (decision 7a).
  {
    when: (i) => wasMeasured(i) && lineSilent(i) && i.gateway === 'ok',
    verdict: 'line-or-isp-down-unlocalised',
    side: 'access',
    counts: true,
    state: 'down',
  },
  {
    when: (i) => wasMeasured(i) && lineSilent(i),
    verdict: 'line-or-isp-down-unlocalised',
    side: 'unknown',
    counts: true,
    state: 'down',
  },
  /* [13] */ {
    when: (i) => i.farV4 === 'none' && isMost(i.farV6),
    verdict: 'ipv4-only-down',
    side: 'provider',
    counts: false,
    state: 'degraded',
  },
  /* [14] */ {
    when: (i) => i.farV6 === 'none' && isMost(i.farV4),
    verdict: 'ipv6-only-down',
    side: 'provider',
    counts: false,
    state: 'degraded',
  },
  /* [15] */ {
    when: (i) => lineAnswers(i) && i.ispResolver === 'fail' && i.publicResolvers === 'some',
    verdict: 'dns-isp-only',
    side: 'provider',
    counts: false,
    state: 'degraded',
  },
  {
    when: (i) => lineAnswers(i) && i.ispResolver === 'fail' && i.publicResolvers === 'none',
    verdict: 'dns-all',
    side: 'unknown',
    counts: false,
    state: 'degraded',
  },
  {
    when: (i) => lineAnswers(i) && i.ispResolver === 'wrong',
    verdict: 'dns-tampered',
    side: 'provider',
    counts: false,
    state: 'degraded',
  },
  /* [17] */ {
    when: (i) => anyAnswers(i) && i.silentNetworks === 1,
    verdict: 'remote-target-only',
    side: 'remote',
    counts: false,
    state: 'up',
  },
  {
    when: (i) => anyAnswers(i) && typeof i.silentNetworks === 'number' && i.silentNetworks > 1,
    verdict: 'partial-reachability',
    side: 'unknown',
    counts: false,
    state: 'degraded',
  },
  {
    when: (i) => anyAnswers(i) && !lineAnswers(i),
    verdict: 'partial-reachability',
    side: 'unknown',
    counts: false,
    state: 'degraded',
  },
  /* [20] */ { when: lineAnswers, verdict: 'ok', side: 'unknown', counts: false, state: 'up' },
  /* [21] */ {
    when: () => true,
    verdict: 'unknown',
    side: 'unknown',
    counts: false,
    state: 'unknown',
    cause: () => 'no-samples',
  },
];

/** The verdict for one interval. */
export function decide(inputs: Inputs): Verdict {
  const row = DECISION_TABLE.find(({ when }) => when(inputs));
  if (!row) throw new Error('bug: the decision table has no last row');
  return {
    name: row.verdict,
    side: row.side,
    state: row.state,
    counts: row.counts,
    cause: row.cause?.(inputs) ?? null,
  };
}
