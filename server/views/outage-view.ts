import type { OutagePageView } from '../../web/pages/views.ts';
import type { AnnotateView } from '../../web/pages/witness-views.ts';
import { methodAt } from '../figures/method.ts';
import { HASH_PREFIX } from '../public/released-outage.ts';
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
    ...(asker !== 'visitor' && { annotations: site.keep.annotations.of(line.id, outage) }),
    ...(asker !== 'visitor' && clockOf(site, line, outage)),
    ...(asker === 'owner' && {
      annotate: annotateView(line, outage),
      personalValues: personalValues(site, line, outage),
    }),
  };
}

function clockOf({ keep }: Site, line: Line, { bounds }: StoredOutage): Pick<OutagePageView, 'clock'> {
  const clock = keep.outageClock(line.id, bounds.firstBad);
  return clock === null ? {} : { clock };
}

function annotateView(line: Line, { id, endLatestAtMs }: StoredOutage): AnnotateView {
  const action = `/owner/lines/${line.id}/outages/${id}/annotations`;
  return { action, canAttribute: endLatestAtMs !== null, problem: null, typed: null };
}

/** What the snapshots name by a hash and the owner may read: the path of the packets, lines of the router's log. */
function personalValues({ keep }: Site, line: Line, { snapshots }: StoredOutage): Record<string, string> {
  const facts = snapshots.flatMap((snapshot) => Object.values(snapshot.facts));
  const hashes = new Set(facts.filter((fact) => fact.startsWith(HASH_PREFIX)));
  const found = [...hashes].flatMap((fact): [string, string][] => {
    const kept = keep.admin.showValue(fact.slice(HASH_PREFIX.length));
    return kept === null || kept.value === null || kept.line !== line.id ? [] : [[fact, kept.value]];
  });
  return Object.fromEntries(found);
}
