import { Hono } from 'hono';
import { dayPage } from '../../web/pages/day-page.ts';
import { indexPage } from '../../web/pages/index-page.ts';
import { linePage } from '../../web/pages/line-page.ts';
import { outagePage } from '../../web/pages/outage-page.ts';
import { qualityPage } from '../../web/pages/quality-page.ts';
import type { Language, PageContext } from '../../web/pages/views.ts';
import { notFound } from '../app-error.ts';
import { isSimulated } from '../figures/method.ts';
import { chooseLanguage } from '../language.ts';
import { pageKey } from '../page-key.ts';
import { seenBy } from '../public/seen-by.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { dayPageView } from '../views/day-view.ts';
import { indexView } from '../views/index-view.ts';
import { linePageView } from '../views/line-view.ts';
import { nowView } from '../views/now-view.ts';
import { outagePageView } from '../views/outage-view.ts';
import { qualityPageView } from '../views/quality-view.ts';
import type { Asker } from '../visibility.ts';
import { pageHeaders, sendBody } from './answer.ts';
import { MAX_QUALITY_DAYS, periodOf, visibleLine } from './lines.ts';

/** The pages of lines. `?lang=` chooses the language, `from` and `to` the period of the quality; nothing else changes a page. */
export function pageRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/', (c) =>
    sendPage(site, c, null, (context) => {
      const lines = site.lines.visibleTo(c.get('asker'));
      const { view, isSimulated } = indexView(site, lines, c.get('asker'));
      return indexPage({ ...context, isSimulated, ...disclosureOf(c.get('asker'), lines) }, view);
    }),
  );
  routes.get('/lines/:line', (c) => {
    const line = visibleLine(site, c);
    return sendPage(site, c, line, (context) => renderLinePage(site, line, c.get('asker'), context));
  });
  routes.get('/lines/:line/outages/:id', (c) => {
    const line = visibleLine(site, c);
    const asker = c.get('asker');
    const seen = seenBy(site, asker, line);
    const outage = seen.keep.store.outage(line.id, c.req.param('id'));
    if (outage === null) throw notFound();
    // an earlier id of the same outage leads to the one it has now
    if (outage.id !== c.req.param('id')) return c.redirect(`/lines/${line.id}/outages/${outage.id}`, 302);
    return sendPage(site, c, line, (context) => {
      const view = outagePageView(seen, line, outage, asker);
      const isSimulated = view.method?.simulated ?? false;
      return outagePage({ ...context, isSimulated, ...disclosureOf(asker, [line]) }, view);
    });
  });
  routes.get('/lines/:line/days/:day', (c) => {
    const line = visibleLine(site, c);
    const asker = c.get('asker');
    const seen = seenBy(site, asker, line);
    const view = dayPageView(seen, line, c.req.param('day'), asker);
    if (view === null) throw notFound();
    const isSimulated = nowView(seen, line.id).method?.simulated ?? false;
    return sendPage(site, c, line, (context) =>
      dayPage({ ...context, isSimulated, ...disclosureOf(asker, [line]) }, view),
    );
  });
  routes.get('/lines/:line/quality', (c) => {
    const line = visibleLine(site, c);
    const asker = c.get('asker');
    const seen = seenBy(site, asker, line);
    const period = periodOf(seen, c, line, QUALITY_DAYS, MAX_QUALITY_DAYS);
    const isSimulated = nowView(seen, line.id).method?.simulated ?? false;
    const about = `${c.req.path}?${period.fromAtMs}-${c.req.query('to') === undefined ? '' : period.toAtMs}`;
    const render = (context: PageContext) => {
      const view = qualityPageView(seen, line, period, asker);
      return qualityPage({ ...context, isSimulated, ...disclosureOf(asker, [line]) }, view);
    };
    return sendPage(site, c, line, render, about);
  });
  return routes;
}

/** Of the quality of a line; a resync a week shows in it. */
const QUALITY_DAYS = 30;

/** The page of a line as HTML. */
export function renderLinePage(site: Site, line: Line, asker: Asker, context: PageContext): string {
  const view = linePageView(seenBy(site, asker, line), line, asker);
  const isSimulated = view.method?.simulated ?? false;
  return linePage({ ...context, isSimulated, ...disclosureOf(asker, [line]) }, view);
}

/** What a page tells strangers about how far behind it is. */
export function disclosureOf(asker: Asker, lines: Line[]): Pick<PageContext, 'disclosure'> {
  if (asker !== 'visitor' || lines.length === 0) return {};
  return { disclosure: { delayMinutes: Math.min(...lines.map(({ liveDelayMinutes }) => liveDelayMinutes)) } };
}

/** `path`: with what else the page depends on. */
export function sendPage(
  site: Site,
  c: SiteContext,
  line: Line | null,
  render: (context: PageContext) => string,
  path = c.req.path,
): Response {
  const asker = c.get('asker');
  const context = pageContext(site, c);
  const { language, isLanguageChosen: isChosen } = context;
  const key = pageKey({ asker, path, language, isChosen, stamp: site.lines.stamp() });
  // made anew when something changed, a page would tell when that was
  const isTimed = asker === 'visitor' && line?.liveDelayMinutes !== 0;
  const page = site.pages.get(key, { line: line?.id ?? null, isTimed }, () => render(context));
  return sendBody(c, page.body, pageHeaders(asker));
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
    zone: site.config.zone,
    stylesheetHref: site.assets.stylesheetHref,
    scriptHref: site.assets.scriptHref,
    reader: asker,
    isSimulated: isAboutMadeUpLine(site, c),
    isPublished: site.lines.published().length > 0,
  };
}

/** Of the owner's pages about a line or a report: whether that line was made up. Public pages tell by their own view. */
function isAboutMadeUpLine({ keep }: Site, c: SiteContext): boolean {
  if (!c.req.path.startsWith('/owner/')) return false;
  const line = c.req.param('line') ?? keep.reports.find(c.req.param('id') ?? '')?.line ?? null;
  return line !== null && isSimulated(keep.store, line);
}
