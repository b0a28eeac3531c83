import { INK, lineHeight, RULE, SMALL, SOFT } from './blocks.ts';
import { artifact, drawLine, group, needRoom, newPage, type Sheet, space, tagged } from './sheet.ts';
import type { Line, Style, Text } from './text-lines.ts';

/** `share`: of the width, relative to the others'. */
export type Column = { label: string; share: number; isNumber?: boolean };

export type Table = {
  columns: readonly Column[];
  /** As many cells as columns. The first cell of each row names it. */
  rows: readonly (readonly Text[])[];
  /** Said above it, also to those who listen. */
  caption?: string;
  style?: Style;
  /** The columns need no head: pairs of name and value. */
  isPairs?: boolean;
  /** Above and below the text of a cell; points. */
  pad?: number;
};

const GAP = 6;
const PAD = 2.4;
/** A cell with more lines is cut off with "…": a row is never broken over pages. */
const MAX_CELL_LINES = 30;

type Laid = { x: number; width: number; isNumber: boolean };
type Row = { cells: { lines: Line[]; laid: Laid }[]; style: Style; pad: number; height: number };

/** Tables of so few rows stay on one page. */
const SHORT_ROWS = 6;

/** The head stands again on each page; there it is no part of the structure. Rows are never broken. */
export function table(
  sheet: Sheet,
  { columns, rows, caption, style = SMALL, isPairs = false, pad = PAD }: Table,
): void {
  const laid = layOut(sheet, columns);
  const rowOf = (texts: readonly Text[], look: Style) => layRow(sheet, texts, { laid, style: look, pad });
  const labels = columns.map(({ label }) => label);
  const head = isPairs ? null : rowOf(labels, { ...style, isBold: true, color: SOFT });
  const body = rows.map((texts) => rowOf(texts, style));
  const together = body.length <= SHORT_ROWS ? body : body.slice(0, 3);
  const aboveHeight = (head?.height ?? 0) + (caption === undefined ? 0 : 16);
  needRoom(
    sheet,
    together.reduce((sum, { height }) => sum + height, aboveHeight),
  );
  group(sheet, 'Table', () => {
    if (caption !== undefined) drawCaption(sheet, caption, style);
    if (head !== null) drawHead(sheet, head);
    group(sheet, 'TBody', () => drawBody(sheet, head, body));
  });
  space(sheet, 8);
}

function drawHead(sheet: Sheet, head: Row): void {
  group(sheet, 'THead', () => drawRow(sheet, head, true));
  headRule(sheet);
}

function drawBody(sheet: Sheet, head: Row | null, body: Row[]): void {
  const rules: number[] = [];
  for (const [index, row] of body.entries()) {
    // the last row takes the one before along: alone on a page nobody looks for it
    const lastHeight = index === body.length - 2 ? (body.at(-1)?.height ?? 0) : 0;
    if (sheet.y + row.height + lastHeight > sheet.bottom) {
      hairlines(sheet, rules.splice(0));
      newPage(sheet);
      if (head !== null) repeatHead(sheet, head);
    }
    drawRow(sheet, row, false);
    rules.push(sheet.y);
  }
  hairlines(sheet, rules);
}

function layOut(sheet: Sheet, columns: readonly Column[]): Laid[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const free = sheet.width - GAP * (columns.length - 1);
  let x = sheet.left;
  return columns.map(({ share, isNumber = false }) => {
    const width = (free * share) / shares;
    const laid = { x, width, isNumber };
    x += width + GAP;
    return laid;
  });
}

function layRow(
  sheet: Sheet,
  texts: readonly Text[],
  { laid, style, pad }: { laid: Laid[]; style: Style; pad: number },
): Row {
  const cells = laid.map((place, index) => {
    const lines = sheet.lines(texts[index] ?? '', place.width, style);
    if (lines.length <= MAX_CELL_LINES) return { lines, laid: place };
    return { lines: [...lines.slice(0, MAX_CELL_LINES), ...sheet.lines('…', place.width, style)], laid: place };
  });
  const height = Math.max(...cells.map(({ lines }) => lines.length)) * lineHeight(style) + 2 * pad;
  return { cells, style, pad, height };
}

function drawRow(sheet: Sheet, row: Row, isHead: boolean): void {
  const { y } = sheet;
  group(sheet, 'TR', () => {
    for (const [index, cell] of row.cells.entries()) {
      const isHeader = isHead || index === 0;
      const options = isHeader ? { scope: isHead ? 'Column' : 'Row' } : {};
      tagged(sheet, isHeader ? 'TH' : 'TD', () => drawCell(sheet, cell, row, y), options);
    }
  });
  sheet.y = y + row.height;
}

function drawCell(sheet: Sheet, { lines, laid }: Row['cells'][number], { style, pad }: Row, top: number): void {
  for (const [row, { parts, width }] of lines.entries()) {
    const x = laid.isNumber ? laid.x + laid.width - width : laid.x;
    drawLine(sheet, { parts, style }, { x, y: top + pad + row * lineHeight(style) });
  }
}

function repeatHead(sheet: Sheet, head: Row): void {
  const { y } = sheet;
  artifact(sheet, 'Pagination', () => {
    for (const cell of head.cells) drawCell(sheet, cell, head, y);
  });
  sheet.y = y + head.height;
  headRule(sheet);
}

function drawCaption(sheet: Sheet, caption: string, style: Style): void {
  const captionStyle = { ...style, isBold: true, color: INK };
  tagged(sheet, 'Caption', () => {
    for (const { parts } of sheet.lines(caption, sheet.width, captionStyle)) {
      drawLine(sheet, { parts, style: captionStyle }, { x: sheet.left, y: sheet.y });
      sheet.y += lineHeight(captionStyle);
    }
  });
  sheet.y += 2;
}

function headRule(sheet: Sheet): void {
  artifact(sheet, 'Layout', () => {
    const { doc, left, width, y } = sheet;
    doc
      .lineWidth(0.9)
      .strokeColor(SOFT)
      .moveTo(left, y)
      .lineTo(left + width, y)
      .stroke();
  });
}

function hairlines(sheet: Sheet, ys: number[]): void {
  if (ys.length === 0) return;
  artifact(sheet, 'Layout', () => {
    const { doc, left, width } = sheet;
    doc.lineWidth(0.4).strokeColor(RULE);
    for (const y of ys) doc.moveTo(left, y).lineTo(left + width, y);
    doc.stroke();
  });
}
