import { dayPage } from '../web/pages/day-page.ts';
import { indexPage } from '../web/pages/index-page.ts';
import { linePage } from '../web/pages/line-page.ts';
import { outagePage } from '../web/pages/outage-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { alarmSamplePages } from './sample-alarm-pages.ts';
import { attachmentSamplePages } from './sample-attachment-pages.ts';
import { caseSamplePages } from './sample-case-pages.ts';
import { doorSamplePages } from './sample-door-pages.ts';
import { evidenceSamplePages } from './sample-evidence-pages.ts';
import { headsSamplePages } from './sample-heads-page.ts';
import { mailSamplePages } from './sample-mail-pages.ts';
import { monthSamplePages } from './sample-month-pages.ts';
import { publishSamplePages } from './sample-publish-pages.ts';
import { reportSamplePages } from './sample-report-pages.ts';
import { setupSamplePages } from './sample-setup-pages.ts';
import { sampleOngoing, sampleOutages } from './sample-values.ts';
import { verifySamplePages } from './sample-verify-pages.ts';
import {
  sampleDayPage,
  sampleEmptyLinePage,
  sampleIndex,
  sampleLinePage,
  sampleNow,
  sampleOutagePage,
  samplePhasesOutage,
} from './sample-views.ts';
import { witnessSamplePages } from './sample-witness-pages.ts';

/** Every page, in every state worth looking at, by a name for it. */
export function samplePages(context: PageContext): Record<string, string> {
  const outage = sampleOutages[1];
  if (!outage) throw new Error('bug: no outage');
  return {
    index: indexPage(context, sampleIndex()),
    'index-empty': indexPage(context, { lines: [] }),
    ...Object.fromEntries(
      Object.entries(sampleNow).map(([name, now]) => [`line-${name}`, linePage(context, sampleLinePage(now))]),
    ),
    'line-empty': linePage(context, sampleEmptyLinePage()),
    'line-private': linePage(context, sampleLinePage(sampleNow.up, { isEvidenceVisible: false })),
    outage: outagePage(context, sampleOutagePage(outage)),
    'outage-ongoing': outagePage(context, sampleOutagePage(sampleOngoing)),
    'outage-phases': outagePage(context, sampleOutagePage(samplePhasesOutage())),
    ...attachmentSamplePages(context),
    day: dayPage(context, sampleDayPage()),
    ...witnessSamplePages(context),
    ...doorSamplePages(context),
    ...alarmSamplePages(context),
    ...publishSamplePages(context),
    ...reportSamplePages(context),
    ...setupSamplePages(context),
    ...headsSamplePages(context),
    ...monthSamplePages(context),
    ...mailSamplePages(context),
    ...evidenceSamplePages(context),
    ...caseSamplePages(context),
    ...verifySamplePages(context),
  };
}
