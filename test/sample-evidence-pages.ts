import { availabilityOf } from '../rules/outage/availability.ts';
import { evidencePage, makingPage } from '../web/pages/evidence-page.ts';
import type {
  EvidenceFigures,
  EvidencePageView,
  MakingView,
  SharedPageView,
  SharesView,
  ShareView,
} from '../web/pages/evidence-views.ts';
import { sharedPage, wrongLinkPage } from '../web/pages/shared-page.ts';
import { sharesPage } from '../web/pages/shares-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { DAY_MS, SAMPLE_NOW_MS, sampleDays, sampleIntervals, sampleLine, sampleOutages } from './sample-values.ts';
import { sampleOutagePage } from './sample-views.ts';

const FINGERPRINT = '4c1fa2b07d3e88916a05cf1b2e7d4490';
const head = { counter: 1042, atMs: SAMPLE_NOW_MS - 1_400_000, short: '77aa 01f3 5a0e c2b9' };

const sums = {
  upMs: 29 * DAY_MS - 9_300_000,
  degradedMs: 1_200_000,
  downMinMs: 9_041_200,
  downMaxMs: 9_063_900,
  maintenanceMs: 240_000,
  unknownMs: 4_800_000,
  failoverMs: 0,
  outages: 7,
  dropouts: 4,
};
const figures: EvidenceFigures = {
  fromAtMs: SAMPLE_NOW_MS - 30 * DAY_MS,
  toAtMs: SAMPLE_NOW_MS,
  fromDay: '2026-10-24',
  toDay: '2026-11-22',
  sums,
  availability: availabilityOf([sums]),
  outagesReachingIn: 1,
  days: 30,
};

const evidence: EvidencePageView = {
  line: sampleLine,
  from: figures.fromDay,
  to: figures.toDay,
  problem: null,
  figures,
  outage: null,
  outages: sampleOutages,
  quick: (['last7', 'last30', 'last90', 'month', 'monthBefore'] as const).map((name) => ({
    name,
    fromDay: '2026-11-01',
    toDay: '2026-11-22',
  })),
  files: { zip: { bytes: 55_000_000 }, pdf: true, hasMail: true },
  head,
  serverFingerprint: FINGERPRINT,
};

const making: MakingView = {
  line: sampleLine,
  kind: 'zip',
  fromDay: figures.fromDay,
  toDay: figures.toDay,
  state: 'working',
  ratio: 0.42,
  bytes: null,
  href: '/lines/home/evidence/work/1/file',
  backHref: '/lines/home/evidence',
};

const share: ShareView = {
  id: '0123456789ab',
  label: 'Kundendienst, Ticket 4711',
  outage: '0123456789ab',
  fromDay: '2026-11-18',
  toDay: '2026-11-18',
  hasRaw: true,
  hasValues: false,
  createdAtMs: SAMPLE_NOW_MS - 5 * DAY_MS,
  expiresAtMs: SAMPLE_NOW_MS + 25 * DAY_MS,
  state: 'live',
  openedCount: 3,
  lastOpenedAtMs: SAMPLE_NOW_MS - DAY_MS,
};

const shares: SharesView = {
  line: sampleLine,
  shares: [],
  outages: sampleOutages,
  typed: {
    outage: sampleOutages[0]?.id ?? '',
    from: figures.fromDay,
    to: figures.toDay,
    label: '',
    days: '30',
    language: 'de',
    raw: false,
    values: false,
  },
  problems: {},
  dayChoices: [30, 7, 90, 365],
  made: null,
  isRevoked: false,
};

/** Evidence: choosing, waiting, links, and what a link shows. */
export function evidenceSamplePages(context: PageContext): Record<string, string> {
  const [asOwner, asStranger] = [
    { ...context, reader: 'owner' as const, path: '/owner/lines/home/shares' },
    { ...context, reader: 'visitor' as const, disclosure: { delayMinutes: 15 }, isPublished: true },
  ];
  const asGuest: PageContext = { ...context, reader: 'local', isShared: true, path: '/shared/example' };
  const outage = sampleOutages[1];
  if (!outage) throw new Error('bug: no outage');
  const shared: SharedPageView = {
    line: sampleLine,
    figures: { ...figures, days: 10 },
    outage: null,
    isOutageGone: false,
    timeline: { fromAtMs: SAMPLE_NOW_MS - DAY_MS, toAtMs: SAMPLE_NOW_MS, intervals: sampleIntervals(SAMPLE_NOW_MS) },
    outages: sampleOutages,
    days: sampleDays().slice(-10),
    files: { zip: { bytes: 12_300_000 }, pdf: true, hasMail: false },
    path: '/shared/example',
    hasValues: false,
    expiresAtMs: SAMPLE_NOW_MS + 25 * DAY_MS,
    head,
    serverFingerprint: FINGERPRINT,
  };
  const made = { origin: 'https://line.example.org', path: `/shared/${'Wq3x9ZkP'.repeat(4)}` };
  const ended: ShareView = { ...share, outage: null, label: 'Kanzlei', state: 'revoked', lastOpenedAtMs: null };
  return {
    evidence: evidencePage(asOwner, evidence),
    'evidence-outage': evidencePage(asOwner, { ...evidence, outage }),
    'evidence-public': evidencePage(asStranger, { ...evidence, files: { ...evidence.files, zip: null }, head: null }),
    'evidence-refused': evidencePage(asOwner, { ...evidence, problem: 'period', figures: null, outages: [] }),
    'evidence-making': makingPage(context, making),
    'evidence-made': makingPage(context, { ...making, state: 'done', bytes: 54_321_000 }),
    'evidence-failed': makingPage(context, { ...making, state: 'failed', problem: 'moved' }),
    shares: sharesPage(asOwner, { ...shares, shares: [share, ended] }),
    'shares-made': sharesPage(asOwner, { ...shares, made, shares: [share] }),
    'shares-refused': sharesPage(asOwner, { ...shares, problems: { label: 'label', from: 'period' } }),
    shared: sharedPage(asGuest, shared),
    'shared-outage': sharedPage(asGuest, {
      ...shared,
      outage: sampleOutagePage(outage),
      timeline: null,
      hasValues: true,
    }),
    'shared-wrong': wrongLinkPage(asGuest, 'wrong'),
  };
}
