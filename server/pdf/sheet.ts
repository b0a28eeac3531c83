import PDFDocument from 'pdfkit';
import { type Document, fontName, type Structure } from './document.ts';
import type { Fonts } from './fonts.ts';
import { type Inked, type Line, openLines, type Style, type Text } from './text-lines.ts';

/**
 * A tagged PDF on A4, written from top to bottom: language, title and structure are there, the fonts are embedded, none
 * of PDF's standard fonts is used, and the same input gives the same bytes. It does not claim to be PDF/A.
 */

export const MM = 72 / 25.4;
export const PAGE_WIDTH = 210 * MM;
export const PAGE_HEIGHT = 297 * MM;

export type SheetOptions = {
  fonts: Fonts;
  language: 'de' | 'en';
  /** Goes into the document's metadata as XML, which pdfkit does not escape: `<`, `>` and `&` are taken out. */
  title: string;
  subject?: string;
  /** The date of making; nothing here reads a clock. */
  madeAtMs: number;
  /** Points. */
  margins: { top: number; bottom: number; left: number; right: number };
};

/** What is written on, and how far it is. Everything that draws takes one of these. */
export type Sheet = {
  doc: Document;
  /** Where the next element of the structure goes. */
  parent: Structure;
  left: number;
  /** Of the text, in points. */
  width: number;
  /** Of the next line, from the top of the page. */
  y: number;
  top: number;
  /** Nothing is drawn below it, but what stands on every page. */
  bottom: number;
  /** Breaks a text into lines no wider than that. */
  lines: (text: Text, width: number, style: Style) => Line[];
  /** Ends the document; resolves with the bytes once it is whole. */
  finish: () => Promise<Buffer>;
};

export function openSheet({ fonts, language, title, subject, madeAtMs, margins }: SheetOptions): Sheet {
  const doc = new PDFDocument({
    size: [PAGE_WIDTH, PAGE_HEIGHT],
    // pages are broken here, never by pdfkit
    margins: { ...margins, bottom: 0 },
    bufferPages: true,
    tagged: true,
    displayTitle: true,
    lang: language,
    pdfVersion: '1.7',
    // a font as bytes from the first moment on: the default would be one of the standard fonts, which are not embedded
    font: fonts.regular as unknown as string, // the types know paths only, the program takes bytes as well
    info: {
      Title: plain(title),
      ...(subject !== undefined && { Subject: plain(subject) }),
      Producer: 'Linewitness',
      Creator: 'Linewitness',
      CreationDate: new Date(madeAtMs),
    },
  });
  const done = collect(doc);
  doc.registerFont('bold', fonts.bold);
  const root = doc.struct('Document');
  doc.addStructure(root);
  return {
    doc,
    parent: root,
    left: margins.left,
    width: PAGE_WIDTH - margins.left - margins.right,
    y: margins.top,
    top: margins.top,
    bottom: PAGE_HEIGHT - margins.bottom,
    lines: openLines(doc),
    finish: () => {
      root.end();
      doc.end();
      return done;
    },
  };
}

function plain(text: string): string {
  return text.replace(/[<>&\p{Cc}]/gu, ' ').trim();
}

function collect(doc: Document): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
}

/** What is open of the structure goes on there: pdfkit closes its marks on this page and opens them again. */
export function newPage(sheet: Sheet): void {
  sheet.doc.continueOnNewPage();
  sheet.y = sheet.top;
}

/** Goes to a new page unless so many points are left on this one. True: it did. */
export function needRoom(sheet: Sheet, points: number): boolean {
  // at the top of a page there is no more room than there is
  if (sheet.y + points <= sheet.bottom || sheet.y <= sheet.top) return false;
  newPage(sheet);
  return true;
}

export function space(sheet: Sheet, points: number): void {
  sheet.y = Math.min(sheet.y + points, sheet.bottom);
}

/** An element of the structure with drawn content. */
export function tagged(sheet: Sheet, type: string, draw: () => void, options: object = {}): void {
  sheet.parent.add(sheet.doc.struct(type, options, () => draw()));
}

/** An element of the structure that holds others. */
export function group(sheet: Sheet, type: string, draw: () => void, options: object = {}): void {
  const outer = sheet.parent;
  const inner = sheet.doc.struct(type, options);
  outer.add(inner);
  sheet.parent = inner;
  draw();
  sheet.parent = outer;
  inner.end();
}

/** Marks what is no part of the text: rules, page numbers, heads of tables that stand there again. */
export function artifact(sheet: Sheet, type: 'Layout' | 'Pagination', draw: () => void): void {
  sheet.doc.markContent('Artifact', { type });
  draw();
  sheet.doc.endMarkedContent();
}

/** One line of text with its top at `y`. */
export function drawLine(sheet: Sheet, line: Inked, place: { x: number; y: number }): void {
  const { doc } = sheet;
  const { style } = line;
  let { x } = place;
  for (const { text, isBold, width } of line.parts) {
    doc.font(fontName(isBold)).fontSize(style.size);
    doc.fillColor(style.color).text(text, x, place.y, { lineBreak: false });
    x += width;
  }
}
