import { Hono } from 'hono';
import { availabilityBadge, BADGE_STYLES, type Badge, badgeJson, badgeSvg, stateBadge } from '../../web/pages/badge.ts';
import type { Language, Period } from '../../web/pages/views.ts';
import { commonWords } from '../../web/pages/wording-common.ts';
import { AppError, notFound } from '../app-error.ts';
import { encodeBody } from '../encoded-body.ts';
import { availabilityView, lastDays } from '../figures/availability.ts';
import { nowOfLine } from '../figures/now.ts';
import { languageOfLine } from '../language.ts';
import { seenBy } from '../public/seen-by.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { sendBody } from './answer.ts';

/** Image proxies and shields.io ask again after this; nothing in a badge changes faster. */
const CACHE_SECONDS = 300;
const MOST_LABEL = 60;
const DAYS_OF = { '24h': 2, '7d': 7, '30d': 30, '90d': 90 } as const satisfies Partial<Record<Period, number>>;
type BadgePeriod = keyof typeof DAYS_OF;

/** Shown on other sites, so anybody's page may load it; it is the same whoever asks. */
export const EMBEDDED_HEADERS = {
  'cache-control': `public, max-age=${CACHE_SECONDS}`,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'Accept-Encoding',
};

/** `/lines/LINE/badge.svg` and `/badge.json` (shields endpoint) with `?style`, `?label`, `?period`, `?lang`. */
export function badgeRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/lines/:line/badge.svg', (c) => {
    const line = publishedLine(site, c);
    const style = BADGE_STYLES.find((known) => known === (c.req.query('style') ?? 'flat'));
    if (style === undefined) throw refuse('style', `must be one of ${BADGE_STYLES.join(', ')}`);
    const svg = badgeSvg(badgeOf(site, c, line), style);
    return sendBody(c, encodeBody('image/svg+xml; charset=utf-8', Buffer.from(svg, 'utf8')), EMBEDDED_HEADERS);
  });
  routes.get('/lines/:line/badge.json', (c) => {
    const json = JSON.stringify(badgeJson(badgeOf(site, c, publishedLine(site, c)), CACHE_SECONDS));
    const body = encodeBody('application/json; charset=utf-8', Buffer.from(`${json}\n`, 'utf8'));
    return sendBody(c, body, EMBEDDED_HEADERS);
  });
  return routes;
}

/** The line of the path, if strangers may see it; the owner gets no other badge than they. */
export function publishedLine(site: Site, c: SiteContext): Line {
  const line = site.lines.live('visitor', c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

/** `?lang`, else the language spoken where the line is. */
export function askedLanguage(c: SiteContext, line: Line): Language {
  const lang = c.req.query('lang');
  if (lang === undefined) return languageOfLine(line.zone);
  if (lang !== 'de' && lang !== 'en') throw refuse('lang', 'must be "de" or "en"');
  return lang;
}

function badgeOf(site: Site, c: SiteContext, line: Line): Badge {
  const language = askedLanguage(c, line);
  const label = labelFor(line, readLabel(c.req.query('label')), language);
  const period = readPeriod(c.req.query('period'));
  const seen = seenBy(site, 'visitor', line);
  if (period === null) return stateBadge(label, nowOfLine(seen, line.id).state, language);
  const input = { store: seen.keep.store, line, nowMs: seen.nowMs() };
  const view = availabilityView(input, period, lastDays(input, DAYS_OF[period]));
  return availabilityBadge(label, view, language);
}

/** Words in names of providers that are no names. */
const NO_NAMES = new Set(['internet', 'netz', 'telecom']);

/** A label that names the provider would say that all of it is out: there the badge keeps to "a line at". */
function labelFor({ provider }: Line, asked: string | null, language: Language): string {
  const own = commonWords[language].lineAt(provider);
  if (asked === null) return own;
  const bare = (text: string) => text.normalize('NFKC').toLowerCase();
  const names = bare(provider)
    .split(/[^\p{L}\p{N}&]+/u)
    .filter((word) => word.length > 2 && !NO_NAMES.has(word));
  return names.some((name) => bare(asked).includes(name)) ? own : asked;
}

function readPeriod(given: string | undefined): BadgePeriod | null {
  if (given === undefined) return null;
  const period = PERIODS.find((known) => known === given);
  if (period === undefined) throw refuse('period', `must be one of ${PERIODS.join(', ')}`);
  return period;
}
const PERIODS: readonly BadgePeriod[] = ['24h', '7d', '30d', '90d'];

function readLabel(given: string | undefined): string | null {
  if (given === undefined) return null;
  if ([...given].length > MOST_LABEL) throw refuse('label', `may have at most ${MOST_LABEL} characters`);
  // controls, and what turns the order of letters round
  if (/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(given)) throw refuse('label', 'must be one line of plain text');
  return given;
}

function refuse(parameter: string, why: string): AppError {
  return new AppError('invalid', `"${parameter}" ${why}`, { parameter });
}
