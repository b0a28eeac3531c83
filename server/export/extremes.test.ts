import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { OUTAGE_TAGS } from '../../rules/outage/derived.ts';
import { PUBLISHED_SCHEMAS } from '../../rules/wire/answer-schemas.ts';
import { EXTREME_NAMES, EXTREMES, type ExtremeName } from '../../test/fakes/extreme-lines.ts';
import { openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { describeWith } from '../../test/needs.ts';
import type { Language } from '../../web/pages/views.ts';
import { readFonts } from '../pdf/fonts.ts';
import { daysCsv, outagesCsv } from './csv.ts';
import { evidenceJson } from './json.ts';
import { openReading } from './reading.ts';
import { evidencePdf } from './report/evidence-pdf.ts';
import { gatherReport } from './report/gather-report.ts';
import type { ReportAsk, ReportCase } from './report/report-case.ts';
import { reportWords } from './report/words.ts';

/** Every extreme, for its owner in both languages and for a stranger. */
type Told = Record<Language | 'stranger', ReportCase>;
const told = new Map<ExtremeName, Told>();
const fonts = readFonts();
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  for (const name of EXTREME_NAMES) told.set(name, await tellOf(name));
});
afterAll(async () => {
  for (const close of closing) await close();
});

async function tellOf(name: ExtremeName): Promise<Told> {
  const kept = openKept();
  const period = await EXTREMES[name](kept);
  const reading = openReading(kept.dataDir);
  // words behind hashes are read when they are written down
  closing.push(() => {
    reading.close();
    return kept.remove();
  });
  const shows = { texts: true, values: true, files: true };
  const gather = (over: Pick<ReportAsk, 'language' | 'reader'>) =>
    gatherReport(reading, { line: 'home', period, asOfAtMs: START_AT_MS, shows, stampRoots: [], ...over });
  return {
    de: await gather({ language: 'de', reader: 'owner' }),
    en: await gather({ language: 'en', reader: 'owner' }),
    stranger: await gather({ language: 'en', reader: { releasedUntilAtMs: START_AT_MS } }),
  };
}

const of = (name: ExtremeName): Told => told.get(name) ?? expect.fail();
/** As outsiders read them: a header, then rows of cells; RFC 4180 quoting. */
function readTable(text: string, separator: ',' | ';'): string[][] {
  const cell = `(?:"(?:[^"]|"")*"|[^"${separator}\r\n]*)`;
  const row = new RegExp(`^${cell}(?:${separator}${cell})*$`);
  const lines = text.split('\r\n');
  expect(lines.pop()).toBe('');
  for (const line of lines) expect(line).toMatch(row);
  return lines.map((line) => line.match(new RegExp(`(?<=^|${separator})${cell}`, 'g')) ?? []);
}

