import { artifact, drawLine, group, needRoom, newPage, type Sheet, space, tagged } from './sheet.ts';
import type { Line, Style, Text } from './text-lines.ts';

/** Headings, paragraphs, lists and boxes. */

export const INK = '#1b2430';
export const SOFT = '#55606e';
export const RULE = '#c9d0d8';
const ACCENT = '#1f3f66';

export const BODY: Style = { size: 9.5, leading: 1.42, isBold: false, color: INK };
export const SMALL: Style = { ...BODY, size: 8 };
export const QUIET: Style = { ...SMALL, color: SOFT };
const HEADINGS: Record<1 | 2 | 3, { style: Style; before: number; after: number; keep: number }> = {
  1: { style: { size: 16, leading: 1.25, isBold: true, color: ACCENT }, before: 0, after: 4, keep: 120 },
  2: { style: { size: 13.5, leading: 1.3, isBold: true, color: ACCENT }, before: 16, after: 5, keep: 110 },
  3: { style: { size: 10.5, leading: 1.35, isBold: true, color: INK }, before: 11, after: 2, keep: 80 },
};

export function lineHeight({ size, leading }: Style): number {
  return size * leading;
}

/** Bold words at the begin of a paragraph. */
export function lead(bold: string, rest: string): Text {
  return [
    { text: bold, isBold: true },
    { text: rest, isBold: false },
  ];
}

/** A heading stays with what follows it. Levels 1 and 2 are bookmarks too, under `destination` when one is given. */
export function heading(sheet: Sheet, level: 1 | 2 | 3, text: string, destination?: string): void {
  const { style, before, after, keep } = HEADINGS[level];
  if (!needRoom(sheet, before + keep) && sheet.y > sheet.top) space(sheet, before);
  if (destination !== undefined) sheet.doc.addNamedDestination(destination, 'XYZ', 0, sheet.y - 6, null);
  if (level < 3) sheet.doc.outline.addItem(text);
  const lines = sheet.lines(text, sheet.width, style);
  tagged(sheet, `H${level}`, () => drawLines(sheet, lines, { style, x: sheet.left }));
  space(sheet, after);
}

/** `after`: points below. A paragraph may go over pages, but neither begins nor ends with a lone line there. */
export function paragraph(
  sheet: Sheet,
  text: Text,
  { style = BODY, after = 5 }: { style?: Style; after?: number } = {},
): void {
  const lines = sheet.lines(text, sheet.width, style);
  needRoom(sheet, lineHeight(style) * Math.min(lines.length, 3));
  tagged(sheet, 'P', () => drawLines(sheet, lines, { style, x: sheet.left }));
  space(sheet, after);
}

function drawLines(sheet: Sheet, lines: Line[], { style, x }: { style: Style; x: number }): void {
  for (const { parts } of lines) {
    if (sheet.y + lineHeight(style) > sheet.bottom) newPage(sheet);
    drawLine(sheet, { parts, style }, { x, y: sheet.y });
    sheet.y += lineHeight(style);
  }
}

export type ListOptions = { style?: Style; isNumbered?: boolean; between?: number };

export function list(sheet: Sheet, items: readonly Text[], options: ListOptions = {}): void {
  const { style = BODY, isNumbered = false, between = 2 } = options;
  const indent = style.size * (isNumbered ? 1.7 : 1.2);
  group(sheet, 'L', () => {
    for (const [index, text] of items.entries()) {
      const lines = sheet.lines(text, sheet.width - indent, style);
      // a sign and its first lines stay together
      needRoom(sheet, lineHeight(style) * Math.min(lines.length, 3));
      const label = sheet.lines(isNumbered ? `${index + 1}.` : '–', indent, style);
      group(sheet, 'LI', () => {
        const { y } = sheet;
        tagged(sheet, 'Lbl', () => drawLines(sheet, label, { style, x: sheet.left }));
        sheet.y = y;
        tagged(sheet, 'LBody', () => drawLines(sheet, lines, { style, x: sheet.left + indent }));
      });
      space(sheet, between);
    }
  });
  space(sheet, 4);
}

export type BoxItem = { text: Text; style?: Style; isItem?: boolean; after?: number };
const BOX_PADDING = 9;

/** A framed part that is never broken; it must fit on a page. The first item is its title. */
export function box(sheet: Sheet, items: readonly BoxItem[], look: { fill: string; edge: string }): void {
  const inner = sheet.width - 2 * BOX_PADDING - 4;
  const laid = items.map(({ text, style = BODY, isItem = false, after = 3 }) => {
    const indent = isItem ? style.size * 1.2 : 0;
    return { lines: sheet.lines(text, inner - indent, style), style, indent, isItem, after };
  });
  const height =
    laid.reduce((sum, { lines, style, after }) => sum + lines.length * lineHeight(style) + after, 0) +
    2 * BOX_PADDING -
    3;
  needRoom(sheet, height + 6);
  const top = sheet.y;
  artifact(sheet, 'Layout', () => {
    sheet.doc.rect(sheet.left, top, sheet.width, height).fill(look.fill);
    sheet.doc.rect(sheet.left, top, 3, height).fill(look.edge);
  });
  sheet.y = top + BOX_PADDING - 1;
  const x = sheet.left + BOX_PADDING + 4;
  group(sheet, 'Sect', () => {
    for (const { lines, style, indent, isItem, after } of laid) {
      if (isItem) {
        const { y } = sheet;
        artifact(sheet, 'Layout', () =>
          drawLine(sheet, { parts: [{ text: '–', isBold: false, width: 0 }], style }, { x, y }),
        );
      }
      tagged(sheet, 'P', () => drawLines(sheet, lines, { style, x: x + indent }));
      sheet.y += after;
    }
  });
  sheet.y = top + height;
  space(sheet, 9);
}
