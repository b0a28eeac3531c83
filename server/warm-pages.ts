import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '../web/pages/views.ts';
import { chooseEncoding } from './encoded-body.ts';
import { hostOf } from './forwarded.ts';
import { chooseLanguage } from './language.ts';
import type { LineList } from './line-list.ts';
import type { CachedPage, PageCache } from './page-cache.ts';
import { pageKey } from './page-key.ts';
import { pageHeaders } from './routes/answer.ts';
import { PAGE_HEADERS } from './security-headers.ts';
import { type Asker, type Asking, askerOf, isKnownHost, type VisibilityRule } from './visibility.ts';

type WarmSite = { pages: PageCache; lines: LineList; rule: VisibilityRule };

/**
 * Answers a request for a page that is kept and may still be shown, before Hono builds a request out of it: the same
 * bytes, headers and visibility check, five times as many a second. Returns false when the app has to answer.
 */
export function answerWarmPage(site: WarmSite, incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  if (incoming.method !== 'GET') return false;
  const target = readTarget(incoming.url ?? '');
  if (target === null) return false;
  const { headers } = incoming;
  const asking = askingOfIncoming(incoming);
  if (!isKnownHost(hostOf(asking, site.rule), site.rule.publicUrl)) return false;
  const asker = askerOf(asking, site.rule);
  const language = chooseLanguage(target.lang, headers['accept-language'] ?? null);
  const page = site.pages.peek(
    pageKey({ asker, path: target.path, language, isChosen: target.lang !== null, stamp: site.lines.stamp() }),
  );
  if (page === null || !maySee(site, page, asker)) return false;
  send(page, asker, headers['accept-encoding'], headers['if-none-match'], outgoing);
  return true;
}

/** Only plain paths and the one query that our own links make; all else is for the app. */
function readTarget(url: string): { path: string; lang: Language | null } | null {
  const query = url.indexOf('?');
  if (query === -1) return url.includes('%') ? null : { path: url, lang: null };
  const lang = url.slice(query);
  const path = url.slice(0, query);
  if (path.includes('%')) return null;
  if (lang === '?lang=de') return { path, lang: 'de' };
  return lang === '?lang=en' ? { path, lang: 'en' } : null;
}

/** A page outlives the moment in which its line is unpublished; the right to see it does not. */
function maySee(site: WarmSite, page: CachedPage, asker: Asker): boolean {
  return page.line === null || site.lines.live(asker, page.line) !== null;
}

function send(
  page: CachedPage,
  asker: Asker,
  acceptEncoding: string | string[] | undefined,
  ifNoneMatch: string | undefined,
  outgoing: ServerResponse,
): void {
  const { bytes, etag, encoding } = page.body.as(chooseEncoding(acceptEncoding?.toString() ?? null));
  const headers: Record<string, string | number> = {
    ...PAGE_HEADERS,
    ...pageHeaders(asker),
    etag,
  };
  if (page.body.isKnownTo(ifNoneMatch ?? null)) {
    outgoing.writeHead(304, headers).end();
    return;
  }
  headers['content-type'] = page.body.type;
  headers['content-length'] = bytes.length;
  if (encoding !== 'identity') headers['content-encoding'] = encoding;
  outgoing.writeHead(200, headers).end(bytes);
}

function askingOfIncoming(incoming: IncomingMessage): Asking {
  return {
    peerAddress: incoming.socket.remoteAddress ?? null,
    httpVersion: incoming.httpVersion,
    header: (name) => incoming.headers[name]?.toString() ?? null,
  };
}
