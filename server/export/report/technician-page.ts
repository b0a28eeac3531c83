import { STATEMENT } from '../../../rules/wire/evidence-format.ts';
import { list, paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { Report } from './frame.ts';
import { PAIRS, pair } from './pairs.ts';

/** All of it stands on one page. */
const TABLE = { style: { ...SMALL, size: 6.8, leading: 1.2 }, pad: 0.8 };
const NOTE = { ...QUIET, size: 7.2 };

/** One page in the terms of whoever repairs the line: no law, no claims. */
export function technicianChapter({ sheet, reportCase }: Report): void {
  const { technician } = reportCase;
  if (technician === null) return;
  for (const { title, rows } of technician.facts) {
    table(sheet, {
      caption: title,
      columns: PAIRS,
      rows: rows.map(([name, value]) => pair(name, value)),
      isPairs: true,
      ...TABLE,
    });
  }
  for (const { title, columns, rows, note } of technician.tables) {
    const shares = columns.map((label, index) => ({ label, share: shareOf(label, rows, index, columns.length) }));
    if (rows.length > 0) table(sheet, { caption: title, columns: shares, rows, ...TABLE });
    else paragraph(sheet, title, { style: { ...SMALL, isBold: true }, after: 1 });
    if (note !== null) paragraph(sheet, note, { style: NOTE });
  }
  // the last of them stands below each page of a PDF
  const notes = technician.notes.filter((note) => note !== STATEMENT[reportCase.language]);
  list(sheet, notes, { style: NOTE });
}

/** A cell this long is broken into lines. */
const LONG = 24;

/** As wide as what stands in it, and never narrower than a word: columns come from words of two languages. */
function shareOf(label: string, rows: readonly string[][], index: number, columns: number): number {
  const cells = rows.map((row) => row[index] ?? '');
  const longest = Math.max(...cells.map(({ length }) => length), 0);
  // of two columns the last one holds sentences
  const wide = columns > 2 ? Math.min(longest, LONG) : longest;
  const word = Math.max(...cells.concat(label).flatMap((text) => text.split(' ').map(({ length }) => length)));
  return Math.min(Math.max(wide, word * 1.25, 5), 80);
}
