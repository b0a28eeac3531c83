import { Hono } from 'hono';
import { formatInstant } from '../../rules/instant.ts';
import { availabilityOf } from '../../rules/outage/availability.ts';
import type { DaysJson, LinesJson, OutagesJson } from '../../rules/wire/status.ts';
import { notFound } from '../app-error.ts';
import { filledDays } from '../figures/days.ts';
import { chooseStepMs, latencyJson } from '../figures/latency.ts';
import { nowOfLine } from '../figures/now.ts';
import { outageJson } from '../figures/outages.ts';
import { sumsOfPeriod } from '../figures/sums.ts';
import { readPeriod } from '../period.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import { statusJson } from '../status.ts';
import type { Line } from '../store/store.ts';
import { sendJson } from './answer.ts';

/** Ten years and a bit: a contract's life, and the limit of what one answer may cost. */
const MAX_DAYS = 3660;

/** `/api/lines` and `/api/lines/LINE/…`. */
export function lineRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/api/lines', (c) => {
    const lines = site.lines.visibleTo(c.get('asker')).map(({ id, name, provider }) => ({ id, name, provider }));
    return sendJson(c, { lines } satisfies LinesJson);
  });
  routes.get('/api/lines/:line/status.json', (c) => {
    const line = visibleLine(site, c);
    return sendJson(c, statusJson(line.id, nowOfLine(site, line.id)));
  });
  routes.get('/api/lines/:line/outages.json', (c) => sendJson(c, outagesOf(site, c, visibleLine(site, c))));
  routes.get('/api/lines/:line/days.json', (c) => {
    const line = visibleLine(site, c);
    const period = periodOf(site, c, line, 90);
    const days = filledDays(site.keep.store, line, period.fromDay, period.toDay);
    return sendJson(c, { line: line.id, zone: line.zone, days } satisfies DaysJson);
  });
  routes.get('/api/lines/:line/latency.json', (c) => {
    const line = visibleLine(site, c);
    const period = periodOf(site, c, line, 0);
    const limits = { nowMs: site.nowMs(), config: site.config };
    const stepMs = chooseStepMs(c.req.query('stepMs'), period, limits);
    return sendJson(c, latencyJson(site.keep.store, line.id, period, stepMs));
  });
  return routes;
}

function outagesOf(site: Site, c: SiteContext, line: Line): OutagesJson {
  const { fromAtMs, toAtMs } = periodOf(site, c, line, 90);
  const { store } = site.keep;
  const { observedMs, unknownMs } = availabilityOf([sumsOfPeriod({ store, line }, fromAtMs, toAtMs)]);
  return {
    line: line.id,
    fromAt: formatInstant(fromAtMs),
    toAt: formatInstant(toAtMs),
    observedMs,
    unknownMs,
    outages: store.listedOutages(line.id, fromAtMs, toAtMs).map(outageJson),
  };
}

/** The line of the path, if this asker may see it. */
export function visibleLine(site: Site, c: SiteContext): Line {
  const line = site.lines.live(c.get('asker'), c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

function periodOf(site: Site, c: SiteContext, line: Line, defaultDays: number) {
  return readPeriod({
    from: c.req.query('from'),
    to: c.req.query('to'),
    zone: line.zone,
    nowMs: site.nowMs(),
    defaultDays,
    maxDays: MAX_DAYS,
  });
}
