import type { DerivedModel } from '../../rules/outage/apply-change.ts';
import type { DerivedOutage, StateInterval } from '../../rules/outage/derived.ts';
import { STORY_AT_MS } from './probe-life.ts';
import type { TrueOutage, Truth } from './truth.ts';

/** Ways to be wrong, the worst first. */
export const MISSES = ['accused', 'invented', 'bounds', 'verdict', 'missing'] as const;
export type Miss = { kind: (typeof MISSES)[number]; text: string };

/** Stretches by the story's clock: what a fault may still colour after it, or before it was noticed. */
const NEAR_MS = 2_000;
const ONE_SPACING_MS = 1_300;
/** A packet sent so long before the line died may have been lost on its way back: the slowest answer of the set. */
const SLOWEST_ANSWER_MS = 500;
/** What the README names as the distance of two bounds, and a packet that was lost for no reason in between. */
const BOUND_WIDTH_MS = 4_000;

/** Everything in which what was derived contradicts the truth; nothing = right. */
export function judge(truth: Truth, model: DerivedModel, randomLossesAtMs: readonly number[]): Miss[] {
  const outages = model.outages.map(inStory);
  const intervals = model.intervals.map((one) => ({
    ...one,
    fromAtMs: one.fromAtMs - STORY_AT_MS,
    toAtMs: one.toAtMs - STORY_AT_MS,
  }));
  const random = randomLossesAtMs.map((atMs) => atMs - STORY_AT_MS).sort((a, b) => a - b);
  return [
    ...truth.outages.flatMap((one) => missesOf(one, truth.outages, outages, random)),
    ...outages.flatMap((outage) => inventions(outage, truth)),
    ...accusations(truth, outages, intervals),
    ...truth.says.flatMap(({ fromMs, toMs, anyOf }) => {
      const said = intervals.filter((one) => one.fromAtMs < toMs && one.toAtMs > fromMs).map(wordOf);
      return said.some((word) => anyOf.includes(word))
        ? []
        : [
            {
              kind: 'verdict' as const,
              text: `said ${[...new Set(said)].join(', ')} instead of ${anyOf.join(' or ')}`,
            },
          ];
    }),
  ];
}

function inStory(outage: DerivedOutage): DerivedOutage {
  const moved = (atMs: number | null) => (atMs === null ? null : atMs - STORY_AT_MS);
  return {
    ...outage,
    startEarliestAtMs: outage.startEarliestAtMs - STORY_AT_MS,
    startLatestAtMs: outage.startLatestAtMs - STORY_AT_MS,
    endEarliestAtMs: moved(outage.endEarliestAtMs),
    endLatestAtMs: moved(outage.endLatestAtMs),
  };
}

const wordOf = ({ cause, verdict }: Pick<StateInterval, 'cause' | 'verdict'>) => cause ?? verdict;
const endOf = (outage: DerivedOutage) => outage.endLatestAtMs ?? Number.MAX_SAFE_INTEGER;
const overlapMs = (outage: DerivedOutage, fromMs: number, toMs: number) =>
  Math.min(endOf(outage), toMs) - Math.max(outage.startEarliestAtMs, fromMs);

function missesOf(
  truth: TrueOutage,
  all: readonly TrueOutage[],
  outages: readonly DerivedOutage[],
  random: readonly number[],
): Miss[] {
  // an entry belongs to the true outage that it has most in common with
  const own = outages.filter((outage) => {
    const shares = all.map((one) => overlapMs(outage, one.fromMs, one.toMs));
    const best = Math.max(...shares);
    return best > 0 && all[shares.indexOf(best)] === truth;
  });
  const stretch = `${seconds(truth.fromMs)}–${seconds(truth.toMs)}`;
  if (own.length === 0) {
    return truth.counts === false && truth.toMs - truth.fromMs < 10_000
      ? []
      : [{ kind: 'missing', text: `nothing was found in ${stretch}` }];
  }
  const misses: Miss[] = [];
  const miss = (kind: Miss['kind'], text: string) => misses.push({ kind, text: `${text} (${stretch})` });
  if (own.length > 1 && !truth.mayBeInParts)
    miss('verdict', `${own.length} entries: ${own.map(({ verdict }) => verdict).join(', ')}`);
  for (const outage of own) {
    for (const text of wrongWords(outage, truth)) miss('verdict', text);
    if (!truth.isReachable && truth.verdicts[0] !== 'router-or-lan-fault')
      misses.push(...boundMisses(outage, truth, random));
  }
  return misses;
}

