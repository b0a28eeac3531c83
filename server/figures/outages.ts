import { formatInstant } from '../../rules/instant.ts';
import type { OutageJson } from '../../rules/wire/status.ts';
import type { StoredOutage } from '../store/store.ts';

/** An outage for programs; bounds as instants, the samples behind them are not part of it. */
export function outageJson(outage: StoredOutage): OutageJson {
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
    phases: outage.phases.map(({ verdict, fromAtMs, toAtMs }) => ({
      verdict,
      fromAt: formatInstant(fromAtMs),
      toAt: instantOrNull(toAtMs),
    })),
    startsUnobserved: outage.startsUnobserved,
    endsUnobserved: outage.endsUnobserved,
    revision: outage.revision,
  };
}

export function instantOrNull(atMs: number | null): string | null {
  return atMs === null ? null : formatInstant(atMs);
}
