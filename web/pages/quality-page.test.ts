import { describe, expect, test } from 'vitest';
import { readText } from '../../test/read-html.ts';
import {
  sampleCableQuality,
  sampleCoverage,
  sampleQualityPage,
  sampleSilentQuality,
} from '../../test/sample-quality-views.ts';
import { sampleContext } from '../../test/sample-values.ts';
import { qualityPage } from './quality-page.ts';
import type { PageContext } from './views.ts';
import { formatKbit, formatTenthDb, formatValue } from './witness-values.ts';
import type { QualityPageView } from './witness-views.ts';

const textOf = (view: QualityPageView, context: Partial<PageContext> = {}) =>
  readText(qualityPage(sampleContext(context), view)).replaceAll('\u00a0', ' ');

describe('the page on the quality of a line', () => {
  const view = sampleQualityPage();
  const text = textOf(view);

  test('says in plain words what the values say, and no more', () => {
    expect(text).toContain('Der Störabstand abwärts fiel auf 3,4 dB, also unter 6 dB.');
    expect(text).toContain('was ihn drückte, ist nicht zu sehen');
    expect(text).toMatch(/[\d.]+ Blöcke kamen beschädigt an \(CRC-Fehler\), an \d+ von 29 Tagen/);
    expect(text).toContain('davon 28-mal als Zwangstrennung');
    expect(text).toContain('keine Messung der Geschwindigkeit');
  });

  test('a good line is said to be one', () => {
    const sums = view.sums && { ...view.sums, downMarginMin: 74, crcErrors: 0, resyncs: 0, reconnects: 0 };
    const words = textOf({ ...view, sums });
    expect(words).toContain('Der Störabstand abwärts lag nie unter 7,4 dB.');
    expect(words).toContain('Kein Block kam beschädigt an');
    expect(words).toContain(
      'Die DSL-Verbindung und die Einwahl bestanden, soweit der Router es meldete, ohne Unterbrechung.',
    );
    expect(textOf({ ...view, plannedReconnects: 0 })).not.toContain('als Zwangstrennung');
  });

  test('the curve has a gap where the router said nothing', () => {
    const curve = (page: string) => /class="median" d="([^"]+)"/.exec(page)?.[1] ?? '';
    const whole = curve(qualityPage(sampleContext(), view));
    expect(whole.match(/M/g)).toHaveLength(2);
    const hours = view.hours.slice(-30);
    const period = { fromAtMs: hours[0]?.fromAtMs ?? 0, toAtMs: (hours.at(-1)?.fromAtMs ?? 0) + 3_600_000 };
    const dayOf = (shown: typeof hours) => curve(qualityPage(sampleContext(), { ...view, ...period, hours: shown }));
    expect(dayOf(hours).match(/M/g)).toHaveLength(1);
    const holed = hours.map((hour, index) => (index === 10 ? { ...hour, downMarginMin: null } : hour));
    expect(dayOf(holed).match(/M/g)).toHaveLength(2);
  });

  test('new sessions stand by the hour of the day, the most of them named', () => {
    expect(text).toContain('Neue Einwahlen je Stunde des Tages: am meisten (29) von 03 bis 04 Uhr');
    expect(text).toContain('von 03 bis 04 Uhr 29');
  });

  test('rates stand against what the router took to be attainable', () => {
    expect(text).toContain('abwärts 94,8 Mbit/s 94,8 Mbit/s');
    expect(text).toContain('aufwärts 41,9 Mbit/s 41,9 Mbit/s 44,1 Mbit/s 16,3 dB');
  });

  test('time that was not observed is told by cause', () => {
    expect(text).toContain('Vermutlich Stromausfall 2 h 1');
    expect(text).toContain('Störung im eigenen Heimnetz 16 min 2');
    expect(text).toContain('Vom Inhaber zu Hause gefunden 41 min 12 s 1');
    const whole = sampleCoverage({ unknownMs: 0, coverageRatio: 1, causes: [] });
    expect(textOf({ ...view, coverage: whole })).toContain('Der ganze Zeitraum wurde beobachtet.');
  });

  test('a table has every day, newest first, with a link to it', () => {
    const page = qualityPage(sampleContext(), view);
    const days = [...page.matchAll(/href="\/lines\/home\/days\/([\d-]+)"/g)].map(([, day]) => day);
    expect(days).toEqual(view.days.map(({ day }) => day).reverse());
  });
});

describe('what is missing', () => {
  test('a router that names no values of the line is no DSL line without errors', () => {
    const text = textOf(sampleCableQuality());
    expect(text).toContain('nennt aber keine Werte der Leitung');
    expect(text).not.toMatch(/Störabstand abwärts|Kein Block|CRC-Fehler je Tag|DSL-Verbindung/);
    expect(text).toContain('Die Einwahl bestand, soweit der Router es meldete, ohne Unterbrechung.');
    expect(text).toContain('Im Zeitraum gab es, soweit der Router es meldete, keine neue Einwahl.');
  });

  test('without any router the page says what to switch on, to the owner only', () => {
    const view = sampleSilentQuality();
    expect(textOf(view)).toContain('passwordFile: router-password');
    const visitor = textOf(view, { reader: 'visitor' });
    expect(visitor).toContain('hat kein Router etwas gesagt');
    expect(visitor).not.toMatch(/passwordFile|TR-064/);
  });

  test('values that are not published are not there', () => {
    const page = qualityPage(sampleContext({ reader: 'visitor' }), sampleSilentQuality({ isEvidenceVisible: false }));
    expect(readText(page)).toContain('Die Werte zu diesem Anschluss sind nicht veröffentlicht.');
    expect(page).not.toContain('quality.json');
  });
});

test('values stand with the unit that their name ends with', () => {
  expect(formatTenthDb(-12, 'de')).toBe('−1,2\u00a0dB');
  expect(formatKbit(640, 'en')).toBe('640\u00a0kbit/s');
  expect(formatKbit(103_999, 'en')).toBe('103.9\u00a0Mbit/s');
  expect(formatKbit(1_234_567, 'de')).toBe('1.234,5\u00a0Mbit/s');
  expect(formatValue('receivedBytes', 1_549_000_000, 'de')).toBe('1,5\u00a0GB');
  expect(formatValue('receiveBps', 48_200_000, 'de')).toBe('48,2\u00a0Mbit/s');
  expect(formatValue('sessionUptimeS', 3_725, 'de')).toBe('1\u00a0h 2\u00a0min 5\u00a0s');
  expect(formatValue('offsetMs', -3, 'de')).toBe('−3\u00a0ms');
  expect(formatValue('session', 'auth-failed', 'en')).toBe('login refused');
  expect(formatValue('crcErrors', 1_204, 'de')).toBe('1.204');
});
