import type { Context } from 'hono';
import type { Assets } from './assets.ts';
import type { ServerConfig } from './config.ts';
import type { EventHub } from './event-hub.ts';
import type { EvidenceWork } from './export/evidence-work.ts';
import type { StrangerRate } from './export/stranger-rate.ts';
import { addressOf, type ProxyRule } from './forwarded.ts';
import type { Keep } from './keep.ts';
import type { LineList } from './line-list.ts';
import type { Log } from './log.ts';
import type { PageCache } from './page-cache.ts';
import type { Arrivals } from './public/arrivals.ts';
import type { LineNow } from './status.ts';
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
  arrivals: Arrivals;
  /** Bundles and reports that are being made, and those that wait to be fetched. */
  evidence: EvidenceWork;
  /** How often strangers may have a report made. */
  reportRate: StrangerRate;
  /** Set where a stranger looks at one line: its state as he may see it. */
  publicNow: (() => LineNow) | null;
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

/** The address that asks, behind trusted proxies as well; null: the connection is gone. */
export function clientAddress(site: { rule: ProxyRule }, c: SiteContext): string | null {
  return addressOf(askingOf(c), site.rule);
}
