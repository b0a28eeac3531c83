import { join } from 'node:path';
import { Hono } from 'hono';
import { lineSettingsPage, newLinePage } from '../../web/pages/setup-line-pages.ts';
import { probePage } from '../../web/pages/setup-probe-page.ts';
import { notFound } from '../app-error.ts';
import { findRoot } from '../config.ts';
import { NOTHING_PRIVATE } from '../contracts/contract.ts';
import { readLineForm, readPrivateForm, type ToldLine } from '../contracts/read-line-form.ts';
import { hostOf, schemeOf } from '../forwarded.ts';
import { probePath, settingsPath } from '../setup/next-steps.ts';
import type { Reached } from '../setup/probe-command.ts';
import { openProbeProgram, type ProbeProgram } from '../setup/probe-program.ts';
import { lineSettingsView, newLineView, probePageView, settingsFrame } from '../setup/setup-views.ts';
import { askingOf, type Site, type SiteContext, type SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { sendBody } from './answer.ts';
import { readForm, sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';

/** Making a line, saying what it is, connecting its probe; and the probe as one file, for everybody. */
export function setupRoutes(
  site: Site,
  program: () => ProbeProgram | null = openProbeProgram(join(findRoot(import.meta.url), 'dist', 'probe.mjs')),
): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/owner/lines/new', (c) => {
    const context = pageContext(site, c);
    return sendOwnerPage(c, newLinePage(context, newLineView(site, context.language)));
  });
  routes.post('/owner/lines/new', (c) => makeLine(site, c));
  routes.get('/owner/lines/:line', (c) => {
    const context = pageContext(site, c);
    const view = lineSettingsView(site, ownLine(site, c), context.language, c.req.query('done') === 'saved');
    return sendOwnerPage(c, lineSettingsPage(context, view));
  });
  routes.post('/owner/lines/:line', (c) => saveLine(site, c, ownLine(site, c)));
  routes.get('/owner/lines/:line/probe', (c) => {
    const view = probePageView(site, ownLine(site, c), reachedBy(site, c), program());
    return sendOwnerPage(c, probePage(pageContext(site, c), view));
  });
  routes.post('/owner/lines/:line/probe', (c) => {
    const line = ownLine(site, c);
    invite(site, line.id);
    return seeOther(site, c, probePath(line.id));
  });
  routes.get('/probe.mjs', (c) => {
    const built = program();
    if (built === null) throw notFound();
    return sendBody(c, built.body, { 'cache-control': 'no-cache', vary: 'Accept-Encoding' });
  });
  return routes;
}

/** The command for the probe is made along with the line: whoever makes a line wants one next. */
async function makeLine(site: Site, c: SiteContext): Promise<Response> {
  const context = pageContext(site, c);
  const { values, problems, told } = readLineForm(await readForm(c));
  if (told === null) {
    const { zones } = newLineView(site, context.language);
    return sendOwnerPage(c, newLinePage(context, { values, problems, zones }), 400);
  }
  const { monthlyFeeCents, ...settings } = told;
  const twin = waitingTwin(site, settings);
  if (twin !== null) return seeOther(site, c, probePath(twin.id));
  const line = accepted(site.keep.admin.makeLine(settings));
  if (monthlyFeeCents !== null) {
    site.keep.contracts.save(line.id, { ...NOTHING_PRIVATE, monthlyFeeCents });
  }
  invite(site, line.id);
  return seeOther(site, c, probePath(line.id));
}

/** A form that was sent twice (two taps on a slow line) makes one line: the one that still waits for its probe. */
function waitingTwin(
  { keep }: Site,
  { name, provider, zone }: Pick<ToldLine, 'name' | 'provider' | 'zone'>,
): Line | null {
  const isTwin = (line: Line) => line.name === name && line.provider === provider && line.zone === zone;
  const isWaiting = ({ id }: Line) => keep.store.activeProbe(id) === null && keep.setup.pending(id) !== null;
  return keep.store.lines().find((line) => isTwin(line) && isWaiting(line)) ?? null;
}

async function saveLine(site: Site, c: SiteContext, line: Line): Promise<Response> {
  const form = await readForm(c);
  const shown = readLineForm(form);
  const own = readPrivateForm(form);
  if (shown.told === null || own.told === null) {
    const values = { ...shown.values, ...own.values };
    const problems = { ...shown.problems, ...own.problems };
    const view = { ...settingsFrame(site, line), values, problems, isSaved: false };
    return sendOwnerPage(c, lineSettingsPage(pageContext(site, c), view), 400);
  }
  const { monthlyFeeCents, ...settings } = shown.told;
  accepted(site.keep.admin.updateLine(line.id, settings));
  site.keep.contracts.save(line.id, { ...own.told, monthlyFeeCents });
  return seeOther(site, c, settingsPath(line.id), 'saved');
}

function invite(site: Site, line: string): void {
  accepted(site.keep.setup.invite(line));
}

/** The fields were checked before, each with its own sentence; what is refused all the same was overlooked here. */
function accepted<T>(result: T | string): T {
  if (typeof result === 'string') throw new Error(`bug: refused after the form was checked: ${result}`);
  return result;
}

function ownLine(site: Site, c: SiteContext): Line {
  const line = site.keep.store.line(c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

/** Leads on after a form, in the language that was chosen. */
function seeOther(site: Site, c: SiteContext, path: string, done?: string): Response {
  const { isLanguageChosen, language } = pageContext(site, c);
  const query = new URLSearchParams({ ...(done && { done }), ...(isLanguageChosen && { lang: language }) });
  return c.redirect(query.size === 0 ? path : `${path}?${query}`, 303);
}

function reachedBy(site: Site, c: SiteContext): Reached {
  const asking = askingOf(c);
  return {
    publicUrl: site.config.publicUrl,
    scheme: schemeOf(asking, site.rule) ?? 'http',
    host: hostOf(asking, site.rule),
    port: site.config.port,
    isBoundToLoopback: site.rule.isBoundToLoopback(),
  };
}
