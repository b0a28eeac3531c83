import { formatInstant } from '../instant.ts';
import type { BoundSample, ChainLink, DerivedOutage, OutageSnapshot } from '../outage/derived.ts';
import type { EvidenceOutageJson } from './evidence.ts';

/** What stands of an outage in `evidence.json` besides its figures: written by the server, compared by the verifier. */
type Parts = Pick<EvidenceOutageJson, 'chain' | 'snapshots' | 'bounds' | 'clock'>;

type Given = {
  chain: readonly ChainLink[];
  snapshots: readonly OutageSnapshot[];
  bounds: Record<keyof Parts['bounds'], BoundSample | null>;
  clock?: DerivedOutage['clock'];
};

export function outageParts({ chain, snapshots, bounds, clock }: Given): Parts {
  return {
    chain: chain.map(linkPart),
    snapshots: snapshots.map(({ atMs, ...snapshot }) => ({ at: formatInstant(atMs), ...snapshot })),
    bounds: {
      lastGoodBefore: boundPart(bounds.lastGoodBefore),
      firstBad: boundPart(bounds.firstBad),
      lastBad: boundPart(bounds.lastBad),
      firstGoodAfter: boundPart(bounds.firstGoodAfter),
    },
    clock: clock ?? null,
  };
}

/** Instants of what witnesses said; which sample it first stands in. */
function linkPart({ link, state, evidence }: ChainLink): Parts['chain'][number] {
  return {
    link,
    state,
    evidence: evidence.map(({ fromAtMs, toAtMs, ...said }) => ({
      ...said,
      fromAt: formatInstant(fromAtMs),
      toAt: formatInstantOrNull(toAtMs),
    })),
  };
}

function boundPart(sample: BoundSample | null): Parts['bounds']['firstBad'] {
  if (sample === null) return null;
  const { target, sentAtMs, receivedAtMs, outcome, segment, sequence } = sample;
  return {
    target,
    sentAt: formatInstant(sentAtMs),
    receivedAt: formatInstantOrNull(receivedAtMs),
    outcome,
    segment,
    sequence,
  };
}

export function formatInstantOrNull(atMs: number | null): string | null {
  return atMs === null ? null : formatInstant(atMs);
}
