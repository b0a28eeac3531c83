import { Hono } from 'hono';
import { outagePage } from '../../web/pages/outage-page.ts';
import { ANNOTATION_KINDS, type AnnotateView } from '../../web/pages/witness-views.ts';
import { AppError, notFound } from '../app-error.ts';
import { isSimulated } from '../figures/method.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line, StoredOutage } from '../store/store.ts';
import { outagePageView } from '../views/outage-view.ts';
import { readForm, sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';

/** What the owner says of an outage: written, taken back. Guarded with all of `/owner`. */
export function annotationRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  const path = '/owner/lines/:line/outages/:id/annotations';
  // whoever loads the answer to a refused form again comes here
  routes.get(path, (c) => leadBack(site, c, place(site, c)));
  routes.post(path, async (c) => {
    const { line, outage } = place(site, c);
    const form = await readForm(c);
    const typed = { kind: form.text('kind'), text: form.text('text') };
    const problem = site.keep.annotations.add(line.id, outage, typed);
    if (problem === 'too-many') throw new AppError('invalid', 'there are too many notes on this outage');
    return problem === null ? leadBack(site, c, { line, outage }) : refuse(site, c, { line, outage }, typed, problem);
  });
  routes.post(`${path}/:entry{[1-9][0-9]{0,14}}/withdraw`, (c) => {
    const { line, outage } = place(site, c);
    if (!site.keep.annotations.withdraw(line.id, outage, Number(c.req.param('entry')))) throw notFound();
    return leadBack(site, c, { line, outage });
  });
  return routes;
}

type Place = { line: Line; outage: StoredOutage };

/** By the id that the outage has now or had once. */
function place(site: Site, c: SiteContext): Place {
  const line = site.keep.store.line(c.req.param('line') ?? '');
  const outage = line === null ? null : site.keep.store.outage(line.id, c.req.param('id') ?? '');
  if (line === null || outage === null) throw notFound();
  return { line, outage };
}

/** The page of the outage with what was typed and why it was not taken. */
function refuse(
  site: Site,
  c: SiteContext,
  { line, outage }: Place,
  typed: { kind: string; text: string },
  problem: Exclude<AnnotateView['problem'], null>,
): Response {
  const view = outagePageView(site, line, outage, 'owner');
  const kind = ANNOTATION_KINDS.find((known) => known === typed.kind) ?? null;
  const annotate = view.annotate && { ...view.annotate, problem, typed: { kind, text: typed.text } };
  const context = { ...pageContext(site, c), isSimulated: isSimulated(site.keep.store, line.id) };
  return sendOwnerPage(c, outagePage(context, { ...view, ...(annotate && { annotate }) }), 400);
}

function leadBack(site: Site, c: SiteContext, { line, outage }: Place): Response {
  const { isLanguageChosen, language } = pageContext(site, c);
  const query = isLanguageChosen ? `?lang=${language}` : '';
  return c.redirect(`/lines/${line.id}/outages/${outage.id}${query}`, 303);
}
