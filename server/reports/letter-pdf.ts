import PDFDocument from 'pdfkit';
import type { Letter } from './letter.ts';

/**
 * A letter in the manner of DIN 5008 form B: window for the address, date, subject, text, page n of m. Tagged, with
 * language and title, one embedded family and none of PDF's standard fonts. The same letter gives the same bytes. It does
 * not claim to be PDF/A.
 */

const MM = 72 / 25.4;
const LEFT = 25 * MM;
const RIGHT = 20 * MM;
const BOTTOM = 28 * MM;
const PAGE_WIDTH = 210 * MM;
const PAGE_HEIGHT = 297 * MM;
const WIDTH = PAGE_WIDTH - LEFT - RIGHT;
/** The window begins 45 mm from the top; its first part is for the sender's line. */
const WINDOW_TOP = 45 * MM;
const ADDRESS_TOP = WINDOW_TOP + 17.7 * MM;
const WINDOW_WIDTH = 80 * MM;
const INFO_LEFT = 125 * MM;
const SUBJECT_TOP = 103.5 * MM;
const SIZE = 10.5;
const SMALL = 8;
const LINE_GAP = 2.5;
const INDENT = 5 * MM;
const MAX_ADDRESS_LINES = 7;
const MAX_SENDER_LINES = 8;

/** Nobody writes such a word; looking for a place to break it takes more memory than there is. */
const ENDLESS_WORD = /\S{500,}/g;
const cutWord = (word: string) => (word.match(/.{1,80}/gu) ?? []).join('\n');

export type LetterFonts = { regular: Buffer; bold: Buffer };
type Words = { title: string; page: (page: number, count: number) => string; date: string };
type Document = InstanceType<typeof PDFDocument>;
type Structure = ReturnType<Document['struct']>;

const WORDS: Record<Letter['language'], Words> = {
  de: { title: 'Störungsmeldung', page: (page, count) => `Seite ${page} von ${count}`, date: 'Datum' },
  en: { title: 'Fault report', page: (page, count) => `Page ${page} of ${count}`, date: 'Date' },
};

/** Resolves with the bytes once the document is whole. */
export function letterPdf(letter: Letter, fonts: LetterFonts): Promise<Buffer> {
  const words = WORDS[letter.language];
  const doc = new PDFDocument({
    size: [PAGE_WIDTH, PAGE_HEIGHT],
    margins: { top: 25 * MM, bottom: BOTTOM, left: LEFT, right: RIGHT },
    bufferPages: true,
    tagged: true,
    displayTitle: true,
    lang: letter.language,
    pdfVersion: '1.7',
    // a font as bytes from the first moment on: the default would be one of the standard fonts, which are not embedded
    font: fonts.regular as unknown as string, // the types know paths only, the program takes bytes as well
    // nothing that anybody typed: pdfkit writes the title into XML without escaping it
    info: {
      Title: `${words.title} ${letter.date}`,
      Producer: 'Linewitness',
      Creator: 'Linewitness',
      CreationDate: new Date(letter.madeAtMs),
    },
  });
  const done = collect(doc);
  doc.registerFont('regular', fonts.regular);
  doc.registerFont('bold', fonts.bold);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const drawn = drawable(doc, letter);
  head(doc, root, drawn, words);
  body(doc, root, drawn);
  root.end();
  pageNumbers(doc, words);
  doc.end();
  return done;
}

/** Signs that the family does not have (emoji, other scripts) become "?": a reader must see that something stood there. */
function drawable(doc: Document, letter: Letter): Letter {
  // the types leave out what pdfkit keeps of a font; both weights have the same signs
  const { font } = (doc as unknown as { _font: { font: { hasGlyphForCodePoint: (code: number) => boolean } } })._font;
  const known = (text: string) =>
    text.replace(/[^\n\x20-\x7e]/gu, (sign) => (font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0) ? sign : '?'));
  const { sender, recipient, subject, body: text } = letter;
  return {
    ...letter,
    sender: sender.map(known),
    recipient: recipient.map(known),
    subject: known(subject.replace(/\S{60}/g, '$& ')),
    body: known(text),
  };
}

