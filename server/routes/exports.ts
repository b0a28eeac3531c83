import { Hono } from 'hono';
import { AppError, notFound } from '../app-error.ts';
import { encodeBody } from '../encoded-body.ts';
import { daysCsv, outagesCsv } from '../export/csv.ts';
import { type EvidenceCase, exportName, gatherCase } from '../export/gather-case.ts';
import { evidenceJson } from '../export/json.ts';
import { readPeriod } from '../period.ts';
import { evidenceSeenBy } from '../public/seen-by.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { StoredOutage } from '../store/store.ts';
import { cacheControlFor, sendBody } from './answer.ts';

/** Half a limitation period of a contract; keeps one document small enough to be made in memory. */
const MAX_DAYS = 1100;
/** With what each witness said an outage is some KB. */
const MAX_OUTAGES = 10_000;

/** `/lines/LINE/evidence.csv` (`&table=days` for days) and `/lines/LINE/evidence.json`, for whom evidence is visible. */
export function exportRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/lines/:line/evidence.csv', (c) => {
    const evidence = evidenceOf(site, c);
    const table = c.req.query('table') ?? 'outages';
    if (table !== 'outages' && table !== 'days') {
      throw new AppError('invalid', '"table" must be "outages" or "days"', { parameter: 'table' });
    }
    const text = table === 'days' ? daysCsv(evidence) : outagesCsv(evidence);
    return sendFile(c, text, 'text/csv; charset=utf-8; header=present', `${exportName(evidence)}_${table}.csv`);
  });
  routes.get('/lines/:line/evidence.json', (c) => {
    const evidence = evidenceOf(site, c);
    return sendFile(c, evidenceJson(evidence), 'application/json; charset=utf-8', `${exportName(evidence)}.json`);
  });
  return routes;
}

function evidenceOf(site: Site, c: SiteContext): EvidenceCase {
  const line = site.lines.evidence(c.get('asker'), c.req.param('line') ?? '');
  if (line === null) throw notFound();
  const { store, nowMs } = evidenceSeenBy(site, c.get('asker'), line);
  const period = readPeriod({
    from: c.req.query('from'),
    to: c.req.query('to'),
    zone: line.zone,
    nowMs,
    defaultDays: 90,
    maxDays: MAX_DAYS,
  });
  const { serverPublicKey } = site.keep;
  if (store.outageCount(line.id, period.fromAtMs, period.toAtMs) <= MAX_OUTAGES) {
    const isOwn = c.get('asker') !== 'visitor';
    const annotationsOf = (outage: StoredOutage) => (isOwn ? site.keep.annotations.of(line.id, outage) : []);
    return gatherCase({ store, line, period, nowMs, serverPublicKey, annotationsOf });
  }
  throw new AppError('invalid', `more than ${MAX_OUTAGES} outages; ask for a shorter period`, { parameter: 'from' });
}

function sendFile(c: SiteContext, text: string, type: string, name: string): Response {
  return sendBody(c, encodeBody(type, Buffer.from(text, 'utf8')), {
    'cache-control': cacheControlFor(c.get('asker')),
    vary: 'Accept-Encoding, Cookie',
    'content-disposition': `attachment; filename="${name}"`,
  });
}
