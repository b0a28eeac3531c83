import { formatInstant } from '../../instant.ts';
import type { BoundSample } from '../../outage/derived.ts';
import type { EvidenceJson, EvidenceOutageJson } from '../../wire/evidence.ts';
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
 */
export function compareFigures(evidence: EvidenceJson, recomputed: Recomputed): BundleFinding[] {
  const findings: BundleFinding[] = [];
  const differ = (figure: string, said: unknown, computed: unknown) =>
    compareValues(figure, said, computed, (path, one, other) =>
      findings.push(
        bundleFinding('figure-differs', MEMBER, { figure: path, said: shown(one), computed: shown(other) }),
      ),
    );
  const computed = figuresJson(recomputed);
  differ('sums', evidence.sums, computed.sums);
  differ('availability', evidence.availability, computed.availability);
  differ('outagesReachingIn', evidence.outagesReachingIn, computed.outagesReachingIn);
  for (const day of computed.days) {
    differ(`days ${day.day}`, evidence.days.find((one) => one.day === day.day) ?? null, day);
  }
  const known = new Map(computed.outages.map((outage) => [outage.id, outage]));
  for (const outage of computed.outages) {
    differ(`outages ${outage.id}`, evidence.outages.find(({ id }) => id === outage.id) ?? null, outage);
  }
  for (const { id } of evidence.outages.filter((outage) => !known.has(outage.id))) {
    findings.push(bundleFinding('outage-invented', MEMBER, { outage: id }));
  }
  return findings;
}

function figuresJson({ sums, availability, outagesReachingIn, days, outages }: Recomputed): Figures {
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
  const { bounds } = outage;
  return {
    id: outage.id,
    verdict: outage.verdict,
    side: outage.side,
    counts: outage.counts,
    grade: outage.grade,
    final: outage.final,
    startEarliestAt: formatInstant(outage.startEarliestAtMs),
    startLatestAt: formatInstant(outage.startLatestAtMs),
    endEarliestAt: instantOrNull(outage.endEarliestAtMs),
    endLatestAt: instantOrNull(outage.endLatestAtMs),
    downMinMs: outage.downMinMs,
    downMaxMs: outage.downMaxMs,
    flaps: outage.flaps,
    phases: outage.phases.map(({ verdict, side, fromAtMs, toAtMs }) => ({
      verdict,
      side,
      fromAt: formatInstant(fromAtMs),
      toAt: instantOrNull(toAtMs),
    })),
    provisional: outage.provisional,
    reachable: outage.isReachable,
    tags: outage.tags,
    attributedTo: outage.attributedTo,
    startsUnobserved: outage.startsUnobserved,
    endsUnobserved: outage.endsUnobserved,
    lostSamples: outage.lostSamples,
    chain: outage.chain.map(({ link, state, evidence }) => ({
      link,
      state,
      evidence: evidence.map(({ fromAtMs, toAtMs, ...said }) => ({
        ...said,
        fromAt: formatInstant(fromAtMs),
        toAt: instantOrNull(toAtMs),
      })),
    })),
    snapshots: outage.snapshots.map(({ atMs, ...snapshot }) => ({ at: formatInstant(atMs), ...snapshot })),
    bounds: {
      lastGoodBefore: boundFigures(bounds.lastGoodBefore),
      firstBad: boundFigures(bounds.firstBad),
      lastBad: boundFigures(bounds.lastBad),
      firstGoodAfter: boundFigures(bounds.firstGoodAfter),
    },
  };
}

function boundFigures(sample: BoundSample | null): EvidenceOutageJson['bounds']['firstBad'] {
  if (sample === null) return null;
  const { target, sentAtMs, receivedAtMs, outcome, segment, sequence } = sample;
  return {
    target,
    sentAt: formatInstant(sentAtMs),
    receivedAt: instantOrNull(receivedAtMs),
    outcome,
    segment,
    sequence,
  };
}

function instantOrNull(atMs: number | null): string | null {
  return atMs === null ? null : formatInstant(atMs);
}
