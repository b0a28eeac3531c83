import { formatDuration } from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { statementDrawing } from '../../../web/pages/statement-drawing.ts';
import { findingRows } from '../../../web/pages/statement-finding.ts';
import { statementWords } from '../../../web/pages/wording-statement.ts';
import { heading, paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { figure } from '../../pdf/drawn.ts';
import { table } from '../../pdf/table.ts';
import type { StatementCase } from '../../statements/statement-case.ts';
import type { Report } from './frame.ts';

/** More rows than that are no letter but a log; evidence.json has all of them. */
const MOST_ROWS = 60;

/** What the provider says beside what was measured, on one time axis, each difference named. */
export function statementsChapter(report: Report): void {
  const { sheet, words, reportCase } = report;
  const { statements, hasTexts } = reportCase;
  if (!hasTexts) paragraph(sheet, words.reports.withheld);
  else if (statements.length === 0) paragraph(sheet, words.statements.none);
  else paragraph(sheet, words.statements.text);
  for (const one of statements) oneStatement(report, one);
}

function oneStatement({ sheet, words, reportCase }: Report, kept: StatementCase): void {
  const { language, evidence } = reportCase;
  const { zone } = evidence.line;
  const { compare } = statementWords[language];
  const { statement, comparison } = kept;
  const at = (atMs: number) => formatLocal(atMs, zone, language, 'minute');
  heading(sheet, 3, statement.title);
  const exact = compare.exact(formatDuration(statement.exactToMs, language)).replace(/\.$/, '');
  const entered = words.statements.entered(at(statement.enteredAtMs), kept.laneEntry, kept.sha256);
  paragraph(sheet, [statement.source, exact, entered].filter((text) => text !== '').join('. '), { style: QUIET });
  figure(
    sheet,
    statementDrawing(kept, zone, language),
    compare.drawing(at(comparison.fromAtMs), at(comparison.toAtMs)),
  );
  const { agrees, differs, open } = comparison.counts;
  paragraph(sheet, compare.counts({ agrees: String(agrees), differs: String(differs), open: String(open) }));
  findingTable({ sheet, words, reportCase }, kept);
}

function findingTable({ sheet, words, reportCase }: Report, kept: StatementCase): void {
  const { language, evidence } = reportCase;
  const { said, measured, verdict } = statementWords[language].compare.columns;
  const rows = findingRows(kept, evidence.line.zone, language);
  if (rows.length > MOST_ROWS) paragraph(sheet, words.statements.left(MOST_ROWS, rows.length), { style: QUIET });
  table(sheet, {
    columns: [
      { label: said, share: 38 },
      { label: measured, share: 48 },
      { label: verdict, share: 14 },
    ],
    rows: rows.slice(0, MOST_ROWS).map((row) => [row.said, row.measured, row.verdict]),
    style: { ...SMALL, size: 7.2 },
  });
}
