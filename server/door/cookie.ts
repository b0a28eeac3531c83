import { isSecure } from '../forwarded.ts';
import { askingOf, type Site, type SiteContext } from '../site.ts';
import { sessionCookieName } from '../visibility.ts';

/** The only cookie there is; browsers keep it from scripts and from requests that other sites make. */
export function setSessionCookie(
  site: Site,
  c: SiteContext,
  { session, expiresAtMs }: { session: string; expiresAtMs: number },
): void {
  write(site, c, session, expiresAtMs - site.nowMs());
}

export function clearSessionCookie(site: Site, c: SiteContext): void {
  write(site, c, '', 0);
}

function write(site: Site, c: SiteContext, value: string, lifeMs: number): void {
  const isUnderHttps = isSecure(askingOf(c), site.rule);
  const lifeSeconds = Math.max(0, Math.floor(lifeMs / 1000));
  const parts = [`${sessionCookieName(isUnderHttps)}=${value}`, 'Path=/', `Max-Age=${lifeSeconds}`, 'HttpOnly'];
  c.header('set-cookie', [...parts, 'SameSite=Strict', ...(isUnderHttps ? ['Secure'] : [])].join('; '));
}
