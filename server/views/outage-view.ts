import type { OutagePageView } from '../../web/pages/views.ts';
import { methodAt } from '../figures/method.ts';
import { outageReportView } from '../reports/report-page-views.ts';
import type { Site } from '../site.ts';
import type { Line, StoredOutage } from '../store/store.ts';
import { type Asker, canSeeEvidence } from '../visibility.ts';

const MIN_MARGIN_MS = 600_000;
const MARGIN_SHARE = 0.15;

/** What `/lines/LINE/outages/ID` shows. Whether the samples are shown is for the page. */
export function outagePageView(site: Site, line: Line, outage: StoredOutage, asker: Asker): OutagePageView {
  const { store } = site.keep;
  const nowMs = site.nowMs();
  const endAtMs = outage.endLatestAtMs ?? nowMs;
  const marginMs = Math.max(MIN_MARGIN_MS, Math.round((endAtMs - outage.startEarliestAtMs) * MARGIN_SHARE));
  const fromAtMs = outage.startEarliestAtMs - marginMs;
  const toAtMs = Math.max(Math.min(endAtMs + marginMs, nowMs), outage.startEarliestAtMs + 1);
  return {
    line,
    outage,
    timeline: { fromAtMs, toAtMs, intervals: store.intervals(line.id, fromAtMs, toAtMs) },
    ...store.outageNeighbours(line.id, outage),
    method: methodAt(store, line.id, outage.bounds.firstBad.sentAtMs),
    isEvidenceVisible: canSeeEvidence(asker, line),
    report: outageReportView(site, line, outage, asker),
  };
}
