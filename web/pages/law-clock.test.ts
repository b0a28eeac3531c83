import { describe, expect, test } from 'vitest';
import { readText } from '../../test/read-html.ts';
import { sampleClock } from '../../test/sample-report-pages.ts';
import { sampleContext } from '../../test/sample-values.ts';
import { formatEuro, formatEuroRange } from './format-euro.ts';
import { clockCard, clockPart } from './law-clock.ts';
import type { ClockView } from './report-views.ts';

const context = sampleContext({ language: 'de' });
const shown = (clock: ClockView) => readText(`<body>${clockPart(context, clock, '/owner/lines/home')}`);

describe('the clock of a report', () => {
  test('says the range, each step with its amount and paragraph, and the sum of what one sees', () => {
    const text = shown(sampleClock());
    expect(text).toMatch(/Tag 4 nach der Meldung: bisher 24,00\s€ bis 32,00\s€/);
    expect(text).toMatch(/Sa\s21\.11\.2026\s*3\s*ganzen Tag ausgefallen\s*8,00\s€\s*8,00\s€\s*TKG\s§\s58\s\(3\)/);
    expect(text).toMatch(/versäumte Termine\s*16,00\s€\s*16,00\s€\s*TKG\s§\s58\s\(4\)/);
    expect(text).toMatch(/Summe\s*24,00\s€\s*32,00\s€/);
    expect(text).toMatch(/Mo\s23\.11\.2026\s*5\s*16,00\s€\s*48,00\s€/);
  });

  test('claims nothing that the receipt does not carry, and is no legal advice', () => {
    const text = shown(sampleClock());
    expect(text).toContain('möglich, sofern sich der Zugang Ihrer Meldung belegen lässt');
    expect(text).toContain('Noch fehlt ein Beleg');
    expect(text).toContain('Keine Rechtsberatung');
    expect(text).toContain('Verbraucherzentrale');
    const proven = shown({ ...sampleClock(), isReceiptShown: true });
    expect(proven).not.toContain('Noch fehlt ein Beleg');
  });

  test('warns of SIM cards in the contract, of a fee that is not known, and of partial outages', () => {
    const clock = sampleClock();
    expect(shown(clock)).toContain('Zum Vertrag gehört Mobilfunk');
    expect(shown({ ...clock, isFeeKnown: false })).toContain('Monatsentgelt ist nicht eingetragen');
    expect(shown({ ...clock, isPartial: true })).toContain('nicht alle vereinbarten Dienste');
  });

  test('says what of the sum was credited already, and shows a credit that takes the place of the days', () => {
    const clock = sampleClock();
    const credited = { ...clock.claim, creditedCents: 495 };
    expect(shown({ ...clock, claim: credited })).toMatch(
      /sind 4,95\s€ schon gutgeschrieben; offen wären 19,05\s€ bis 27,05\s€/,
    );
    const larger = { ...credited, creditedCents: 2000, isCreditLarger: { strict: true, likely: true } };
    expect(shown({ ...clock, claim: larger })).toMatch(/zählt statt ihrer\s*\+ 12,00\s€\s*\+ 4,00\s€/);
  });

  test('tells a day that was not measured from one that was, and gives nothing that the measurement refutes', () => {
    const clock = sampleClock();
    const rows = clock.claim.rows.map((row) => ({ ...row, status: 'dead-unmeasured' as const }));
    const text = shown({ ...clock, isMeasurementMissing: true, claim: { ...clock.claim, rows } });
    expect(text).toContain('nicht gemessen; gerechnet, als fehlte der Dienst');
    expect(text).toContain('müssten Sie anders belegen');
    expect(shown({ ...clock, basis: 'refuted' })).toContain('zeigt zu dieser Meldung keinen Ausfall, der zählt');
  });

  test('tells of an outage that came after the measured end', () => {
    const clock = { ...sampleClock(), repairedAtMs: 1 };
    expect(shown({ ...clock, isDownAgain: true })).toContain('melden Sie den Ausfall neu');
    expect(shown(clock)).not.toContain('melden Sie den Ausfall neu');
  });

  test('says of a fault that was repaired before the report that it was', () => {
    const clock = { ...sampleClock(), repairedAtMs: 0, dayNumber: 0, isRepairedBefore: true };
    expect(shown(clock)).toContain('Behoben, bevor die Meldung einging');
  });

  test('asks for the data to be preserved while that helps', () => {
    const clock = sampleClock();
    expect(shown({ ...clock, dayNumber: 0 })).toContain('Leitungs- und Verbindungsdaten zu dieser Störung zu sichern');
    const deadlines = clock.deadlines.map((deadline) => ({ ...deadline, day: '2026-11-22' }));
    expect(shown({ ...clock, deadlines })).not.toContain('Jetzt wichtig');
  });

  test('shows the latest days of a fault that lasts for months, with all of them in the sum', () => {
    const clock = sampleClock();
    const row = clock.claim.rows.at(-1) ?? expect.fail();
    const rows = Array.from({ length: 100 }, () => row);
    expect(shown({ ...clock, claim: { ...clock.claim, rows } })).toContain('55 frühere Tage');
  });

  test('is silent on pages of the line where no rule is known', () => {
    expect(
      clockCard(context, { kind: 'no-rule', zone: 'Europe/Vienna', country: 'AT', path: '/x', isBusiness: false }),
    ).toBe('');
  });
});

test.each([
  [0, '0,00\u00a0€', '€0.00'],
  [5, '0,05\u00a0€', '€0.05'],
  [1000, '10,00\u00a0€', '€10.00'],
  [1_250_000, '12.500,00\u00a0€', '€12,500.00'],
])('%d cents are written as %s and %s', (cents, german, english) => {
  expect([formatEuro(cents, 'de'), formatEuro(cents, 'en')]).toEqual([german, english]);
});

test('a range of one amount is that amount', () => {
  expect(formatEuroRange([500, 500], 'en')).toBe('€5.00');
  expect(formatEuroRange([500, 1000], 'en')).toBe('€5.00 to €10.00');
});
