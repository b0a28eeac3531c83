import { Hono } from 'hono';
import { STATES } from '../../rules/verdict/verdict.ts';
import { notFound } from '../app-error.ts';
import { nowOfLine } from '../figures/now.ts';
import { askingOf, type Site, type SiteEnv } from '../site.ts';
import { isOnThisMachine } from '../visibility.ts';

/** `/healthz` for anyone, without anything personal; `/metrics` (Prometheus text format 0.0.4) for the owner and this machine. */
export function healthRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  const startedAtMs = site.nowMs();
  routes.get('/healthz', (c) => {
    const { database } = site.keep.health();
    const isFine = database !== 'damaged';
    // at home the server starts when the power comes back: strangers are not told when that was
    const isVisitor = c.get('asker') === 'visitor';
    const since = isVisitor ? {} : { upSinceAt: new Date(startedAtMs).toISOString(), ...headTimes(site) };
    const body = { status: isFine ? 'ok' : 'damaged', database, ...since };
    return c.json(body, isFine ? 200 : 503, { 'cache-control': 'no-store' });
  });
  routes.get('/metrics', (c) => {
    const seesLines = c.get('asker') !== 'visitor';
    // behind a proxy everybody looks near, so nearness alone shows the process only
    if (!seesLines && !isOnThisMachine(askingOf(c))) throw notFound();
    const text = [...processMetrics(site, startedAtMs), ...(seesLines ? lineMetrics(site) : [])].join('\n');
    return c.text(`${text}\n`, 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
  });
  return routes;
}

/** When all lanes were sealed last, and stamped last by whoever did so last; null: never. */
function headTimes({ keep }: Site): { sealedAt: string | null; stampedAt: string | null } {
  const stamped = keep.heads.stampedAt().flatMap(({ stampedAtMs }) => stampedAtMs ?? []);
  const textOf = (atMs: number | undefined) => (atMs === undefined ? null : new Date(atMs).toISOString());
  return { sealedAt: textOf(keep.heads.newest()?.atMs), stampedAt: textOf(stamped.toSorted((a, b) => b - a)[0]) };
}

function processMetrics(site: Site, startedAtMs: number): string[] {
  const { rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    ...metric('process_resident_memory_bytes', 'gauge', [['', rss]]),
    ...metric('process_cpu_seconds_total', 'counter', [['', (user + system) / 1e6]]),
    ...metric('process_start_time_seconds', 'gauge', [['', startedAtMs / 1000]]),
    ...metric('linewitness_event_clients', 'gauge', [['', site.events.count()]]),
    ...metric('linewitness_database_damaged', 'gauge', [['', site.keep.health().database === 'damaged' ? 1 : 0]]),
  ];
}

function lineMetrics(site: Site): string[] {
  const nows = site.lines.visibleTo('local').map(({ id }) => ({ id, now: nowOfLine(site, id) }));
  const seconds = (key: 'measuredAtMs' | 'lastContactAtMs'): [string, number][] =>
    nows.flatMap(({ id, now }) => (now[key] === null ? [] : [[`{line="${id}"}`, now[key] / 1000]]));
  return [
    ...metric(
      'linewitness_line_state',
      'gauge',
      nows.flatMap(({ id, now }) =>
        STATES.map((state): [string, number] => [`{line="${id}",state="${state}"}`, now.state === state ? 1 : 0]),
      ),
    ),
    ...headMetrics(site),
    ...metric('linewitness_line_measured_at_seconds', 'gauge', seconds('measuredAtMs')),
    ...metric('linewitness_line_last_contact_at_seconds', 'gauge', seconds('lastContactAtMs')),
    ...mailMetrics(
      site,
      nows.map(({ id }) => id),
    ),
  ];
}

/** Nothing of an authority that never stamped. */
function headMetrics({ keep }: Site): string[] {
  const newest = keep.heads.newest();
  if (newest === null) return [];
  return [
    ...metric('linewitness_head_counter', 'counter', [['', newest.counter]]),
    ...metric('linewitness_head_sealed_at_seconds', 'gauge', [['', newest.atMs / 1000]]),
    ...metric(
      'linewitness_head_stamped_at_seconds',
      'gauge',
      keep.heads
        .stampedAt()
        .flatMap(({ authority, stampedAtMs }): [string, number][] =>
          stampedAtMs === null ? [] : [[`{authority="${authority}"}`, stampedAtMs / 1000]],
        ),
    ),
  ];
}

/** Routes of test mails in use; the age of the oldest mail on its way is as of the last look into the mailbox, 0 without one. */
function mailMetrics({ keep }: Site, lines: string[]): string[] {
  const routes = lines.flatMap((line) =>
    keep.store.mailRoutes(line).flatMap(({ now, isUsed }) => (isUsed ? [{ line, now }] : [])),
  );
  if (routes.length === 0) return [];
  const labels = (line: string, route: string) => `{line="${line}",route="${route}"}`;
  return [
    ...metric(
      'linewitness_mail_open_mails',
      'gauge',
      routes.map(({ line, now }) => [labels(line, now.route), now.openMails]),
    ),
    ...metric(
      'linewitness_mail_oldest_undelivered_seconds',
      'gauge',
      routes.map(({ line, now }) => [labels(line, now.route), (now.oldest?.atLeastMs ?? 0) / 1000]),
    ),
    ...metric(
      'linewitness_mail_watched_until_seconds',
      'gauge',
      routes.flatMap(({ line, now }) => (now.asOfMs === null ? [] : [[labels(line, now.route), now.asOfMs / 1000]])),
    ),
  ];
}

function metric(name: string, kind: 'gauge' | 'counter', values: [string, number][]): string[] {
  return [`# TYPE ${name} ${kind}`, ...values.map(([labels, value]) => `${name}${labels} ${value}`)];
}
