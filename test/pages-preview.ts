import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { samplePages } from './sample-pages.ts';
import { sampleContext } from './sample-values.ts';
import { servePages } from './serve-pages.ts';

/**
 * For looking at the pages without a server or a probe: serves them from sample values on loopback.
 *
 *     npx node test/pages-preview.ts            serve
 *     npx node test/pages-preview.ts shots DIR [NAME…]   take pictures of all or the named pages, then end
 *
 * Pages longer than SLICE pixels make several pictures, so that one can read them.
 */

const SLICE = 1500;
type Look = {
  name: string;
  width: number;
  height: number;
  colorScheme: 'light' | 'dark';
  language: string;
  media?: 'print';
  forcedColors?: 'active';
};
const LOOKS: Look[] = [
  { name: 'desktop-light', width: 1280, height: 900, colorScheme: 'light', language: 'de' },
  { name: 'desktop-dark', width: 1280, height: 900, colorScheme: 'dark', language: 'en' },
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light', language: 'en' },
  { name: 'phone-dark', width: 360, height: 780, colorScheme: 'dark', language: 'de' },
  { name: 'print', width: 720, height: 1000, colorScheme: 'dark', language: 'de', media: 'print' },
  { name: 'forced', width: 900, height: 900, colorScheme: 'dark', language: 'de', forcedColors: 'active' },
];

async function takePictures(folder: string, only: string[]): Promise<void> {
  const { port, close } = await servePages();
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
    await page.emulateMedia({ media: look.media ?? 'screen', forcedColors: look.forcedColors ?? 'none' });
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
  else console.log(`http://127.0.0.1:${(await servePages(Number(process.env['PORT'] ?? 0))).port}/`);
}
