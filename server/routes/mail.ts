import { Hono } from 'hono';
import type { MailJson } from '../../rules/wire/mail.ts';
import { mailPage } from '../../web/pages/mail-page.ts';
import { oneMailPage } from '../../web/pages/one-mail-page.ts';
import { notFound } from '../app-error.ts';
import { chooseMailStepMs, mailJson } from '../figures/mail.ts';
import { seenBy } from '../public/seen-by.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { mailPageView } from '../views/mail-view.ts';
import { nowView } from '../views/now-view.ts';
import { oneMailView } from '../views/one-mail-view.ts';
import { sendJson } from './answer.ts';
import { periodOf, roundingOf, visibleLine } from './lines.ts';
import { disclosureOf, sendPage } from './pages.ts';

/** Without `from` the page shows a month, so that a delay of days is seen two weeks later as well, `mail.json` a week. */
const PAGE_DAYS = 30;
const DATA_DAYS = 7;
/** A year and a day of one route are 35,000 mails, and take a second or two: for strangers, who may ask often, a quarter. */
const MAX_MAIL_DAYS = 367;
const MAX_PUBLIC_DAYS = 92;

/** `/lines/LINE/mail` (`from`, `to`), `/lines/LINE/mail/ID` and `/api/lines/LINE/mail.json` (`from`, `to`, `stepMs`). */
export function mailRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/lines/:line/mail', (c) => {
    const { line, seen } = askedLine(site, c);
    const asker = c.get('asker');
    const period = periodOf(seen, c, line, PAGE_DAYS, maxDaysOf(c));
    const about = `${c.req.path}?${period.fromAtMs}-${c.req.query('to') === undefined ? '' : period.toAtMs}`;
    const render: Parameters<typeof sendPage>[3] = (context) => {
      const view = mailPageView(seen, line, { period, stepMs: chooseMailStepMs(undefined, period), asker });
      return mailPage({ ...context, ...simulatedOf(seen, line), ...disclosureOf(asker, [line]) }, view);
    };
    // the page that everybody asks for is found by its path alone
    const isPlain = c.req.query('from') === undefined && c.req.query('to') === undefined;
    return sendPage(site, c, line, render, isPlain ? c.req.path : about);
  });
  routes.get('/lines/:line/mail/:id', (c) => {
    const { line, seen } = askedLine(site, c);
    const asker = c.get('asker');
    const view = oneMailView(seen, line, c.req.param('id'), asker);
    if (view === null) throw notFound();
    return sendPage(site, c, line, (context) =>
      oneMailPage({ ...context, ...simulatedOf(seen, line), ...disclosureOf(asker, [line]) }, view),
    );
  });
  routes.get('/api/lines/:line/mail.json', (c) => {
    const { line, seen } = askedLine(site, c);
    const asker = c.get('asker');
    const period = periodOf(seen, c, line, DATA_DAYS, maxDaysOf(c));
    const stepMs = chooseMailStepMs(c.req.query('stepMs'), period);
    const view = mailPageView(seen, line, { period, stepMs, asker });
    return sendJson(c, { ...mailJson(view), ...roundingOf(c) } satisfies MailJson);
  });
  return routes;
}

function askedLine(site: Site, c: SiteContext): { line: Line; seen: Site } {
  const line = visibleLine(site, c);
  return { line, seen: seenBy(site, c.get('asker'), line) };
}

function maxDaysOf(c: SiteContext): number {
  return c.get('asker') === 'visitor' ? MAX_PUBLIC_DAYS : MAX_MAIL_DAYS;
}

function simulatedOf(seen: Site, line: Line): { isSimulated: boolean } {
  return { isSimulated: nowView(seen, line.id).method?.simulated ?? false };
}
