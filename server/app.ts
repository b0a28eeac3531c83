import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { errorPage } from '../web/pages/door-pages.ts';
import { AppError, errorJson, notFound, STATUS_OF_CODE } from './app-error.ts';
import type { Assets } from './assets.ts';
import type { ServerConfig } from './config.ts';
import { createEventHub } from './event-hub.ts';
import { estimateWorkBytes } from './export/estimate-size.ts';
import { openEvidenceWork } from './export/evidence-work.ts';
import { openStrangerRate } from './export/stranger-rate.ts';
import { hostOf, openProxyList } from './forwarded.ts';
import type { Keep } from './keep.ts';
import { createLineList } from './line-list.ts';
import { describeError, type Log } from './log.ts';
import { createPageCache } from './page-cache.ts';
import { openArrivals } from './public/arrivals.ts';
import { alarmRoutes } from './routes/alarms.ts';
import { annotationRoutes } from './routes/annotations.ts';
import { assetRoutes } from './routes/assets.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { badgeRoutes } from './routes/badge.ts';
import { contactRoutes } from './routes/contact.ts';
import { eventRoutes } from './routes/events.ts';
import { evidenceFileRoutes } from './routes/evidence-files.ts';
import { evidencePageRoutes } from './routes/evidence-page.ts';
import { exportRoutes } from './routes/exports.ts';
import { feedRoutes } from './routes/feed.ts';
import { headRoutes } from './routes/heads.ts';
import { healthRoutes } from './routes/health.ts';
import { legalRoutes } from './routes/legal.ts';
import { lineRoutes } from './routes/lines.ts';
import { mailRoutes } from './routes/mail.ts';
import { monthRoutes } from './routes/months.ts';
import { ownerRoutes } from './routes/owner.ts';
import { ownerGuard } from './routes/owner-guard.ts';
import { pageContext, pageRoutes } from './routes/pages.ts';
import { probeRoutes } from './routes/probes.ts';
import { publishingRoutes } from './routes/publishing.ts';
import { reportRoutes } from './routes/reports.ts';
import { schemaRoutes } from './routes/schemas.ts';
import { segmentRoutes } from './routes/segments.ts';
import { setupRoutes } from './routes/setup.ts';
import { sharedRoutes } from './routes/shared.ts';
import { shareRoutes } from './routes/shares.ts';
import { statementRoutes } from './routes/statements.ts';
import { technicianRoutes } from './routes/technician.ts';
import { verifyRoutes } from './routes/verify.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { askingOf, type Site, type SiteContext, type SiteEnv } from './site.ts';
import { askerOf, isKnownHost } from './visibility.ts';
import { answerWarmPage } from './warm-pages.ts';
import { warmUp } from './warm-up.ts';

export type AppDeps = {
  keep: Keep;
  config: ServerConfig;
  /** Wall clock, epoch ms. */
  nowMs: () => number;
  log: Log;
  assets: Assets;
  /** Whether only this machine can reach the server; asked with each request, known once it listens. */
  isBoundToLoopback: () => boolean;
};

export type App = {
  /** For tests: `hono.request(path, init, { incoming })`. */
  hono: Hono<SiteEnv>;
  /** For `node:http`; answers kept pages before Hono sees the request. */
  listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  /** Loads what the first answers need; called once the server listens. */
  warmUp: () => Promise<void>;
  /** Ends open event streams and stops listening for changes. */
  close: () => void;
};

