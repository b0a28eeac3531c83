import { shortFingerprint } from '../../../rules/journal/heads.ts';
import { STATEMENT } from '../../../rules/wire/evidence-format.ts';
import { formatDay } from '../../../web/pages/local-time.ts';
import type { Language } from '../../../web/pages/views.ts';
import { commonWords } from '../../../web/pages/wording-common.ts';
import { QUIET, RULE } from '../../pdf/blocks.ts';
import { artifact, drawLine, MM, PAGE_HEIGHT, type Sheet } from '../../pdf/sheet.ts';
import type { Style } from '../../pdf/text-lines.ts';
import type { ReportCase } from './report-case.ts';
import { type ReportWords, reportWords } from './words.ts';

export const MARGINS = { top: 24 * MM, bottom: 22 * MM, left: 20 * MM, right: 18 * MM };
const EDGE: Style = { ...QUIET, size: 7.5 };

/** What every chapter needs: where it is drawn, the words, and the case. */
export type Report = { sheet: Sheet; words: ReportWords; reportCase: ReportCase };

export function openReport(sheet: Sheet, reportCase: ReportCase): Report {
  return { sheet, reportCase, words: reportWords[reportCase.language] };
}

/** `01.10.2026 – 31.10.2026`, the days that the period touches. */
export function periodText({ language, evidence: { period } }: ReportCase): string {
  const day = (name: string) => formatDay(name, language).split(' ')[1] ?? name;
  return period.fromDay === period.toDay ? day(period.fromDay) : `${day(period.fromDay)} – ${day(period.toDay)}`;
}

/** `2026-11` → `11.2026` in German. */
export function monthName(month: string, language: Language): string {
  const [year = '', number = ''] = month.split('-');
  return language === 'de' ? `${number}.${year}` : month;
}

/** `a line at PROVIDER`; a name is not repeated where the line is called so. */
export function lineText({ language, evidence: { line } }: ReportCase): string {
  return `${line.name}, ${commonWords[language].lineAt(line.provider)}`;
}

/** Head and foot of every page: what it is, of which period, the newest seal, and that it is no expert opinion. */
export function drawFrames({ sheet, words, reportCase }: Report): void {
  const { doc } = sheet;
  const { start, count } = doc.bufferedPageRange();
  const head = reportCase.integrity.heads.at(-1);
  const made = reportCase.evidence.isSimulated ? [words.madeUp] : [];
  const above = [...made, reportCase.evidence.line.name, periodText(reportCase)].join(' · ');
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    artifact(sheet, 'Pagination', () => {
      put(sheet, 12 * MM, above);
      if (head) put(sheet, 12 * MM, words.seal(head.counter, shortFingerprint(head.sha256)), true);
      put(sheet, PAGE_HEIGHT - 14.5 * MM, STATEMENT[reportCase.language]);
      put(sheet, PAGE_HEIGHT - 14.5 * MM, words.page(page + 1, count), true);
      for (const y of [16.5 * MM, PAGE_HEIGHT - 16 * MM]) rule(sheet, y);
    });
  }
}

function put(sheet: Sheet, y: number, text: string, isRight = false): void {
  const room = isRight ? sheet.width * 0.3 : sheet.width * 0.84;
  const [line] = sheet.lines(text, room, EDGE);
  if (line === undefined) return;
  const x = isRight ? sheet.left + sheet.width - line.width : sheet.left;
  drawLine(sheet, { parts: line.parts, style: EDGE }, { x, y });
}

function rule({ doc, left, width }: Sheet, y: number): void {
  doc
    .lineWidth(0.5)
    .strokeColor(RULE)
    .moveTo(left, y)
    .lineTo(left + width, y)
    .stroke();
}
