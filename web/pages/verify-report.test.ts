import { describe, expect, test } from 'vitest';
import { BUNDLE_CODES, type BundleCode, bundleFinding, NOT_PROVEN } from '../../rules/journal/bundle/codes.ts';
import { findUnbalanced, readTags, readText } from '../../test/read-html.ts';
import { sampleBrokenReport, sampleVerifyReport } from '../../test/sample-verify-report.ts';
import { plainText } from './plain-text.ts';
import { describeReport } from './verify-report.ts';
import { verifyResult } from './verify-result.ts';
import type { Language } from './views.ts';
import { findingSentence, notProvenSentence } from './wording-verify-codes.ts';

/** What some codes are in English: the reason alone. */
const WHY = '‹why›';
function everySentence(language: Language): string[] {
  const values = new Proxy({}, { get: (_target, name) => `‹${String(name)}›` });
  return Object.keys(BUNDLE_CODES).map((code) =>
    // a proxy has every value that a code may want
    findingSentence(bundleFinding(code as BundleCode, 'x', values as never), language),
  );
}

const LANGUAGES = ['de', 'en'] as const;

describe.each(LANGUAGES)('a report in %s', (language) => {
  test('says of every code something of its own, in the words of that language', () => {
    const said = everySentence(language);
    expect(said.filter((text) => /undefined|NaN|\[object/.test(text))).toEqual([]);
    expect(
      everySentence(language === 'de' ? 'en' : 'de').filter((text) => text !== WHY && said.includes(text)),
    ).toEqual([]);
  });

  test('says what is not shown, each in a sentence', () => {
    for (const code of NOT_PROVEN) expect(notProvenSentence(code, language)).toMatch(/^\p{Lu}.*\.$/u);
  });

  test('says once what is the same of many places, and counts what it leaves out', () => {
    const { findings, findingsLeftOut } = describeReport(sampleBrokenReport(), language);
    expect(findings.map(({ kind, lines }) => [kind, lines.length])).toEqual([['broken', 3]]);
    expect(findings[0]?.lines[0]?.where).toMatch(/10\.txt; .*13\.txt (und|and) 7 (weitere Stellen|more places)$/);
    expect(findingsLeftOut).toMatch(/1[.,]200/);
  });

  test('names a member once for places that follow each other', () => {
    const at = (where: string) => bundleFinding('segment-not-signed', where, {});
    const places = ['probe/2026-10-18.txt segment 7', 'probe/2026-10-18.txt segment 8', 'server/lane.txt entry 9'];
    const [group] = describeReport(sampleVerifyReport({ findings: places.map(at) }), language).findings;
    const said = {
      de: 'probe/2026-10-18.txt, Blatt 7, 8; server/lane.txt, Eintrag 9',
      en: 'probe/2026-10-18.txt, sheet 7, 8; server/lane.txt, entry 9',
    };
    expect(group?.lines.map(({ where }) => where)).toEqual([said[language]]);
  });

  test('is well-formed HTML in which a stranger can put no element', () => {
    for (const report of [sampleVerifyReport(), sampleBrokenReport()]) {
      const page = String(verifyResult(report, language));
      expect(findUnbalanced(readTags(page))).toBeNull();
      expect(page).not.toContain('<img');
      for (const leftover of ['undefined', 'NaN', '[object']) expect(readText(`<body>${page}`)).not.toContain(leftover);
    }
  });

  test('shows the first and the newest seals of many', () => {
    const page = readText(`<body>${verifyResult(sampleVerifyReport(), language)}`);
    for (const counter of [1040, 1044, 1048]) expect(page).toContain(String(counter));
    expect(page).not.toContain('1043');
  });
});

test('a zone that nobody knows gives UTC', () => {
  const report = sampleVerifyReport();
  if (report.index) report.index.line.zone = 'Nowhere/Land';
  expect(readText(`<body>${verifyResult(report, 'en')}`)).toContain('2026-10-17T22:00:00.000Z');
});

test('signs that steer a terminal or turn text around are made visible', () => {
  expect(plainText('a\u001b[2J\u009b\u202eb\n c\u0000\ud800\u200b')).toBe('a�[2J��b  c���');
  expect(plainText('Größe 5 µm – „ja“')).toBe('Größe 5 µm – „ja“');
});
