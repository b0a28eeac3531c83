import { indexPage } from '../web/pages/index-page.ts';
import { linePage } from '../web/pages/line-page.ts';
import { mailPage } from '../web/pages/mail-page.ts';
import { oneMailPage } from '../web/pages/one-mail-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { sampleMailPage } from './sample-mail-route.ts';
import { sampleRoutes, sampleStrangersMail, sampleThreeRoutes } from './sample-mail-views.ts';
import { sampleMails } from './sample-one-mail.ts';
import { sampleIndex, sampleLinePage, sampleNow } from './sample-views.ts';

/** The pages of test mails, and those on which routes that are not well are told. */
export function mailSamplePages(context: PageContext): Record<string, string> {
  const stranger: PageContext = { ...context, reader: 'visitor', disclosure: { delayMinutes: 30 } };
  const { held, well, config } = sampleRoutes;
  const index = sampleIndex();
  return {
    ...Object.fromEntries(
      Object.entries(sampleRoutes).map(([name, route]) => [`mail-${name}`, mailPage(context, sampleMailPage([route]))]),
    ),
    'mail-three-routes': mailPage(context, sampleThreeRoutes()),
    'mail-none': mailPage(context, sampleMailPage([])),
    'mail-for-strangers': mailPage(stranger, sampleStrangersMail(held)),
    'mail-none-for-strangers': mailPage(stranger, sampleMailPage([], { isOwnerView: false, isEvidenceVisible: false })),
    ...Object.fromEntries(
      Object.entries(sampleMails).map(([name, view]) => [
        `one-mail-${name}`,
        oneMailPage(view.isOwnerView ? context : stranger, view),
      ]),
    ),
    'line-with-mail': linePage(
      context,
      sampleLinePage(sampleNow.up, { mail: [held, { ...well, name: 'out', from: 'telekom', to: 'gmx' }, config] }),
    ),
    'index-with-mail': indexPage(context, { lines: index.lines.map((entry) => ({ ...entry, mail: [held, well] })) }),
  };
}
