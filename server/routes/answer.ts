import { chooseEncoding, type EncodedBody, type Encoding, encodeBody } from '../encoded-body.ts';
import type { SiteContext } from '../site.ts';
import type { Asker } from '../visibility.ts';

/**
 * How long an answer may be shown without asking again. What only some may see stays out of shared caches; a page of a
 * live line is never older than a few seconds, so a frozen one cannot look green.
 */
export function cacheControlFor(asker: Asker): string {
  return asker === 'visitor' ? 'public, max-age=5, must-revalidate' : 'private, no-cache';
}
export const VARY_PAGE = 'Accept-Encoding, Accept-Language, Cookie';
/** Beside those of every answer. */
export function pageHeaders(asker: Asker): Record<string, string> {
  const headers = { 'cache-control': cacheControlFor(asker), vary: VARY_PAGE };
  // the owner's pages hold forms; with `no-referrer` a browser would hide their origin, and they would be refused
  return asker === 'owner' ? { ...headers, 'referrer-policy': 'same-origin' } : headers;
}

/** A sixth more bytes than level 6 in half the time. */
const GZIP_LEVEL = 3;
const VARY_API = 'Accept-Encoding, Cookie';

/** Answers with the body in the best encoding, or 304 when the asker has it. */
export function sendBody(
  c: SiteContext,
  body: EncodedBody,
  headers: Record<string, string>,
  offered: readonly Encoding[] = ['br', 'gzip'],
): Response {
  const { bytes, etag, encoding } = body.as(chooseEncoding(c.req.header('accept-encoding') ?? null, offered));
  const all: Record<string, string> = { ...headers, etag };
  if (body.isKnownTo(c.req.header('if-none-match') ?? null)) return c.body(null, 304, all);
  if (encoding !== 'identity') all['content-encoding'] = encoding;
  return c.body(new Uint8Array(bytes), 200, { ...all, 'content-type': body.type });
}

/** A JSON answer of the API. Compressed with gzip only: it is made anew for each request, so speed counts. */
export function sendJson(c: SiteContext, value: unknown): Response {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`, 'utf8');
  const body = encodeBody('application/json; charset=utf-8', bytes, undefined, GZIP_LEVEL);
  const headers = { 'cache-control': cacheControlFor(c.get('asker')), vary: VARY_API };
  return sendBody(c, body, headers, ['gzip']);
}
