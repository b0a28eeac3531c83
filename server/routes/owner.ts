import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { errorPage, ownerPage, redeemPage } from '../../web/pages/door-pages.ts';
import { AppError } from '../app-error.ts';
import { OWNER_SIGN_IN_PATH } from '../owner-link.ts';
import { askingOf, type Site, type SiteContext, type SiteEnv } from '../site.ts';
import { isOwnOrigin, readCookie, sessionCookieName } from '../visibility.ts';
import { pageContext } from './pages.ts';

const SIGN_OUT_PATH = '/owner/sign-out';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/**
 * The owner's door. The one-time link shows a button; only pressing it spends the link, so the scanner of a mail program
 * cannot. Needs no JavaScript. What happens here is never cached, and only forms of our own pages are taken.
 */
export function ownerRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.use('/owner/*', bodyLimit({ maxSize: 4096, onError: refuseLarge }));
  routes.get('/owner', (c) => {
    if (c.get('asker') === 'visitor')
      return html(c, 401, errorPage(pageContext(site, c), { status: 401, reason: null }));
    const lines = site.lines.visibleTo(c.get('asker'));
    return html(c, 200, ownerPage(pageContext(site, c), { lines, signOutAction: SIGN_OUT_PATH }));
  });
  routes.get(OWNER_SIGN_IN_PATH, (c) => redeemForm(site, c, c.req.query('secret') ?? '', null));
  routes.post(OWNER_SIGN_IN_PATH, async (c) => {
    requireOwnForm(site, c);
    const secret = formText(await readForm(c), 'secret');
    const redeemed = SECRET.test(secret) ? site.keep.admin.redeemLogin(secret) : null;
    if (redeemed === null) {
      site.log('owner-link-refused');
      return redeemForm(site, c, '', 'unknown');
    }
    site.log('owner-signed-in');
    c.header('set-cookie', sessionCookie(site, redeemed.session, redeemed.expiresAtMs - site.nowMs()));
    return c.redirect('/owner', 303);
  });
  routes.post(SIGN_OUT_PATH, (c) => {
    requireOwnForm(site, c);
    const session = readCookie(c.req.header('cookie') ?? null, sessionCookieName(site.config.publicUrl));
    if (session !== null) site.keep.admin.endSession(session);
    c.header('set-cookie', sessionCookie(site, '', 0));
    return c.redirect('/', 303);
  });
  return routes;
}

function redeemForm(site: Site, c: SiteContext, secret: string, problem: 'unknown' | null): Response {
  const isUsable = SECRET.test(secret) && problem === null;
  const fields = isUsable ? [{ name: 'secret', value: secret }] : [];
  const view = { action: OWNER_SIGN_IN_PATH, fields, problem: isUsable ? null : ('unknown' as const) };
  return html(c, isUsable ? 200 : 403, redeemPage(pageContext(site, c), view));
}

function requireOwnForm(site: Site, c: SiteContext): void {
  if (isOwnOrigin(askingOf(c), site.config.publicUrl)) return;
  throw new AppError('forbidden', 'this form was sent from another site');
}

/** Browsers keep it from scripts and from requests that other sites make. */
function sessionCookie(site: Site, value: string, lifeMs: number): string {
  const name = sessionCookieName(site.config.publicUrl);
  const secure = site.config.publicUrl?.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${Math.floor(lifeMs / 1000)}; HttpOnly; SameSite=Strict${secure}`;
}

/** `same-origin`, because with `no-referrer` a browser would hide the origin of our own forms as well. */
function html(c: SiteContext, status: 200 | 401 | 403, page: string): Response {
  return c.html(page, status, { 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
}

type Fields = Record<string, string | File | (string | File)[]>;

/** What is no whole form holds no secret. */
async function readForm(c: SiteContext): Promise<Fields> {
  try {
    return await c.req.parseBody();
  } catch {
    return {};
  }
}

function formText(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

function refuseLarge(_c: Context): never {
  throw new AppError('too-large', 'the form is larger than 4096 bytes');
}
