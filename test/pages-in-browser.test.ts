import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './lab/browser.ts';
import { describeWith } from './needs.ts';
import { samplePages } from './sample-pages.ts';
import { sampleContext } from './sample-values.ts';
import { overflowPx, servePages } from './serve-pages.ts';

/** A busy machine takes a second for each, in each language. */
const ALL_PAGES_MS = 600_000;
const NAMES = Object.keys(samplePages(sampleContext()));

describeWith(['chromium'], 'every page in a real browser, without JavaScript', () => {
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

  /** Opens each page in turn; also fails on anything the browser complains of, such as the content security policy. */
  async function onEachPage(context: BrowserContext, look: (page: Page, name: string) => Promise<void>): Promise<void> {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(`http://127.0.0.1:${site.port}/`)) complaints.push(request.url());
    });
    for (const name of NAMES) {
      for (const language of ['de', 'en']) {
        await page.goto(`http://127.0.0.1:${site.port}/${name}?lang=${language}`);
        await look(page, `${name} in ${language}`);
      }
    }
    expect(complaints).toEqual([]);
    await context.close();
  }

  const smallTargets = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('button, summary, nav a, .brand, .button, td a, tbody th a, .facts a')]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
        .map((element) => `${element.textContent?.trim()} ${element.getBoundingClientRect().height}`),
    );
  const printed = (page: Page) =>
    page.evaluate(() => {
      const tables = [...document.querySelectorAll('details table')];
      const { color, backgroundColor } = getComputedStyle(document.documentElement);
      const folded = tables.filter((table) => table.getBoundingClientRect().height === 0).length;
      return { folded, ink: color, paper: backgroundColor };
    });

  /**
   * All widths, fingers and paper on one visit to each page: visits are what takes long. As a phone it is, whose style
   * gives links more room than that of a mouse; axe.test.ts looks at the width with a mouse.
   */
  async function measureAll() {
    const wide: string[] = [];
    const small: string[] = [];
    const hidden: string[] = [];
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const context = await browser.newContext({ ...phone, colorScheme: 'dark', javaScriptEnabled: false });
    await onEachPage(context, async (page, name) => {
      for (const width of [320, 768, 1280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        if ((await overflowPx(page)) > 0) wide.push(`${name} at ${width}`);
      }
      small.push(...(await smallTargets(page)).map((text) => `${name}: ${text}`));
      await page.emulateMedia({ media: 'print' });
      const { folded, ink, paper } = await printed(page);
      if (folded > 0 || ink !== 'rgb(0, 0, 0)' || paper !== 'rgb(255, 255, 255)')
        hidden.push(`${name} ${folded} ${ink}`);
      await page.emulateMedia({ media: 'screen' });
    });
    return { wide, small, hidden };
  }
  let measured: ReturnType<typeof measureAll> | null = null;
  const measurements = () => {
    measured ??= measureAll();
    return measured;
  };

  test(
    'at 320, 390, 768 and 1280 pixels nothing sticks out to the side',
    async () => {
      expect((await measurements()).wide).toEqual([]);
    },
    ALL_PAGES_MS,
  );

  test(
    'on a phone every link and button that stands alone is a finger high',
    async () => {
      expect((await measurements()).small).toEqual([]);
    },
    ALL_PAGES_MS,
  );

  test('the technician’s sheet is one page of A4', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const language of ['de', 'en']) {
      await page.goto(`http://127.0.0.1:${site.port}/technician?lang=${language}`);
      const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
      expect(pdf.match(/\/Type ?\/Page\b/g), language).toHaveLength(1);
    }
    await context.close();
  });

  test(
    'printed, what is folded away on the screen is there, black on white',
    async () => {
      expect((await measurements()).hidden).toEqual([]);
    },
    ALL_PAGES_MS,
  );
});
