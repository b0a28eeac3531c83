import { createServer, type Server } from 'node:http';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAssets } from '../server/assets.ts';
import { findRoot, readConfig } from '../server/config.ts';
import { type Keep, openKeep } from '../server/keep.ts';
import { type Serving, serve } from '../server/serve.ts';
import { chromiumPath, describeWith } from './needs.ts';

const PASSWORD = 'korrekt pferd batterie';

describeWith(['chromium'], "the owner's door in a real browser, without JavaScript", () => {
  let browser: Browser;
  let context: BrowserContext;
  let keep: Keep;
  let serving: Serving;
  let elsewhere: Server;
  let url = '';

  beforeAll(async () => {
    keep = openKeep({
      dataDir: ':memory:',
      nowMs: Date.now,
      log: () => undefined,
      selfCheck: async () => 'not-checked',
      zone: 'Europe/Berlin',
      retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
      sessionDays: 30,
    });
    keep.admin.invite('home', { name: 'Zu Hause' });
    const config = readConfig({ PORT: '0', SELF_CHECK_TARGETS: '' });
    if (Array.isArray(config)) throw new Error(config.join());
    const started = await serve({
      keep,
      config,
      nowMs: Date.now,
      log: () => undefined,
      assets: openAssets(findRoot()),
    });
    if (typeof started === 'string') throw new Error(started);
    serving = started;
    url = `http://pi.test:${serving.port}`;
    // another site that links here, as a web mailer does
    elsewhere = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end(`<a id="go" href="${url}/owner/password?lang=de">Alarm</a>`),
    );
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({
      executablePath: chromiumPath() ?? expect.fail('no chromium'),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--host-resolver-rules=MAP pi.test 127.0.0.1, MAP mail.example 127.0.0.1',
      ],
    });
    context = await browser.newContext({ locale: 'de-DE', javaScriptEnabled: false });
  });
  afterAll(async () => {
    await browser.close();
    elsewhere.close();
    await serving.close();
    await keep.close();
  });

  test('the link sets a password in three actions, by the keyboard alone, and leads to the lines', async () => {
    const page = await context.newPage();
    await page.goto(`${url}/owner/sign-in?secret=${keep.door.loginLink().secret}`);
    await page.getByLabel('Neues Passwort').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/owner?done=first`);
    expect(await page.locator('h1').innerText()).toBe('Meine Anschlüsse');
    expect(await page.getByRole('link', { name: 'Messstelle einrichten' }).getAttribute('href')).toBe(
      '/owner/lines/home/probe',
    );
    const cookies = await context.cookies();
    expect(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite])).toEqual([
      ['linewitness', true, 'Strict'],
    ]);
  });

  test('a link in a web mailer leads to the page, although browsers hold the strict cookie back at first', async () => {
    const page = await context.newPage();
    const address = elsewhere.address();
    await page.goto(`http://mail.example:${typeof address === 'object' ? address?.port : ''}/`);
    await page.locator('#go').click();
    await page.getByLabel('Bisheriges Passwort').waitFor();
    expect(page.url()).toBe(`${url}/owner/password?lang=de`);
  });

  test('signing out and in again leads back, and a wrong password is told beside its field', async () => {
    const page = await context.newPage();
    await page.goto(`${url}/owner`);
    await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
    expect(await page.getByRole('status').filter({ hasText: 'abgemeldet' }).count()).toBe(1);
    expect(await context.cookies()).toEqual([]);
    await page.goto(`${url}/owner/password`);
    await page.getByLabel('Passwort').fill('something wrong');
    await page.keyboard.press('Enter');
    expect(await page.locator('#password-problem').innerText()).toBe('Das Passwort stimmt nicht.');
    await page.getByLabel('Passwort').fill(PASSWORD);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.waitForURL(`${url}/owner/password`);
  });
});