describe.each(EXTREME_NAMES)('a line that is "%s"', (name) => {
  test('has a document that the published schema takes', () => {
    const { schema } = PUBLISHED_SCHEMAS['evidence'] ?? expect.fail();
    const published = z.fromJSONSchema(
      JSON.parse(JSON.stringify(z.toJSONSchema(schema))) as Parameters<typeof z.fromJSONSchema>[0],
    );
    for (const { evidence } of Object.values(of(name))) {
      const document: unknown = JSON.parse(evidenceJson(evidence));
      expect(schema.safeParse(document).error).toBeUndefined();
      expect(published.safeParse(document).error).toBeUndefined();
    }
  });

  test('has tables of which every row is whole, also for a German Excel', () => {
    const { evidence } = of(name).de;
    for (const table of [outagesCsv, daysCsv]) {
      const [plain, german] = [table(evidence), table(evidence, 'excel-de')];
      expect(german.startsWith('\uFEFF')).toBe(true);
      expect(plain.startsWith('\uFEFF')).toBe(false);
      for (const rows of [readTable(plain, ','), readTable(german.slice(1), ';')]) {
        for (const row of rows) expect(row).toHaveLength(rows[0]?.length ?? 0);
      }
      expect(german).not.toMatch(/undefined|NaN|null|true|false|\d\.\d{3}(?:;|\r)/);
    }
  });

  test('has sums that add up, and bounds of the same line', () => {
    const { sums, availability, days, period } = of(name).de.evidence;
    const length = sums.upMs + sums.degradedMs + sums.downMaxMs + sums.maintenanceMs + sums.unknownMs;
    expect(length).toBe(period.toAtMs - period.fromAtMs);
    expect(availability.observedMs + availability.unknownMs).toBe(length);
    expect(sums.downMinMs).toBeLessThanOrEqual(sums.downMaxMs);
    for (const day of days) expect(day.downMinMs).toBeLessThanOrEqual(day.downMaxMs);
  });

  test('has objections whose proofs are there, none of which rests on what was not measured', () => {
    for (const language of ['de', 'en'] as const) {
      const { objections, evidence } = of(name)[language];
      for (const one of objections) {
        expect(`${one.id}: ${one.objection} ${one.text}`).not.toMatch(/undefined|NaN|null|\[object/);
        for (const item of one.proof === '' ? [] : one.proof.split('; ')) {
          expect([one.id, item, isThere(item, language)]).toEqual([one.id, item, true]);
        }
      }
      const answered = objections.filter(({ kind }) => kind === 'answered').map(({ id }) => id);
      if (evidence.availability.observedMs === 0) expect(answered).toEqual(['time-zone']);
    }
  });
});

const PARTS: Record<string, RegExp> = {
  // members of a bundle, in the part of README.txt that lists them
  bundle: /^(?:MANIFEST\.sha256|(?:.* )?(?:probe|method|heads|texts)\/(?:: \.tsr)?)$/,
  log: /^server\/(?:lane\.txt: (?:(?:receipt|silence|t[123])(?:, |$))+|lane\.txt|events\.txt: report)$/,
};

/** Whether what an objection points to is a chapter, a column, a word of the document or a member of the bundle. */
function isThere(item: string, language: Language): boolean {
  const chapter = /^(?:Kapitel „|chapter “)(.*)[“”]$/.exec(item)?.[1];
  if (chapter !== undefined) return Object.values(reportWords[language].chapters).includes(chapter);
  const [, file = '', words = ''] = /^(evidence\.json|days\.csv|outages\.csv)(?:: (.*))?$/.exec(item) ?? [];
  if (file === '') return Object.values(PARTS).some((part) => part.test(item));
  const { evidence } = of('one-outage').de;
  const text =
    file === 'evidence.json'
      ? evidenceJson(evidence)
      : (file === 'days.csv' ? daysCsv(evidence) : outagesCsv(evidence)).split('\r\n')[0];
  return words.split(', ').every((word) => {
    const [, name = '', value] = /^(\w+)(?: \(([\w-]+)\))?$/.exec(word) ?? [];
    const isKnown = value === undefined || value === 'planned-reconnect' || OUTAGE_TAGS.some((tag) => tag === value);
    return isKnown && new RegExp(`\\b${name}\\b`).test(text ?? '');
  });
}

describeWith(['pdfTools'], 'the report of a line at the edge', () => {
  const textOf = async (reportCase: ReportCase) => {
    const input = await evidencePdf(reportCase, fonts);
    const text = execFileSync('pdftotext', ['-raw', '-', '-'], { input, encoding: 'utf8' });
    return text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
  };

  test.each(EXTREME_NAMES)('says what it can, "%s"', async (name) => {
    const { de, stranger } = of(name);
    for (const reportCase of name === 'one-outage' || name === 'nothing-then' ? [de, stranger] : [de]) {
      const { outages, summary, method } = reportWords[reportCase.language];
      const text = await textOf(reportCase);
      expect(text).not.toMatch(/undefined|NaN|\bnull\b|\[object|Invalid/);
      const { observedMs } = reportCase.evidence.availability;
      const isNothing = observedMs === 0;
      expect([name, text.includes(summary.nothingObserved), text.includes(outages.unobserved)]).toEqual([
        name,
        isNothing,
        isNothing,
      ]);
      if (isNothing) expect(text).not.toContain(outages.none);
      expect(text.includes(method.none)).toBe(reportCase.evidence.methods.length === 0);
    }
  });

  test('counts an outage of before by its time inside alone, and says that its length is not all of the period', async () => {
    const text = await textOf(of('within').de);
    const { summary } = reportWords.de;
    expect(text).toContain(summary.onlyReachingIn(1));
    expect(text).not.toContain('0 Ausfällen');
    expect(text).toContain('(ganze Länge, auch außerhalb des Zeitraums)');
    // of two hours 14 ms are not certain: the upper bound is not cut off
    expect(text).toContain('0 % bis 0,001 % der beobachteten Zeit');
    expect(await textOf(of('over-both-edges').de)).toContain(summary.reachingIn(1));
  });

  test('has no end and no upper bound of one that lasts, and does not take the future for unobserved', async () => {
    const text = await textOf(of('lasting').en);
    const { outages, days, summary } = reportWords.en;
    expect(text).toContain(summary.lasting);
    expect(text).toContain(`End, latest – ${outages.lasting}`);
    expect(text).toMatch(new RegExp(`59 min 58 s ${outages.open}`));
    // the day is not over: eight hours of it were, of which the first six nobody measured
    expect(text).toMatch(new RegExp(`${days.until('08:00')} .{0,60}6 h 0 min 1 s`));
  });
});
