import type { EvidenceFiles, SharedPageView } from '../../web/pages/evidence-views.ts';
import type { OutagePageView } from '../../web/pages/views.ts';
import { estimateBundleBytes } from '../export/estimate-size.ts';
import { filledDays } from '../figures/days.ts';
import { methodAt } from '../figures/method.ts';
import type { ShareScope } from '../shares/share-scope.ts';
import type { Site } from '../site.ts';
import { figuresOf, headView } from './evidence-view.ts';

const MAX_LISTED = 200;
/** In a longer period nothing could be seen in a drawing. */
const MAX_DRAWN_MS = 15 * 86_400_000;
const MIN_MARGIN_MS = 600_000;
const MARGIN_SHARE = 0.15;

/** What `/shared/SECRET` shows. `path`: with the secret. */
export function sharedPageView(site: Site, scope: ShareScope, path: string): SharedPageView {
  const { line, period, share, store } = scope;
  const { fromAtMs, toAtMs } = period;
  const isDrawn = scope.outage === null && toAtMs - fromAtMs <= MAX_DRAWN_MS;
  return {
    line,
    figures: figuresOf(scope, period),
    outage: scope.outage === null ? null : sharedOutage(scope),
    isOutageGone: share.outage !== null && scope.outage === null,
    timeline: isDrawn ? { fromAtMs, toAtMs, intervals: store.intervals(line.id, fromAtMs, toAtMs) } : null,
    outages: store.latestOutages(line.id, fromAtMs, toAtMs, MAX_LISTED),
    days: filledDays(store, line, period.fromDay, period.toDay),
    files: filesOf(scope),
    path,
    hasValues: share.hasValues,
    expiresAtMs: share.expiresAtMs,
    head: headView(site, null),
    serverFingerprint: site.keep.serverFingerprint,
  };
}

function filesOf(scope: ShareScope): EvidenceFiles {
  const { share, store, line, period } = scope;
  return {
    zip: share.hasRaw ? { bytes: estimateBundleBytes(scope, period) } : null,
    pdf: true,
    hasMail: store.mailRoutes(line.id).length > 0,
  };
}

/** The drawing never reaches beyond what is shared. */
function sharedOutage({ line, outage, store, period, nowMs }: ShareScope): OutagePageView {
  if (outage === null) throw new Error('bug: asked for an outage that is not shared');
  const endAtMs = outage.endLatestAtMs ?? nowMs;
  const marginMs = Math.max(MIN_MARGIN_MS, Math.round((endAtMs - outage.startEarliestAtMs) * MARGIN_SHARE));
  const fromAtMs = Math.max(outage.startEarliestAtMs - marginMs, period.fromAtMs);
  const toAtMs = Math.max(Math.min(endAtMs + marginMs, period.toAtMs), fromAtMs + 1);
  return {
    line,
    outage,
    timeline: { fromAtMs, toAtMs, intervals: store.intervals(line.id, fromAtMs, toAtMs) },
    previousId: null,
    nextId: null,
    method: methodAt(store, line.id, outage.bounds.firstBad.sentAtMs),
    isEvidenceVisible: true,
  };
}
