import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Language } from '../web/pages/views.ts';
import { samplePages } from './sample-pages.ts';
import { SAMPLE_NOW_MS, sampleContext } from './sample-values.ts';

/**
 * For looking at the pages without a server or a probe: serves them from sample values on loopback.
 *
 *     npx node test/pages-preview.ts            serve
 *     npx node test/pages-preview.ts shots DIR [NAME…]   take pictures of all or the named pages, then end
 *
 * Pages longer than SLICE pixels make several pictures, so that one can read them.
 */

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'";

function serve(): Promise<{ port: number; close: () => void }> {
  const css = readFileSync(new URL('../web/style.css', import.meta.url));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('content-security-policy', POLICY);
    if (url.pathname === '/assets/style.css') return response.setHeader('content-type', 'text/css').end(css);
    const language: Language = url.searchParams.get('lang') === 'en' ? 'en' : 'de';
    const pages = samplePages(sampleContext({ language, isLanguageChosen: language === 'en', path: url.pathname }));
    const html = pages[url.pathname.slice(1)];
    const list = Object.keys(pages).map(
      (name) => `<li><a href="/${name}">${name}</a> <a href="/${name}?lang=en">en</a>`,
    );
    return response.setHeader('content-type', 'text/html; charset=utf-8').end(html ?? `<ul>${list.join('')}</ul>`);
  });
  return new Promise((resolve) => {
    server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('bug: not a TCP port');
      resolve({ port: address.port, close: () => server.close() });
    });
  });
}

const SLICE = 1500;
const LOOKS = [
  { name: 'desktop-light', width: 1280, height: 900, colorScheme: 'light' as const, language: 'de' },
  { name: 'desktop-dark', width: 1280, height: 900, colorScheme: 'dark' as const, language: 'en' },
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light' as const, language: 'en' },
  { name: 'phone-dark', width: 360, height: 780, colorScheme: 'dark' as const, language: 'de' },
];

async function takePictures(folder: string, only: string[]): Promise<void> {
  const { port, close } = await serve();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  mkdirSync(folder, { recursive: true });
  const names = Object.keys(samplePages(sampleContext())).filter((name) => only.length === 0 || only.includes(name));
  for (const look of LOOKS) {
    const { width, height, colorScheme } = look;
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, javaScriptEnabled: false });
    const page = await context.newPage();
    page.on('console', (message) => console.log(look.name, message.text()));
    for (const name of names) {
      await page.goto(`http://127.0.0.1:${port}/${name}?lang=${look.language}`);
      const box = await page.locator('html').boundingBox();
      for (let y = 0; y < (box?.height ?? 1); y += SLICE) {
        const clip = { x: 0, y, width, height: Math.min(SLICE, (box?.height ?? SLICE) - y) };
        await page.screenshot({ path: join(folder, `${name}.${look.name}.${y / SLICE}.png`), fullPage: true, clip });
      }
    }
    await context.close();
  }
  await browser.close();
  close();
}

const [command, folder, ...only] = process.argv.slice(2);
if (import.meta.main) {
  if (command === 'shots') await takePictures(folder ?? mkdtempSync(join(tmpdir(), 'pages-')), only);
  else console.log(`http://127.0.0.1:${(await serve()).port}/ at ${new Date(SAMPLE_NOW_MS).toISOString()}`);
}
