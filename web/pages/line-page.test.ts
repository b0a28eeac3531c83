import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readTags, readText } from '../../test/read-html.ts';
import { sampleContext, sampleOngoing } from '../../test/sample-values.ts';
import { sampleEmptyLinePage, sampleLinePage, sampleNow } from '../../test/sample-views.ts';
import { linePage } from './line-page.ts';
import type { NowView } from './views.ts';

const german = sampleContext();
const page = (now: NowView, patch = {}) => linePage(german, sampleLinePage(now, patch));
const text = (now: NowView, patch = {}) => readText(page(now, patch)).replaceAll('\u00a0', ' ');

describe('the banner', () => {
  test('an outage that lasts is said with what is certain, as of the last measurement', () => {
    const html = page(sampleNow.down);
    expect(text(sampleNow.down)).toContain('mindestens 41 min 12 s gemessen bis 22.11.2026 14:03:22');
    const clock = readTags(html).find((tag) => tag.attributes.get('data-clock') === 'outage');
    const elapsedMs = german.builtAtMs - sampleOngoing.startLatestAtMs;
    expect(clock?.attributes.get('data-value-ms')).toBe(String(elapsedMs));
    expect(clock?.attributes.get('data-known-at-ms')).toBe(String(german.builtAtMs));
  });

  test('a fault at home is not called an outage', () => {
    const now: NowView = { ...sampleNow.home, outage: { ...sampleOngoing, counts: false } };
    expect(text(now)).not.toContain('gemeldet war ein Ausfall');
  });

  test.each([
    ['up', 'Der Anschluss funktioniert seit 22.11.2026 09:03:22'],
    ['down', 'Der Anschluss ist ausgefallen seit 22.11.2026 13:22:10'],
    ['degraded', 'Der Anschluss ist eingeschränkt'],
    ['maintenance', 'Zwangstrennung'],
    ['silent', 'Kein Kontakt zur Messstelle seit 22.11.2026 13:59:02 ohne Kontakt seit 4 min 19 s'],
    ['serverOffline', 'Dieser Server war selbst ohne Netz'],
    ['firstContact', 'Die Messung läuft an'],
    ['home', 'Störung im eigenen Heimnetz'],
    ['noProbe', 'Noch keine Messstelle'],
  ] as const)('%s says why and since when', (name, words) => {
    expect(text(sampleNow[name])).toContain(words);
  });

  test('silence after an outage repeats the last report and claims nothing beyond it', () => {
    const now: NowView = { ...sampleNow.silent, outage: sampleOngoing };
    expect(text(now)).toContain('Zuletzt gemeldet war ein Ausfall: mindestens 41 min 12 s, dauert an.');
    expect(page(now)).not.toContain('data-clock="outage"');
  });

  test('it says when was measured, when the page was built, and with what', () => {
    const words = text(sampleNow.up);
    expect(words).toContain('Zuletzt gemessen 22.11.2026 14:03:22');
    expect(words).toContain('Seite erstellt 22.11.2026 14:03:23');
    expect(words).toContain('Messverfahren Ping (fping)');
  });
});

describe('below the banner', () => {
  test('the parts stand in the order readers of status pages expect', () => {
    const headings = [...page(sampleNow.up).matchAll(/<h2 id="([a-z]+)"/g)].map(([, id]) => id);
    const parts = ['days', 'day', 'availability', 'dropouts', 'latency', 'outages', 'method', 'evidence'];
    expect(headings).toEqual(['state', ...parts]);
  });

  test('each measured day of the bar and each row of its table leads to its page', () => {
    const days = sampleLinePage(sampleNow.up).days.filter((day) => day.day >= '2026-09-06');
    const html = page(sampleNow.up);
    for (const day of days) expect(html.split(`"/lines/home/days/${day.day}"`).length - 1).toBeGreaterThanOrEqual(2);
    expect(html).not.toContain('/lines/home/days/2026-09-05');
  });

  test('each percentage has its coverage beside it and leads to its intervals', () => {
    const html = page(sampleNow.up).replaceAll('\u00a0', ' ');
    expect(html).toContain('<a href="/lines/home/days/2026-11-22">97,112 % bis 97,139 %</a>');
    expect(html).toContain('<a href="#day-2026-10-23">85,720 % bis 85,731 %</a>');
    expect(html).toContain('<a href="#day-2026-09-06">95,190 % bis 95,201 %</a>');
    for (const coverage of ['99,98 %', '99,95 %', '98,82 %', '86,17 %', '21,24 %'])
      expect(html).toContain(`data-label="davon beobachtet">${coverage}<`);
  });

  test('it is said that bounds are rounded outwards', () => {
    expect(text(sampleNow.up)).toContain('Die untere Zahl ist abgerundet, die obere aufgerundet.');
    const english = linePage({ ...german, language: 'en' }, sampleLinePage(sampleNow.up));
    expect(readText(english)).toContain('The lower figure is rounded down, the upper one up.');
  });

  test('the percentage of a year leads to its data where the table of days does not reach', () => {
    const html = page(sampleNow.up, { firstDay: '2025-03-01' });
    expect(html).toContain('"/api/lines/home/days.json?from=2025-11-22&amp;to=2026-11-22"');
  });

  test('without the right to the evidence there is no link to it', () => {
    expect(page(sampleNow.up, { isEvidenceVisible: false })).not.toContain('/evidence.');
    expect(page(sampleNow.up)).toContain('/lines/home/evidence.csv?from=2026-08-25&amp;to=2026-11-22');
  });

  test('a line that was never measured shows what to do and no empty statistics', () => {
    const html = linePage(german, sampleEmptyLinePage());
    expect(html).toContain('href="/owner/lines/home/probe"');
    expect(linePage({ ...german, reader: 'visitor' }, sampleEmptyLinePage())).not.toContain('/owner/lines');
    expect(html).not.toContain('id="availability"');
  });

  test('the curve has a hole where nothing was measured', () => {
    const path = /class="median" d="([^"]+)"/.exec(page(sampleNow.up))?.[1] ?? '';
    expect(path.match(/M/g)).toHaveLength(3);
  });

  test('page and style sheet fit into 30 KB compressed', () => {
    const css = readFileSync(new URL('../style.css', import.meta.url));
    expect(gzipSync(page(sampleNow.down)).length + gzipSync(css).length).toBeLessThan(30_000);
  });
});
