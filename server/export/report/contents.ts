import { BODY, heading, lineHeight } from '../../pdf/blocks.ts';
import { drawLine, group, type Sheet, tagged } from '../../pdf/sheet.ts';
import type { Report } from './frame.ts';
import type { Chapter } from './words.ts';

/** Where the list of chapters stands; its page numbers are known at the end. */
export type Contents = { begin: (chapter: Chapter) => void; fill: () => void };

/** Keeps room for so many lines here; each chapter tells when it begins. */
export function openContents({ sheet, words }: Report, chapters: readonly Chapter[]): Contents {
  heading(sheet, 2, words.contents);
  const list = sheet.doc.struct('TOC');
  sheet.parent.add(list);
  const place = { page: currentPage(sheet), y: sheet.y };
  sheet.y += chapters.length * lineHeight(BODY) + 8;
  const pages = new Map<Chapter, number>();
  return {
    begin: (chapter) => {
      heading(sheet, 2, words.chapters[chapter], chapter);
      pages.set(chapter, currentPage(sheet) + 1);
    },
    fill: () => {
      sheet.doc.switchToPage(place.page);
      sheet.y = place.y;
      const outer = sheet.parent;
      sheet.parent = list;
      for (const chapter of chapters)
        entry(sheet, { text: words.chapters[chapter], chapter, page: pages.get(chapter) ?? 0 });
      sheet.parent = outer;
      list.end();
    },
  };
}

function entry(sheet: Sheet, { text, chapter, page }: { text: string; chapter: Chapter; page: number }): void {
  const { doc, left, width, y } = sheet;
  const [name] = sheet.lines(text, width - 40, BODY);
  const [number] = sheet.lines(String(page), 40, BODY);
  group(sheet, 'TOCI', () => {
    tagged(sheet, 'P', () => {
      if (name) drawLine(sheet, { parts: name.parts, style: BODY }, { x: left, y });
      if (number) drawLine(sheet, { parts: number.parts, style: BODY }, { x: left + width - number.width, y });
    });
  });
  doc.goTo(left, y, width, lineHeight(BODY), chapter);
  sheet.y = y + lineHeight(BODY);
}

function currentPage({ doc }: Sheet): number {
  const { start, count } = doc.bufferedPageRange();
  return start + count - 1;
}
