import { afterEach, beforeEach } from 'vitest';
import type { App } from '../../server/app.ts';
import { type Keep, openKeep } from '../../server/keep.ts';
import { type AskOptions, askApp, formOf, openSiteApp } from './site-app.ts';

/** The whole app over a real keep in memory: with a real door, passwords and sessions. */
export type DoorSite = {
  keep: Keep;
  app: App;
  nowMs: number;
  logged: string[];
  /** Builds the app again with these settings; what is kept stays. */
  reopen: (env: Record<string, string>) => void;
  /** Builds the app again as one that only this machine reaches. */
  reopenOnLoopback: () => void;
  /** Asks from another device at home under `pi.lan:8080`, unless told otherwise. */
  ask: (path: string, options?: AskOptions) => Promise<Response>;
  /** Sends a form as a browser does from our own page. */
  post: (path: string, fields: Record<string, string>, options?: AskOptions) => Promise<Response>;
  /** Sets the password by a one-time link, as on the first start; returns the cookie of that browser. */
  setUp: () => Promise<string>;
};

export const DOOR_PASSWORD = 'korrekt pferd batterie';
export const DOOR_ORIGIN = 'http://pi.lan:8080';

export function useDoorSite(): DoorSite {
  const build = (env: Record<string, string>, isBoundToLoopback = false): App => {
    const log = (event: string) => void site.logged.push(event);
    return openSiteApp(site.keep, { nowMs: () => site.nowMs, env, log, isBoundToLoopback });
  };
  const ask = (path: string, { from = '192.168.1.20', headers = {}, ...init }: AskOptions = {}) =>
    askApp(site.app, path, { ...init, from, headers: { host: 'pi.lan:8080', ...headers } });
  const post = (path: string, fields: Record<string, string>, { headers = {}, ...rest }: AskOptions = {}) => {
    const form = formOf(fields, DOOR_ORIGIN);
    return ask(path, { ...form, ...rest, headers: { ...form.headers, ...headers } });
  };
  // the real values come before each test
  const site = {
    ask,
    post,
    reopen: (env: Record<string, string>) => {
      site.app = build(env);
    },
    reopenOnLoopback: () => {
      site.app = build({}, true);
    },
    setUp: async () => {
      const { secret } = site.keep.door.loginLink();
      return cookieOf(await post('/owner/sign-in', { secret, 'new-password': DOOR_PASSWORD }));
    },
  } as DoorSite;
  beforeEach(() => {
    site.nowMs = Date.UTC(2026, 9, 4, 12);
    site.logged = [];
    site.keep = openKeep({
      dataDir: ':memory:',
      nowMs: () => site.nowMs,
      // as if hashing took no time, on whatever machine
      tickMs: () => site.nowMs,
      log: () => undefined,
      selfCheck: async () => 'not-checked',
      zone: 'Europe/Berlin',
      retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
      sessionDays: 30,
    });
    site.app = build({});
  });
  afterEach(() => site.keep.close());
  return site;
}

/** The cookie as the browser sends it back; empty when the answer sets none. */
export function cookieOf(answer: Response): string {
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}
