import { Hono } from 'hono';
import { ownerPage, redeemPage } from '../../web/pages/door-pages.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import { readCookie, sessionCookieName } from '../visibility.ts';
import { readForm, SIGN_IN_PATH, sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';

const SIGN_OUT_PATH = '/owner/sign-out';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/**
 * The owner's door. The one-time link shows a button; only pressing it spends the link, so the scanner of a mail program
 * cannot. Needs no JavaScript.
 */
export function ownerRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/owner', (c) => {
    const lines = site.lines.visibleTo(c.get('asker'));
    return sendOwnerPage(c, ownerPage(pageContext(site, c), { lines, signOutAction: SIGN_OUT_PATH }));
  });
  routes.get(SIGN_IN_PATH, (c) => redeemForm(site, c, c.req.query('secret') ?? '', null));
  routes.post(SIGN_IN_PATH, async (c) => {
    const secret = (await readForm(c)).text('secret');
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
  const view = { action: SIGN_IN_PATH, fields, problem: isUsable ? null : ('unknown' as const) };
  return sendOwnerPage(c, redeemPage(pageContext(site, c), view), isUsable ? 200 : 403);
}

/** Browsers keep it from scripts and from requests that other sites make. */
function sessionCookie(site: Site, value: string, lifeMs: number): string {
  const name = sessionCookieName(site.config.publicUrl);
  const secure = site.config.publicUrl?.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${Math.floor(lifeMs / 1000)}; HttpOnly; SameSite=Strict${secure}`;
}
