import { Hono } from 'hono';
import { AppError, notFound } from '../app-error.ts';
import { encodeBody } from '../encoded-body.ts';
import { daysCsv, outagesCsv } from '../export/csv.ts';
import { type EvidenceCase, exportName, gatherCase } from '../export/gather-case.ts';
import { MAX_MAILS } from '../export/gather-mail.ts';
import { evidenceJson } from '../export/json.ts';
import { mailDelaysCsv, mailsCsv } from '../export/mail-csv.ts';
import { readPeriod } from '../period.ts';
import { evidenceSeenBy } from '../public/seen-by.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { StoredOutage } from '../store/store.ts';
import { wordsOf } from '../views/mail-words.ts';
import { cacheControlFor, sendBody } from './answer.ts';

/** Half a limitation period of a contract; keeps one document small enough to be made in memory. */
const MAX_DAYS = 1100;
/** With what each witness said an outage is some KB. */
const MAX_OUTAGES = 10_000;

/** What `evidence.csv` can be asked for. */
const TABLES: Record<string, (evidence: EvidenceCase) => string> = {
  outages: outagesCsv,
  days: daysCsv,
  mails: mailsCsv,
  'mail-delays': mailDelaysCsv,
};

/** `/lines/LINE/evidence.csv` (`&table=` one of {@link TABLES}) and `/lines/LINE/evidence.json`, for whom evidence is visible. */
export function exportRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/lines/:line/evidence.csv', (c) => {
    const evidence = evidenceOf(site, c);
    const table = c.req.query('table') ?? 'outages';
    const make = Object.hasOwn(TABLES, table) ? TABLES[table] : undefined;
    if (!make) {
      const names = Object.keys(TABLES).map((name) => `"${name}"`);
      throw new AppError('invalid', `"table" must be one of ${names.join(', ')}`, { parameter: 'table' });
    }
    if (table === 'mails' && evidence.mail && evidence.mail.mailsLeftOut > 0) {
      throw new AppError('invalid', `more than ${MAX_MAILS} test mails; ask for a shorter period`, {
        parameter: 'from',
      });
    }
    const text = make(evidence);
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
    const words = (hash: string | null) => wordsOf(site.keep, line, [hash]).get(hash ?? '') ?? null;
    return gatherCase({
      store,
      line,
      period,
      nowMs,
      serverPublicKey,
      annotationsOf,
      ...(isOwn && { wordsOf: words }),
    });
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
