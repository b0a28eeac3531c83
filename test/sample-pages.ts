import { dayPage } from '../web/pages/day-page.ts';
import { errorPage, ownerPage, redeemPage } from '../web/pages/door-pages.ts';
import { indexPage } from '../web/pages/index-page.ts';
import { linePage } from '../web/pages/line-page.ts';
import { outagePage } from '../web/pages/outage-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { sampleLine, sampleOngoing, sampleOutages } from './sample-values.ts';
import {
  sampleDayPage,
  sampleEmptyLinePage,
  sampleIndex,
  sampleLinePage,
  sampleNow,
  sampleOutagePage,
  samplePhasesOutage,
} from './sample-views.ts';

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
    day: dayPage(context, sampleDayPage()),
    redeem: redeemPage(context, { action: '/owner/redeem', fields: [{ name: 'token', value: 'x' }], problem: null }),
    'redeem-used': redeemPage(context, { action: '/owner/redeem', fields: [], problem: 'used' }),
    owner: ownerPage(context, { lines: [sampleLine], signOutAction: '/owner/sign-out' }),
    'error-400': errorPage(context, { status: 400, reason: '"from" must be an instant or a day' }),
    'error-404': errorPage(context, { status: 404, reason: null }),
  };
}
