import { parseInstant } from '../../instant.ts';
import { type Attribution, attributedStretches, isAbout, withoutDown } from '../../outage/attributed.ts';
import { availabilityOf, sumDay } from '../../outage/availability.ts';
import { daysBetween } from '../../outage/calendar-days.ts';
import type { DerivedOutage, StateInterval } from '../../outage/derived.ts';
import { type BatchResult, openBatch } from '../../outage/fold-batch.ts';
import { dayEdges, periodSums, reachingIn, type SumsSource } from '../../outage/period-sums.ts';
import type { DayJson } from '../../wire/status.ts';
import type { LaneEntry } from '../lane.ts';
import type { Segment } from '../segment.ts';
import { openBoundsLog } from './bounds-log.ts';
import { checkBounds } from './check-bounds.ts';
import { bundleFinding } from './codes.ts';
import { type Listener, openFeed } from './feed-batch.ts';
import type { Recompute, Recomputed, RecomputedOutage, RecomputeInput } from './recomputed.ts';
import type { BundleFinding } from './report.ts';

/**
 * Computes the figures of a bundle again, beginning with nothing: the rules are given the rounds of the bundle and what
 * its lane says of the owner, and no result of the server but the clock offsets of `bundle.json`, which are held against
 * the rounds.
 */
export function openRecompute(input: RecomputeInput, listener: Listener = NOBODY): Recompute {
  const { index, methods, sha256 } = input;
  const batch = openBatch(index.line.id, index.bootOffsets, { sha256 });
  const bounds = openBoundsLog();
  const givenBoots = openGivenBoots(index.bootOffsets);
  const feed = openFeed(batch, input, listener);
  return {
    take: (segment) => {
      const method = methods.get(segment.methodSha256);
      if (method) bounds.take(segment, method);
      givenBoots.take(segment);
      return feed.take(segment);
    },
    end: (events) => {
      const result = feed.isGivenUp() ? null : batch.end();
      const measuredAtMs = result?.measuredAtMs ?? null;
      if (!result || measuredAtMs === null)
        return { recomputed: null, findings: [bundleFinding('not-recomputed', EVIDENCE, {})] };
      const recomputed = figuresOf(input, { ...result, measuredAtMs, isClockGiven: givenBoots.has }, events);
      return { recomputed, findings: [...clockFindings(result), ...checkBounds(recomputed.outages, bounds.end())] };
    },
  };
}

const EVIDENCE = 'derived/evidence.json';
const NOBODY: Listener = { take: () => undefined, goBackTo: () => undefined };

function clockFindings({ givenBoots }: BatchResult): BundleFinding[] {
  return givenBoots.flatMap(({ bootId, offsetMs, state }) => {
    if (state === 'confirmed') return [];
    const code = state === 'contradicted' ? 'boot-offset-contradicted' : 'boot-offset-unconfirmed';
    return [bundleFinding(code, 'bundle.json', { bootId, offsetMs })];
  });
}

type Result = Pick<BatchResult, 'intervals' | 'outages'> & {
  measuredAtMs: number;
  isClockGiven: (outage: DerivedOutage) => boolean;
};

/** Which segments are of boots that `bundle.json` dates, by the range of their numbers. */
function openGivenBoots(bootOffsets: Record<string, number>) {
  const ranges = new Map<string, { from: number; to: number }>();
  return {
    take: ({ bootId, number }: Segment): void => {
      if (bootOffsets[bootId] === undefined) return;
      const { from, to } = ranges.get(bootId) ?? { from: number, to: number };
      ranges.set(bootId, { from: Math.min(from, number), to: Math.max(to, number) });
    },
    has: ({ bounds: { firstBad } }: Pick<DerivedOutage, 'bounds'>): boolean =>
      [...ranges.values()].some(({ from, to }) => firstBad.segment >= from && firstBad.segment <= to),
  };
}

