import { Hono } from 'hono';
import { reportCheckPage } from '../../web/pages/report-check-page.ts';
import { reportListPage } from '../../web/pages/report-list-page.ts';
import { reportPage } from '../../web/pages/report-page.ts';
import { reportRecordPage } from '../../web/pages/report-record-page.ts';
import type { FieldProblem, ReportCheckView, ReportPageView } from '../../web/pages/report-views.ts';
import type { Language } from '../../web/pages/views.ts';
import { notFound } from '../app-error.ts';
import { reportPath } from '../reports/clock.ts';
import { type FaultReport, homeSignsOf, NO_ANSWERS } from '../reports/fault-report.ts';
import { openPdfMaker, type PdfMaker } from '../reports/launch-pdf.ts';
import { localOfInstant } from '../reports/local-input.ts';
import { readCheckForm, readLetterForm, readRecordForm, recordValues } from '../reports/report-forms.ts';
import { draftFor, outageOf, reportListView, reportPageView } from '../reports/report-page-views.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line, StoredOutage } from '../store/store.ts';
import { readForm, sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';
import { sendRecordText, sendReportFile } from './report-files.ts';

const DONE = ['drafted', 'saved', 'redrafted', 'recorded', 'changed', 'withdrawn'] as const;

/** Fault reports: list, self-check, draft, what was reported; files of each. Guarded with all of `/owner`. */
export function reportRoutes(site: Site, makePdf: PdfMaker = openPdfMaker()): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/owner/lines/:line/reports', (c) =>
    sendOwnerPage(c, reportListPage(pageContext(site, c), reportListView(site, lineOf(site, c)))),
  );
  routes.get('/owner/lines/:line/reports/new', (c) => {
    const line = lineOf(site, c);
    const outage = askedOutage(site, line, c.req.query('outage') ?? '');
    const downSince = localOfInstant(site.nowMs(), line.zone);
    return sendOwnerPage(c, reportCheckPage(pageContext(site, c), checkView(site, line, outage, { downSince })));
  });
  routes.post('/owner/lines/:line/reports/new', (c) => makeDraft(site, c));
  routes.get('/owner/reports/:file{[0-9a-f]+\\.(pdf|txt|eml|ics)}', (c) => sendReportFile(site, c, makePdf));
  routes.get('/owner/reports/:id', (c) => showReport(site, c, []));
  routes.post('/owner/reports/:id', async (c) => {
    const { report } = reportIn(site, c);
    const { problems, ...letter } = readLetterForm(await readForm(c));
    if (problems.length > 0) return showReport(site, c, problems, letter);
    site.keep.reports.rewrite(report.id, { ...letter, language: report.language });
    return leadTo(c, site, report.id, 'saved');
  });
  routes.post('/owner/reports/:id/redraft', async (c) => {
    const { report, line } = reportIn(site, c);
    const language: Language = (await readForm(c)).text('language') === 'en' ? 'en' : 'de';
    const letter = draftFor(site, line, { ...report, outage: outageOf(site, report), language });
    site.keep.reports.rewrite(report.id, { ...letter, language });
    return leadTo(c, site, report.id, 'redrafted');
  });
  routes.get('/owner/reports/:id/record', (c) => {
    const { report, line } = reportIn(site, c);
    const values = recordValues(report, { zone: line.zone, nowMs: site.nowMs() });
    return sendOwnerPage(c, reportRecordPage(pageContext(site, c), { line, report, values, problems: [] }));
  });
  routes.post('/owner/reports/:id/record', (c) => record(site, c));
  routes.get('/owner/reports/:id/records/:file{[1-9][0-9]{0,9}\\.txt}', (c) => sendRecordText(site, c));
  routes.post('/owner/reports/:id/withdraw', (c) => {
    const { report } = reportIn(site, c);
    site.keep.reports.withdraw(report.id);
    return leadTo(c, site, report.id, 'withdrawn');
  });
  return routes;
}

