import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAssets } from '../server/assets.ts';
import { findRoot, readConfig } from '../server/config.ts';
import { type Serving, serve } from '../server/serve.ts';
import { DOOR_PASSWORD } from './fakes/door-site.ts';
import { type Kept, measureOutage, openKept, START_AT_MS } from './fakes/kept.ts';
import { chromiumPath, describeWith } from './needs.ts';

describeWith(['chromium'], "the owner's note on an outage in a real browser, without JavaScript", () => {
  let kept: Kept;
  let serving: Serving;
  let browser: Browser;

  beforeAll(async () => {
    kept = openKept();
    await measureOutage(kept.keep);
    const config = readConfig({ PORT: '0', SELF_CHECK_TARGETS: '' });
    if (Array.isArray(config)) throw new Error(config.join());
    const parts = { config, nowMs: () => kept.clock.nowMs, log: () => undefined, assets: openAssets(findRoot()) };
    const started = await serve({ keep: kept.keep, ...parts });
    if (typeof started === 'string') throw new Error(started);
    serving = started;
    browser = await chromium.launch({
      executablePath: chromiumPath() ?? expect.fail('no chromium'),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await serving?.close();
    await kept.remove();
  });

  test('is refused with its text where no choice was made, is taken then, and can be taken back', async () => {
    const context = await browser.newContext({ locale: 'de-DE', javaScriptEnabled: false });
    const page = await context.newPage();
    const origin = `http://localhost:${serving.port}`;
    await page.goto(`${origin}/owner/sign-in?secret=${kept.keep.door.loginLink().secret}`);
    await page.getByLabel('Neues Passwort').fill(DOOR_PASSWORD);
    await page.locator('main form button').first().click();
    const [outage] = kept.keep.store.listedOutages('home', 0, START_AT_MS);
    await page.goto(`${origin}/lines/home/outages/${outage?.id}?lang=de`);
    await page.getByLabel('Was war es?').fill('Stecker im Keller');
    await page.getByRole('button', { name: 'Eintragen' }).click();
    expect(await page.locator('main').innerText()).toContain('Bitte wählen Sie, was gelten soll.');
    expect(await page.getByLabel('Was war es?').inputValue()).toBe('Stecker im Keller');
    await page.getByLabel('Nur eine Anmerkung').check();
    // a page is made anew at most once a second
    kept.clock.nowMs += 2000;
    await page.getByRole('button', { name: 'Eintragen' }).click();
    await page.locator('main li strong', { hasText: 'Stecker im Keller' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/lines/home/outages/${outage?.id}`);
    kept.clock.nowMs += 2000;
    await page.getByRole('button', { name: /zurücknehmen/i }).click();
    await page.locator('main li s', { hasText: 'Stecker im Keller' }).waitFor();
    await context.close();
  });
});