function collect(doc: Document): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
}

function head(doc: Document, root: Structure, letter: Letter, words: Words): void {
  const { sender, recipient } = letter;
  const returnLine = sender.slice(0, 3).join(' · ');
  const block = (texts: string[], place: { x: number; y: number; width: number }) => {
    if (texts.length === 0) return;
    root.add(
      doc.struct(
        'P',
        {},
        () =>
          void doc
            .font('regular')
            .fontSize(SIZE)
            .text(texts.join('\n'), place.x, place.y, { width: place.width, lineGap: 1 }),
      ),
    );
  };
  block(sender.slice(0, MAX_SENDER_LINES), { x: INFO_LEFT, y: 15 * MM, width: PAGE_WIDTH - INFO_LEFT - RIGHT });
  if (returnLine !== '')
    artifact(doc, 'Layout', () =>
      doc
        .font('regular')
        .fontSize(SMALL)
        .text(returnLine, LEFT, ADDRESS_TOP - 4.5 * MM, {
          width: WINDOW_WIDTH,
          height: SMALL * 1.4,
          ellipsis: true,
          lineBreak: true,
        }),
    );
  block(recipient.slice(0, MAX_ADDRESS_LINES), { x: LEFT, y: ADDRESS_TOP, width: WINDOW_WIDTH });
  block([`${words.date}: ${letter.date}`], { x: INFO_LEFT, y: ADDRESS_TOP, width: PAGE_WIDTH - INFO_LEFT - RIGHT });
  root.add(
    doc.struct(
      'H1',
      {},
      () =>
        void doc
          .font('bold')
          .fontSize(SIZE + 0.5)
          .text(letter.subject, LEFT, SUBJECT_TOP, { width: WIDTH }),
    ),
  );
  doc.moveDown(1);
}

function body(doc: Document, root: Structure, { body: text }: Letter): void {
  doc.font('regular').fontSize(SIZE);
  let list: Structure | null = null;
  for (const line of text.replace(ENDLESS_WORD, cutWord).split('\n')) {
    const item = /^[-–•] +(.*)$/.exec(line)?.[1];
    if (item === undefined) {
      list?.end();
      list = null;
      paragraph(doc, root, line);
    } else {
      list ??= openList(doc, root);
      listItem(doc, list, item);
    }
  }
  list?.end();
}

function paragraph(doc: Document, root: Structure, line: string): void {
  if (line.trim() === '') doc.moveDown(0.6);
  else root.add(doc.struct('P', {}, () => void doc.text(line, LEFT, doc.y, { width: WIDTH, lineGap: LINE_GAP })));
}

function openList(doc: Document, root: Structure): Structure {
  const list = doc.struct('L');
  root.add(list);
  return list;
}

function listItem(doc: Document, list: Structure, text: string): void {
  const width = WIDTH - INDENT;
  // a sign and its first line stay together
  const lineHeight = doc.currentLineHeight(true) + LINE_GAP;
  if (doc.y + lineHeight > PAGE_HEIGHT - BOTTOM) doc.addPage();
  const item = doc.struct('LI');
  list.add(item);
  const y = doc.y;
  item.add(doc.struct('Lbl', {}, () => void doc.text('–', LEFT, y, { width: INDENT, lineBreak: false })));
  item.add(doc.struct('LBody', {}, () => void doc.text(text, LEFT + INDENT, y, { width, lineGap: LINE_GAP })));
  item.end();
}

/** Marks what is no part of the text: lines for the window of an envelope, page numbers. */
function artifact(doc: Document, type: 'Layout' | 'Pagination', draw: () => void): void {
  doc.markContent('Artifact', { type });
  draw();
  doc.endMarkedContent();
}

function pageNumbers(doc: Document, words: Words): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // below the margin, where text would otherwise begin a new page
    doc.page.margins.bottom = 0;
    doc.font('regular').fontSize(SMALL);
    artifact(doc, 'Pagination', () =>
      doc.text(words.page(page + 1, count), LEFT, PAGE_HEIGHT - 15 * MM, {
        width: WIDTH,
        align: 'right',
        lineBreak: false,
      }),
    );
  }
}