async function makeDraft(site: Site, c: SiteContext): Promise<Response> {
  const line = lineOf(site, c);
  const form = await readForm(c);
  const read = readCheckForm(form, { zone: line.zone, nowMs: site.nowMs() });
  const outage = askedOutage(site, line, read.outage);
  const downSinceAtMs = outage?.startLatestAtMs ?? read.downSinceAtMs;
  if (read.problems.length > 0 || downSinceAtMs === null) {
    const view = checkView(site, line, outage, { ...read, answers: read.checks });
    return sendOwnerPage(c, reportCheckPage(pageContext(site, c), view), 400);
  }
  const { checks, reachable, otherPhone } = read;
  const language: Language = form.text('language') === 'en' ? 'en' : 'de';
  const facts = { checks, reachable, otherPhone, downSinceAtMs, language };
  const letter = draftFor(site, line, { ...facts, outage });
  const report = site.keep.reports.draft({ ...facts, ...letter, line: line.id, outage: outage?.id ?? null });
  return leadTo(c, site, report.id, 'drafted');
}

async function record(site: Site, c: SiteContext): Promise<Response> {
  const { report, line } = reportIn(site, c);
  const at = { zone: line.zone, nowMs: site.nowMs(), downSinceAtMs: report.downSinceAtMs };
  const { values, recorded, problems } = readRecordForm(await readForm(c), at);
  if (recorded === null)
    return sendOwnerPage(c, reportRecordPage(pageContext(site, c), { line, report, values, problems }), 400);
  site.keep.reports.record(report.id, recorded);
  return leadTo(c, site, report.id, report.state === 'draft' ? 'recorded' : 'changed');
}

/** `typed`: what was refused, shown again. */
function showReport(
  site: Site,
  c: SiteContext,
  problems: FieldProblem[],
  typed: Partial<Pick<FaultReport, 'subject' | 'body'>> = {},
): Response {
  const { report, line } = reportIn(site, c);
  const done: ReportPageView['done'] = DONE.find((key) => key === c.req.query('done')) ?? null;
  const view = reportPageView(site, line, report);
  const shown = { ...view, report: { ...report, ...typed }, done: problems.length > 0 ? null : done, problems };
  return sendOwnerPage(c, reportPage(pageContext(site, c), shown), problems.length > 0 ? 400 : 200);
}

function checkView(
  site: Site,
  line: Line,
  outage: StoredOutage | null,
  typed: Partial<Pick<ReportCheckView, 'downSince' | 'reachable' | 'otherPhone' | 'answers' | 'problems'>>,
): ReportCheckView {
  const answers = typed.answers ?? NO_ANSWERS;
  return {
    line,
    outage,
    services: site.keep.contracts.of(line.id).services,
    answers,
    downSince: typed.downSince ?? '',
    reachable: typed.reachable ?? '',
    otherPhone: typed.otherPhone ?? '',
    homeSigns: homeSignsOf(outage, answers),
    problems: typed.problems ?? [],
  };
}

function lineOf(site: Site, c: SiteContext): Line {
  const line = site.keep.store.line(c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

/** The report in the path, with its line. */
function reportIn(site: Site, c: SiteContext): { report: FaultReport; line: Line } {
  const report = site.keep.reports.find(c.req.param('id') ?? '');
  const line = report === null ? null : site.keep.store.line(report.line);
  if (report === null || line === null) throw notFound();
  return { report, line };
}

/** Of this line only; an id that is sent and not there is a wrong address, not a report by hand. */
function askedOutage(site: Site, line: Line, id: string): StoredOutage | null {
  if (id === '') return null;
  const outage = site.keep.store.outage(line.id, id);
  if (outage === null) throw notFound();
  return outage;
}

function leadTo(c: SiteContext, site: Site, id: string, done: (typeof DONE)[number]): Response {
  const { isLanguageChosen, language } = pageContext(site, c);
  const query = new URLSearchParams({ done, ...(isLanguageChosen && { lang: language }) });
  return c.redirect(`${reportPath(id)}?${query}`, 303);
}
