import { Hono } from 'hono';
import { parseInstant } from '../../rules/instant.ts';
import type { MonthFigures, MonthReason } from '../../rules/wire/month.ts';
import type { EvidenceFigures } from '../../web/pages/evidence-views.ts';
import type { MonthEntryView, MonthView, SealedOutageView } from '../../web/pages/month-views.ts';
import { monthPage, monthsPage } from '../../web/pages/months-page.ts';
import { AppError, notFound } from '../app-error.ts';
import { encodeBody } from '../encoded-body.ts';
import { isSimulated } from '../figures/method.ts';
import type { MonthSummary, SealedMonth } from '../months/months.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { cacheControlFor, pageHeaders, sendBody } from './answer.ts';
import { evidenceLine } from './exports.ts';
import { pageContext } from './pages.ts';

/**
 * `/lines/LINE/months` and `/lines/LINE/months/YYYY-MM` (`.json`: the sealed bytes; `?version=N`), for whom evidence is
 * visible. Sealed months are days old, so no delay hides anything of them; like exports they are exact.
 */
export function monthRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/lines/:line/months', (c) => {
    const line = evidenceLine(site, c);
    const months = site.keep.months.list(line.id).map((summary) => entryView(summary));
    return c.html(monthsPage(contextOf(site, c, line), { line, months }), 200, pageHeaders(c.get('asker')));
  });
  routes.get('/lines/:line/months/:file{\\d{4}-\\d{2}}', (c) => showMonth(site, c));
  routes.get('/lines/:line/months/:file{\\d{4}-\\d{2}\\.json}', (c) => sendMonth(site, c));
  return routes;
}

function contextOf(site: Site, c: SiteContext, line: Line) {
  const version = c.req.query('version');
  // the other language shows the same version
  const path = version === undefined ? c.req.path : `${c.req.path}?version=${encodeURIComponent(version)}`;
  return { ...pageContext(site, c), path, isSimulated: isSimulated(site.keep.store, line.id) };
}

function askedVersion(c: SiteContext): number | null {
  const text = c.req.query('version');
  if (text === undefined) return null;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new AppError('invalid', '"version" must be a whole number from 1', { parameter: 'version' });
}

function showMonth(site: Site, c: SiteContext): Response {
  const line = evidenceLine(site, c);
  const sealed = site.keep.months.read(line.id, c.req.param('file') ?? '', askedVersion(c));
  if (sealed === null) throw notFound();
  const months = site.keep.months.list(line.id).map(({ month }) => month);
  const view = monthView(line, sealed, months, c.get('asker') === 'visitor');
  return c.html(monthPage(contextOf(site, c, line), view), 200, pageHeaders(c.get('asker')));
}

function sendMonth(site: Site, c: SiteContext): Response {
  const line = evidenceLine(site, c);
  const month = (c.req.param('file') ?? '').slice(0, 7);
  const json = site.keep.months.json(line.id, month, askedVersion(c));
  if (json === null) throw notFound();
  return sendBody(c, encodeBody('application/json; charset=utf-8', Buffer.from(json, 'utf8')), {
    'cache-control': cacheControlFor(c.get('asker')),
    vary: 'Accept-Encoding, Cookie',
    'content-disposition': `attachment; filename="linewitness_${line.id}_${month}.json"`,
  });
}

function entryView({ month, version, sealedAtMs, sha256, figures }: MonthSummary): MonthEntryView {
  return { month, version, sealedAtMs, sha256, figures: figuresView(figures) };
}

function figuresView(figures: MonthSummary['figures']): EvidenceFigures {
  const { sums, availability, outagesReachingIn, period } = figures;
  const { fromDay, toDay } = period;
  const [fromAtMs, toAtMs] = [atMsOf(period.fromAt), atMsOf(period.toAt)];
  return { fromAtMs, toAtMs, fromDay, toDay, sums, availability, outagesReachingIn, days: figures.dayCount };
}

/** `months`: of which there is one, newest first. Strangers are not shown what does not count, as on all pages. */
function monthView(line: Line, sealed: SealedMonth, months: string[], isVisitor: boolean): MonthView {
  const { document, row, versions } = sealed;
  const { figures, month } = document;
  const place = months.indexOf(month);
  const outages = figures.outages.filter(({ counts }) => counts || !isVisitor).map(outageView);
  const shown = versions.map(({ version, sealedAtMs, sha256, reason }) => ({
    version,
    sealedAtMs,
    sha256,
    reason: reason as MonthReason,
  })); // written by seal-months.ts
  return {
    ...{ line, month, version: row.version, sealedAtMs: row.sealedAtMs, sha256: row.sha256 },
    ...{ laneEntry: row.laneEntry, reason: document.reason, rulesVersion: figures.rules.version },
    figures: figuresView({ ...figures, dayCount: figures.days.length }),
    days: figures.days,
    outages,
    versions: shown,
    previousMonth: months[place + 1] ?? null,
    nextMonth: months[place - 1] ?? null,
  };
}

function outageView(outage: MonthFigures['outages'][number]): SealedOutageView {
  const { id, downMinMs, downMaxMs, verdict, side, grade, counts } = outage;
  const startLatestAtMs = atMsOf(outage.startLatestAt);
  return {
    id,
    startLatestAtMs,
    downMinMs,
    downMaxMs,
    verdict,
    side,
    grade,
    counts,
    isAttributed: outage.attributedTo !== null,
  };
}

/** Checked by the schema. */
function atMsOf(text: string): number {
  return parseInstant(text) ?? 0;
}
