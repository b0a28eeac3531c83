import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAssets } from '../server/assets.ts';
import { findRoot, readConfig } from '../server/config.ts';
import { openKeep } from '../server/keep.ts';
import { type Serving, serve } from '../server/serve.ts';
import { handMadeBundle, zipOf } from './fakes/hand-made-bundle.ts';
import { launchChromium } from './lab/browser.ts';
import { describeWith } from './needs.ts';
import { packed } from './tamper/evidence-parts.ts';
import { type Genuine, makeGenuine } from './tamper/genuine.ts';
import { checkOnPage } from './tamper/verify-page.ts';

const FILE = pathToFileURL(join(import.meta.dirname, '../dist/verify.html')).href;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The page in both of its shapes: from a disk, and from a server with its policy. */
describeWith(['chromium'], 'evidence is checked in a real browser', () => {
  let browser: Browser;
  let genuine: Genuine;
  let zip: Buffer;
  let serving: Serving;
  let folder: string;
  let places: Record<'disk' | 'server', string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linewitness-browser-'));
    [browser, genuine] = await Promise.all([launchChromium(), makeGenuine()]);
    zip = await packed(genuine.members);
    serving = await startServer();
    places = { disk: FILE, server: `http://127.0.0.1:${serving.port}/verify` };
  });
  afterAll(async () => {
    await browser?.close();
    await serving?.close();
    genuine?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A window that writes down whatever a page should not do. */
  const open = async (url: string, locale = 'en', options: { width?: number; colorScheme?: 'dark' | 'light' } = {}) => {
    const { width = 1100, colorScheme = 'light' } = options;
    const page = await browser.newPage({ locale, viewport: { width, height: 800 }, colorScheme });
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(url);
    return { page, complaints, asked };
  };

  test.each([
    'disk',
    'server',
  ] as const)('from a %s: a genuine bundle is valid, and nothing is asked of anybody', async (place) => {
    const { page, complaints, asked } = await open(places[place]);
    const before = asked.length;
    const report = await checkOnPage(page, zip, genuine.server.fingerprint);
    expect(report.findings.filter(({ kind }) => kind !== 'note')).toEqual([]);
    expect(await page.locator('[data-status]').getAttribute('data-status')).toBe('valid');
    expect(await page.locator('[data-result]:visible').innerText()).toContain(genuine.server.fingerprint);
    const later = asked.slice(before).filter((url) => !url.startsWith('blob:'));
    // the worker's program, which is the page's own
    expect(later.every((url) => /\/assets\/verify\.[0-9a-f]{10}\.js$/.test(url))).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(['disk', 'server'] as const)('from a %s: a page is not able to connect to anyone', async (place) => {
    const { page } = await open(places[place]);
    const reach = (url: string) =>
      page.evaluate(
        (to) =>
          fetch(to).then(
            () => 'sent',
            () => 'refused',
          ),
        url,
      );
    expect(await reach(`http://127.0.0.1:${serving.port}/healthz`)).toBe('refused');
    await page.close();
  });

  test('what is no bundle, and what is broken, is told in German; then another file can be taken', async () => {
    const { page, complaints } = await open(FILE, 'de-DE');
    expect(await page.locator('h1:visible').innerText()).toBe('Nachweis prüfen');
    await choose(page, Buffer.from('no ZIP at all'));
    await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
    await page.locator('[data-status="broken"]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id), 'the result is read out').toBe('verdict');
    expect(await page.locator('[data-kind="broken"]').innerText()).toContain('lässt sich nicht als ZIP-Datei lesen');
    expect(await page.locator('[data-result] h2').count(), 'nothing is said of what is not there').toBe(2);
    await page.getByRole('button', { name: 'Eine andere Datei prüfen' }).click();
    expect(await page.locator('[data-result]:visible').count()).toBe(0);
    const forged = await zipOf(handMadeBundle({ tampered: (all) => void all.delete('server/lane.txt') }).members);
    await choose(page, forged);
    await page.getByRole('button', { name: 'Prüfen', exact: true }).click();
    await page.locator('[data-status="broken"]').waitFor();
    expect(await page.locator('[data-kind="broken"]').innerText()).toContain(
      'server/lane.txt; derived/evidence.json fehlt im Nachweis',
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('words of a stranger stay words', async () => {
    const evil = '<img src=x onerror="document.title=1">';
    const index = { line: { id: 'home', name: evil, provider: '"><script>1</script>', zone: 'Europe/Berlin' } };
    const named = handMadeBundle({ index: (all) => ({ ...all, ...index }) });
    const { page, complaints } = await open(FILE);
    await checkOnPage(page, await zipOf(named.members));
    expect(await page.locator('[data-result]:visible').innerText()).toContain(evil);
    expect(await page.locator('[data-result]:visible :is(img, script)').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a missing file, a wrong fingerprint and a cancelled check are told; a file may be dropped', async () => {
    const { page } = await open(FILE);
    const problem = page.locator('[data-problem]:visible');
    const start = page.getByRole('button', { name: 'Check', exact: true });
    await start.click();
    expect(await problem.innerText()).toBe('Please choose the file first.');
    await choose(page, zip);
    await page.locator('input[name="fingerprint"]:visible').fill('abc');
    await start.click();
    expect(await problem.innerText()).toContain('32 characters');
    const focused = await page.evaluate(() => [document.activeElement?.id, document.activeElement?.ariaInvalid]);
    expect(focused).toEqual(['fingerprint-en', 'true']);
    await page.locator('input[name="fingerprint"]:visible').fill('');
    // in one step: the check may be over before a second one
    await page.evaluate(() => {
      document.querySelector<HTMLButtonElement>('[data-page="en"] form button')?.click();
      document.querySelector<HTMLButtonElement>('[data-page="en"] [data-cancel]')?.click();
    });
    expect(await problem.innerText()).toContain('Cancelled');
    await page.evaluate(
      (bytes) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], 'evidence.zip'));
        document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
      },
      [...(await zipOf(handMadeBundle().members))],
    );
    await page.locator('[data-status]').waitFor();
    await page.close();
  });

  test('verify.html changes its language; without script both say what to do', async () => {
    const { page } = await open(FILE, 'de');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('h1:visible').allInnerTexts()).toEqual(['Check evidence']);
    expect(await page.title()).toBe('Check evidence · Linewitness');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.close();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(FILE);
    expect(await plain.locator('main').innerText()).toMatch(/verify\.mjs[\s\S]*verify\.mjs/);
    expect(await plain.locator('form:visible').count()).toBe(0);
    await context.close();
  });

  test.each([
    { locale: 'de', width: 360, colorScheme: 'dark' },
    { locale: 'en', width: 1280, colorScheme: 'light' },
  ] as const)('$locale, $width, $colorScheme: axe finds nothing, nothing sticks out', async ({ locale, ...look }) => {
    const { page } = await open(FILE, locale, look);
    await choose(page, await zipOf(handMadeBundle().members));
    const check = async () => {
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => {
        // put there by the line before
        const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
        return (await axe.run()).violations.map(({ id }) => id);
      });
      expect(found).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    };
    await check();
    await page.locator('form:visible button').click();
    await page.locator('[data-status]').waitFor();
    await check();
    await page.close();
  });

  test('a browser that cannot check says why, in place of the form', async () => {
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    const problem = page.locator('[data-problem]:visible');
    await page.addInitScript(() => {
      SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('unknown', 'NotSupportedError'));
    });
    await page.goto(FILE);
    await problem.waitFor();
    expect(await problem.innerText()).toContain('does not know the signatures (Ed25519)');
    // as on an address without encryption
    await page.addInitScript(() => Object.defineProperty(globalThis, 'isSecureContext', { value: false }));
    await page.goto(places.server);
    await problem.waitFor();
    expect(await problem.innerText()).toContain('without encryption');
    expect(await page.locator('form:visible').count()).toBe(0);
    await context.close();
  });

  test('page and program can be saved from the server', async () => {
    for (const name of ['verify.html', 'verify.mjs']) {
      const response = await fetch(`${places.server}/${name}`);
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
      const built = readFileSync(join(import.meta.dirname, '../dist', name));
      expect(Buffer.from(await response.arrayBuffer()).equals(built)).toBe(true);
    }
    expect((await fetch(`${places.server}/server.mjs`)).status).toBe(404);
    const page = await fetch(places.server);
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'none'");
  });

  async function choose(page: Page, bytes: Uint8Array): Promise<void> {
    const file = join(folder, 'evidence.zip');
    writeFileSync(file, bytes);
    await page.locator('input[type="file"]:visible').setInputFiles(file);
  }
});

async function startServer(): Promise<Serving> {
  const config = readConfig({ PORT: '0', SELF_CHECK_TARGETS: '' });
  if (Array.isArray(config)) throw new Error(config.join());
  const { rawDays, fiveMinuteDays, hourDays, sessionDays } = config;
  const keep = openKeep({
    dataDir: ':memory:',
    nowMs: Date.now,
    log: () => undefined,
    selfCheck: async () => 'not-checked',
    zone: 'Europe/Berlin',
    retention: { rawDays, fiveMinuteDays, hourDays },
    sessionDays,
  });
  const started = await serve({ keep, config, nowMs: Date.now, log: () => undefined, assets: openAssets(findRoot()) });
  if (typeof started === 'string') throw new Error(started);
  return started;
}
