import { type Document, fontName } from './document.ts';

/** How text looks; sizes in points. `leading`: from line to line, as a multiple of the size. */
export type Style = { size: number; leading: number; isBold: boolean; color: string };

/** A text, or pieces of it of which some are bold. */
export type Text = string | readonly { text: string; isBold: boolean }[];

export type Part = { text: string; isBold: boolean; width: number };
export type Line = { parts: Part[]; width: number };
/** A line with the way it is drawn. */
export type Inked = { parts: Part[]; style: Style };

/** What was measured once is kept; with hashes and times there is no end of words. */
const MAX_WIDTHS = 20_000;
/** Nobody writes such a word; looking for the places to break it takes more memory than there is. */
const ENDLESS_WORD = /\S{500,}/g;
const cutEndless = (word: string) => (word.match(/.{1,80}/gu) ?? []).join(' ');

/**
 * Breaks texts into lines. Signs that the family does not have (emoji, other scripts) become "?": a reader must see that
 * something stood there; what steers the direction of text, and all that is not printed, is taken out.
 */
export function openLines(doc: Document): (text: Text, width: number, style: Style) => Line[] {
  const known = openKnown(doc);
  const widthOf = openWidths(doc);
  return (text, width, { size, isBold }) => {
    const pieces = typeof text === 'string' ? [{ text, isBold }] : text;
    const lines: Line[] = [];
    let line = openLine();
    const end = () => {
      lines.push(line.close());
      line = openLine();
    };
    const put = (word: Word): void => {
      const wordWidth = widthOf(word.text, word.isBold) * size;
      const spaceWidth = line.isEmpty() ? 0 : widthOf(' ', word.isBold) * size;
      const isTooLong = line.width() + spaceWidth + wordWidth > width;
      if (!isTooLong || (line.isEmpty() && word.text.length === 1)) {
        line.add(word, wordWidth, spaceWidth);
      } else if (!line.isEmpty()) {
        line.wrap();
        end();
        put(word);
      } else {
        const [head, tail] = cut(word.text, (part) => widthOf(part, word.isBold) * size <= width);
        line.add({ ...word, text: head }, widthOf(head, word.isBold) * size, 0);
        end();
        put({ ...word, text: tail });
      }
    };
    for (const word of wordsOf(pieces, known)) {
      if (word === 'line-end') end();
      else put(word);
    }
    end();
    return lines;
  };
}

type Word = { text: string; isBold: boolean };

function* wordsOf(pieces: readonly Word[], known: (text: string) => string): Generator<Word | 'line-end'> {
  for (const { text, isBold } of pieces) {
    for (const [row, paragraph] of known(text).split('\n').entries()) {
      if (row > 0) yield 'line-end';
      for (const word of paragraph.replace(ENDLESS_WORD, cutEndless).split(' '))
        if (word !== '') yield { text: word, isBold };
    }
  }
}

function openLine() {
  const parts: Part[] = [];
  let width = 0;
  return {
    width: () => width,
    isEmpty: () => parts.length === 0,
    add: ({ text: word, isBold }: Word, wordWidth: number, spaceWidth: number): void => {
      const last = parts.at(-1);
      width += spaceWidth + wordWidth;
      if (last === undefined) parts.push({ text: word, isBold, width: wordWidth });
      else if (last.isBold === isBold) {
        last.text += ` ${word}`;
        last.width += spaceWidth + wordWidth;
      } else {
        // the space belongs to what stood before, so that each part begins with ink
        last.text += ' ';
        last.width += spaceWidth;
        parts.push({ text: word, isBold, width: wordWidth });
      }
    },
    /** The space between this line and the next: not seen, but read aloud and copied. */
    wrap: (): void => {
      const last = parts.at(-1);
      if (last) last.text += ' ';
    },
    close: (): Line => ({ parts, width }),
  };
}

/** The longest begin that fits (one sign at least), and the rest. */
function cut(word: string, fits: (part: string) => boolean): [string, string] {
  let [low, high] = [1, word.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(word.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return [word.slice(0, low), word.slice(low)];
}

/** Widths at a size of one point. */
function openWidths(doc: Document): (word: string, isBold: boolean) => number {
  const widths = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  return (word, isBold) => {
    const font = isBold ? 'bold' : 'regular';
    const found = widths[font].get(word);
    if (found !== undefined) return found;
    if (widths[font].size >= MAX_WIDTHS) widths[font].clear();
    const width = doc.font(fontName(isBold)).fontSize(1000).widthOfString(word) / 1000;
    widths[font].set(word, width);
    return width;
  };
}

function openKnown(doc: Document): (text: string) => string {
  // the types leave out what pdfkit keeps of a font; both weights have the same signs
  const { font } = (doc as unknown as { _font: { font: { hasGlyphForCodePoint: (code: number) => boolean } } })._font;
  const isKnown = new Map<string, boolean>();
  const signOr = (sign: string): string => {
    const found = isKnown.get(sign) ?? font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0);
    if (isKnown.size < 5000) isKnown.set(sign, found);
    return found ? sign : '?';
  };
  return (text) => {
    if (/^[\n\x20-\x7e]*$/.test(text)) return text;
    return text
      .replaceAll('\t', ' ')
      .replace(/[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
      .replace(/[^\n\x20-\x7e]/gu, signOr);
  };
}
