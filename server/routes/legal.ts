import { Hono } from 'hono';
import { imprintPage, privacyPage } from '../../web/pages/legal-pages.ts';
import type { PrivacyView } from '../../web/pages/publish-views.ts';
import { notFound } from '../app-error.ts';
import { encodeBody } from '../encoded-body.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import { cacheControlFor, sendBody, VARY_PAGE } from './answer.ts';
import { pageContext } from './pages.ts';

/** `/imprint` and `/privacy`: there for everybody as long as anything is published, and for the owner always. */
export function legalRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/imprint', (c) => {
    refuseHidden(site, c);
    const { siteSettings } = site.keep;
    const view = { imprint: siteSettings.get('imprint'), contact: siteSettings.get('contact') };
    return sendPlainPage(c, imprintPage(pageContext(site, c), view));
  });
  routes.get('/privacy', (c) => {
    refuseHidden(site, c);
    return sendPlainPage(c, privacyPage(pageContext(site, c), privacyView(site)));
  });
  return routes;
}

function privacyView(site: Site): PrivacyView {
  const { siteSettings } = site.keep;
  const { rawDays, fiveMinuteDays, hourDays, sessionDays } = site.config;
  return {
    contact: siteSettings.get('contact'),
    hasImprint: siteSettings.get('imprint') !== null,
    lines: site.lines.published().map(({ name, provider, liveDelayMinutes, isEvidencePublished }) => ({
      name,
      provider,
      delayMinutes: liveDelayMinutes,
      isEvidencePublished,
    })),
    retention: { rawDays, fiveMinuteDays, hourDays },
    sessionDays,
  };
}

function refuseHidden(site: Site, c: SiteContext): void {
  if (c.get('asker') === 'visitor' && site.lines.published().length === 0) throw notFound();
}

function sendPlainPage(c: SiteContext, page: string): Response {
  const body = encodeBody('text/html; charset=utf-8', Buffer.from(page, 'utf8'));
  return sendBody(c, body, { 'cache-control': cacheControlFor(c.get('asker')), vary: VARY_PAGE });
}
