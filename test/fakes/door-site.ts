import { afterEach, beforeEach } from 'vitest';
import { type App, createApp } from '../../server/app.ts';
import { openAssets } from '../../server/assets.ts';
import { findRoot, readConfig } from '../../server/config.ts';
import { type Keep, openKeep } from '../../server/keep.ts';
import type { AskOptions } from './fake-site.ts';

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
    const config = readConfig({ ZONE: 'Europe/Berlin', ...env });
    if (Array.isArray(config)) throw new Error(config.join());
    return createApp({
      keep: site.keep,
      config,
      nowMs: () => site.nowMs,
      log: (event) => site.logged.push(event),
      assets: openAssets(findRoot()),
      isBoundToLoopback: () => isBoundToLoopback,
    });
  };
  const ask = async (path: string, { from = '192.168.1.20', headers = {}, ...init }: AskOptions = {}) => {
    const incoming = { socket: { remoteAddress: from }, httpVersion: '1.1' };
    return site.app.hono.request(path, { ...init, headers: { host: 'pi.lan:8080', ...headers } }, { incoming });
  };
  const post = (path: string, fields: Record<string, string>, { headers = {}, ...rest }: AskOptions = {}) =>
    ask(path, {
      ...rest,
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: DOOR_ORIGIN, ...headers },
    });
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
