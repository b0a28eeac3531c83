import { INK, lineHeight, list, paragraph } from '../pdf/blocks.ts';
import type { Fonts } from '../pdf/fonts.ts';
import { artifact, drawLine, MM, openSheet, PAGE_HEIGHT, PAGE_WIDTH, type Sheet, space, tagged } from '../pdf/sheet.ts';
import type { Style } from '../pdf/text-lines.ts';
import type { Letter } from './letter.ts';

/**
 * A letter in the manner of DIN 5008 form B: window for the address, date, subject, text, page n of m. The same letter
 * gives the same bytes. It does not claim to be PDF/A.
 */

const LEFT = 25 * MM;
const RIGHT = 20 * MM;
const MARGINS = { top: 25 * MM, bottom: 28 * MM, left: LEFT, right: RIGHT };
/** The window begins 45 mm from the top; its first part is for the sender's line. */
const WINDOW_TOP = 45 * MM;
const ADDRESS_TOP = WINDOW_TOP + 17.7 * MM;
const WINDOW_WIDTH = 80 * MM;
const INFO_LEFT = 125 * MM;
const INFO_WIDTH = PAGE_WIDTH - INFO_LEFT - RIGHT;
const SUBJECT_TOP = 103.5 * MM;
const MAX_ADDRESS_LINES = 7;
const MAX_SENDER_LINES = 8;
const MAX_SUBJECT_LINES = 8;

const BODY: Style = { size: 10.5, leading: 1.6, isBold: false, color: INK };
const ADDRESS: Style = { ...BODY, leading: 1.46 };
const SUBJECT: Style = { ...BODY, size: 11, leading: 1.4, isBold: true };
const SMALL: Style = { ...BODY, size: 8, leading: 1.4 };
const EMPTY_LINE = 0.55;

type Words = { title: string; page: (page: number, count: number) => string; date: string };

const WORDS: Record<Letter['language'], Words> = {
  de: { title: 'Störungsmeldung', page: (page, count) => `Seite ${page} von ${count}`, date: 'Datum' },
  en: { title: 'Fault report', page: (page, count) => `Page ${page} of ${count}`, date: 'Date' },
};

/** Resolves with the bytes once the document is whole. */
export function letterPdf(letter: Letter, fonts: Fonts): Promise<Buffer> {
  const { language, madeAtMs, date } = letter;
  const words = WORDS[language];
  // nothing that anybody typed goes into the title
  const sheet = openSheet({ fonts, language, title: `${words.title} ${date}`, madeAtMs, margins: MARGINS });
  head(sheet, letter, words);
  body(sheet, letter.body);
  pageNumbers(sheet, words);
  return sheet.finish();
}

function head(sheet: Sheet, letter: Letter, words: Words): void {
  const { sender, recipient } = letter;
  block(sheet, sender, { x: INFO_LEFT, y: 15 * MM, width: INFO_WIDTH, most: MAX_SENDER_LINES });
  const [returnLine] = sheet.lines(sender.slice(0, 3).join(' · '), WINDOW_WIDTH, SMALL);
  if (returnLine && returnLine.parts.length > 0) {
    const place = { x: LEFT, y: ADDRESS_TOP - 4.5 * MM };
    artifact(sheet, 'Layout', () => drawLine(sheet, { parts: returnLine.parts, style: SMALL }, place));
  }
  block(sheet, recipient, { x: LEFT, y: ADDRESS_TOP, width: WINDOW_WIDTH, most: MAX_ADDRESS_LINES });
  block(sheet, [`${words.date}: ${letter.date}`], { x: INFO_LEFT, y: ADDRESS_TOP, width: INFO_WIDTH, most: 1 });
  subject(sheet, letter.subject);
}

type Place = { x: number; y: number; width: number; most: number };

/** Lines at a place of their own; what would run into the next block is cut off. */
function block(sheet: Sheet, texts: string[], { x, y, width, most }: Place): void {
  if (texts.length === 0) return;
  const lines = sheet.lines(texts.join('\n'), width, ADDRESS).slice(0, most);
  tagged(sheet, 'P', () => {
    for (const [row, { parts }] of lines.entries())
      drawLine(sheet, { parts, style: ADDRESS }, { x, y: y + row * lineHeight(ADDRESS) });
  });
}

function subject(sheet: Sheet, text: string): void {
  const lines = sheet.lines(text, sheet.width, SUBJECT).slice(0, MAX_SUBJECT_LINES);
  sheet.y = SUBJECT_TOP;
  tagged(sheet, 'H1', () => {
    for (const { parts } of lines) {
      drawLine(sheet, { parts, style: SUBJECT }, { x: LEFT, y: sheet.y });
      sheet.y += lineHeight(SUBJECT);
    }
  });
  space(sheet, lineHeight(BODY));
}

/** Lines that begin with a dash are a list. */
function body(sheet: Sheet, text: string): void {
  let items: string[] = [];
  const endList = () => {
    if (items.length > 0) list(sheet, items, { style: BODY, between: 0 });
    items = [];
  };
  for (const line of text.split('\n')) {
    const item = /^[-–•] +(.*)$/.exec(line)?.[1];
    if (item !== undefined) items.push(item);
    else {
      endList();
      if (line.trim() === '') space(sheet, lineHeight(BODY) * EMPTY_LINE);
      else paragraph(sheet, line, { style: BODY, after: 0 });
    }
  }
  endList();
}

function pageNumbers(sheet: Sheet, words: Words): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    sheet.doc.switchToPage(page);
    const [line] = sheet.lines(words.page(page + 1, count), sheet.width, SMALL);
    if (line === undefined) continue;
    const place = { x: sheet.left + sheet.width - line.width, y: PAGE_HEIGHT - 15 * MM };
    artifact(sheet, 'Pagination', () => drawLine(sheet, { parts: line.parts, style: SMALL }, place));
  }
}