function wrongWords(outage: DerivedOutage, truth: TrueOutage): string[] {
  const { verdict, side, counts, isReachable, final, grade } = outage;
  const phases = outage.phases.map((phase) => phase.verdict);
  const missingTags = (truth.tags ?? []).filter((tag) => !outage.tags.includes(tag));
  return [
    !truth.verdicts.includes(verdict) && `${verdict} instead of ${truth.verdicts.join(' or ')}`,
    !truth.sides.includes(side) && `${verdict}: side ${side} instead of ${truth.sides.join(' or ')}`,
    truth.counts !== null && counts !== truth.counts && `${verdict}: counts ${counts}`,
    truth.isReachable !== undefined && isReachable !== truth.isReachable && `${verdict}: reachable ${isReachable}`,
    truth.grade !== undefined && grade !== truth.grade && `${verdict}: grade ${grade} instead of ${truth.grade}`,
    truth.phases !== undefined && !isInOrder(truth.phases, phases) && `${verdict}: phases ${phases.join(', ')}`,
    missingTags.length > 0 && `${verdict}: not tagged ${missingTags.join(', ')}`,
    !final && `${verdict} is not final`,
  ].filter((text) => text !== false);
}

function isInOrder(wanted: readonly string[], found: readonly string[]): boolean {
  let at = 0;
  for (const word of found) if (word === wanted[at]) at += 1;
  return at === wanted.length;
}

/** The bounds hold the truth and claim no more than they must. */
function boundMisses(outage: DerivedOutage, truth: TrueOutage, random: readonly number[]): Miss[] {
  const { fromMs, toMs } = lostSpan(truth, random);
  const { startEarliestAtMs, startLatestAtMs, endEarliestAtMs, downMinMs } = outage;
  const end = endOf(outage);
  const outOf = (atMs: number, lowMs: number, highMs: number) => atMs < lowMs || atMs > highMs;
  const certain = downMinMs > toMs - fromMs && `certain ${seconds(downMinMs)} is too much`;
  const edges = [
    startLatestAtMs < fromMs - SLOWEST_ANSWER_MS && `startLatest ${seconds(startLatestAtMs)}`,
    (endEarliestAtMs ?? 0) > toMs + 1 && `endEarliest ${seconds(endEarliestAtMs ?? 0)}`,
    !outage.startsUnobserved &&
      outOf(startEarliestAtMs, fromMs - BOUND_WIDTH_MS, truth.fromMs + 1) &&
      `startEarliest ${seconds(startEarliestAtMs)}`,
    !outage.endsUnobserved && outOf(end, truth.toMs - 1, toMs + BOUND_WIDTH_MS) && `endLatest ${seconds(end)}`,
  ];
  return [certain, ...(truth.mayBeInParts ? [] : edges)]
    .filter((text) => text !== false)
    .map((text) => ({
      kind: 'bounds',
      text: `${text} of ${outage.verdict} in ${seconds(truth.fromMs)}–${seconds(truth.toMs)}`,
    }));
}

/** Packets that were lost for no reason beside the cut are part of it. */
function lostSpan(truth: TrueOutage, random: readonly number[]): { fromMs: number; toMs: number } {
  let { fromMs, toMs } = truth;
  for (const lost of random.toReversed()) if (lost < fromMs && lost > fromMs - ONE_SPACING_MS) fromMs = lost;
  for (const lost of random) if (lost >= toMs && lost < toMs + ONE_SPACING_MS) toMs = lost;
  return { fromMs, toMs };
}

/** Counted, and nothing was down. */
function inventions(outage: DerivedOutage, truth: Truth): Miss[] {
  if (!outage.counts) return [];
  const isTrue = truth.outages.some(
    (one) => one.counts !== false && overlapMs(outage, one.fromMs - NEAR_MS, one.toMs + NEAR_MS) > 0,
  );
  return isTrue
    ? []
    : [
        {
          kind: 'invented',
          text: `${outage.verdict} at ${seconds(outage.startEarliestAtMs)} for ${seconds(outage.downMinMs)}`,
        },
      ];
}

/** The trouble is at home, and somebody else is named. */
function accusations(truth: Truth, outages: readonly DerivedOutage[], intervals: readonly StateInterval[]): Miss[] {
  const isElse = ({ side }: { side: string }) => side === 'provider' || side === 'access';
  return truth.atHome.flatMap(({ fromMs, toMs }) => {
    const isBlamed = (fromAtMs: number, toAtMs: number) =>
      fromAtMs < toMs &&
      toAtMs > fromMs &&
      !truth.outages.some((one) => one.counts !== false && one.fromMs < toAtMs && one.toMs > fromAtMs);
    const entries = outages.filter((one) => isElse(one) && isBlamed(one.startEarliestAtMs, endOf(one)));
    const states = intervals.filter((one) => isElse(one) && isBlamed(one.fromAtMs, one.toAtMs));
    return [...entries, ...states].map(
      ({ verdict, side }): Miss => ({
        kind: 'accused',
        text: `${verdict}, side ${side}, where the trouble was at home`,
      }),
    );
  });
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
