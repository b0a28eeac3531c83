import { list, paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { Report } from './frame.ts';
import { PAIRS, pair } from './pairs.ts';

/** All of it stands on one page. */
const TABLE = { style: { ...SMALL, size: 6.8, leading: 1.3 }, pad: 1 };
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
    const shares = columns.map((label, index) => ({ label, share: shareOf(label, rows, index) }));
    if (rows.length > 0) table(sheet, { caption: title, columns: shares, rows, ...TABLE });
    else paragraph(sheet, title, { style: { ...SMALL, isBold: true }, after: 1 });
    if (note !== null) paragraph(sheet, note, { style: NOTE });
  }
  list(sheet, technician.notes, { style: NOTE });
}

/** As wide as what stands in it: columns come from words of two languages. */
function shareOf(label: string, rows: readonly string[][], index: number): number {
  const longest = Math.max(...rows.map((row) => row[index]?.length ?? 0), 0);
  const word = Math.max(...label.split(' ').map((part) => part.length));
  return Math.min(Math.max(longest, word * 1.7, 5), 60);
}
