import type { ChainLink } from '../rules/outage/derived.ts';
import { linePage } from '../web/pages/line-page.ts';
import { outagePage } from '../web/pages/outage-page.ts';
import { qualityPage } from '../web/pages/quality-page.ts';
import type { LinePageView, OutagePageView, PageContext } from '../web/pages/views.ts';
import { sampleCableQuality, sampleCoverage, sampleQualityPage, sampleSilentQuality } from './sample-quality-views.ts';
import { sampleLinePage, sampleNow, sampleOutagePage } from './sample-views.ts';
import {
  sampleAnnotations,
  sampleCoreUnreachable,
  sampleFailover,
  samplePersonalValues,
  samplePlanned,
  sampleRouterRebooted,
  sampleSessionLost,
  sampleSyncLost,
} from './sample-witness-values.ts';

/** What the owner sees beyond others. */
const OWNED: Partial<OutagePageView> = {
  personalValues: samplePersonalValues,
  clock: { state: 'sync', correctionMs: 12, errorMs: 18 },
  annotations: [],
  annotate: {
    action: '/lines/home/outages/aaaaaaaaaaaa/annotations',
    canAttribute: true,
    problem: null,
    typed: null,
  },
};

/** What strangers are given of it. */
function withoutEvidence(chain: ChainLink[]): ChainLink[] {
  return chain.map((link) => ({ ...link, evidence: [] }));
}

/** A line that was down while the home was online, with entries of every class. */
function sampleFailoverLine(): LinePageView {
  const view = sampleLinePage(sampleNow.failover);
  return {
    ...view,
    outages: [
      ...view.outages,
      samplePlanned,
      sampleFailover,
      { ...sampleSyncLost, counts: false, attributedTo: 'home' },
      sampleRouterRebooted,
    ],
    availability: view.availability.map((entry) => ({
      ...entry,
      failoverMs: 2_400_000,
      reachableRatioMin: entry.upRatioMin === null ? null : Math.min(1, entry.upRatioMin + 0.002),
      reachableRatioMax: entry.upRatioMax === null ? null : Math.min(1, entry.upRatioMax + 0.002),
    })),
  };
}

/** Outages with what witnesses said, in each state that their page has. */
export function witnessSamplePages(context: PageContext): Record<string, string> {
  const { annotate } = OWNED;
  if (!annotate) throw new Error('bug: no form');
  const owned = (outage: typeof sampleSyncLost, patch: Partial<OutagePageView> = {}) =>
    outagePage(context, sampleOutagePage(outage, { ...OWNED, ...patch }));
  const stranger: PageContext = { ...context, reader: 'visitor', disclosure: { delayMinutes: 30 } };
  return {
    'line-with-failover': linePage(context, sampleFailoverLine()),
    quality: qualityPage(context, sampleQualityPage()),
    'quality-cable': qualityPage(context, sampleCableQuality()),
    'quality-no-router': qualityPage(context, sampleSilentQuality()),
    'quality-for-strangers': qualityPage(
      stranger,
      sampleSilentQuality({
        isEvidenceVisible: false,
        coverage: sampleCoverage({ causes: [{ cause: 'not-observed', unknownMs: 97_621_000, stretches: 12 }] }),
      }),
    ),
    'outage-sync-lost': owned(sampleSyncLost),
    'outage-session-lost': owned(sampleSessionLost, {
      annotate: {
        ...annotate,
        canAttribute: false,
        problem: 'lasts',
        typed: { kind: 'note', text: 'Bagger vor dem Haus' },
      },
      clock: { state: 'holdover', correctionMs: -840, errorMs: null },
    }),
    'outage-core': owned(sampleCoreUnreachable, { clock: { state: 'unsync', correctionMs: 81_204_000, errorMs: 40 } }),
    'outage-planned': owned(samplePlanned),
    'outage-failover': owned(sampleFailover),
    'outage-router-rebooted': owned(sampleRouterRebooted),
    'outage-found-at-home': owned(
      { ...sampleSyncLost, counts: false, attributedTo: 'home', provisional: null },
      { annotations: sampleAnnotations, clock: { state: 'stepped', correctionMs: 3_600_020, errorMs: 22 } },
    ),
    'outage-for-strangers': outagePage(
      stranger,
      sampleOutagePage(
        { ...sampleSyncLost, chain: withoutEvidence(sampleSyncLost.chain), snapshots: [], tags: [], provisional: null },
        { isEvidenceVisible: false },
      ),
    ),
  };
}
