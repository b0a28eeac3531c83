import { formatInstant } from '../../instant.ts';
import type { Sums } from '../../outage/period-sums.ts';
import type { EvidenceJson, EvidenceOutageJson } from '../../wire/evidence.ts';
import { formatInstantOrNull, outageParts } from '../../wire/evidence-outage.ts';
import { bundleFinding } from './codes.ts';
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
/** So much of a value is told. */
const SHOWN_CHARS = 200;

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
    findings.push(bundleFinding('figure-differs', MEMBER, { figure, said: shown(said), computed: shown(computed) }));
  const figures = figuresJson(recomputed);
  findings.push(...compareSums('sums', evidence.sums, figures.sums, tell));
  compareValues('availability', evidence.availability, figures.availability, tell);
  compareValues('outagesReachingIn', evidence.outagesReachingIn, figures.outagesReachingIn, tell);
  for (const day of figures.days) {
    const said = evidence.days.find((one) => one.day === day.day);
    findings.push(...compareSums(`days ${day.day}`, said ?? null, day, tell));
  }
  for (const outage of figures.outages) {
    compareValues(`outages ${outage.id}`, evidence.outages.find(({ id }) => id === outage.id) ?? null, outage, tell);
  }
  const known = new Set(figures.outages.map(({ id }) => id));
  const invented = evidence.outages.filter(({ id }) => !known.has(id));
  findings.push(...invented.map(({ id }) => bundleFinding('outage-invented', MEMBER, { outage: id })));
  if (evidence.mail) findings.push(bundleFinding('mail-not-recomputed', MEMBER, {}));
  return findings;
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

type Differ = (path: string, said: unknown, computed: unknown) => void;

/** Every key that was computed; keys that only the document has are none of the figures. Lists have equal lengths. */
function compareValues(path: string, said: unknown, computed: unknown, differ: Differ): void {
  if (Array.isArray(computed) && Array.isArray(said) && said.length === computed.length) {
    for (const [at, one] of computed.entries()) compareValues(`${path}[${at}]`, said[at], one, differ);
  } else if (isObject(computed) && isObject(said) && !Array.isArray(computed)) {
    for (const [key, one] of Object.entries(computed)) compareValues(`${path} ${key}`, said[key], one, differ);
  } else if (JSON.stringify(said) !== JSON.stringify(computed)) differ(path, said, computed);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string | number {
  if (typeof value === 'number') return value;
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, SHOWN_CHARS);
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
