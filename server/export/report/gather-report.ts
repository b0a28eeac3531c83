import { technicianSheet } from '../../../web/pages/technician-sheet.ts';
import type { CoverageView } from '../../../web/pages/witness-views.ts';
import { annotationsOf } from '../../annotations/annotations.ts';
import { contractOf } from '../../contracts/contracts.ts';
import { coverageOf } from '../../figures/coverage.ts';
import { NOT_OBSERVED } from '../../public/public-intervals.ts';
import { releasedStore } from '../../public/seen-by.ts';
import { reportOf } from '../../reports/fault-report.ts';
import { gatherStatements } from '../../statements/statement-case.ts';
import { statementsOf } from '../../statements/statements.ts';
import type { AttachmentRow } from '../../store/attachment-table.ts';
import type { Store } from '../../store/open-store.ts';
import type { Line, ReadStore, StoredOutage } from '../../store/store.ts';
import { type EvidenceCase, gatherCase } from '../gather-case.ts';
import { objectionFacts } from '../objections/facts.ts';
import { objectionsOf } from '../objections/objections.ts';
import { attachmentJson, type OwnerParts, reportsPart, statementsPart } from '../owner-parts.ts';
import { technicianData } from '../technician/technician.ts';
import { gatherIntegrity, type ReportSource } from './gather-integrity.ts';
import type { ReportAsk, ReportCase, ReportedFault } from './report-case.ts';

export type { ReportSource } from './gather-integrity.ts';

/** A fault report belongs to a period when its outage began, or it was made, that long before it or within it. */
const REPORT_MARGIN_MS = 14 * 86_400_000;

/** Reads roll-ups, outages and what the owner keeps; never raw rows. Throws for a line that is not there (a bug). */
export function gatherReport({ store, key }: ReportSource, ask: ReportAsk): ReportCase {
  const line = store.read.line(ask.line);
  if (line === null) throw new Error(`bug: there is no line ${ask.line}`);
  const read = storeFor(store.read, line, ask);
  const evidence = evidenceFor({ store, key }, { read, line, ask });
  const coverage = coverageFor(read, line, ask);
  const integrity = gatherIntegrity({ store, key }, { line, ask, outages: evidence.outages });
  const owned = ownedParts(store, line, ask);
  const facts = objectionFacts({
    evidence,
    coverage,
    reports: owned.reports.map(({ report }) => report),
    statements: owned.statements,
    hasTexts: owned.hasTexts,
    heads: integrity.headCount,
    stamped: integrity.stampedCount,
  });
  return {
    language: ask.language,
    evidence,
    coverage,
    intervals: read.summedIntervals(line.id, ask.period.fromAtMs, ask.period.toAtMs),
    ...owned,
    objections: objectionsOf(facts, ask.language),
    integrity,
  };
}

type Owned = Pick<ReportCase, 'contract' | 'hasTexts' | 'reports' | 'statements' | 'technician' | 'attachments'>;

/** What only the owner has, as far as he shows it. */
function ownedParts(store: Store, line: Line, ask: ReportAsk): Owned {
  const { reader, shows, period, language } = ask;
  if (reader !== 'owner') {
    const nothing = { reports: [], statements: [], attachments: [] };
    return { ...nothing, contract: null, hasTexts: false, technician: null };
  }
  const contract = shows.values ? contractOf(store, line) : null;
  const technician = technicianData(store.read, line, period, contract?.contractNumber ?? '');
  return {
    contract,
    hasTexts: shows.texts,
    reports: shows.texts ? faultsOf(store, line, period) : [],
    statements: shows.texts ? gatherStatements(store, line, period) : [],
    technician: technicianSheet(technician, language),
    attachments: shows.files ? filesOf(store, line, ask) : [],
  };
}

/** For strangers one cause, as on their pages: why nothing was observed may say when nobody was at home. */
function coverageFor(read: ReadStore, line: Line, { period, reader }: ReportAsk): CoverageView {
  const coverage = coverageOf({ store: read, line }, period.fromAtMs, period.toAtMs);
  if (reader === 'owner') return coverage;
  const { unknownMs } = coverage;
  return { ...coverage, causes: unknownMs === 0 ? [] : [{ cause: NOT_OBSERVED, unknownMs, stretches: 1 }] };
}

function storeFor(exact: ReadStore, line: Line, { reader }: ReportAsk): ReadStore {
  if (reader === 'owner') return exact;
  const untilAtMs = reader.releasedUntilAtMs;
  const current: ReadStore['current'] = (id) => {
    const known = exact.current(id);
    return known && { ...known, measuredAtMs: Math.min(known.measuredAtMs, untilAtMs) };
  };
  return releasedStore(exact, line, { untilAtMs, current });
}

function evidenceFor(
  { store, key }: ReportSource,
  { read, line, ask }: { read: ReadStore; line: Line; ask: ReportAsk },
): EvidenceCase {
  const hasTexts = ask.reader === 'owner' && ask.shows.texts;
  return gatherCase({
    store: read,
    line,
    period: ask.period,
    nowMs: ask.asOfAtMs,
    serverPublicKey: key.publicKey,
    annotationsOf: (outage: StoredOutage) => (hasTexts ? annotationsOf(store, line.id, outage) : []),
    head: store.heads.between(0, ask.asOfAtMs + 1).at(-1) ?? null,
    ...(hasTexts && { owner: ownerParts(store, line, ask) }),
  });
}

/** The same for programs; what the report prints of them is gathered below. */
function ownerParts(store: Store, line: Line, ask: ReportAsk): OwnerParts {
  return {
    reports: reportsPart(store.reports.ofLine(line.id).map(reportOf), ask.period, store.reports.records),
    statements: statementsPart(statementsOf(store, line.id), ask.period),
    ...(ask.shows.files && { attachments: filesOf(store, line, ask).map(attachmentJson) }),
  };
}

/** Files that were added up to then and are not from long before the period; of an erased one the hash stays. */
function filesOf(store: Store, line: Line, { period, asOfAtMs }: ReportAsk): AttachmentRow[] {
  return store.attachments
    .ofLine(line.id)
    .filter(
      ({ addedAtMs, datedAtMs }) =>
        addedAtMs <= asOfAtMs && (datedAtMs ?? addedAtMs) >= period.fromAtMs - REPORT_MARGIN_MS,
    );
}

/** Reports that were made (no drafts), oldest first; one that was withdrawn stays, because the lane has it. */
function faultsOf(store: Store, line: Line, period: ReportAsk['period']): ReportedFault[] {
  return store.reports
    .ofLine(line.id)
    .map(reportOf)
    .filter(({ state, reportedAtMs, downSinceAtMs }) => {
      const atMs = reportedAtMs ?? downSinceAtMs;
      return state !== 'draft' && atMs >= period.fromAtMs - REPORT_MARGIN_MS && atMs < period.toAtMs;
    })
    .toSorted((a, b) => (a.reportedAtMs ?? 0) - (b.reportedAtMs ?? 0))
    .map((report) => ({
      report,
      records: store.reports.records(report.id).map(({ atMs, laneEntry, sha256 }) => ({ atMs, laneEntry, sha256 })),
    }));
}
