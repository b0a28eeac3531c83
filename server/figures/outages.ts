import type { OutageDetailJson, OutageJson } from '../../rules/wire/status.ts';
import type { ListedOutage, StoredOutage } from '../store/store.ts';

/** An outage for programs; bounds as instants, the samples behind them are not part of it. */
export function outageJson(outage: ListedOutage): OutageJson {
  return {
    id: outage.id,
    verdict: outage.verdict,
    side: outage.side,
    counts: outage.counts,
    grade: outage.grade,
    final: outage.final,
    startEarliestAt: stampOf(outage.startEarliestAtMs),
    startLatestAt: stampOf(outage.startLatestAtMs),
    endEarliestAt: instantOrNull(outage.endEarliestAtMs),
    endLatestAt: instantOrNull(outage.endLatestAtMs),
    downMinMs: outage.downMinMs,
    downMaxMs: outage.downMaxMs,
    flaps: outage.flaps,
    phases: outage.phases.map(({ verdict, side, fromAtMs, toAtMs }) => ({
      verdict,
      side,
      fromAt: stampOf(fromAtMs),
      toAt: instantOrNull(toAtMs),
    })),
    provisional: outage.provisional,
    reachable: outage.isReachable,
    tags: outage.tags,
    attributedTo: outage.attributedTo ?? null,
    startsUnobserved: outage.startsUnobserved,
    endsUnobserved: outage.endsUnobserved,
    revision: outage.revision,
  };
}

/** The same with what is said of each link of the chain; who said it stands in the evidence. */
export function outageDetailJson(line: string, outage: StoredOutage): OutageDetailJson {
  return { line, ...outageJson(outage), chain: outage.chain.map(({ link, state }) => ({ link, state })) };
}

export function instantOrNull(atMs: number | null): string | null {
  return atMs === null ? null : stampOf(atMs);
}

/**
 * As `formatInstant` of rules/, for lists: a first answer of 130 outages has 800 stamps, and what Node brings along need
 * not be compiled for them (1.5 ms of 10).
 */
function stampOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
