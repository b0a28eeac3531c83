import { beforeEach } from 'vitest';
import type { App } from '../../server/app.ts';
import { FAKE_NOW_AT_MS, type FakeKeep, fakeKeep, fakeLine } from './fake-keep.ts';
import { type AskOptions, askApp, openSiteApp } from './site-app.ts';

/** The whole app over the fake keep, fresh for each test. */
export type FakeSite = {
  keep: FakeKeep;
  app: App;
  nowMs: number;
  logged: string[];
  /** Builds the app again with these settings. */
  reopen: (env: Record<string, string>) => void;
  /** Asks from this machine under a loopback name, unless told otherwise. */
  ask: (path: string, options?: AskOptions) => Promise<Response>;
  /** Asks from elsewhere, with the same claims. */
  askAsStranger: (path: string, options?: AskOptions) => Promise<Response>;
};

/** Three lines: `home` (not published), `live` (first switch), `proven` (both switches). */
export function useFakeSite(): FakeSite {
  const ask = (path: string, { from = '127.0.0.1', headers = {}, ...init }: AskOptions = {}) =>
    askApp(site.app, path, { ...init, from, headers: { host: 'localhost:8080', ...headers } });
  const build = (env: Record<string, string>): App =>
    openSiteApp(site.keep, { nowMs: () => site.nowMs, env, log: (event) => void site.logged.push(event) });
  // the real values come before each test
  const site = {
    ask,
    askAsStranger: (path: string, options: AskOptions = {}) => ask(path, { from: '203.0.113.5', ...options }),
    reopen: (env: Record<string, string>) => {
      site.app = build(env);
    },
  } as FakeSite;
  beforeEach(() => {
    site.nowMs = FAKE_NOW_AT_MS;
    site.logged = [];
    site.keep = fakeKeep(() => site.nowMs);
    site.keep.put(fakeLine('home'));
    site.keep.put(fakeLine('live', { live: true }));
    site.keep.put(fakeLine('proven', { live: true, evidence: true }));
    site.app = build({});
  });
  return site;
}

export async function readJson(response: Response | Promise<Response>): Promise<unknown> {
  return JSON.parse(await (await response).text());
}

export const asPage = { accept: 'text/html' };
