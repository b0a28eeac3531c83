import { describe, expect, test } from 'vitest';
import { SAMPLE_NOW_MS, sampleLine, sampleOngoing, sampleOutage } from '../../test/sample-values.ts';
import { NOTHING_PRIVATE } from '../contracts/contract.ts';
import { draftLetter, type LetterFacts } from './draft-letter.ts';
import { NO_ANSWERS } from './fault-report.ts';

const HOUR_MS = 3_600_000;

function draft(patch: Partial<LetterFacts> = {}) {
  return draftLetter({
    language: 'de',
    line: { ...sampleLine, liveDelayMinutes: 15 },
    contract: { line: 'home', country: 'DE', services: ['internet'], ...NOTHING_PRIVATE },
    outage: sampleOngoing,
    downSinceAtMs: sampleOngoing.startLatestAtMs,
    observedRatio: 0.99987,
    checks: NO_ANSWERS,
    reachable: '',
    otherPhone: '',
    head: null,
    isGermanLaw: true,
    nowMs: SAMPLE_NOW_MS,
    ...patch,
  });
}

describe('the draft of a fault report', () => {
  test('leaves out whatever is not known, without gaps or empty lines of its own', () => {
    const { subject, body } = draft();
    expect(subject).toBe('Störungsmeldung: Internetanschluss ohne Verbindung seit 22.11.2026 13:22 Uhr');
    expect(body).not.toMatch(/\n{3}|: *\n|undefined|null|Vertragsnummer:|Was ich geprüft habe|Prüfsumme/);
    expect(body).toMatch(/Mit freundlichen Grüßen$/);
  });

  test('names no services of a contract that nobody told', () => {
    const contract = { line: 'home', country: 'DE' as const, services: ['internet' as const], ...NOTHING_PRIVATE };
    expect(draft({ contract }).body).toContain('Vereinbarte Dienste: Internet');
    expect(draft({ contract: { ...contract, isAssumed: true } }).body).not.toContain('Vereinbarte Dienste');
  });

  test('cuts the observed share and never rounds it up', () => {
    expect(draft({ observedRatio: 0.999_99 }).body).toContain('Beobachtung: 99,99 %');
  });

  test('says nothing of a check that was not made', () => {
    const { body } = draft({ checks: { ...NO_ANSWERS, cable: 'not-tried', restart: 'not-done', device: 'dead' } });
    expect(body).toContain('Was ich geprüft habe\n- Auch ein anderes Gerät hat keine Verbindung.\n\n');
  });

  test('of an outage that is over asks for the cause, not for repair', () => {
    const over = sampleOutage({ atMs: SAMPLE_NOW_MS - 5 * HOUR_MS, lengthMs: HOUR_MS });
    const { subject, body } = draft({ outage: over });
    expect(subject).toContain('von 22.11.2026 09:03 bis 22.11.2026 10:03 Uhr');
    expect(body).toContain('Stand: beendet zwischen 22.11.2026 10:03:22 und 22.11.2026 10:03:23 Uhr');
    expect(body).toContain('Ursache unentgeltlich zu beseitigen');
    expect(body).not.toMatch(/dauert an|Ersatz anzubieten/);
  });

  test('does not say that it works again when nobody saw it', () => {
    const unseen = sampleOutage({ atMs: SAMPLE_NOW_MS - 5 * HOUR_MS, lengthMs: HOUR_MS, endsUnobserved: true });
    const { subject, body } = draft({ outage: unseen });
    expect(subject).toMatch(/ohne Verbindung seit [^b]*Uhr$/);
    expect(body).toContain('danach nicht beobachtet');
    expect(body).toContain('unverzüglich');
  });

  test.each([
    ['access', 'die Leitung im Haus und das Modem im Router lassen sich von hier aus nicht ausschließen'],
    ['provider', 'soweit gemessen, im Netz des Anbieters'],
    ['home', 'spricht für einen Fehler im Heimnetz'],
  ] as const)('says of the place (%s) what was measured', (side, words) => {
    expect(draft({ outage: { ...sampleOngoing, side } }).body).toContain(words);
  });

  test('says nothing of the router where it was not measured', () => {
    expect(draft({ outage: { ...sampleOngoing, side: 'unknown' } }).body).not.toContain('Heimnetz');
  });

  test('by hand claims no measurement', () => {
    const { body } = draft({ outage: null, observedRatio: null, downSinceAtMs: SAMPLE_NOW_MS - HOUR_MS });
    expect(body).toContain('Beginn: 22.11.2026 13:03:22 Uhr, nach meiner Beobachtung (Europe/Berlin)');
    expect(body).toContain('nicht durch eine Messung festgestellt');
    expect(body).not.toMatch(/Dauer:|Beobachtung:|Gefragt wurden/);
  });

  test('names the German law only where it holds', () => {
    for (const language of ['de', 'en'] as const) {
      expect(draft({ language }).body).toContain('§ 58');
      expect(draft({ language, isGermanLaw: false }).body).not.toMatch(/TKG|§/);
    }
  });

  test('carries the newest seal, and where the customer can be reached', () => {
    const contract = {
      line: 'home',
      country: 'DE' as const,
      services: ['internet' as const],
      ...NOTHING_PRIVATE,
      phone: '030 1',
    };
    const { body } = draft({
      language: 'en',
      contract,
      head: { counter: 12, atMs: SAMPLE_NOW_MS, sha256: '4e3a2b7b'.repeat(8) },
      reachable: 'mornings',
      otherPhone: '030 2',
    });
    for (const part of [
      `no. 12 of 2026-11-22 14:03:22, short sign 4e3a 2b7b 4e3a 2b7b, checksum (SHA-256) ${'4e3a2b7b'.repeat(8)}.`,
      'I can be reached at 030 1. Best reached: mornings. If I cannot be reached there: 030 2.',
    ])
      expect(body).toContain(part);
  });
});
