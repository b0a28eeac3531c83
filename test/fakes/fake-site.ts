import { beforeEach } from 'vitest';
import { type App, createApp } from '../../server/app.ts';
import { openAssets } from '../../server/assets.ts';
import { findRoot, readConfig } from '../../server/config.ts';
import { FAKE_NOW_AT_MS, type FakeKeep, fakeKeep, fakeLine } from './fake-keep.ts';

export type AskOptions = { from?: string; headers?: Record<string, string>; method?: string; body?: string };

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
  const ask = async (path: string, { from = '127.0.0.1', headers = {}, ...init }: AskOptions = {}) => {
    const incoming = { socket: { remoteAddress: from }, httpVersion: '1.1' };
    return site.app.hono.request(path, { ...init, headers: { host: 'localhost:8080', ...headers } }, { incoming });
  };
  const build = (env: Record<string, string>): App => {
    const config = readConfig({ ZONE: 'Europe/Berlin', ...env });
    if (Array.isArray(config)) throw new Error(config.join());
    return createApp({
      keep: site.keep,
      config,
      nowMs: () => site.nowMs,
      log: (event) => site.logged.push(event),
      assets: openAssets(findRoot()),
      isBoundToLoopback: () => true,
    });
  };
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
