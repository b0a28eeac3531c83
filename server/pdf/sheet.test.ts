import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from '../../test/needs.ts';
import { drawTimeline } from '../../web/pages/timeline-drawing.ts';
import { BODY, box, heading, list, paragraph } from './blocks.ts';
import { figure } from './drawn.ts';
import { readFonts } from './fonts.ts';
import { MM, openSheet, type Sheet } from './sheet.ts';
import { table } from './table.ts';

const fonts = readFonts();
const MARGINS = { top: 20 * MM, bottom: 20 * MM, left: 20 * MM, right: 20 * MM };

function draw(act: (sheet: Sheet) => void): Promise<Buffer> {
  const sheet = openSheet({ fonts, language: 'de', title: 'a </rdf:li>& b\u0007', madeAtMs: 0, margins: MARGINS });
  act(sheet);
  return sheet.finish();
}

const tool = (input: Buffer, program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', input, maxBuffer: 1e8 });
const textOf = (pdf: Buffer) => tool(pdf, 'pdftotext', '-raw', '-', '-');
const pagesOf = (pdf: Buffer) => textOf(pdf).split('\f').slice(0, -1);

/** How deep marked content lies in a page, and how many lines of text stand outside of it (ISO 32000-2, 14.6). */
function depths(stream: string): { lowest: number; last: number; unmarked: number } {
  let [depth, lowest, unmarked] = [0, 0, 0];
  for (const [operator] of stream.matchAll(/\b(?:BDC|BMC|EMC|BT)\b/g)) {
    if (operator === 'BT') unmarked += depth === 0 ? 1 : 0;
    else depth += operator === 'EMC' ? -1 : 1;
    lowest = Math.min(lowest, depth);
  }
  return { lowest, last: depth, unmarked };
}

describeWith(['pdfTools'], 'a printed sheet', () => {
  test('keeps every word of texts that are endless, hostile or foreign, and says where a sign is missing', async () => {
    const pdf = await draw((sheet) => {
      heading(sheet, 1, 'Überschrift 😀');
      paragraph(sheet, `Anfang ${'x'.repeat(20_000)} Ende`);
      paragraph(sheet, 'harm\u202elos\u2066 \u0000\u001b[31mrot 漢字 Łódź\ttab');
      paragraph(sheet, '');
      list(sheet, ['', 'zweiter', 'y'.repeat(600)]);
    });
    const text = textOf(pdf);
    expect(text.replace(/\s/g, '').split('x').length - 1).toBe(20_000);
    expect(text).toContain('Überschrift ?');
    expect(text).toContain('harmlos [31mrot ?? Łódź tab');
    expect(text.replace(/\s/g, '')).toContain('y'.repeat(600));
  });

  test('repeats the head of a table on each page, breaks no row, and leaves no last row alone', async () => {
    const rows = Array.from({ length: 201 }, (_, index) => [`Zeile ${index}`, `a${index}\nb${index}\nc${index}`]);
    const columns = [
      { label: 'Kopf', share: 1 },
      { label: 'Wert', share: 2, isNumber: true },
    ];
    const pages = pagesOf(await draw((sheet) => table(sheet, { columns, rows, caption: 'Titel' })));
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) {
      expect(page).toContain('Kopf Wert');
      for (const [, index] of page.matchAll(/\ba(\d+)\b/g)) expect(page).toMatch(new RegExp(`\\bc${index}\\b`));
      expect([...page.matchAll(/Zeile \d+/g)].length).toBeGreaterThan(1);
    }
    expect(pages.join('').match(/Zeile \d+/g)).toHaveLength(201);
  });

  test('cuts a cell that would fill a page, and says so', async () => {
    const rows = [['a', 'Wort\n'.repeat(500)]];
    const columns = [
      { label: '1', share: 1 },
      { label: '2', share: 1 },
    ];
    const pages = pagesOf(await draw((sheet) => table(sheet, { columns, rows })));
    expect(pages).toHaveLength(1);
    expect(pages[0]?.match(/Wort/g)).toHaveLength(30);
    expect(pages[0]).toContain('…');
  });

  test('never breaks a box, and keeps a heading with what follows', async () => {
    const look = { fill: '#ffffff', edge: '#000000' };
    for (const lines of [44, 46, 48, 50, 52]) {
      const pages = pagesOf(
        await draw((sheet) => {
          for (let line = 0; line < lines; line += 1) paragraph(sheet, `Zeile ${line}`, { after: 0 });
          heading(sheet, 2, 'Titel');
          paragraph(sheet, 'darunter');
          box(
            sheet,
            Array.from({ length: 9 }, (_, index) => ({ text: `Kasten ${index}`, style: BODY })),
            look,
          );
        }),
      );
      const place = (word: string) => pages.findIndex((page) => page.includes(word));
      expect(place('Titel')).toBe(place('darunter'));
      expect(place('Kasten 0')).toBe(place('Kasten 8'));
    }
  });

  test('marks on each page what it draws there, also of what goes on from the page before', async () => {
    const pdf = await draw((sheet) => {
      paragraph(sheet, 'Wort '.repeat(2000));
      list(
        sheet,
        Array.from({ length: 60 }, (_, index) => `Punkt ${index} ${'Wort '.repeat(60)}`),
      );
    });
    const folder = mkdtempSync(join(tmpdir(), 'linewitness-sheet-'));
    try {
      writeFileSync(join(folder, 'a.pdf'), pdf);
      execFileSync('qpdf', ['--qdf', '--object-streams=disable', 'a.pdf', 'b.pdf'], { cwd: folder });
      const streams = readFileSync(join(folder, 'b.pdf'), 'latin1').match(/(?<=stream\n)[\s\S]*?(?=endstream)/g) ?? [];
      const drawn = streams.filter((stream) => stream.includes(' Tm\n'));
      expect(drawn.length).toBeGreaterThan(5);
      for (const stream of drawn) expect(depths(stream)).toEqual({ lowest: 0, last: 0, unmarked: 0 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('draws the list of a timeline with words in its place, and a title that breaks no metadata', async () => {
    const state = { verdict: 'x', side: 'access', cause: null } as const;
    const drawing = drawTimeline({
      fromAtMs: 0,
      toAtMs: 100,
      intervals: (['up', 'down', 'degraded', 'maintenance'] as const).map((one, index) => ({
        ...state,
        state: one,
        fromAtMs: index * 20,
        toAtMs: index * 20 + 20,
      })),
      ticks: [{ atMs: 50, label: 'Mitte' }],
      describe: () => '',
    });
    const pdf = await draw((sheet) => figure(sheet, drawing, 'Verlauf mit einem Ausfall'));
    expect(textOf(pdf)).toContain('Mitte');
    const structure = tool(pdf, 'pdfinfo', '-struct', '-');
    expect(structure).toMatch(/Figure/);
    expect(structure).not.toMatch(/Syntax Error/);
    const info = tool(pdf, 'pdfinfo', '-');
    expect(info).toMatch(/Title:\s+a {2}\/rdf:li {3}b/);
    expect(tool(pdf, 'pdffonts', '-')).not.toMatch(/Helvetica/);
  });

  test('gives the same bytes for the same input', async () => {
    const make = () => draw((sheet) => paragraph(sheet, 'Text'));
    expect((await make()).equals(await make())).toBe(true);
  });
});
