import { Hono } from 'hono';
import { makingPage } from '../../web/pages/evidence-page.ts';
import { sharedPage, wrongLinkPage } from '../../web/pages/shared-page.ts';
import type { PageContext } from '../../web/pages/views.ts';
import { AppError, notFound } from '../app-error.ts';
import { placeOf } from '../door/place.ts';
import { caseOf } from '../export/case-of.ts';
import type { WorkAsk, WorkState } from '../export/evidence-work.ts';
import { type ExportFile, jsonFile, tableFile } from '../export/files.ts';
import { exportName } from '../export/gather-case.ts';
import { isSimulated } from '../figures/method.ts';
import { type ShareScope, scopeOf } from '../shares/share-scope.ts';
import { openWrongLinks, type WrongLinks } from '../shares/wrong-links.ts';
import { clientAddress, type Site, type SiteContext, type SiteEnv } from '../site.ts';
import { sharedPageView } from '../views/shared-view.ts';
import { sendWork, tooMuch } from './evidence-files.ts';
import { makingView, readKind } from './evidence-page.ts';
import { pageContext } from './pages.ts';

/** The secret stands in the path: it must not travel on, be kept by caches or be found by search engines. */
const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
};

type Shared = { scope: ShareScope; path: string; context: PageContext };

/**
 * `/shared/SECRET`: one outage or period of one line for who has the link, read-only. Under it the same exports as of a
 * line (`evidence.csv`, `.json`, `.pdf`, and `.zip` where raw data are shared); `from`, `to` and the rest of a query that
 * would widen what is shown are not looked at.
 */
export function sharedRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  const wrong = openWrongLinks(site.nowMs);
  // also where something is refused, or is not there
  routes.use('/shared/*', async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    await next();
  });
  const get = (path: string, answer: (c: SiteContext, shared: Shared) => Response | Promise<Response>) =>
    routes.get(`/shared/:secret${path}`, (c) => {
      const shared = follow(site, c, wrong);
      return shared instanceof Response ? shared : answer(c, shared);
    });
  get('', (c, { scope, path, context }) => {
    if (c.get('asker') === 'visitor') site.keep.shares.noteOpened(scope.share);
    return c.html(sharedPage(context, sharedPageView(site, scope, path)));
  });
  get('/evidence.csv', (c, { scope }) => {
    const asked = { table: c.req.query('table'), dialect: c.req.query('dialect') };
    return sendFile(c, tableFile(caseOf(site, scope), asked));
  });
  get('/evidence.json', (c, { scope }) => sendFile(c, jsonFile(caseOf(site, scope))));
  for (const kind of ['pdf', 'zip'] as const) {
    get(`/evidence.${kind}`, async (c, { scope, context }) => {
      const work = await site.evidence.ended(begin(site, askOf(scope, kind, context)));
      // the link may have been taken back while it was made
      const still = follow(site, c, wrong);
      return still instanceof Response ? still : sendFinal(c, work);
    });
  }
  get('/making', (c, { scope, path, context }) => {
    const id = begin(site, askOf(scope, readKind(c), context));
    return c.redirect(`${path}/work/${id}${context.isLanguageChosen ? `?lang=${context.language}` : ''}`, 303);
  });
  get('/work/:id', (c, { scope, path, context }) => {
    const own = workOf(site, c, scope);
    const place = { line: scope.line, path: `${path}/work/${c.req.param('id')}`, back: path };
    return c.html(makingPage(context, makingView(own, place)));
  });
  get('/work/:id/file', (c, { scope }) => sendFinal(c, workOf(site, c, scope)));
  return routes;
}

/** What the link opens, or the page that says that it opens nothing. */
function follow(site: Site, c: SiteContext, wrong: WrongLinks): Shared | Response {
  const base: PageContext = { ...pageContext(site, c), reader: 'local', isShared: true, isSimulated: false };
  const place = placeOf(clientAddress(site, c), false).key;
  const waitMs = wrong.waitMs(place);
  if (waitMs > 0) {
    c.header('retry-after', String(Math.ceil(waitMs / 1000)));
    return c.html(wrongLinkPage({ ...base, path: '/' }, 'busy'), 429);
  }
  const secret = c.req.param('secret') ?? '';
  const share = site.keep.shares.open(secret);
  const scope = share && scopeOf(site, share);
  if (scope === null) {
    wrong.note(place);
    return c.html(wrongLinkPage({ ...base, path: '/' }, 'wrong'), 404);
  }
  const language = base.isLanguageChosen ? base.language : scope.share.language;
  const context = { ...base, language, isSimulated: isSimulated(site.keep.store, scope.line.id) };
  return { scope, path: `/shared/${secret}`, context };
}

/** The work for exactly what is shared. */
function askOf({ line, period, share, shows }: ShareScope, kind: WorkAsk['kind'], { language }: PageContext): WorkAsk {
  if (kind === 'zip' && !share.hasRaw) throw notFound();
  return {
    kind,
    line: line.id,
    period,
    language,
    shows,
    reader: 'guest',
    name: `${exportName({ line, period })}.${kind}`,
  };
}

function begin(site: Site, ask: WorkAsk): string {
  const id = site.evidence.start(ask);
  if (id === null) throw tooMuch();
  return id;
}

/** Only what this link could have made itself: never more of the line, nor more personal. */
function workOf(site: Site, c: SiteContext, { line, period, share }: ShareScope): WorkState | null {
  const work = site.evidence.state(c.req.param('id') ?? '');
  if (work === null) return null;
  const { ask } = work;
  const isWithin = ask.line === line.id && ask.period.fromAtMs >= period.fromAtMs && ask.period.toAtMs <= period.toAtMs;
  const isNoMore = Object.values(ask.shows).every((isShown) => !isShown || share.hasValues);
  const isForGuests = ask.reader === 'guest';
  return isForGuests && isWithin && isNoMore && (ask.kind === 'pdf' || share.hasRaw) ? work : null;
}

/** As for the owner, but kept nowhere. */
function sendFinal(c: SiteContext, work: WorkState | null): Response {
  if (work === null) throw new AppError('conflict', 'it was not fetched in time; ask for it again');
  const response = sendWork(c, work);
  response.headers.set('cache-control', 'no-store');
  return response;
}

function sendFile(c: SiteContext, { text, type, name }: ExportFile): Response {
  return c.body(text, 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` });
}
