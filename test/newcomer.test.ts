import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openVisitor, type Visitor } from './lab/browser.ts';
import { type FarHosts, startFarHosts } from './lab/far-hosts.ts';
import { freePort, LOOPBACK_FAR, writeLoopbackProbe } from './lab/loopback-home.ts';
import { KEPT_OUTPUT, type Program, pathWithOnly, pause, until, watchProgram } from './lab/programs.ts';
import { describeWith } from './needs.ts';

/**
 * Somebody who has never seen Linewitness, with a phone, in German: from the first page to the first measurement, and
 * from an outage to the report of it. Each tap, each field filled and each choice is one action. Server and probe are
 * real processes; the far end really falls silent.
 */
describeWith(['chromium'], 'a newcomer with a phone', () => {
  const root = join(import.meta.dirname, '..');
  const programs: Program[] = [];
  let folder: string;
  let hosts: FarHosts;
  let browser: Browser;
  let origin: string;
  let link: string;
  let visitor: Visitor;
  let person: Person;

  const run = (side: 'server' | 'probe', args: readonly string[], env: Record<string, string>): Program => {
    const base = { PATH: pathWithOnly([]), HOME: folder, DATA_DIR: join(folder, side), ...env };
    const program = watchProgram(
      spawn(process.execPath, [join(root, side, 'main.ts'), ...args], { ...KEPT_OUTPUT, env: base }),
    );
    programs.push(program);
    return program;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linewitness-newcomer-'));
    hosts = await startFarHosts(LOOPBACK_FAR);
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    const server = run('server', [], {
      PORT: String(port),
      ZONE: 'Europe/Berlin',
      SELF_CHECK_TARGETS: '',
      TIME_STAMP_AUTHORITIES: '',
    });
    link = (await server.sees(/\/owner\/sign-in\?secret=\S+/, 30_000))[0];
    writeLoopbackProbe(join(folder, 'probe'), hosts.port);
    browser = await launchChromium();
    visitor = await openVisitor(browser, origin, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      locale: 'de-DE',
      timezoneId: 'Europe/Berlin',
    });
    person = newPerson(visitor.page);
  });
  afterAll(async () => {
    await browser?.close();
    for (const program of programs.reverse()) await program.end();
    await hosts?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('comes from the first page to "Messstelle gesehen" in at most 15 actions', async () => {
    const { page } = visitor;
    await page.goto(link);
    await person.fill('Neues Passwort', 'vier Wolken über Ulm');
    await person.tap('Passwort setzen und anmelden');
    await person.tap('Anschluss anlegen');
    await person.fill('Name', 'Zuhause');
    await person.fill('Anbieter', 'Beispielnetz');
    await person.tap('Weiter: Messstelle verbinden');
    const command = await page.locator('pre.command').first().innerText();
    const [, token = 'no token on the page'] = /enroll \S+ (\S+)/.exec(command) ?? [];
    // what the command of the page does on the other device; here its address is loopback
    const joined = run('probe', ['enroll', origin, token], {});
    expect(await joined.ended, joined.output()).toBe(0);
    run('probe', [], {});
    await page.getByText('Messstelle gesehen').waitFor({ timeout: 90_000 });
    expect(person.actions()).toBeLessThanOrEqual(15);
  });

  test('is told of an outage and has the report of it drafted in at most 8 actions', async () => {
    const { page } = visitor;
    await until('the line is up', 40_000, async () => ((await lineState()) === 'up' ? true : null));
    await pause(6_000); // a whole round of answers before the silence
    await hosts.silence();
    // the line that is watched is not the one that reports here: the server hears of the outage while it lasts
    await until('the outage is shown', 40_000, async () => ((await lineState()) === 'down' ? true : null));
    await page.goto('/lines/zuhause');
    person.startCounting();
    await person.tap('Störung melden');
    await person.choose('Gerät mit Kabel am Router (nicht WLAN)', 'auch ohne Verbindung');
    await person.choose('Router neu gestartet', 'ja, ohne Erfolg');
    await person.choose('Ein anderes Gerät', 'auch ohne Verbindung');
    await person.choose('Leuchten am Router', 'Verbindung (DSL, Online) aus oder blinkt');
    await person.choose('Störungshinweis des Anbieters, offene Rechnung', 'nichts davon');
    await person.choose('Telefon am Anschluss', 'auch ausgefallen');
    await person.tap('Entwurf erstellen');
    const letter = await page.getByLabel('Text', { exact: true }).inputValue();
    expect(letter).toContain('Beispielnetz');
    expect(letter).toContain('Der Router wurde neu gestartet, ohne Erfolg.');
    expect(letter).toMatch(/Beginn: +zwischen .* gemessen/);
    expect(person.actions()).toBeLessThanOrEqual(8);
    hosts.answer();
  });

  test('met no error, no warning and no answer but good ones on the way', () => {
    expect(visitor.complaints).toEqual([]);
  });

  /** As any program on this machine sees it. */
  async function lineState(): Promise<string> {
    const response = await fetch(`${origin}/api/lines/zuhause/status.json`);
    const status = (await response.json()) as { state: string }; // our own server's answer
    return status.state;
  }
});

type Person = {
  /** Taps a button or link with that name. */
  tap(name: string): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  /** One answer of a question with several. */
  choose(question: string, answer: string): Promise<void>;
  actions(): number;
  startCounting(): void;
};

function newPerson(page: Page): Person {
  let count = 0;
  return {
    async tap(name) {
      count += 1;
      await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().tap();
      await page.waitForLoadState();
    },
    async fill(label, text) {
      count += 1;
      await page.getByLabel(label, { exact: true }).fill(text);
    },
    async choose(question, answer) {
      count += 1;
      await page.getByRole('group', { name: question }).getByLabel(answer).check();
    },
    actions: () => count,
    startCounting: () => {
      count = 0;
    },
  };
}
