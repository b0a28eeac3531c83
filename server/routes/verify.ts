import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { verifyPage } from '../../web/pages/verify-page.ts';
import { notFound } from '../app-error.ts';
import { findRoot } from '../config.ts';
import { type EncodedBody, encodeBody } from '../encoded-body.ts';
import type { Site, SiteEnv } from '../site.ts';
import { pageHeaders, sendBody } from './answer.ts';
import { pageContext } from './pages.ts';

/** Stricter than that of other pages: it takes a file that is nobody's business, so it may not connect to anyone. */
const VERIFY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "worker-src 'self'",
  'img-src data:',
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What can be saved, to be used without this server. */
const FILES: Record<string, string> = {
  'verify.html': 'text/html; charset=utf-8',
  'verify.mjs': 'text/javascript; charset=utf-8',
};

/** `/verify`, for everybody: the bundle is checked in the reader's browser. And the same as files. */
export function verifyRoutes(site: Site, dist = join(findRoot(), 'dist')): Hono<SiteEnv> {
  const kept = new Map<string, EncodedBody>();
  const fileOf = (name: string): EncodedBody | null => {
    const type = FILES[name];
    const file = join(dist, name);
    if (type === undefined || (!kept.has(name) && !existsSync(file))) return null;
    const body = kept.get(name) ?? encodeBody(type, readFileSync(file));
    kept.set(name, body);
    return body;
  };
  const routes = new Hono<SiteEnv>();
  routes.get('/verify', (c) => {
    const context = { ...pageContext(site, c), scriptHref: site.assets.verifyHref };
    const pathOf = (name: string) => (fileOf(name) === null ? null : `/verify/${name}`);
    const page = verifyPage(context, { pagePath: pathOf('verify.html'), programPath: pathOf('verify.mjs') });
    const body = encodeBody('text/html; charset=utf-8', Buffer.from(page, 'utf8'));
    return sendBody(c, body, { ...pageHeaders(c.get('asker')), 'content-security-policy': VERIFY_POLICY });
  });
  routes.get('/verify/:name', (c) => {
    const name = c.req.param('name');
    const body = fileOf(name);
    if (body === null) throw notFound();
    return sendBody(c, body, {
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-cache',
      vary: 'Accept-Encoding',
    });
  });
  return routes;
}
