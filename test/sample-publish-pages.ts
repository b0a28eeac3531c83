import { imprintPage, privacyPage } from '../web/pages/legal-pages.ts';
import { linePage } from '../web/pages/line-page.ts';
import { outagePage } from '../web/pages/outage-page.ts';
import { publishingPage, sitePage } from '../web/pages/publish-pages.ts';
import type { PublishingView } from '../web/pages/publish-views.ts';
import type { NowView, PageContext } from '../web/pages/views.ts';
import { sampleLine, sampleOngoing, sampleOutages } from './sample-values.ts';
import { sampleLinePage, sampleNow, sampleOutagePage } from './sample-views.ts';

const IMPRINT = 'Erika Muster\nLindenstraße 7\n12345 Musterstadt';
const CONTACT = 'kontakt@example.org';

const publishing: PublishingView = {
  line: sampleLine,
  values: { live: true, evidence: false, delayMinutes: 15, imprint: IMPRINT, contact: CONTACT, skip: false },
  problems: {},
  delays: [15, 30, 60, 0],
  asksForLegal: false,
  isSaved: true,
  publicUrl: 'https://line.example.org',
};

/** Publishing, imprint and privacy, and what strangers see. */
export function publishSamplePages(context: PageContext): Record<string, string> {
  const asOwner: PageContext = { ...context, reader: 'owner', path: '/owner/lines/home/publishing' };
  const asStranger: PageContext = {
    ...context,
    reader: 'visitor',
    disclosure: { delayMinutes: 15 },
    isPublished: true,
  };
  const asReader: PageContext = { ...context, reader: 'visitor', isPublished: true };
  const unsaid = { verdict: 'undetermined', side: 'unknown' } as const;
  const blank = { ...unsaid, backEnds: [], lastContactAtMs: null };
  const down: NowView = { ...sampleNow.up, ...blank, state: 'down', outage: { ...sampleOngoing, ...unsaid } };
  const unseen: NowView = {
    ...sampleNow.up,
    ...blank,
    state: 'unknown',
    unknownCause: 'not-observed',
    measuredAtMs: null,
  };
  const outage = sampleOutages[1];
  if (!outage) throw new Error('bug: no outage');
  const asked = { live: true, evidence: false, delayMinutes: 0, imprint: '', contact: 'x', skip: false };
  return {
    publishing: publishingPage(asOwner, publishing),
    'publishing-first': publishingPage(asOwner, {
      ...publishing,
      line: { ...sampleLine, isLivePublished: false },
      values: asked,
      problems: { imprint: 'imprint-missing', contact: 'not-a-mail' },
      asksForLegal: true,
      isSaved: false,
      publicUrl: null,
    }),
    site: sitePage(
      { ...asOwner, path: '/owner/site' },
      { values: { imprint: IMPRINT, contact: CONTACT }, problems: {}, isSaved: true, isAnythingPublished: true },
    ),
    imprint: imprintPage({ ...asReader, path: '/imprint' }, { imprint: IMPRINT, contact: CONTACT }),
    privacy: privacyPage(
      { ...asReader, path: '/privacy' },
      {
        contact: CONTACT,
        hasImprint: true,
        lines: [
          { name: 'Zu Hause', provider: 'Musternetz', delayMinutes: 15, isEvidencePublished: false },
          { name: 'Laden', provider: '', delayMinutes: 0, isEvidencePublished: true },
        ],
        retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
        sessionDays: 30,
      },
    ),
    'stranger-line': linePage(asStranger, sampleLinePage(sampleNow.up, { isEvidenceVisible: false })),
    'stranger-down': linePage(
      { ...asStranger, previewOf: '/owner' },
      sampleLinePage(down, { isEvidenceVisible: false }),
    ),
    'stranger-unseen': linePage(asStranger, sampleLinePage(unseen, { isEvidenceVisible: false })),
    'stranger-outage': outagePage(asStranger, { ...sampleOutagePage(outage), isEvidenceVisible: false }),
  };
}
