import { Hono } from 'hono';
import { statementListPage, statementPage } from '../../web/pages/statement-pages.ts';
import type { StatementFieldProblem, StatementFile, StatementFormValues } from '../../web/pages/statement-views.ts';
import { notFound } from '../app-error.ts';
import { isSimulated } from '../figures/method.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import { readStatementForm } from '../statements/read-statement.ts';
import { statementCase } from '../statements/statement-case.ts';
import type { KeptStatement } from '../statements/statements.ts';
import type { Line } from '../store/store.ts';
import { readForm, sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';

/** Exact to the minute, as letters mostly are. */
const USUAL_EXACTNESS = '60000';
const EVER = { fromAtMs: 0, toAtMs: Number.MAX_SAFE_INTEGER };

/** What the provider says: entered, compared, taken back. Guarded with all of `/owner`. */
export function statementRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  const path = '/owner/lines/:line/statements';
  routes.get(path, (c) => {
    const line = lineOf(site, c);
    const values = { title: '', source: '', attachment: '', zone: line.zone, exactToMs: USUAL_EXACTNESS, rows: '' };
    return showList(site, c, { line, values, problems: [] });
  });
  routes.post(path, async (c) => enter(site, c));
  routes.get(`${path}/:id`, (c) => {
    const { line, kept } = place(site, c);
    const { store } = site.keep;
    const compared = kept.withdrawnAtMs === null ? statementCase(store, line, kept, EVER) : null;
    const file = filesOf(site, line).find(({ id }) => id === kept.statement.attachment) ?? null;
    return sendOwnerPage(c, statementPage(contextOf(site, c, line), { line, kept, compared, file }));
  });
  // whoever loads the answer to a button again comes here
  routes.get(`${path}/:id/withdraw`, (c) => leadTo(site, c, place(site, c)));
  routes.post(`${path}/:id/withdraw`, (c) => {
    const found = place(site, c);
    site.keep.statements.withdraw(found.kept.statement.id);
    return leadTo(site, c, found);
  });
  return routes;
}

async function enter(site: Site, c: SiteContext): Promise<Response> {
  const line = lineOf(site, c);
  const { values, statement, problems } = readStatementForm(await readForm(c), {
    line: line.id,
    nowMs: site.nowMs(),
    files: new Set(filesOf(site, line).map(({ id }) => id)),
  });
  if (statement === null) return showList(site, c, { line, values, problems });
  const kept = site.keep.statements.enter(statement);
  if (kept !== null) return leadTo(site, c, { line, kept });
  const tooMany = [{ field: 'rows', line: null, problem: 'too-many' as const, cell: '' }];
  return showList(site, c, { line, values, problems: tooMany });
}

function showList(
  site: Site,
  c: SiteContext,
  shown: { line: Line; values: StatementFormValues; problems: StatementFieldProblem[] },
): Response {
  const statements = site.keep.statements.ofLine(shown.line.id);
  const page = statementListPage(contextOf(site, c, shown.line), {
    ...shown,
    statements,
    files: filesOf(site, shown.line),
  });
  return sendOwnerPage(c, page, shown.problems.length === 0 ? 200 : 400);
}

/** Those that are there; of an erased one only the hash is. */
function filesOf(site: Site, line: Line): StatementFile[] {
  const kept = site.keep.attachments.ofLine(line.id).filter(({ erasedAtMs }) => erasedAtMs === null);
  return kept.map(({ id, name }) => ({ id, name }));
}

function contextOf(site: Site, c: SiteContext, line: Line) {
  return { ...pageContext(site, c), isSimulated: isSimulated(site.keep.store, line.id) };
}

function lineOf(site: Site, c: SiteContext): Line {
  const line = site.keep.store.line(c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

function place(site: Site, c: SiteContext): { line: Line; kept: KeptStatement } {
  const line = lineOf(site, c);
  const kept = site.keep.statements.find(c.req.param('id') ?? '');
  if (kept === null || kept.statement.line !== line.id) throw notFound();
  return { line, kept };
}

function leadTo(site: Site, c: SiteContext, { line, kept }: { line: Line; kept: KeptStatement }): Response {
  const { isLanguageChosen, language } = pageContext(site, c);
  const query = isLanguageChosen ? `?lang=${language}` : '';
  return c.redirect(`/owner/lines/${line.id}/statements/${kept.statement.id}${query}`, 303);
}
