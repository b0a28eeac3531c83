import { heading } from '../../pdf/blocks.ts';
import type { Fonts } from '../../pdf/fonts.ts';
import { newPage, openSheet } from '../../pdf/sheet.ts';
import { clockChapter } from './clock.ts';
import { notProvenChapter, objectionsChapter, ruleChapter } from './closing.ts';
import { openContents } from './contents.ts';
import { courseChapter } from './course.ts';
import { daysChapter } from './days.ts';
import { faultsChapter } from './faults.ts';
import { filesChapter, filesOf, type ReportFiles } from './files.ts';
import { drawFrames, MARGINS, openReport, periodText, type Report } from './frame.ts';
import { integrityChapter } from './integrity.ts';
import { hasMail, mailChapter } from './mail.ts';
import { methodChapter } from './method.ts';
import { outagesChapter } from './outages.ts';
import type { ReportCase } from './report-case.ts';
import { statementsChapter } from './statements.ts';
import { summaryPage } from './summary.ts';
import { technicianChapter } from './technician-page.ts';
import { type Chapter, reportWords } from './words.ts';

export type { ReportFiles } from './files.ts';

/** The report of a period as PDF. The same case gives the same bytes; nothing here reads a clock or a disk. */
export function evidencePdf(
  reportCase: ReportCase,
  fonts: Fonts,
  files: ReportFiles = { rawManifest: null },
): Promise<Buffer> {
  const words = reportWords[reportCase.language];
  const report = openReport(openSheet(sheetOptions(reportCase, fonts, words.title)), reportCase);
  const { sheet } = report;
  const embedded = filesOf(reportCase, files);
  const chapters = chaptersOf(reportCase, (one) => filesChapter(one, embedded));
  summaryPage(report);
  newPage(sheet);
  const contents = openContents(
    report,
    chapters.map(([name]) => name),
  );
  for (const [name, draw] of chapters) {
    if (name === 'technician') newPage(sheet);
    contents.begin(name);
    draw(report);
  }
  contents.fill();
  drawFrames(report);
  return sheet.finish();
}

function sheetOptions(reportCase: ReportCase, fonts: Fonts, title: string) {
  const { evidence, language } = reportCase;
  return {
    fonts,
    language,
    title: `${title}: ${evidence.line.name}, ${periodText(reportCase)}`,
    madeAtMs: evidence.madeAtMs,
    margins: MARGINS,
  };
}

/** The technician's page alone. Throws where the case has none: strangers get none (a bug of the caller). */
export function technicianPdf(reportCase: ReportCase, fonts: Fonts): Promise<Buffer> {
  if (reportCase.technician === null) throw new Error('bug: there is no page for the technician');
  const words = reportWords[reportCase.language];
  const report = openReport(openSheet(sheetOptions(reportCase, fonts, words.technicianTitle)), reportCase);
  heading(report.sheet, 1, words.technicianTitle);
  technicianChapter(report);
  drawFrames(report);
  return report.sheet.finish();
}

type DrawnChapter = [Chapter, (report: Report) => void];

/** After the summary, in the order of the document. */
function chaptersOf({ technician, evidence }: ReportCase, files: (report: Report) => void): DrawnChapter[] {
  const sheet: DrawnChapter[] = technician === null ? [] : [['technician', technicianChapter]];
  const mail: DrawnChapter[] = hasMail(evidence) ? [['mail', mailChapter]] : [];
  return [
    ['days', daysChapter],
    ['course', courseChapter],
    ['outages', outagesChapter],
    ['reports', faultsChapter],
    ['statements', statementsChapter],
    ...mail,
    ['method', methodChapter],
    ['clock', clockChapter],
    ['objections', objectionsChapter],
    ['integrity', integrityChapter],
    ['notProven', notProvenChapter],
    ['rule', ruleChapter],
    ['files', files],
    ...sheet,
  ];
}
