import { heading, list, paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { Report } from './frame.ts';
import { PAIRS, pair } from './summary.ts';

const TABLE = { ...SMALL, size: 7 };

/** One page in the terms of whoever repairs the line: no law, no claims. */
export function technicianChapter({ sheet, reportCase }: Report): void {
  const { technician } = reportCase;
  if (technician === null) return;
  for (const { title, rows } of technician.facts) {
    heading(sheet, 3, title);
    table(sheet, { columns: PAIRS, rows: rows.map(([name, value]) => pair(name, value)), isPairs: true, style: TABLE });
  }
  for (const { title, columns, rows, note } of technician.tables) {
    heading(sheet, 3, title);
    const shares = columns.map((label, index) => ({ label, share: shareOf(label, rows, index) }));
    if (rows.length > 0) table(sheet, { columns: shares, rows, style: TABLE });
    if (note !== null) paragraph(sheet, note, { style: QUIET });
  }
  list(sheet, technician.notes, { style: QUIET });
}

/** As wide as what stands in it: columns come from words of two languages. */
function shareOf(label: string, rows: readonly string[][], index: number): number {
  const longest = Math.max(...rows.map((row) => row[index]?.length ?? 0), 0);
  const word = Math.max(...label.split(' ').map((part) => part.length));
  return Math.min(Math.max(longest, word * 1.15, 5), 34);
}
