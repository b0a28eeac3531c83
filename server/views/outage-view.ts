import type { OutagePageView } from '../../web/pages/views.ts';
import { methodAt } from '../figures/method.ts';
import type { Site } from '../site.ts';
import type { Line, StoredOutage } from '../store/store.ts';
import { type Asker, canSeeEvidence } from '../visibility.ts';

const MIN_MARGIN_MS = 600_000;
const MARGIN_SHARE = 0.15;
/** Neighbours further away are not looked for. */
const NEIGHBOUR_WITHIN_MS = 400 * 86_400_000;

/** What `/lines/LINE/outages/ID` shows. Whether the samples are shown is for the page. */
export function outagePageView(site: Site, line: Line, outage: StoredOutage, asker: Asker): OutagePageView {
  const { store } = site.keep;
  const nowMs = site.nowMs();
  const endAtMs = outage.endLatestAtMs ?? nowMs;
  const marginMs = Math.max(MIN_MARGIN_MS, Math.round((endAtMs - outage.startEarliestAtMs) * MARGIN_SHARE));
  const fromAtMs = outage.startEarliestAtMs - marginMs;
  const toAtMs = Math.max(Math.min(endAtMs + marginMs, nowMs), outage.startEarliestAtMs + 1);
  const before = store.outages(line.id, outage.startEarliestAtMs - NEIGHBOUR_WITHIN_MS, outage.startEarliestAtMs);
  const after = store.outages(line.id, endAtMs, endAtMs + NEIGHBOUR_WITHIN_MS);
  const isOther = (other: StoredOutage) => other.id !== outage.id;
  return {
    line,
    outage,
    timeline: { fromAtMs, toAtMs, intervals: store.intervals(line.id, fromAtMs, toAtMs) },
    previousId: before.findLast(isOther)?.id ?? null,
    nextId: after.find(isOther)?.id ?? null,
    method: methodAt(store, line.id, outage.bounds.firstBad.sentAtMs),
    isEvidenceVisible: canSeeEvidence(asker, line),
  };
}
