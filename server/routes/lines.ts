import { Hono } from 'hono';
import { formatInstant } from '../../rules/instant.ts';
import { availabilityOf } from '../../rules/outage/availability.ts';
import type {
  CoverageJson,
  DaysJson,
  LinesJson,
  OutagesJson,
  QualityJson,
  StatusJson,
} from '../../rules/wire/status.ts';
import { notFound } from '../app-error.ts';
import { coverageOf } from '../figures/coverage.ts';
import { filledDays } from '../figures/days.ts';
import { chooseStepMs, latencyJson } from '../figures/latency.ts';
import { nowOfLine } from '../figures/now.ts';
import { outageDetailJson, outageJson } from '../figures/outages.ts';
import { qualityHourJson } from '../figures/quality.ts';
import { sumsOfPeriod } from '../figures/sums.ts';
import { type AskedPeriod, readPeriod } from '../period.ts';
import { gridCeil, gridFloor, PUBLIC_GRID_MS } from '../public/grid.ts';
import { seenBy } from '../public/seen-by.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import { statusJson } from '../status.ts';
import type { Line } from '../store/store.ts';
import { sendJson } from './answer.ts';

/** Ten years and a bit: a contract's life, and the limit of what one answer may cost. */
const MAX_DAYS = 3660;
/** A year and a day of hours: 9000 rows. */
export const MAX_QUALITY_DAYS = 367;

/** `/api/lines` and `/api/lines/LINE/…`. */
export function lineRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/api/lines', (c) => {
    const lines = site.lines.visibleTo(c.get('asker')).map(({ id, name, provider }) => ({ id, name, provider }));
    return sendJson(c, { lines } satisfies LinesJson);
  });
  routes.get('/api/lines/:line/status.json', (c) => {
    const { line, seen } = askedLine(site, c);
    return sendJson(c, { ...statusJson(line.id, nowOfLine(seen, line.id)), ...roundingOf(c) } satisfies StatusJson);
  });
  routes.get('/api/lines/:line/outages.json', (c) => sendJson(c, outagesOf(site, c)));
  routes.get('/api/lines/:line/days.json', (c) => {
    const { line, seen } = askedLine(site, c);
    const period = periodOf(seen, c, line, 90);
    const days = filledDays(seen.keep.store, line, period.fromDay, period.toDay);
    return sendJson(c, { line: line.id, zone: line.zone, days } satisfies DaysJson);
  });
  routes.get('/api/lines/:line/outages/:file{[0-9a-f]{12}\\.json}', (c) => {
    const { line, seen } = askedLine(site, c);
    const outage = seen.keep.store.outage(line.id, c.req.param('file').slice(0, 12));
    if (outage === null) throw notFound();
    return sendJson(c, { ...outageDetailJson(line.id, outage), ...roundingOf(c) });
  });
  routes.get('/api/lines/:line/coverage.json', (c) => {
    const { line, seen } = askedLine(site, c);
    const period = periodOf(seen, c, line, 30);
    const { observedMs, unknownMs, coverageRatio, causes } = coverageOf(
      { store: seen.keep.store, line },
      period.fromAtMs,
      period.toAtMs,
    );
    const figures = { observedMs, unknownMs, coverageRatio, causes };
    return sendJson(c, { ...stretchOf(line, period), ...figures, ...roundingOf(c) } satisfies CoverageJson);
  });
  routes.get('/api/lines/:line/quality.json', (c) => {
    const { line, seen } = askedLine(site, c);
    const period = periodOf(seen, c, line, 30, MAX_QUALITY_DAYS);
    const hours = seen.keep.store.qualityHours(line.id, period.fromAtMs, period.toAtMs).map(qualityHourJson);
    return sendJson(c, { ...stretchOf(line, period), hours } satisfies QualityJson);
  });
  routes.get('/api/lines/:line/latency.json', (c) => {
    const { line, seen } = askedLine(site, c);
    const period = periodOf(seen, c, line, 0);
    const limits = { nowMs: seen.nowMs(), config: site.config };
    const stepMs = chooseStepMs(c.req.query('stepMs'), period, limits);
    return sendJson(c, latencyJson(seen.keep.store, line.id, period, stepMs));
  });
  return routes;
}

function outagesOf(site: Site, c: SiteContext): OutagesJson {
  const { line, seen } = askedLine(site, c);
  const { fromAtMs, toAtMs } = periodOf(seen, c, line, 90);
  const { store } = seen.keep;
  const { observedMs, unknownMs } = availabilityOf([sumsOfPeriod({ store, line }, fromAtMs, toAtMs)]);
  return {
    line: line.id,
    fromAt: formatInstant(fromAtMs),
    toAt: formatInstant(toAtMs),
    observedMs,
    unknownMs,
    outages: store.listedOutages(line.id, fromAtMs, toAtMs).map(outageJson),
    ...roundingOf(c),
  };
}

function stretchOf(line: Line, { fromAtMs, toAtMs }: AskedPeriod): { line: string; fromAt: string; toAt: string } {
  return { line: line.id, fromAt: formatInstant(fromAtMs), toAt: formatInstant(toAtMs) };
}

/** The line of the path, and the site as this asker sees it. */
function askedLine(site: Site, c: SiteContext): { line: Line; seen: Site } {
  const line = visibleLine(site, c);
  return { line, seen: seenBy(site, c.get('asker'), line) };
}

/** Programs are told that instants are rounded; lengths are not. */
export function roundingOf(c: SiteContext): { timesRoundedToMs?: number } {
  return c.get('asker') === 'visitor' ? { timesRoundedToMs: PUBLIC_GRID_MS } : {};
}

/** The line of the path, if this asker may see it. */
export function visibleLine(site: Site, c: SiteContext): Line {
  const line = site.lines.live(c.get('asker'), c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

/** What a stranger asks for begins and ends on the grid, or sums of short stretches would tell what lies between. */
export function periodOf(seen: Site, c: SiteContext, line: Line, defaultDays: number, maxDays = MAX_DAYS): AskedPeriod {
  const period = readPeriod({
    from: c.req.query('from'),
    to: c.req.query('to'),
    zone: line.zone,
    nowMs: seen.nowMs(),
    defaultDays,
    maxDays,
  });
  if (c.get('asker') !== 'visitor') return period;
  return { ...period, fromAtMs: gridFloor(period.fromAtMs), toAtMs: gridCeil(period.toAtMs) };
}
