/**
 * What a comparison of a statement with the measurement names. `agrees`: both say the same as far as both are exact;
 * `differs`: they cannot both be right; `open`: one of the two says nothing of it, so nothing follows.
 */
export const STATEMENT_FINDINGS = {
  'both-down': 'agrees', //               both name an outage
  'both-planned': 'agrees', //            an interruption within the time of their planned work
  'both-up': 'agrees', //                 they say no fault, answers came (`ms`: how long)
  'both-not-line': 'agrees', //           they say no fault, and the owner or the measurement found it to be at home
  'begin-agrees': 'agrees',
  'end-agrees': 'agrees',
  'repair-agrees': 'agrees',
  'cause-agrees': 'agrees',
  'begin-differs': 'differs', //          `ms`: by so much at least; `isTheirsLater`
  'end-differs': 'differs',
  'still-down': 'differs', //             they name an end, packets still fail
  denied: 'differs', //                 they say no fault, packets failed for certain (`ms`)
  'only-theirs': 'differs', //            they say an outage, answers came (`ms`): we did not observe what they report
  'down-between': 'differs', //           they name several, packets failed in between as well (`ms`)
  'failed-after-repair': 'differs', //    packets failed past the time of the repair
  'worked-before-repair': 'differs', //   answers came before the time of the repair: the outage was shorter than they say
  'beyond-planned': 'differs', //         packets failed outside of the time of planned work too (`ms`)
  'cause-differs': 'differs', //          the router said that what they call lost was there
  'cause-unknown': 'open', //             no witness here tells of what they name
  'begin-unobserved': 'open', //          the measurement began within the outage
  'end-unobserved': 'open', //            it ended within the outage
  'end-not-named': 'open', //             they name no end
  'too-short': 'open', //                 so short that the measurement may miss it
  'too-inexact': 'open', //               their times are too inexact to be compared
  unobserved: 'open', //                nobody measured (`ms`): their words stand unchallenged there
  'not-mentioned': 'open', //             an outage that was measured; no row speaks of that time
  'clock-uncertain': 'open', //           nobody vouches for our clock there: times are not compared
  outside: 'open', //                   before or after the time that is compared
  'planned-unnoticed': 'open', //         planned work in which answers came (`ms`)
  'repair-unmatched': 'open', //          no outage was measured around the repair that they name
} as const satisfies Record<string, 'agrees' | 'differs' | 'open'>;
export type FindingName = keyof typeof STATEMENT_FINDINGS;
export const FINDING_NAMES = Object.keys(STATEMENT_FINDINGS) as FindingName[]; // its own keys
export type FindingWeight = (typeof STATEMENT_FINDINGS)[FindingName];

/** Where an instant lies; equal where it is exact. null: not known, or not yet. */
export type InstantBounds = { earliestAtMs: number; latestAtMs: number };

export type StatementFinding = {
  name: FindingName;
  weight: FindingWeight;
  /** Of the statement, from 0; null: no row of it is concerned. */
  row: number | null;
  /** Id of the outage; null: none is concerned. */
  outage: string | null;
  /** The instants that are compared, theirs and ours. */
  theirs: InstantBounds | null;
  ours: InstantBounds | null;
  /** How long, or by how much at least; see {@link STATEMENT_FINDINGS}. */
  ms: number | null;
  /** Of two instants that differ. */
  isTheirsLater: boolean | null;
};

/** Of one statement; findings in the order of the time they are about. */
export type Comparison = {
  fromAtMs: number;
  toAtMs: number;
  findings: StatementFinding[];
  counts: Record<FindingWeight, number>;
};

/** A finding; what does not belong to it is null. */
export function found(
  name: FindingName,
  parts: Partial<Pick<StatementFinding, 'theirs' | 'ours' | 'ms' | 'isTheirsLater'>> & {
    row?: { index: number };
    outage?: { id: string };
  },
): StatementFinding {
  const { row, outage, ...rest } = parts;
  const nothing = { theirs: null, ours: null, ms: null, isTheirsLater: null };
  const weight = STATEMENT_FINDINGS[name];
  return { name, weight, row: row?.index ?? null, outage: outage?.id ?? null, ...nothing, ...rest };
}
