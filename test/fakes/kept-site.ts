import { afterEach, beforeEach } from 'vitest';
import type { App } from '../../server/app.ts';
import { cookieOf, DOOR_PASSWORD } from './door-site.ts';
import { type Kept, openKept } from './kept.ts';
import { type AskOptions, askApp, formOf, openSiteApp, type SiteAppOptions } from './site-app.ts';

/** The whole app over a real keep in a throw-away folder, fresh for each test; asked without a socket. */
export type KeptSite = {
  kept: Kept;
  app: App;
  /** What was logged: event and fields. */
  logged: string[];
  /** Of the owner, once there is one; else empty. */
  cookie: string;
  /** Asks for a page under `localhost:8080`, as a stranger unless told otherwise. */
  ask: (path: string, options?: AskOptions) => Promise<Response>;
  /** The same with the owner's cookie. */
  askAsOwner: (path: string) => Promise<Response>;
  /** Sends a form from this machine as the owner's browser does from our own page, with its cookie or without. */
  post: (path: string, fields?: Record<string, string>, options?: PostOptions) => Promise<Response>;
  /** Sets the password by a one-time link, as on the first start, and keeps the cookie. */
  signIn: () => Promise<void>;
};

export type PostOptions = AskOptions & { withCookie?: boolean };

export const STRANGER = '203.0.113.5';
export const THIS_MACHINE = '127.0.0.1';
export const SITE_ORIGIN = 'http://localhost:8080';

/** `fill`: what is kept before the app opens. */
export function useKeptSite(
  fill: (kept: Kept) => Promise<void> | void,
  options: Omit<SiteAppOptions, 'nowMs' | 'log'> = {},
): KeptSite {
  const ask = (path: string, { from = STRANGER, headers = {}, ...init }: AskOptions = {}) =>
    askApp(site.app, path, { ...init, from, headers: { host: 'localhost:8080', accept: 'text/html', ...headers } });
  // the real values come before each test
  const site = {
    ask,
    askAsOwner: (path) => ask(path, { headers: { cookie: site.cookie } }),
    post: (path, fields = {}, { withCookie = true, headers = {}, ...rest } = {}) => {
      const form = formOf(fields, SITE_ORIGIN);
      const all = { ...form.headers, ...(withCookie && site.cookie && { cookie: site.cookie }), ...headers };
      return ask(path, { from: THIS_MACHINE, ...form, ...rest, headers: all });
    },
    signIn: async () => {
      const { secret } = site.kept.keep.door.loginLink();
      site.cookie = cookieOf(await site.post('/owner/sign-in', { secret, 'new-password': DOOR_PASSWORD }));
    },
  } as KeptSite;
  beforeEach(async () => {
    const kept = openKept();
    const logged: string[] = [];
    Object.assign(site, { kept, logged, cookie: '' });
    await fill(kept);
    const log = (event: string, fields: unknown) => void logged.push(`${event} ${JSON.stringify(fields)}`);
    site.app = openSiteApp(kept.keep, { ...options, nowMs: () => kept.clock.nowMs, log });
  });
  afterEach(async () => {
    site.app.close();
    await site.kept.remove();
  });
  return site;
}
