import { Hono } from 'hono';
import { notFound } from '../app-error.ts';
import { encodeBody } from '../encoded-body.ts';
import { caseOf, MAX_DAYS } from '../export/case-of.ts';
import { type ExportFile, jsonFile, tableFile } from '../export/files.ts';
import type { EvidenceCase } from '../export/gather-case.ts';
import { type AskedPeriod, readPeriod } from '../period.ts';
import { evidenceSeenBy } from '../public/seen-by.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line, ReadStore } from '../store/store.ts';
import { cacheControlFor, sendBody } from './answer.ts';

/**
 * `/lines/LINE/evidence.csv` (`&table=`, `&dialect=`: {@link tableFile}) and `/lines/LINE/evidence.json`, for whom evidence
 * is visible; `&texts=0`, `&files=0` and `&values=0` leave out what the owner wrote, the list of files, the words behind hashes.
 */
export function exportRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/lines/:line/evidence.csv', (c) =>
    sendFile(c, tableFile(evidenceOf(site, c), { table: c.req.query('table'), dialect: c.req.query('dialect') })),
  );
  routes.get('/lines/:line/evidence.json', (c) => sendFile(c, jsonFile(evidenceOf(site, c))));
  return routes;
}

/** The line of the address, where this asker may see its evidence; else refused as if it were not there. */
export function evidenceLine(site: Site, c: SiteContext): Line {
  const line = site.lines.evidence(c.get('asker'), c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

/** The line, the period that was asked for and what this asker may see of it; refuses as if there were no such line. */
export function askedEvidence(
  site: Site,
  c: SiteContext,
): { line: Line; period: AskedPeriod; store: ReadStore; nowMs: number } {
  const line = evidenceLine(site, c);
  const { store, nowMs } = evidenceSeenBy(site, c.get('asker'), line);
  const period = readPeriod({
    from: c.req.query('from'),
    to: c.req.query('to'),
    zone: line.zone,
    nowMs,
    defaultDays: 90,
    maxDays: MAX_DAYS,
  });
  return { line, period, store, nowMs };
}

function evidenceOf(site: Site, c: SiteContext): EvidenceCase {
  const isOwn = c.get('asker') !== 'visitor';
  const isShown = (name: string) => isOwn && c.req.query(name) !== '0';
  const shows = { texts: isShown('texts'), values: isShown('values'), files: isShown('files') };
  const asked = askedEvidence(site, c);
  const untilAtMs = isOwn ? null : (asked.store.current(asked.line.id)?.measuredAtMs ?? 0);
  return caseOf(site, { ...asked, untilAtMs, shows });
}

function sendFile(c: SiteContext, { text, type, name }: ExportFile): Response {
  return sendBody(c, encodeBody(type, Buffer.from(text, 'utf8')), {
    'cache-control': cacheControlFor(c.get('asker')),
    vary: 'Accept-Encoding, Cookie',
    'content-disposition': `attachment; filename="${name}"`,
  });
}
