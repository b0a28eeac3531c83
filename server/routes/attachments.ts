import { Hono } from 'hono';
import {
  ATTACHMENT_PROBLEMS,
  type AttachmentProblem,
  type AttachmentsPageView,
} from '../../web/pages/attachment-views.ts';
import { attachmentsPage } from '../../web/pages/attachments-page.ts';
import { notFound } from '../app-error.ts';
import { MAX_DESCRIPTION } from '../attachments/attachments.ts';
import { instantOfLocal } from '../reports/local-input.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';

type Typed = AttachmentsPageView['typed'];
type Problem = NonNullable<AttachmentsPageView['problem']>;
const NOTHING: Typed = { report: '', description: '', dated: '' };

/** Files of a case: listed, added, handed out, erased. Guarded with all of `/owner`. */
export function attachmentRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/owner/lines/:line/files', (c) => {
    const done = (['added', 'erased'] as const).find((key) => key === c.req.query('done')) ?? null;
    const typed = { ...NOTHING, report: c.req.query('report') ?? '' };
    return show(site, c, lineOf(site, c), { typed, done });
  });
  routes.post('/owner/lines/:line/files', (c) => add(site, c));
  routes.get('/owner/files/:id', (c) => handOut(site, c));
  routes.post('/owner/files/:id/erase', (c) => {
    const file = site.keep.attachments.find(c.req.param('id'));
    const line = file && site.keep.attachments.lineOf(file.id);
    if (!line || site.keep.attachments.erase(file.id) === null) throw notFound();
    return leadBack(site, c, line, 'erased');
  });
  return routes;
}

async function add(site: Site, c: SiteContext): Promise<Response> {
  const line = lineOf(site, c);
  const { file, typed } = await readFileForm(c);
  const datedAtMs = typed.dated === '' ? null : instantOfLocal(typed.dated, line.zone);
  const refuse = (problem: Problem) => show(site, c, line, { typed, problem });
  if (typed.dated !== '' && datedAtMs === null) return refuse({ field: 'dated', problem: 'not-a-time' });
  if (typed.description.length > MAX_DESCRIPTION) return refuse({ field: 'description', problem: 'too-long' });
  const report = typed.report === '' ? null : typed.report;
  const bytes = file === null ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
  const said = { line: line.id, report, name: file?.name ?? '', description: typed.description, datedAtMs, bytes };
  const added = site.keep.attachments.add(said);
  return typeof added === 'string'
    ? refuse({ field: FIELD_OF[added], problem: added })
    : leadBack(site, c, line.id, 'added');
}

const FIELD_OF = Object.fromEntries(ATTACHMENT_PROBLEMS.map((problem) => [problem, 'file'])) as Record<
  AttachmentProblem,
  string
>;
FIELD_OF['in-future'] = 'dated';
FIELD_OF.report = 'report';

/** What is no whole form has no file; the size was limited by the guard. */
async function readFileForm(c: SiteContext): Promise<{ file: File | null; typed: Typed }> {
  const form = await c.req.formData().catch(() => null);
  const text = (name: string) => {
    const value = form?.get(name);
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
  };
  const file = form?.get('file');
  return {
    file: file instanceof File ? file : null,
    typed: { report: text('report'), description: text('description'), dated: text('dated') },
  };
}

/** Never shown by the browser: handed out as a file, whatever it says it is. */
function handOut(site: Site, c: SiteContext): Response {
  const file = site.keep.attachments.find(c.req.param('id') ?? '');
  const content = file && site.keep.attachments.content(file.id);
  if (!content) throw notFound();
  const plain = file.name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  return c.body(new Uint8Array(content), 200, {
    'content-type': file.mediaType,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "sandbox; default-src 'none'",
  });
}

function show(
  site: Site,
  c: SiteContext,
  line: Line,
  { typed = NOTHING, problem = null, done = null }: Partial<Pick<AttachmentsPageView, 'typed' | 'problem' | 'done'>>,
): Response {
  const reports = site.keep.reports
    .ofLine(line.id)
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ id, downSinceAtMs, ticket }) => ({ id, downSinceAtMs, ticket }));
  const view = { line, files: site.keep.attachments.ofLine(line.id).toReversed(), reports, typed, problem, done };
  return sendOwnerPage(c, attachmentsPage(pageContext(site, c), view), problem === null ? 200 : 400);
}

function lineOf(site: Site, c: SiteContext): Line {
  const line = site.keep.store.line(c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

function leadBack(site: Site, c: SiteContext, line: string, done: 'added' | 'erased'): Response {
  const { isLanguageChosen, language } = pageContext(site, c);
  return c.redirect(`/owner/lines/${line}/files?done=${done}${isLanguageChosen ? `&lang=${language}` : ''}`, 303);
}
