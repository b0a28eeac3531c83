import { type App, type AppDeps, createApp } from '../../server/app.ts';
import { openAssets } from '../../server/assets.ts';
import { findRoot, readConfig } from '../../server/config.ts';

export type SiteAppOptions = {
  nowMs: () => number;
  /** Settings beside `ZONE=Europe/Berlin`. */
  env?: Record<string, string>;
  log?: AppDeps['log'];
  /** Whether only this machine reaches the server; unless told otherwise it is so. */
  isBoundToLoopback?: boolean;
};

/** The whole app over what is kept. */
export function openSiteApp(keep: AppDeps['keep'], options: SiteAppOptions): App {
  const config = readConfig({ ZONE: 'Europe/Berlin', ...options.env });
  if (Array.isArray(config)) throw new Error(config.join('; '));
  return createApp({
    keep,
    config,
    nowMs: options.nowMs,
    log: options.log ?? (() => undefined),
    assets: openAssets(findRoot()),
    isBoundToLoopback: () => options.isBoundToLoopback ?? true,
  });
}

/** `from`: the address of who asks. */
export type AskOptions = { from?: string; headers?: Record<string, string>; method?: string; body?: BodyInit };

/** As over a socket, without one. */
export async function askApp(app: App, path: string, { from, ...init }: AskOptions & { from: string }) {
  const incoming = { socket: { remoteAddress: from }, httpVersion: '1.1' };
  return app.hono.request(path, init, { incoming });
}

/** What a browser says when it sends a form of a page of `origin`. */
export function formOf(fields: Record<string, string>, origin: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin };
  return { method: 'POST', headers, body: new URLSearchParams(fields).toString() };
}
