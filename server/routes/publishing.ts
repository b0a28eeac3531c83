import { Hono } from 'hono';
import { publishingPage, sitePage } from '../../web/pages/publish-pages.ts';
import type { PublishingView, PublishProblem, SiteView } from '../../web/pages/publish-views.ts';
import { notFound } from '../app-error.ts';
import { DELAYS_MINUTES } from '../public/delays.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { type FormFields, readForm, sendOwnerPage } from './owner-guard.ts';
import { pageContext, renderLinePage } from './pages.ts';

/** What strangers may see of a line, what they would see, and who answers for it. */
export function publishingRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/owner/lines/:line/publishing', (c) => {
    const view = publishingView(site, ownLine(site, c), c.req.query('done') === 'saved');
    return sendOwnerPage(c, publishingPage(pageContext(site, c), view));
  });
  routes.post('/owner/lines/:line/publishing', (c) => savePublishing(site, c, ownLine(site, c)));
  routes.get('/owner/lines/:line/publishing/preview', (c) => {
    const line = ownLine(site, c);
    const context = { ...pageContext(site, c), previewOf: `/owner/lines/${line.id}/publishing` };
    return sendOwnerPage(c, renderLinePage(site, line, 'visitor', { ...context, reader: 'visitor' }));
  });
  routes.get('/owner/site', (c) => {
    return sendOwnerPage(c, sitePage(pageContext(site, c), siteView(site, c.req.query('done') === 'saved')));
  });
  routes.post('/owner/site', async (c) => {
    const typed = typedLegal(await readForm(c));
    const problems = saveLegal(site, typed);
    if (Object.keys(problems).length === 0) return seeOther(site, c, '/owner/site');
    const view = { ...siteView(site, false), values: typed, problems };
    return sendOwnerPage(c, sitePage(pageContext(site, c), view), 400);
  });
  return routes;
}

type Legal = { imprint: string; contact: string };
type LegalProblems = SiteView['problems'];

/** Publishing asks who is responsible; taking back never asks anything. */
async function savePublishing(site: Site, c: SiteContext, line: Line): Promise<Response> {
  const form = await readForm(c);
  const [live, evidence] = [form.isOn('live'), form.isOn('evidence')];
  const delayMinutes = DELAYS_MINUTES.find((known) => String(known) === form.text('delay'));
  const before = publishingView(site, line, false);
  const typed = before.asksForLegal ? typedLegal(form) : before.values;
  const skip = form.isOn('skip');
  const legal = before.asksForLegal ? checkedLegal(site, typed, skip || !(live || evidence)) : {};
  if (before.asksForLegal && skip) site.keep.siteSettings.set('imprintSkipped', 'yes');
  const problems = { ...legal, ...(delayMinutes === undefined && { delay: 'delay' as const }) };
  if (delayMinutes === undefined || Object.keys(problems).length > 0) {
    const values = { ...before.values, ...typed, live, evidence, skip };
    return sendOwnerPage(c, publishingPage(pageContext(site, c), { ...before, values, problems }), 400);
  }
  const saved = site.keep.admin.publish(line.id, { live, evidence, delayMinutes });
  if (typeof saved === 'string') throw new Error(`bug: refused after the form was checked: ${saved}`);
  return seeOther(site, c, `/owner/lines/${line.id}/publishing`);
}

/** Keeps what was typed; complains about what is missing, unless the owner decided to do without. */
function checkedLegal(site: Site, typed: Legal, mayBeMissing: boolean): LegalProblems {
  const problems = saveLegal(site, typed);
  if (Object.keys(problems).length > 0 || mayBeMissing) return problems;
  return {
    ...(typed.imprint === '' && { imprint: 'imprint-missing' as const }),
    ...(typed.contact === '' && { contact: 'contact-missing' as const }),
  };
}

function saveLegal({ keep }: Site, typed: Legal): LegalProblems {
  const imprint = keep.siteSettings.set('imprint', typed.imprint);
  const contact = keep.siteSettings.set('contact', typed.contact);
  return {
    ...(imprint !== null && { imprint: imprintProblem(typed.imprint) }),
    ...(contact !== null && { contact: 'not-a-mail' as const }),
  };
}

function imprintProblem(text: string): PublishProblem {
  return /[^\P{Cc}\n\t]/u.test(text) ? 'controls' : 'too-long';
}

function typedLegal(form: FormFields): Legal {
  return { imprint: form.text('imprint'), contact: form.text('contact') };
}

function publishingView(site: Site, line: Line, isSaved: boolean): PublishingView {
  const { siteSettings } = site.keep;
  const [imprint, contact] = [siteSettings.get('imprint') ?? '', siteSettings.get('contact') ?? ''];
  const skip = siteSettings.get('imprintSkipped') === 'yes';
  return {
    line,
    values: {
      live: line.isLivePublished,
      evidence: line.isEvidencePublished,
      delayMinutes: line.liveDelayMinutes,
      imprint,
      contact,
      skip,
    },
    problems: {},
    delays: DELAYS_MINUTES,
    asksForLegal: !skip && (imprint === '' || contact === ''),
    isSaved,
    publicUrl: site.config.publicUrl,
  };
}

function siteView(site: Site, isSaved: boolean): SiteView {
  const { siteSettings } = site.keep;
  return {
    values: { imprint: siteSettings.get('imprint') ?? '', contact: siteSettings.get('contact') ?? '' },
    problems: {},
    isSaved,
    isAnythingPublished: site.lines.published().length > 0,
  };
}

function ownLine(site: Site, c: SiteContext): Line {
  const line = site.keep.store.line(c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

/** Leads on after a form, in the language that was chosen. */
function seeOther(site: Site, c: SiteContext, path: string): Response {
  const { isLanguageChosen, language } = pageContext(site, c);
  return c.redirect(`${path}?done=saved${isLanguageChosen ? `&lang=${language}` : ''}`, 303);
}
