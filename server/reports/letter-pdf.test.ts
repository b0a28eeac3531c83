import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith } from '../../test/needs.ts';
import { openPdfMaker } from './launch-pdf.ts';
import type { Letter } from './letter.ts';

const LONG_WORD = `Donau${'x'.repeat(400)}`;
const letter: Letter = {
  language: 'de',
  sender: ['Erika Mustermann', 'Lindenstraße 7', '10115 Berlin', '0151 2345678'],
  recipient: ['Musternetz GmbH', 'Kundenservice', 'Netzweg 1', '53113 Bonn'],
  date: '22.11.2026',
  madeAtMs: Date.UTC(2026, 10, 22, 12),
  subject: 'Störungsmeldung: </rdf:li>& Vertragsnummer 4711',
  body: [
    'Sehr geehrte Damen und Herren,',
    '',
    'ÄÖÜäöüß – „Anführung“ 79,99 € … ½ × Žižkov Łódź',
    'Zeichen: 😀 漢',
    '',
    'Was ich geprüft habe',
    '- Der Router wurde neu gestartet, ohne Erfolg.',
    `- ${'Wörter und Maße '.repeat(20)}`,
    LONG_WORD,
    ...Array.from(
      { length: 60 },
      (_, index) => `Absatz ${index + 1} mit ein wenig Text, damit es mehrere Seiten werden.\n`,
    ),
    'Mit freundlichen Grüßen',
  ].join('\n'),
  mailTo: '',
  mailFrom: '',
};

describeWith(['pdfTools'], 'a letter as PDF', () => {
  const makePdf = openPdfMaker();
  let folder: string;
  let pdf: Buffer;
  const tool = (program: string, ...args: string[]) =>
    execFileSync(program, args, { encoding: 'utf8', cwd: folder, maxBuffer: 1e8 });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'letter-'));
    pdf = await makePdf(letter);
    writeFileSync(join(folder, 'letter.pdf'), pdf);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is well-formed', () => {
    expect(tool('qpdf', '--check', 'letter.pdf')).toContain('No syntax or stream encoding errors found');
  });

  test('holds its text, selectable, with every sign, in order and whole', () => {
    const text = tool('pdftotext', '-raw', 'letter.pdf', '-');
    for (const part of [
      'ÄÖÜäöüß – „Anführung“ 79,99 € … ½ × Žižkov Łódź',
      'Zeichen: ? ?',
      'Lindenstraße 7',
      '53113 Bonn',
      '</rdf:li>& Vertragsnummer',
    ])
      expect(text).toContain(part);
    expect(text.replaceAll('\n', '')).toContain(LONG_WORD);
    const places = ['Sehr geehrte', 'Absatz 1 ', 'Absatz 60 ', 'Mit freundlichen'].map((part) => text.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('numbers its pages', () => {
    const pages = Number(/Pages:\s+(\d+)/.exec(tool('pdfinfo', 'letter.pdf'))?.[1]);
    expect(pages).toBeGreaterThan(1);
    const text = tool('pdftotext', 'letter.pdf', '-');
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`Seite ${page} von ${pages}`);
  });

  test('embeds its fonts and uses none of the standard ones', () => {
    const fonts = tool('pdffonts', 'letter.pdf').split('\n').slice(2).filter(Boolean);
    expect(fonts).toHaveLength(2);
    // columns: embedded, subset, with a map to Unicode
    for (const font of fonts) expect(font).toMatch(/NotoSans-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/);
  });

  test('is tagged, in its language, with a title that nobody typed, and claims no more than it is', () => {
    const info = tool('pdfinfo', 'letter.pdf');
    expect(info).toMatch(/Title:\s+Störungsmeldung 22\.11\.2026/);
    expect(info).toMatch(/Tagged:\s+yes/);
    tool('qpdf', '--qdf', '--object-streams=disable', 'letter.pdf', 'plain.pdf');
    const plain = tool('strings', 'plain.pdf');
    expect(plain).toMatch(/\/Lang \(de\)/);
    expect(plain).not.toMatch(/pdfaid|PDF\/A/);
    const structure = tool('pdfinfo', '-struct', 'letter.pdf');
    for (const role of ['Document', 'H1', 'P', 'L', 'LI', 'LBody'])
      expect(structure).toMatch(new RegExp(`^\\s*${role}\\b`, 'm'));
  });

  test('gives the same bytes for the same letter, also when two are asked for at once', async () => {
    const again = await Promise.all([makePdf(letter), makePdf({ ...letter, subject: 'x' }), makePdf(letter)]);
    expect([again[0].equals(pdf), again[1].equals(pdf), again[2].equals(pdf)]).toEqual([true, false, true]);
  });

  test('is made from a text that is one endless word, or nothing but lists', async () => {
    for (const body of ['x'.repeat(20_000), '- \n'.repeat(6600)]) {
      const made = await makePdf({ ...letter, subject: 'y'.repeat(200), body });
      expect(made.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  test('is made from what is empty, and fails without taking the next one along', async () => {
    const empty = { ...letter, sender: [], recipient: [], subject: '', body: '' };
    expect((await makePdf(empty)).subarray(0, 5).toString()).toBe('%PDF-');
    await expect(makePdf({ ...letter, madeAtMs: Number.NaN, body: 5 as unknown as string })).rejects.toThrow(
      /ended with/,
    );
    expect((await makePdf(letter)).equals(pdf)).toBe(true);
  });
});
