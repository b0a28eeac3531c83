import { verifyPage } from '../web/pages/verify-page.ts';
import type { PageContext } from '../web/pages/views.ts';

/** Where evidence is checked; what it says then is looked at in verify-in-browser.test.ts. */
export function verifySamplePages(context: PageContext): Record<string, string> {
  const asStranger: PageContext = { ...context, reader: 'visitor', path: '/verify' };
  return {
    verify: verifyPage(asStranger, { pagePath: '/verify/verify.html', programPath: '/verify/verify.mjs' }),
    'verify-not-built': verifyPage({ ...asStranger, scriptHref: null }, { pagePath: null, programPath: null }),
  };
}