/** Builds the whole site over what is kept; listens to nothing yet. */
export function createApp(deps: AppDeps): App {
  const { keep, config, nowMs } = deps;
  const site: Site = {
    ...deps,
    lines: createLineList(keep.store, nowMs),
    pages: createPageCache(nowMs),
    events: createEventHub(config.maxEventClients),
    arrivals: openArrivals(keep.store, nowMs),
    evidence: openEvidenceWork({
      dataDir: join(config.dataDir, 'server'),
      nowMs,
      log: deps.log,
      heads: keep.heads,
      versionOf: keep.store.version,
      estimateBytes: (ask) => estimateWorkBytes(keep.store, ask),
    }),
    reportRate: openStrangerRate(() => performance.now()),
    publicNow: null,
    rule: {
      publicUrl: config.publicUrl,
      proxies: openProxyList(config.trustedProxy),
      isBoundToLoopback: deps.isBoundToLoopback,
      isSession: (session) => keep.door.isSession(session),
    },
  };
  const stopWatching = keep.onChange((line) => {
    site.lines.forget();
    site.arrivals.note(line);
    site.pages.touch(line);
    site.events.changed(line);
  });
  const hono = mountRoutes(site);
  const throughHono = getRequestListener(hono.fetch);
  return {
    hono,
    listener: (incoming, outgoing) => {
      if (!answerWarmPage(site, incoming, outgoing)) void throughHono(incoming, outgoing);
    },
    warmUp: () => warmUp(site, hono),
    close: () => {
      stopWatching();
      site.events.close();
      // children end at once; what they wrote is removed now or at the next start
      void site.evidence.stop();
    },
  };
}

/** Probes reach the server under whatever name works for them; what they send is signed. */
const ANY_HOST_PATHS = new Set(['/api/probes', '/api/segments', '/api/contact', '/healthz']);

function mountRoutes(site: Site): Hono<SiteEnv> {
  const hono = new Hono<SiteEnv>();
  hono.use(async (c, next) => {
    const asking = askingOf(c);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    if (!ANY_HOST_PATHS.has(c.req.path) && !isKnownHost(hostOf(asking, site.rule), site.config.publicUrl)) {
      throw new AppError('wrong-host', 'this server does not answer under that name');
    }
    c.set('asker', askerOf(asking, site.rule));
    await next();
  });
  for (const routes of [
    ownerGuard(site),
    pageRoutes(site),
    lineRoutes(site),
    mailRoutes(site),
    exportRoutes(site),
    monthRoutes(site),
    evidenceFileRoutes(site),
    evidencePageRoutes(site),
    shareRoutes(site),
    sharedRoutes(site),
    schemaRoutes(),
    eventRoutes(site),
    ownerRoutes(site),
    alarmRoutes(site),
    setupRoutes(site),
    headRoutes(site),
    reportRoutes(site),
    annotationRoutes(site),
    technicianRoutes(site),
    statementRoutes(site),
    attachmentRoutes(site),
    publishingRoutes(site),
    legalRoutes(site),
    verifyRoutes(site),
    badgeRoutes(site),
    feedRoutes(site),
    healthRoutes(site),
    assetRoutes(site),
    probeRoutes(site),
    segmentRoutes(site),
    contactRoutes(site),
  ]) {
    hono.route('/', routes);
  }
  hono.notFound((c) => refuse(site, c, notFound()));
  hono.onError((error, c) => refuse(site, c, asAppError(site, error)));
  return hono;
}

function asAppError(site: Site, error: unknown): AppError {
  if (error instanceof AppError) return error;
  site.log('internal-error', { error: describeError(error), stack: error instanceof Error ? (error.stack ?? '') : '' });
  return new AppError('internal', 'something went wrong here; the log of the server says what', { cause: error });
}

/** The same refusal as JSON for programs and as a page for people. */
function refuse(site: Site, c: SiteContext, error: AppError): Response {
  const status = STATUS_OF_CODE[error.code];
  const retryAfter = error.retryAfterSeconds ?? (status === 503 ? 30 : null);
  const headers = { 'cache-control': 'no-store', ...(retryAfter !== null && { 'retry-after': String(retryAfter) }) };
  if (!isForPeople(c)) return c.json(errorJson(error), status, headers);
  const shown = shownStatus(status, c.req.method);
  const reason = shown === 400 ? error.message : null;
  return c.html(errorPage(pageContext(site, c), { status: shown, reason }), status, headers);
}

/** By which words a person is told: who only reads what he may not have is told as if it were not there. */
function shownStatus(status: (typeof STATUS_OF_CODE)[keyof typeof STATUS_OF_CODE], method: string) {
  if (status === 403 && method === 'GET') return 404;
  return status === 409 || status === 413 || status === 421 ? 400 : status;
}

function isForPeople(c: SiteContext): boolean {
  if (c.req.path.startsWith('/api/') || c.req.path.startsWith('/assets/')) return false;
  return c.req.header('accept')?.includes('text/html') ?? false;
}
