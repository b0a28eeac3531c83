import { Hono } from 'hono';
import { evidencePage, makingPage } from '../../web/pages/evidence-page.ts';
import type { MakingView } from '../../web/pages/evidence-views.ts';
import { AppError } from '../app-error.ts';
import type { WorkAsk, WorkState } from '../export/evidence-work.ts';
import { isSimulated } from '../figures/method.ts';
import { evidenceSeenBy } from '../public/seen-by.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { evidencePageView } from '../views/evidence-view.ts';
import { pageHeaders } from './answer.ts';
import { beginWork, sendWork } from './evidence-files.ts';
import { evidenceLine } from './exports.ts';
import { pageContext } from './pages.ts';

/**
 * `/lines/LINE/evidence`: figures and size of a period or an outage, for whom evidence is visible. `/evidence/making` begins
 * a report or a bundle and leads to `/evidence/work/ID`, which tells how far it is; `/evidence/work/ID/file` is the file.
 */
export function evidencePageRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/lines/:line/evidence', (c) => {
    const line = evidenceLine(site, c);
    const asker = c.get('asker');
    const asked = (name: string) => c.req.query(name) || null;
    const seen = { line, asker, ...evidenceSeenBy(site, asker, line) };
    const view = evidencePageView(site, seen, { from: asked('from'), to: asked('to'), outage: asked('outage') });
    return c.html(evidencePage(contextOf(site, c, line), view), view.problem === null ? 200 : 400, pageHeaders(asker));
  });
  routes.get('/lines/:line/evidence/making', (c) => {
    const line = evidenceLine(site, c);
    const id = beginWork(site, c, readKind(c));
    return c.redirect(`/lines/${line.id}/evidence/work/${id}${langQuery(site, c)}`, 303);
  });
  routes.get('/lines/:line/evidence/work/:id', (c) => {
    const line = evidenceLine(site, c);
    const work = ownWork(site, c, line);
    const path = `/lines/${line.id}/evidence`;
    const back = work === null ? path : `${path}?from=${work.ask.period.fromDay}&to=${work.ask.period.toDay}`;
    const view = makingView(work, { line, path: `${path}/work/${c.req.param('id')}`, back });
    return c.html(makingPage(contextOf(site, c, line), view), 200, { 'cache-control': 'no-store' });
  });
  routes.get('/lines/:line/evidence/work/:id/file', (c) => sendWork(c, ownWork(site, c, evidenceLine(site, c))));
  return routes;
}

function contextOf(site: Site, c: SiteContext, line: Line) {
  const query = new URL(c.req.url).searchParams;
  query.delete('lang');
  // the other language shows the same period
  const path = query.size === 0 ? c.req.path : `${c.req.path}?${query}`;
  return { ...pageContext(site, c), path, isSimulated: isSimulated(site.keep.store, line.id) };
}

/** What was made for the owner, or for whom he gave a link, is not for strangers, whoever told them its name. */
function ownWork(site: Site, c: SiteContext, line: Line): WorkState | null {
  const work = site.evidence.state(c.req.param('id') ?? '');
  if (work === null || work.ask.line !== line.id) return null;
  return c.get('asker') === 'visitor' && typeof work.ask.reader === 'string' ? null : work;
}

/** `kind` of the query: `zip` or `pdf`. */
export function readKind(c: SiteContext): WorkAsk['kind'] {
  const kind = c.req.query('kind');
  if (kind === 'zip' || kind === 'pdf') return kind;
  throw new AppError('invalid', '"kind" must be one of "zip", "pdf"', { parameter: 'kind' });
}

function langQuery(site: Site, c: SiteContext): string {
  const { isLanguageChosen, language } = pageContext(site, c);
  return isLanguageChosen ? `?lang=${language}` : '';
}

/** How far a work is; null: it was not fetched in time, or is another's. `path`: of its page. */
export function makingView(
  work: WorkState | null,
  { line, path, back }: { line: Line; path: string; back: string },
): MakingView {
  const nothing = { ratio: null, bytes: null, href: `${path}/file`, backHref: back };
  if (work === null) {
    return { line, kind: 'zip', fromDay: null, toDay: null, state: 'failed', problem: 'gone', ...nothing };
  }
  const { kind, period } = work.ask;
  return {
    line,
    kind: kind === 'zip' ? 'zip' : 'pdf',
    fromDay: period.fromDay,
    toDay: period.toDay,
    state: work.state,
    ...nothing,
    ...(work.state === 'working' && { ratio: work.ratio }),
    ...(work.state === 'done' && { bytes: work.bytes }),
    ...(work.state === 'failed' && { problem: work.problem }),
  };
}
