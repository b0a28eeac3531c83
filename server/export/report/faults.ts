import { formatLocal } from '../../../web/pages/local-time.ts';
import { reportWords as pageWords } from '../../../web/pages/wording-report.ts';
import { heading, paragraph, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { Text } from '../../pdf/text-lines.ts';
import type { AttachmentRow } from '../../store/attachment-table.ts';
import type { Report } from './frame.ts';
import { PAIRS, pair } from './pairs.ts';
import type { ReportedFault } from './report-case.ts';

const MOST_FAULTS = 20;
const TABLE = { ...SMALL, size: 7.6 };

/** Fault reports that were made, and files: what was told to whom, and since when the log holds it. */
export function faultsChapter(report: Report): void {
  const { sheet, words, reportCase } = report;
  const { reports, attachments } = reportCase;
  paragraph(sheet, reportCase.hasTexts ? words.reports.text : words.reports.withheld);
  if (!reportCase.hasTexts) return;
  if (reports.length === 0) paragraph(sheet, words.reports.none);
  for (const fault of reports.slice(0, MOST_FAULTS)) oneFault(report, fault);
  if (attachments.length > 0) fileTable(report);
}

function oneFault(report: Report, fault: ReportedFault): void {
  const { sheet, words } = report;
  heading(sheet, 3, words.reports.title(fault.report.subject));
  table(sheet, { columns: PAIRS, rows: rowsOf(report, fault), isPairs: true });
  recordTable(report, fault);
}

function rowsOf({ words, reportCase }: Report, { report }: ReportedFault): Text[][] {
  const { language, evidence } = reportCase;
  const at = (atMs: number | null) => (atMs === null ? '' : formatLocal(atMs, evidence.line.zone, language, 'minute'));
  const { rows, state } = words.reports;
  const pages = pageWords[language];
  const told: [string, string][] = [
    [rows.since, at(report.downSinceAtMs)],
    [rows.reported, `${at(report.reportedAtMs)}${report.state === 'withdrawn' ? ` (${state.withdrawn})` : ''}`],
    [rows.received, at(report.receivedAtMs)],
    [rows.channel, report.channel === null ? '' : pages.channel[report.channel]],
    [rows.ticket, report.ticket],
    [rows.receipt, report.receipt === 'none' ? '' : pages.receipt[report.receipt]],
    [rows.repaired, at(report.repairedAtMs)],
    [rows.missed, report.missedAppointments === 0 ? '' : String(report.missedAppointments)],
  ];
  return told.filter(([, value]) => value.trim() !== '').map(([name, value]) => pair(name, value));
}

function recordTable({ sheet, words, reportCase }: Report, { records }: ReportedFault): void {
  if (records.length === 0) return;
  const { at, entry, hash } = words.reports.columns;
  table(sheet, {
    columns: [
      { label: at, share: 22 },
      { label: entry, share: 12 },
      { label: hash, share: 66 },
    ],
    rows: records.map(({ atMs, laneEntry, sha256 }) => [
      formatLocal(atMs, reportCase.evidence.line.zone, reportCase.language),
      String(laneEntry),
      sha256,
    ]),
    caption: words.reports.records,
    style: TABLE,
  });
}

function fileTable({ sheet, words, reportCase }: Report): void {
  const { zone } = reportCase.evidence.line;
  const at = (atMs: number) => formatLocal(atMs, zone, reportCase.language, 'minute');
  const { name, dated, added, hash } = words.reports.fileColumns;
  table(sheet, {
    columns: [
      { label: name, share: 23 },
      { label: dated, share: 13 },
      { label: added, share: 13 },
      { label: hash, share: 60 },
    ],
    rows: reportCase.attachments.map((file) => [
      nameOf(words, file),
      file.datedAtMs === null ? '–' : at(file.datedAtMs),
      at(file.addedAtMs),
      file.sha256,
    ]),
    caption: words.reports.files,
    style: { ...TABLE, size: 6.6 },
  });
}

function nameOf({ reports }: Report['words'], { name, description, erasedAtMs }: AttachmentRow): string {
  if (erasedAtMs !== null) return reports.erased;
  return description === '' ? name : `${name}: ${description}`;
}
