import type { Context } from 'hono';
import type { Assets } from './assets.ts';
import type { ServerConfig } from './config.ts';
import type { EventHub } from './event-hub.ts';
import type { Keep } from './keep.ts';
import type { LineList } from './line-list.ts';
import type { Log } from './log.ts';
import type { PageCache } from './page-cache.ts';
import type { Asker, Asking, VisibilityRule } from './visibility.ts';

/** What every route works with; built once by `createApp`. */
export type Site = {
  keep: Keep;
  config: ServerConfig;
  /** Wall clock, epoch ms. */
  nowMs: () => number;
  log: Log;
  assets: Assets;
  lines: LineList;
  pages: PageCache;
  events: EventHub;
  rule: VisibilityRule;
};

/** What Hono carries from the first middleware to the routes. `incoming` is absent in tests without a socket. */
export type SiteEnv = {
  Bindings: { incoming?: { socket: { remoteAddress?: string | undefined }; httpVersion: string } };
  Variables: { asker: Asker };
};
export type SiteContext = Context<SiteEnv>;

/** The request as the visibility rule wants it. Without a socket nobody is near. */
export function askingOf(c: SiteContext): Asking {
  const incoming = c.env?.incoming;
  return {
    peerAddress: incoming?.socket.remoteAddress ?? null,
    httpVersion: incoming?.httpVersion ?? '1.1',
    header: (name) => c.req.header(name) ?? null,
  };
}
