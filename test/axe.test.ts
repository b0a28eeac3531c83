import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './lab/browser.ts';
import { describeWith } from './needs.ts';
import { samplePages } from './sample-pages.ts';
import { sampleContext } from './sample-values.ts';
import { overflowPx, servePages } from './serve-pages.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NAMES = Object.keys(samplePages(sampleContext()));

describeWith(['chromium'], 'accessibility of every page, as axe sees it, and its width with a mouse', () => {
  let browser: Browser;
  let site: { port: number; close: () => void };
  beforeAll(async () => {
    site = await servePages();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  test.each([
    { name: 'German, light, phone', width: 390, colorScheme: 'light', language: 'de' },
    { name: 'English, dark, desktop', width: 1280, colorScheme: 'dark', language: 'en' },
  ] as const)('$name: nothing is found', async ({ width, colorScheme, language }) => {
    const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme });
    // put there by the debugger, so the pages' own policy (no inline script) stays as it is
    await context.addInitScript(AXE);
    const page = await context.newPage();
    const found: string[] = [];
    for (const name of NAMES) {
      await page.goto(`http://127.0.0.1:${site.port}/${name}?lang=${language}`);
      found.push(...(await violations(page)).map((text) => `${name}: ${text}`));
      if ((await overflowPx(page)) > 0) found.push(`${name}: sticks out to the side`);
    }
    await context.close();
    expect(found).toEqual([]);
  }, 600_000);
});

/** What axe finds on the page as it stands, every rule that it ships. */
async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate(() => {
    // put there by the init script
    const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    return axe.run({ resultTypes: ['violations'] }); // of the others axe would describe each element
  });
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
  );
}
