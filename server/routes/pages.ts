import { Hono } from 'hono';
import { dayPage } from '../../web/pages/day-page.ts';
import { indexPage } from '../../web/pages/index-page.ts';
import { linePage } from '../../web/pages/line-page.ts';
import { outagePage } from '../../web/pages/outage-page.ts';
import type { Language, PageContext } from '../../web/pages/views.ts';
import { notFound } from '../app-error.ts';
import { chooseLanguage } from '../language.ts';
import { pageKey } from '../page-key.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { dayPageView } from '../views/day-view.ts';
import { indexView } from '../views/index-view.ts';
import { linePageView } from '../views/line-view.ts';
import { nowView } from '../views/now-view.ts';
import { outagePageView } from '../views/outage-view.ts';
import type { Asker } from '../visibility.ts';
import { cacheControlFor, sendBody, VARY_PAGE } from './answer.ts';
import { visibleLine } from './lines.ts';

/** The pages of lines. `?lang=` chooses the language; nothing else of the query changes a page. */
export function pageRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/', (c) =>
    sendPage(site, c, null, (context) => {
      const { view, isSimulated } = indexView(site, site.lines.visibleTo(c.get('asker')));
      return indexPage({ ...context, isSimulated }, view);
    }),
  );
  routes.get('/lines/:line', (c) => {
    const line = visibleLine(site, c);
    return sendPage(site, c, line.id, (context) => renderLinePage(site, line, c.get('asker'), context));
  });
  routes.get('/lines/:line/outages/:id', (c) => {
    const line = visibleLine(site, c);
    const outage = site.keep.store.outage(line.id, c.req.param('id'));
    if (outage === null) throw notFound();
    // an earlier id of the same outage leads to the one it has now
    if (outage.id !== c.req.param('id')) return c.redirect(`/lines/${line.id}/outages/${outage.id}`, 302);
    return sendPage(site, c, line.id, (context) => {
      const view = outagePageView(site, line, outage, c.get('asker'));
      return outagePage({ ...context, isSimulated: view.method?.simulated ?? false }, view);
    });
  });
  routes.get('/lines/:line/days/:day', (c) => {
    const line = visibleLine(site, c);
    const view = dayPageView(site, line, c.req.param('day'), c.get('asker'));
    if (view === null) throw notFound();
    const isSimulated = nowView(site, line.id).method?.simulated ?? false;
    return sendPage(site, c, line.id, (context) => dayPage({ ...context, isSimulated }, view));
  });
  return routes;
}

/** The page of a line as HTML. */
function renderLinePage(site: Site, line: Line, asker: Asker, context: PageContext): string {
  const view = linePageView(site, line, asker);
  return linePage({ ...context, isSimulated: view.method?.simulated ?? false }, view);
}

function sendPage(site: Site, c: SiteContext, line: string | null, render: (context: PageContext) => string): Response {
  const asker = c.get('asker');
  const context = pageContext(site, c);
  const key = pageKey({ asker, path: c.req.path, language: context.language, isChosen: context.isLanguageChosen });
  const page = site.pages.get(key, line, () => render(context));
  return sendBody(c, page.body, { 'cache-control': cacheControlFor(asker), vary: VARY_PAGE });
}

/** What is the same for every page of one answer. */
export function pageContext(site: Site, c: SiteContext): PageContext {
  const lang = c.req.query('lang') ?? null;
  const language: Language = chooseLanguage(lang, c.req.header('accept-language') ?? null);
  const asker = c.get('asker') ?? 'visitor';
  return {
    language,
    isLanguageChosen: lang === language,
    path: c.req.path,
    builtAtMs: site.nowMs(),
    stylesheetHref: site.assets.stylesheetHref,
    scriptHref: site.assets.scriptHref,
    reader: asker,
    isSimulated: false,
  };
}
