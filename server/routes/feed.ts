import { Hono } from 'hono';
import { outageFeed } from '../../web/pages/feed.ts';
import { encodeBody } from '../encoded-body.ts';
import { seenBy } from '../public/seen-by.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import { sendBody } from './answer.ts';
import { askedLanguage, EMBEDDED_HEADERS, publishedLine } from './badge.ts';

const DAYS_MS = 90 * 86_400_000;
const MOST_OUTAGES = 30;

/** `/lines/LINE/feed.atom`: outages of the last 90 days as strangers see them, whoever asks. */
export function feedRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/lines/:line/feed.atom', (c) => {
    const text = feedOf(site, c);
    return sendBody(c, encodeBody('application/atom+xml; charset=utf-8', Buffer.from(text, 'utf8')), EMBEDDED_HEADERS);
  });
  return routes;
}

function feedOf(site: Site, c: SiteContext): string {
  const line = publishedLine(site, c);
  const language = askedLanguage(c, line);
  const seen = seenBy(site, 'visitor', line);
  const { store } = seen.keep;
  const nowMs = seen.nowMs();
  const outages = store.latestOutages(line.id, nowMs - DAYS_MS, nowMs, MOST_OUTAGES).filter(({ counts }) => counts);
  const { publicUrl } = site.config;
  return outageFeed({
    line,
    language,
    delayMinutes: line.liveDelayMinutes,
    outages,
    baseUrl: publicUrl ?? '',
    authority: publicUrl === null ? 'localhost' : new URL(publicUrl).hostname,
    emptyAtMs: store.firstMeasuredAtMs(line.id) ?? nowMs,
    selfPath: `/lines/${line.id}/feed.atom?lang=${language}`,
  });
}
