import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../needs.ts';

/** A real Chromium that can reach nothing but this machine. */
export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('bug: asked for Chromium where there is none');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** A visitor's window, and all that a quiet site never does. */
export type Visitor = {
  page: Page;
  context: BrowserContext;
  /** Console errors and warnings, exceptions, policy violations, failed or foreign requests, bad answers; in words. */
  complaints: string[];
  /** Cookies and stored values that pages left behind. */
  traces(): Promise<string[]>;
};

/** Opens a window whose every misbehaviour is written down. `origin`: the only one it may ask. */
export async function openVisitor(browser: Browser, origin: string, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== 'data:') complaints.push(`asks ${url.origin}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`HTTP ${response.status()} for ${response.url()}`);
  });
  if (options.javaScriptEnabled !== false) {
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
  }
  return { page, context, complaints, traces: () => tracesOf(page, context, options.javaScriptEnabled !== false) };
}

async function tracesOf(page: Page, context: BrowserContext, hasScript: boolean): Promise<string[]> {
  const cookies = (await context.cookies()).map(({ name }) => `cookie ${name}`);
  if (!hasScript) return cookies;
  const stored = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  return [...cookies, ...stored.map((key) => `stored ${key}`)];
}
