import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Assets, openAssets } from '../server/assets.ts';
import { findRoot } from '../server/config.ts';
import { CONTENT_SECURITY_POLICY } from '../server/security-headers.ts';
import { outagePage } from '../web/pages/outage-page.ts';
import { launchChromium, openVisitor } from './lab/browser.ts';
import { describeWith } from './needs.ts';
import { sampleContext } from './sample-values.ts';
import { sampleOutagePage } from './sample-views.ts';
import { sampleSessionLost } from './sample-witness-values.ts';

/** A page that follows its line must not take away what its reader is typing. News come when the test says so. */
describeWith(['chromium'], 'news of the line while its owner writes a note', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  const assets = openAssets(findRoot());
  const site = { version: 1, fetched: 0, readers: new Set<ServerResponse>() };

  beforeAll(async () => {
    if (assets.scriptHref === null) throw new Error('the browser part is missing: run "npm run build" first');
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
      if (pathname === '/events') return listen(response);
      if (pathname.startsWith('/assets/')) return sendAsset(assets, pathname.slice(8), response);
      site.fetched += 1;
      response.setHeader('content-type', 'text/html; charset=utf-8').end(pageOf(assets, site.version));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('bug: not a TCP port');
    origin = `http://127.0.0.1:${address.port}`;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });
  beforeEach(() => {
    site.version = 1;
  });

  function listen(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: beat\ndata: 1\n\n');
    site.readers.add(response);
    response.on('close', () => site.readers.delete(response));
  }

  /** Tells the page of a new version and waits until it has fetched it. */
  async function tell(version: number): Promise<void> {
    const before = site.fetched;
    site.version = version;
    for (const reader of site.readers) reader.write('data: changed\n\n');
    await expect.poll(() => site.fetched, { timeout: 60_000 }).toBeGreaterThan(before);
  }

  async function open(): Promise<{ page: Page; shown: () => Promise<string>; close: () => Promise<void> }> {
    const { page, context, complaints } = await openVisitor(browser, origin, { locale: 'de' });
    await page.goto('/lines/home/outages/x');
    await expect.poll(() => site.readers.size, { timeout: 60_000 }).toBe(1);
    const close = async () => {
      expect(complaints).toEqual([]);
      await context.close();
      await expect.poll(() => site.readers.size, { timeout: 60_000 }).toBe(0);
    };
    return { page, shown: () => page.locator('main').innerText(), close };
  }

  test('a text that is being typed stays, and the page is brought up to date by the next news after it is gone', async () => {
    const { page, shown, close } = await open();
    await tell(2);
    await expect.poll(shown, { timeout: 60_000 }).toContain('Stand 2');
    const field = page.getByLabel('Was war es?');
    await field.fill('Stecker im Keller, halb');
    await tell(3);
    // one more answer has come when the next is asked for: what the last one did is done
    await tell(4);
    expect(await field.inputValue()).toBe('Stecker im Keller, halb');
    expect(await shown()).toContain('Stand 2');
    await field.fill('');
    await tell(5);
    await expect.poll(shown, { timeout: 60_000 }).toContain('Stand 5');
    await close();
  });

  test('a choice that was made stays as well', async () => {
    const { page, shown, close } = await open();
    const choice = page.getByLabel('Nur eine Anmerkung');
    await choice.check();
    await tell(2);
    await tell(3);
    expect(await choice.isChecked()).toBe(true);
    expect(await shown()).toContain('Stand 1');
    await close();
  });
});

function sendAsset(assets: Assets, name: string, response: ServerResponse): void {
  const body = assets.read(name)?.body;
  if (body === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('content-type', body.type).end(body.as('identity').bytes);
}

function pageOf({ stylesheetHref, scriptHref }: Assets, version: number): string {
  const context = sampleContext({ reader: 'owner', stylesheetHref, scriptHref, path: '/lines/home/outages/x' });
  const outage = { ...sampleSessionLost, final: false };
  const annotation = { entry: 7, kind: 'note', text: `Stand ${version}`, atMs: 0, withdrawnAtMs: null } as const;
  const annotate = { action: '/x', canAttribute: true, problem: null, typed: null };
  return outagePage(context, sampleOutagePage(outage, { annotations: [annotation], annotate }));
}
