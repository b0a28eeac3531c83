import { expect, test } from 'vitest';
import { fakeContract } from '../../test/fakes/fake-reports.ts';
import { sampleReported } from '../../test/sample-report-pages.ts';
import { sampleLine } from '../../test/sample-values.ts';
import { letterOf } from './letter.ts';

const DAY_MS = 86_400_000;
const AT_MS = Date.UTC(2026, 10, 20, 12);
const line = { ...sampleLine, liveDelayMinutes: 15 };
const report = { ...sampleReported, reachable: '', otherPhone: '' };
const source = { report, line, contract: fakeContract('home'), changedAtMs: null, isSimulated: false };
const dateOf = (patch: Partial<typeof report>, changedAtMs: number | null = null) =>
  letterOf({ ...source, report: { ...report, ...patch }, changedAtMs }).date;

test('a letter bears the date of the report, of a draft that of its text', () => {
  expect(dateOf({ reportedAtMs: AT_MS, createdAtMs: AT_MS - DAY_MS, updatedAtMs: AT_MS + DAY_MS })).toBe('20.11.2026');
  expect(dateOf({ reportedAtMs: null, updatedAtMs: AT_MS })).toBe('20.11.2026');
});

test('a letter is never dated back: neither one written after the call, nor one changed later', () => {
  expect(dateOf({ reportedAtMs: AT_MS, createdAtMs: AT_MS + 3 * DAY_MS })).toBe('23.11.2026');
  expect(dateOf({ reportedAtMs: AT_MS, createdAtMs: AT_MS - DAY_MS }, AT_MS + 5 * DAY_MS)).toBe('25.11.2026');
});

test('the file says when what it holds was last changed, not when the fault was reported', () => {
  const later = { ...report, reportedAtMs: AT_MS, updatedAtMs: AT_MS + 9 * DAY_MS };
  expect(letterOf({ ...source, report: later }).madeAtMs).toBe(AT_MS + 9 * DAY_MS);
});

test('a letter about a line that was made up says so in subject and text, whatever the owner wrote', () => {
  const own = { ...report, subject: 'Mein Betreff', body: 'Mein Text' };
  const german = letterOf({ ...source, report: { ...own, language: 'de' }, isSimulated: true });
  expect(german.subject).toBe('Vorführung: Mein Betreff');
  expect(german.body).toMatch(/^Vorführung: erfundene Messwerte\..*\n\nMein Text$/);
  const english = letterOf({ ...source, report: { ...own, language: 'en' }, isSimulated: true });
  expect(english.subject).toBe('Demo: Mein Betreff');
  expect(english.body).toMatch(/^Demo: made-up values\./);
  expect(letterOf({ ...source, report: own }).body).toBe('Mein Text');
});
