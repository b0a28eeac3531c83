import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutagesJson } from '../rules/wire/status.ts';
import { launchChromium, openVisitor } from './lab/browser.ts';
import { type DemoServer, startDemo } from './lab/demo-server.ts';
import { describeWith } from './needs.ts';

/** A real Chromium over the demo: what visitors get, in each language, colour scheme and size. */
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };
const LOOKS = (['de', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['phone', 'desktop'] as const).map((size) => ({ language, colorScheme, size })),
  ),
);

describeWith(['chromium'], 'the pages in a real browser', () => {
  let demo: DemoServer;
  let browser: Browser;
  let outagePath: string;
  let paths: Record<string, string>;
  const pictures = join(import.meta.dirname, '.screenshots');

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    [demo, browser] = await Promise.all([startDemo(25), launchChromium()]);
    const response = await fetch(`${demo.origin}/api${demo.linePath}/outages.json`);
    const { outages } = (await response.json()) as OutagesJson; // our own server's answer
    const longest = outages.toSorted((a, b) => b.downMinMs - a.downMinMs)[0];
    if (!longest) throw new Error('the demo tells no outage');
    outagePath = `${demo.linePath}/outages/${longest.id}`;
    const day = longest.startLatestAt.slice(0, 10);
    paths = {
      index: '/',
      line: demo.linePath,
      outage: outagePath,
      day: `${demo.linePath}/days/${day}`,
      quality: `${demo.linePath}/quality`,
      mail: `${demo.linePath}/mail`,
    };
  }, 360_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  });

  const visit = (options: Parameters<typeof openVisitor>[2]) => openVisitor(browser, demo.origin, options);

  test.each(LOOKS)('$language, $colorScheme, $size: every page is whole, quiet and fits', async (look) => {
    const { page, context, complaints, traces } = await visit({
      locale: look.language,
      colorScheme: look.colorScheme,
      viewport: look.size === 'phone' ? PHONE : DESKTOP,
      hasTouch: look.size === 'phone',
    });
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(path, { waitUntil: 'load' });
      expect(await page.locator('html').getAttribute('lang')).toBe(look.language);
      expect(await page.locator('h1').count(), `${path}: one h1`).toBe(1);
      expect(await sidewaysPixels(page), `${path}: nothing sticks out`).toBe(0);
      expect(await isDark(page), `${path}: colours`).toBe(look.colorScheme === 'dark');
      await page.screenshot({
        path: join(pictures, `${name}-${look.language}-${look.colorScheme}-${look.size}.png`),
        fullPage: true,
      });
    }
    expect(complaints).toEqual([]);
    expect(await traces()).toEqual([]);
    await context.close();
  });

  test('report and bundle are made of what the demo serves', async () => {
    const day = paths['day']?.split('/').at(-1);
    for (const [kind, begin] of [
      ['pdf', '%PDF'],
      ['zip', 'PK'],
    ] as const) {
      const answer = await fetch(`${demo.origin}${demo.linePath}/evidence.${kind}?from=${day}&to=${day}`);
      expect(answer.status, kind).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, begin.length)).toBe(begin);
    }
  });

  test('without JavaScript state, days, outages and the latency drawing are all there', async () => {
    const { page, context, complaints, traces } = await visit({
      javaScriptEnabled: false,
      locale: 'en',
      viewport: DESKTOP,
    });
    await page.goto(demo.linePath);
    expect(await page.locator('[data-state]').getAttribute('data-state')).toMatch(
      /^(up|degraded|down|maintenance|unknown)$/,
    );
    expect(await page.locator('[data-chart] svg').count()).toBeGreaterThan(0);
    expect(await page.locator(`a[href^="${demo.linePath}/outages/"]`).count()).toBeGreaterThan(0);
    expect(await page.locator('table').count()).toBeGreaterThanOrEqual(3);
    const link = page.locator(`a[href^="${demo.linePath}/outages/"]`).first();
    await link.click();
    expect(page.url()).toContain('/outages/');
    expect(await page.locator('h1').count()).toBe(1);
    expect([...complaints, ...(await traces())]).toEqual([]);
    await context.close();
  });

  test('the link to the other language changes it and keeps it from page to page', async () => {
    const { page, context } = await visit({ locale: 'de', viewport: DESKTOP });
    await page.goto(demo.linePath);
    await page.locator('header a[hreflang="en"]').click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.locator(`a[href*="/outages/"]`).first().click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await context.close();
  });

  test('by keyboard: the first stop skips to the content, each stop is seen, in the order of the page', async () => {
    const { page, context } = await visit({ locale: 'en', viewport: DESKTOP });
    await page.goto(demo.linePath);
    await page.keyboard.press('Tab');
    const first = page.locator(':focus');
    expect(await first.getAttribute('href')).toBe('#main');
    expect((await first.boundingBox())?.y, 'the skip link is in view when it has the focus').toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    const stops: { top: number; order: number; outline: boolean }[] = [];
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(describeFocus));
    }
    expect(stops.map(({ order }) => order)).toEqual(stops.map(({ order }) => order).toSorted((a, b) => a - b));
    expect(stops.filter(({ outline }) => !outline)).toEqual([]);
    await context.close();
  });

  test('Chart.js draws the latency in the place of the drawing', async () => {
    const { page, context, complaints } = await visit({ locale: 'en', viewport: DESKTOP });
    await page.goto(demo.linePath);
    const canvas = page.locator('[data-chart] canvas');
    await canvas.scrollIntoViewIfNeeded({ timeout: 60_000 });
    await expect.poll(() => canvas.evaluate(countPaintedPixels), { timeout: 60_000 }).toBeGreaterThan(500);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('and the delivery times of each route of test mails, whose delays can be followed server by server', async () => {
    const { page, context, complaints } = await visit({ locale: 'en', viewport: DESKTOP });
    await page.goto(`${demo.linePath}/mail`);
    const figures = page.locator('figure[data-chart="mail"]');
    expect(await figures.count()).toBeGreaterThan(0);
    for (const figure of await figures.all()) {
      await figure.scrollIntoViewIfNeeded({ timeout: 60_000 });
      const canvas = figure.locator('canvas');
      await expect.poll(() => canvas.evaluate(countPaintedPixels), { timeout: 60_000 }).toBeGreaterThan(500);
    }
    await page.locator(`a[href*="${demo.linePath}/mail/"]`).first().click();
    expect(await page.locator('h1').innerText()).toMatch(/^Test mail of \d{4}-\d{2}-\d{2}/);
    expect(await page.locator('#hops').count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an open page follows the line by itself', async () => {
    const { page, context, complaints } = await visit({ locale: 'en', viewport: DESKTOP });
    await page.goto(demo.linePath, { waitUntil: 'load' });
    const builtAt = () => page.locator('html').getAttribute('data-built-at-ms');
    const before = await page.locator('main').innerText();
    const navigations: string[] = [];
    page.on('framenavigated', (frame) => navigations.push(frame.url()));
    await expect.poll(() => page.locator('main').innerText(), { timeout: 100_000, interval: 500 }).not.toBe(before);
    expect(navigations, 'without loading the page again').toEqual([]);
    expect(await builtAt()).not.toBeNull();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('printed, the page of an outage has black text on white and no navigation', async () => {
    const { page, context } = await visit({ locale: 'de', viewport: DESKTOP, colorScheme: 'dark' });
    await page.goto(outagePath);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    expect(await isDark(page)).toBe(false);
    expect(await page.locator('a.skip').isVisible()).toBe(false);
    await context.close();
  });

  test('headers forbid everything foreign, and nothing sets a cookie', async () => {
    for (const path of Object.values(paths)) {
      const { headers, status } = await fetch(demo.origin + path);
      expect(status).toBe(200);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
      expect(headers.get('set-cookie')).toBeNull();
    }
  });
});

/** How far the page can be moved sideways. */
function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

function isDark(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const colourOf = (element: Element) => getComputedStyle(element).backgroundColor;
    const colours = [colourOf(document.body), colourOf(document.documentElement)];
    const seen = colours.find((colour) => !/, 0\)$/.test(colour)) ?? 'rgb(255, 255, 255)';
    const [red = 0, green = 0, blue = 0] = (seen.match(/[\d.]+/g) ?? []).map(Number);
    return red + green + blue < 384;
  });
}

function describeFocus(): { top: number; order: number; outline: boolean } {
  const element = document.activeElement ?? document.body;
  const style = getComputedStyle(element);
  const isSeen = (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
  const order = [...document.querySelectorAll('*')].indexOf(element);
  return { top: element.getBoundingClientRect().top, order, outline: isSeen };
}

function countPaintedPixels(canvas: Element): number {
  if (!(canvas instanceof HTMLCanvasElement)) return 0;
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  let painted = 0;
  for (let index = 3; index < pixels.length; index += 4) if ((pixels[index] ?? 0) > 0) painted += 1;
  return painted;
}