function figuresOf({ index }: RecomputeInput, result: Result, events: readonly LaneEntry[]): Recomputed {
  const { measuredAtMs } = result;
  const { zone } = index.line;
  const [fromAtMs, toAtMs] = [instantMs(index.period.fromAt), instantMs(index.period.toAt)];
  const { intervals, outages } = attribute(result, attributionsOf(events));
  const source = sourceOf(zone, intervals, outages, measuredAtMs);
  const sums = periodSums(source, fromAtMs, toAtMs);
  const inPeriod = source.touching(fromAtMs, toAtMs);
  const days = source.days(index.period.fromDay, index.period.toDay);
  const isCovered = ({ day }: DayJson) => {
    const { startAtMs, endAtMs } = dayEdges(day, zone);
    return (intervals[0]?.fromAtMs ?? 0) <= startAtMs && measuredAtMs >= endAtMs;
  };
  return {
    measuredAtMs,
    sums,
    availability: availabilityOf([sums]),
    outagesReachingIn: reachingIn(inPeriod, fromAtMs),
    days: days.filter(isCovered),
    outages: inPeriod,
    measured: { measuredAtMs, intervals: between(result.intervals), outages: source.touching },
  };
}

/** Of a stamp that was checked. */
export function instantMs(text: string): number {
  const atMs = parseInstant(text);
  if (atMs === null) throw new Error(`bug: ${text} was not checked`);
  return atMs;
}

/** What the owner said and did not take back: outages that were at home. */
function attributionsOf(events: readonly LaneEntry[]): Attribution[] {
  const said = events.flatMap(({ entry, content }) =>
    content.type === 'annotation' ? [{ entry, ...content.fields }] : [],
  );
  const withdrawn = new Set(said.filter(({ kind }) => kind === 'withdrawn').map(({ withdraws }) => Number(withdraws)));
  return said
    .filter(({ kind, entry }) => kind === 'home' && !withdrawn.has(entry))
    .map(({ outage, fromAt, toAt }) => ({
      outage,
      fromAtMs: instantMs(fromAt),
      toAtMs: toAt === '-' ? null : instantMs(toAt),
    }));
}

function attribute({ intervals, outages, isClockGiven }: Result, attributions: Attribution[]) {
  const isHome = (outage: DerivedOutage) => attributions.some((attribution) => isAbout(attribution, outage));
  const marked = outages.map((outage): RecomputedOutage => {
    const attributedTo = isHome(outage) ? 'home' : null;
    return {
      ...outage,
      counts: outage.counts && attributedTo === null,
      attributedTo,
      isClockGiven: isClockGiven(outage),
    };
  });
  const stretches = attributedStretches(marked.filter(({ attributedTo }) => attributedTo !== null));
  const summed = stretches.length === 0 ? intervals : intervals.flatMap((one) => withoutDown(one, stretches));
  return { intervals: summed, outages: marked };
}

type Source = SumsSource & { touching: (fromAtMs: number, toAtMs: number) => RecomputedOutage[] };

/** What a store answers, from what is in memory: a few thousand stretches and outages a year. */
function sourceOf(zone: string, intervals: StateInterval[], outages: RecomputedOutage[], measuredAtMs: number): Source {
  const intervalsIn = between(intervals);
  const touching = (fromAtMs: number, toAtMs: number) =>
    outages.filter((one) => one.startEarliestAtMs < toAtMs && (one.endLatestAtMs ?? toAtMs) > fromAtMs);
  const days = (fromDay: string, toDay: string) =>
    daysBetween(fromDay, toDay).map((day) => {
      const { startAtMs, endAtMs } = dayEdges(day, zone);
      const ofDay = { intervals: intervalsIn(startAtMs, endAtMs), outages: touching(startAtMs, endAtMs) };
      return sumDay({ day, zone, ...ofDay, nowAtMs: measuredAtMs });
    });
  return { zone, measuredAtMs, days, intervals: intervalsIn, outages: touching, touching };
}

function between(intervals: StateInterval[]) {
  return (fromAtMs: number, toAtMs: number) =>
    intervals.filter((one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs);
}
