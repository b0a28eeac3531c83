import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { CONTENT_SECURITY_POLICY } from '../server/security-headers.ts';
import type { Language } from '../web/pages/views.ts';
import { samplePages } from './sample-pages.ts';
import { sampleContext } from './sample-values.ts';

/** Serves every sample page on loopback, under the policy of the real server. */
export function servePages(port = 0): Promise<{ port: number; close: () => void }> {
  const css = readFileSync(new URL('../web/style.css', import.meta.url));
  const render = (language: Language) =>
    samplePages(sampleContext({ language, isLanguageChosen: language === 'en', path: '/' }));
  const [german, english] = [render('de'), render('en')];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    if (url.pathname === '/assets/style.css') return response.setHeader('content-type', 'text/css').end(css);
    const pages = url.searchParams.get('lang') === 'en' ? english : german;
    const html = pages[url.pathname.slice(1)];
    const list = Object.keys(pages).map(
      (name) => `<li><a href="/${name}">${name}</a> <a href="/${name}?lang=en">en</a>`,
    );
    return response.setHeader('content-type', 'text/html; charset=utf-8').end(html ?? `<ul>${list.join('')}</ul>`);
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('bug: not a TCP port');
      resolve({ port: address.port, close: () => server.close() });
    });
  });
}

/** By so much the page sticks out to the side; 0 = not at all. */
export function overflowPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
