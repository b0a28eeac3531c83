import { describe, expect, test } from 'vitest';
import { readText } from '../../test/read-html.ts';
import { sampleContext, sampleOngoing, sampleOutage } from '../../test/sample-values.ts';
import { sampleDayPage, sampleOutagePage, samplePhasesOutage } from '../../test/sample-views.ts';
import { lengthOf } from './day-bar.ts';
import { dayPage } from './day-page.ts';
import { outagePage } from './outage-page.ts';
import type { OutagePageView, OutageView } from './views.ts';

const plain = (page: string) => readText(page).replaceAll('\u00a0', ' ');
const outageText = (outage: OutageView, patch: Partial<OutagePageView> = {}) =>
  plain(outagePage(sampleContext(), sampleOutagePage(outage, patch)));
const short = sampleOutage({ atMs: Date.UTC(2026, 10, 22, 8, 3, 22, 480), lengthMs: 7_004 });

describe('the page of an outage', () => {
  test('both bounds are said in words and to the millisecond', () => {
    const words = outageText(short);
    expect(words).toContain('Mindestens 7 s, höchstens 9,1 s');
    expect(words).toContain('mindestens 7 s (7,004 s)');
    expect(words).toContain('höchstens 9,1 s (9,020 s)');
  });

  test('each bound stands with the measurement that carries it', () => {
    const words = outageText(short);
    expect(words).toContain(
      'Letzte Antwort davor 22.11.2026 09:03:21,476 +01:00 Beginn frühestens (gesendet) 9.9.9.9 Antwort',
    );
    expect(words).toContain(
      'Erste fehlende Antwort 22.11.2026 09:03:22,480 +01:00 Beginn spätestens (gesendet) 8.8.8.8 keine Antwort',
    );
    expect(words).toContain(
      'Letzte fehlende Antwort 22.11.2026 09:03:29,484 +01:00 Ende frühestens (gesendet) 1.0.0.1 keine Antwort',
    );
    expect(words).toContain(
      'Erste Antwort danach 22.11.2026 09:03:30,496 +01:00 Ende spätestens (empfangen) 1.1.1.1 Antwort',
    );
  });

  test('what cannot be excluded is said for the place where the fault lay', () => {
    expect(outageText(short)).toContain(
      'Die Leitung im Haus, das Modem im Router und ein zweiter Router oder ein Mesh hinter dem eigenen Router lassen sich von hier aus nicht ausschließen.',
    );
    expect(outageText({ ...short, side: 'unknown' })).toContain('auch Router und Heimnetz sind nicht ausgeschlossen');
    expect(outageText({ ...short, side: 'home', counts: false })).toContain('Zählt nicht gegen den Anbieter.');
  });

  test('one that does not count is no outage by its title, its heading and its mark, in both languages', () => {
    const other = { ...short, side: 'home' as const, counts: false };
    const pageOf = (outage: OutageView, language: 'de' | 'en') =>
      plain(outagePage({ ...sampleContext(), language }, sampleOutagePage(outage)));
    expect(pageOf(other, 'de')).toContain('Störung am So 22.11.2026');
    expect(pageOf(other, 'de')).not.toContain('Ausfall am');
    expect(pageOf(other, 'en')).toContain('Interruption on');
    expect(pageOf(other, 'en')).not.toContain('Outage on');
    expect(pageOf(short, 'de')).toContain('Ausfall am So 22.11.2026');
    expect(pageOf(short, 'en')).toContain('a second router or a mesh behind the home router cannot be excluded');
    const day = (outages: OutageView[]) => plain(dayPage(sampleContext(), sampleDayPage({ outages })));
    expect(day([short, other])).toContain('Ausfälle und Störungen des Tages');
    expect(day([short, other])).toContain('Störung, zählt nicht gegen den Anbieter');
    expect(day([short])).not.toContain('Störungen');
  });

  test('while it lasts there is no upper bound and no end', () => {
    const words = outageText(sampleOngoing);
    expect(words).toContain('Mindestens 41 min 12 s, dauert an');
    expect(words).toContain('Noch ist keine Antwort gekommen.');
    expect(words).not.toContain('Das Ende, vergrößert');
  });

  test('where observation began or ended within it, that is the bound and is said', () => {
    const cut = { ...short, startsUnobserved: true, bounds: { ...short.bounds, lastGoodBefore: null } };
    const words = outageText(cut);
    expect(words).toContain('Davor wurde nicht beobachtet; die Grenze ist der Beginn der Beobachtung.');
    expect(words).toContain('Was unmittelbar davor war, wurde nicht beobachtet.');
  });

  test('phases, short returns, grade and version are told', () => {
    const words = outageText({ ...samplePhasesOutage(), flaps: 3 });
    expect(words).toContain('DSL-Verbindung getrennt zwischen Router und Netz des Anbieters 19.11.2026 14:03:22');
    expect(words).toContain('Einwahl beim Anbieter getrennt');
    expect(words).toContain('kam die Verbindung 3-mal für wenige Sekunden zurück');
    expect(words).toContain('Belegstufe A Der Router und die Pakete sagen dasselbe');
    expect(words).toContain('Fassung 2: Nachgelieferte Messwerte');
    expect(outageText({ ...short, final: false })).toContain('Vorläufig: Späte Antworten');
  });

  test('the measurements are kept from readers they are not published to', () => {
    const words = outageText(short, { isEvidenceVisible: false });
    expect(words).not.toContain('9.9.9.9 Antwort');
    expect(words).toContain('Die Messwerte zu diesem Anschluss sind nicht veröffentlicht.');
  });
});

describe('the page of a day', () => {
  const view = sampleDayPage();
  const words = plain(dayPage(sampleContext(), view));

  test('the sums add up to the length of the day, here 25 hours', () => {
    expect(lengthOf(view.sums)).toBe(25 * 3_600_000);
    expect(words).toContain('Summe 1 Tag 1 h 90.000,000 s 100 %');
    expect(words).toContain('Dieser Tag hat 25 Stunden. In dieser Nacht wurde die Uhr umgestellt.');
  });

  test('four strips cover the day, and the hour that comes twice stands twice', () => {
    const strips = [...dayPage(sampleContext(), view).matchAll(/class="timeline".*?<\/svg>/gs)].map(([svg]) => svg);
    expect(strips).toHaveLength(4);
    expect(strips[0]?.match(/>02</g)).toHaveLength(2);
  });

  test('a day that is not over says how far its values reach', () => {
    const untilAtMs = view.dayStartAtMs + 10 * 3_600_000;
    const page = dayPage(sampleContext(), sampleDayPage({ untilAtMs }));
    expect(plain(page)).toContain('Der Tag läuft noch; die Werte reichen bis 09:00:00.');
    expect(page.match(/class="timeline"/g)).toHaveLength(2);
    const strips = [...page.matchAll(/class="timeline".*?<\/svg>/gs)].map(([svg]) => svg);
    expect(strips.join('')).not.toContain('p-unknown');
  });

  test('it says how short an outage would have been seen, or that none would', () => {
    expect(words).toContain('Ein Ausfall ab 5,1 s wäre an diesem Tag');
    const blind = plain(dayPage(sampleContext(), sampleDayPage({ shortestVisibleMs: null })));
    expect(blind).toContain('auch lange Ausfälle wären nicht aufgefallen');
  });
});
