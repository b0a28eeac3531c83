import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Hono } from 'hono';
import { linePage } from '../web/pages/line-page.ts';
import { seenBy } from './public/seen-by.ts';
import type { Site, SiteEnv } from './site.ts';
import { linePageView } from './views/line-view.ts';

/**
 * Does once, unseen, what the first visitor would otherwise wait for: the parts of Node that load on first use (its
 * `Response` alone costs 40 ms), and the code of the line page and of the answers, which is compiled when it first runs. Nothing of it is
 * kept. Called when the server listens; a visitor who comes earlier only waits as he would without it.
 */
export async function warmUp(site: Site, hono: Hono<SiteEnv>): Promise<void> {
  // refused for want of a host name, after it went through everything that each answer goes through
  await hono.request('/api/lines');
  const [line] = site.keep.store.lines();
  if (!line) return;
  const first = [
    { language: 'de', reader: 'owner' },
    { language: 'en', reader: 'owner' },
    { language: 'de', reader: 'visitor' },
  ] as const;
  for (const { language, reader } of first) {
    // one page at a time: others get their turn in between
    await hono.request('/healthz');
    const view = linePageView(seenBy(site, reader, line), line, reader);
    linePage(
      {
        language,
        isLanguageChosen: true,
        path: `/lines/${line.id}`,
        builtAtMs: site.nowMs(),
        stylesheetHref: site.assets.stylesheetHref,
        scriptHref: site.assets.scriptHref,
        reader,
        isSimulated: view.method?.simulated ?? false,
      },
      view,
    );
  }
  // as somebody on this machine asks; elsewhere refused, which warms less
  const headers = { host: 'localhost', 'accept-encoding': 'gzip' };
  const here = { incoming: { socket: { remoteAddress: '127.0.0.1' }, httpVersion: '1.1' } };
  for (const name of ['outages', 'days']) await hono.request(`/api/lines/${line.id}/${name}.json`, { headers }, here);
  cleanHeap();
}

/** What start and warm-up left behind is cleaned away now, and not within the first answer; memory goes back with it. */
function cleanHeap(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
