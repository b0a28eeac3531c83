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
};

const GAP = 6;
const PAD = 2.4;
/** A cell with more lines is cut off with "…": a row is never broken over pages. */
const MAX_CELL_LINES = 30;

type Laid = { x: number; width: number; isNumber: boolean };
type Cell = { lines: Line[]; laid: Laid };

/** Tables of so few rows stay on one page. */
const SHORT_ROWS = 6;

/** The head stands again on each page; there it is no part of the structure. Rows are never broken. */
export function table(sheet: Sheet, { columns, rows, caption, style = SMALL, isPairs = false }: Table): void {
  const laid = layOut(sheet, columns);
  const headStyle: Style = { ...style, isBold: true, color: SOFT };
  const head = isPairs ? null : cellsOf(sheet, { texts: columns.map(({ label }) => label), laid, style: headStyle });
  const cells = rows.map((texts) => cellsOf(sheet, { texts, laid, style }));
  const together = cells.length <= SHORT_ROWS ? cells : cells.slice(0, 3);
  const aboveHeight = (head === null ? 0 : heightOf(head, headStyle)) + (caption === undefined ? 0 : 16);
  needRoom(
    sheet,
    together.reduce((sum, row) => sum + heightOf(row, style), aboveHeight),
  );
  group(sheet, 'Table', () => {
    if (caption !== undefined) drawCaption(sheet, caption, style);
    if (head !== null) drawHead(sheet, head, headStyle);
    group(sheet, 'TBody', () => drawBody(sheet, { head, headStyle, cells, style }));
  });
  space(sheet, 8);
}

function drawHead(sheet: Sheet, head: Cell[], style: Style): void {
  group(sheet, 'THead', () => drawRow(sheet, head, { style, isHead: true }));
  headRule(sheet);
}

type Body = { head: Cell[] | null; headStyle: Style; cells: Cell[][]; style: Style };

function drawBody(sheet: Sheet, { head, headStyle, cells, style }: Body): void {
  const rules: number[] = [];
  for (const row of cells) {
    if (sheet.y + heightOf(row, style) > sheet.bottom) {
      hairlines(sheet, rules.splice(0));
      newPage(sheet);
      if (head !== null) repeatHead(sheet, head, headStyle);
    }
    drawRow(sheet, row, { style: { ...style, color: INK }, isHead: false });
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

function cellsOf(sheet: Sheet, { texts, laid, style }: { texts: readonly Text[]; laid: Laid[]; style: Style }): Cell[] {
  return laid.map((place, index) => {
    const lines = sheet.lines(texts[index] ?? '', place.width, style);
    if (lines.length <= MAX_CELL_LINES) return { lines, laid: place };
    return { lines: [...lines.slice(0, MAX_CELL_LINES), ...sheet.lines('…', place.width, style)], laid: place };
  });
}

function heightOf(cells: Cell[], style: Style): number {
  return Math.max(...cells.map(({ lines }) => lines.length)) * lineHeight(style) + 2 * PAD;
}

type RowLook = { style: Style; isHead: boolean };

function drawRow(sheet: Sheet, cells: Cell[], { style, isHead }: RowLook): void {
  const { y } = sheet;
  group(sheet, 'TR', () => {
    for (const [index, cell] of cells.entries()) {
      const isHeader = isHead || index === 0;
      const options = isHeader ? { scope: isHead ? 'Column' : 'Row' } : {};
      tagged(sheet, isHeader ? 'TH' : 'TD', () => drawCell(sheet, cell, { style, y: y + PAD }), options);
    }
  });
  sheet.y = y + heightOf(cells, style);
}

function drawCell(sheet: Sheet, { lines, laid }: Cell, { style, y }: { style: Style; y: number }): void {
  for (const [row, { parts, width }] of lines.entries()) {
    const x = laid.isNumber ? laid.x + laid.width - width : laid.x;
    drawLine(sheet, { parts, style }, { x, y: y + row * lineHeight(style) });
  }
}

function repeatHead(sheet: Sheet, head: Cell[], style: Style): void {
  const { y } = sheet;
  artifact(sheet, 'Pagination', () => {
    for (const cell of head) drawCell(sheet, cell, { style, y: y + PAD });
  });
  sheet.y = y + heightOf(head, style);
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
