import { formatInstant } from '../../instant.ts';
import type { Sums } from '../../outage/period-sums.ts';
import type { EvidenceJson, EvidenceOutageJson } from '../../wire/evidence.ts';
import { formatInstantOrNull, outageParts } from '../../wire/evidence-outage.ts';
import { bundleFinding } from './codes.ts';
import { compareValues, type Differ, shownValue } from './compare-values.ts';
import type { Recomputed, RecomputedOutage } from './recomputed.ts';
import type { BundleFinding } from './report.ts';

/** The parts of `evidence.json` that rounds and lane alone lead to. */
type Figures = Pick<EvidenceJson, 'sums' | 'outagesReachingIn' | 'availability'> & {
  days: Omit<EvidenceJson['days'][number], 'startsAt'>[];
  outages: OutageFigures[];
};
/** `revision` counts what was shown before, and words of the owner stand in the lane by their hash only. */
type OutageFigures = Omit<EvidenceOutageJson, 'revision' | 'annotations'>;

const MEMBER = 'derived/evidence.json';

/**
 * Holds the figures of `derived/evidence.json` (checked by its schema) against those that follow from the rounds. Each
 * difference is a finding with both values; days that the bundle has only a part of are passed over.
 *
 * How much of the time that the line carried packets it was degraded may differ, with a note: what is slow is judged by
 * the days of the week before, and a bundle has two of them. Both count as available, so no other figure depends on it.
 */
export function compareFigures(evidence: EvidenceJson, recomputed: Recomputed): BundleFinding[] {
  const findings: BundleFinding[] = [];
  const tell: Differ = (figure, said, computed) =>
    findings.push(
      bundleFinding('figure-differs', MEMBER, { figure, said: shownValue(said), computed: shownValue(computed) }),
    );
  const figures = figuresJson(recomputed);
  findings.push(...compareSums('sums', evidence.sums, figures.sums, tell));
  compareValues('availability', evidence.availability, figures.availability, tell);
  compareValues('outagesReachingIn', evidence.outagesReachingIn, figures.outagesReachingIn, tell);
  for (const day of figures.days) {
    const said = evidence.days.find((one) => one.day === day.day);
    findings.push(...compareSums(`days ${day.day}`, said ?? null, day, tell));
  }
  const clocks = saidClocks(evidence, recomputed);
  for (const outage of figures.outages) {
    const said = evidence.outages.find(({ id }) => id === outage.id) ?? null;
    const given = clocks.get(outage.id);
    // a document from before clocks were told says nothing of them
    const clock = said?.clock == null && said !== null ? said.clock : (given ?? outage.clock);
    compareValues(`outages ${outage.id}`, said, { ...outage, clock }, tell);
    if (given && given.source !== outage.clock?.source)
      findings.push(bundleFinding('outage-clock-unconfirmed', MEMBER, { outage: outage.id, source: given.source }));
  }
  const known = new Set(figures.outages.map(({ id }) => id));
  const invented = evidence.outages.filter(({ id }) => !known.has(id));
  findings.push(...invented.map(({ id }) => bundleFinding('outage-invented', MEMBER, { outage: id })));
  return findings;
}

/**
 * What the document says of clocks, by the id of the outage, where rounds that are not in the bundle may say more than
 * those that are.
 */
export function saidClocks(
  evidence: Pick<EvidenceJson, 'outages'>,
  { outages }: Pick<Recomputed, 'outages'>,
): Map<string, NonNullable<EvidenceOutageJson['clock']>> {
  const given = new Set(outages.filter(({ isClockGiven }) => isClockGiven).map(({ id }) => id));
  return new Map(evidence.outages.flatMap(({ id, clock }) => (clock && given.has(id) ? [[id, clock] as const] : [])));
}

function compareSums(figure: string, said: Sums | null, computed: Sums, tell: Differ): BundleFinding[] {
  const isSplit = said !== null && said.upMs !== computed.upMs && carriedMs(said) === carriedMs(computed);
  const { upMs, degradedMs } = isSplit ? said : computed;
  compareValues(figure, said, { ...computed, upMs, degradedMs }, tell);
  if (!isSplit) return [];
  const values = { figure, said: said.degradedMs, computed: computed.degradedMs };
  return [bundleFinding('degraded-differs', MEMBER, values)];
}

/** Packets passed, well or not. */
function carriedMs({ upMs, degradedMs }: Sums): number {
  return upMs + degradedMs;
}

/** In the shape of `evidence.json`. */
export function figuresJson({ sums, availability, outagesReachingIn, days, outages }: Recomputed): Figures {
  return { sums, availability, outagesReachingIn, days, outages: outages.map(outageFigures) };
}

function outageFigures(outage: RecomputedOutage): OutageFigures {
  return {
    id: outage.id,
    verdict: outage.verdict,
    side: outage.side,
    counts: outage.counts,
    grade: outage.grade,
    final: outage.final,
    startEarliestAt: formatInstant(outage.startEarliestAtMs),
    startLatestAt: formatInstant(outage.startLatestAtMs),
    endEarliestAt: formatInstantOrNull(outage.endEarliestAtMs),
    endLatestAt: formatInstantOrNull(outage.endLatestAtMs),
    downMinMs: outage.downMinMs,
    downMaxMs: outage.downMaxMs,
    flaps: outage.flaps,
    phases: outage.phases.map(({ verdict, side, fromAtMs, toAtMs }) => ({
      verdict,
      side,
      fromAt: formatInstant(fromAtMs),
      toAt: formatInstantOrNull(toAtMs),
    })),
    provisional: outage.provisional,
    reachable: outage.isReachable,
    tags: outage.tags,
    attributedTo: outage.attributedTo,
    startsUnobserved: outage.startsUnobserved,
    endsUnobserved: outage.endsUnobserved,
    lostSamples: outage.lostSamples,
    ...outageParts(outage),
  };
}
