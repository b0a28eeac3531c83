import { formatInstant } from '../../rules/instant.ts';
import { spokenTimeOf } from '../../rules/statement/lay-beside.ts';
import type {
  EvidenceAttachmentJson,
  EvidenceJson,
  EvidenceReportJson,
  EvidenceStatementJson,
} from '../../rules/wire/evidence.ts';
import { comparisonPart, statementPart } from '../../rules/wire/evidence-statement.ts';
import type { AttachmentView } from '../../web/pages/attachment-views.ts';
import type { ReportRecordView, ReportView } from '../../web/pages/report-views.ts';
import { instantOrNull } from '../figures/outages.ts';
import type { AskedPeriod } from '../period.ts';
import { reportOf } from '../reports/fault-report.ts';
import { type MeasuredReads, statementCase } from '../statements/statement-case.ts';
import { type KeptStatement, statementsOf } from '../statements/statements.ts';
import type { Store } from '../store/open-store.ts';

/** What only the owner puts into an export: fault reports, files, what the provider says. */
export type OwnerParts = Pick<EvidenceJson, 'reports' | 'attachments' | 'statements'>;

/** A report belongs to a period when it was made within it, or so long before. */
const REPORT_REACH_MS = 14 * 86_400_000;

type Period = Pick<AskedPeriod, 'fromAtMs' | 'toAtMs'>;
type ReportRecord = Pick<ReportRecordView, 'atMs' | 'laneEntry' | 'sha256'>;

/** Where the owner's things are read: the running server has them open, whoever only reads uses {@link ownersBooks}. */
export type OwnersBooks = {
  reports: { ofLine(line: string): readonly ReportView[]; records(id: string): readonly ReportRecord[] };
  statements: { ofLine(line: string): readonly KeptStatement[] };
  attachments: { ofLine(line: string): readonly AttachmentView[] };
};

export function ownersBooks(store: Store): OwnersBooks {
  const { reports, attachments } = store;
  return {
    reports: { ofLine: (line) => reports.ofLine(line).map(reportOf), records: reports.records },
    statements: { ofLine: (line) => statementsOf(store, line) },
    attachments,
  };
}

type Asked = {
  /** What was measured, for who reads it. */
  read: MeasuredReads;
  line: { id: string };
  period: Period;
  shows: { texts: boolean; files: boolean };
};

/**
 * What every export of a period has of it: as it is now, also what was written after the period, because what the log
 * holds is not hidden. null: the owner shows nothing of it.
 */
export function ownerPartsOf(books: OwnersBooks, { read, line, period, shows }: Asked): OwnerParts | null {
  if (!shows.texts && !shows.files) return null;
  const reports = reportsPart(books.reports.ofLine(line.id), period, books.reports.records);
  return {
    ...(shows.texts && {
      reports,
      statements: statementsPart(books.statements.ofLine(line.id), { read, line, period }),
    }),
    ...(shows.files && { attachments: attachmentsPart(books.attachments.ofLine(line.id), period, reports) }),
  };
}

/** Reports that were made, oldest first; one that was withdrawn stays, because the lane has it. */
function reportsPart(
  reports: readonly ReportView[],
  { fromAtMs, toAtMs }: Period,
  recordsOf: OwnersBooks['reports']['records'],
): EvidenceReportJson[] {
  return reports
    .filter(({ reportedAtMs, downSinceAtMs }) => {
      const atMs = reportedAtMs ?? downSinceAtMs;
      return atMs >= fromAtMs - REPORT_REACH_MS && atMs < toAtMs;
    })
    .toSorted((a, b) => (a.reportedAtMs ?? a.downSinceAtMs) - (b.reportedAtMs ?? b.downSinceAtMs))
    .flatMap((report) => reportJson(report, recordsOf(report.id)) ?? []);
}

/** Never the letter, nor where the owner can be reached. A draft is nobody's business: null. */
function reportJson(report: ReportView, records: readonly ReportRecord[]): EvidenceReportJson | null {
  const { id, outage, state, channel, ticket, receipt, missedAppointments, creditedCents } = report;
  if (state === 'draft') return null;
  return {
    id,
    outage,
    state,
    downSinceAt: formatInstant(report.downSinceAtMs),
    channel,
    reportedAt: instantOrNull(report.reportedAtMs),
    receivedAt: instantOrNull(report.receivedAtMs),
    ticket,
    receipt,
    repairedAt: instantOrNull(report.repairedAtMs),
    missedAppointments,
    creditedCents,
    records: records.map(({ atMs, laneEntry, sha256 }) => ({ entry: laneEntry, at: formatInstant(atMs), sha256 })),
  };
}

/** Statements that speak of the period, oldest first; one that was withdrawn stays, because the lane has it. */
function statementsPart(
  kept: readonly KeptStatement[],
  beside: Pick<Asked, 'read' | 'line' | 'period'>,
): EvidenceStatementJson[] {
  const { fromAtMs, toAtMs } = beside.period;
  const isAbout = ({ statement }: KeptStatement) => {
    const spoken = spokenTimeOf(statement);
    return spoken.fromAtMs < toAtMs && spoken.toAtMs > fromAtMs;
  };
  return kept.filter(isAbout).map((one) => statementJson(one, beside));
}

/** What the provider says, with the place in the lane that holds its hash, and beside the measurement while it holds. */
function statementJson(
  kept: KeptStatement,
  { read, line, period }: Pick<Asked, 'read' | 'line' | 'period'>,
): EvidenceStatementJson {
  const beside = kept.withdrawnAtMs === null ? statementCase(read, line, kept, period) : null;
  return {
    ...statementPart(kept.statement),
    sha256: kept.sha256,
    entry: kept.laneEntry,
    withdrawnAt: instantOrNull(kept.withdrawnAtMs),
    comparison: beside && comparisonPart(beside.comparison),
  };
}

/** Files of the reports that are shown, and of the line those from the period or until two weeks after it. */
function attachmentsPart(
  files: readonly AttachmentView[],
  { fromAtMs, toAtMs }: Period,
  reports: readonly Pick<EvidenceReportJson, 'id'>[],
): EvidenceAttachmentJson[] {
  const shown = new Set(reports.map(({ id }) => id));
  return files
    .filter(({ report, datedAtMs, addedAtMs }) => {
      if (report !== null) return shown.has(report);
      const atMs = datedAtMs ?? addedAtMs;
      return atMs >= fromAtMs && atMs < toAtMs + REPORT_REACH_MS;
    })
    .map(attachmentJson);
}

/** A file as its row tells it; never its bytes. */
function attachmentJson(row: AttachmentView): EvidenceAttachmentJson {
  const { id, report, name, mediaType, bytes, sha256, description, laneEntry } = row;
  return {
    id,
    report,
    name,
    mediaType,
    bytes,
    sha256,
    description,
    datedAt: instantOrNull(row.datedAtMs),
    addedAt: formatInstant(row.addedAtMs),
    entry: laneEntry,
    erased: row.erasedAtMs !== null,
  };
}
