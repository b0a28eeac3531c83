import { annotationsOf } from '../../annotations/annotations.ts';
import { contractOf } from '../../contracts/contracts.ts';
import { coverageOf } from '../../figures/coverage.ts';
import { releasedStore } from '../../public/seen-by.ts';
import { reportOf } from '../../reports/fault-report.ts';
import type { Store } from '../../store/open-store.ts';
import type { Line, ReadStore, StoredOutage } from '../../store/store.ts';
import { type EvidenceCase, gatherCase } from '../gather-case.ts';
import { reportsPart } from '../owner-parts.ts';
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
  const { fromAtMs, toAtMs } = ask.period;
  const isOwn = ask.reader === 'owner';
  const hasTexts = isOwn && ask.shows.texts;
  return {
    language: ask.language,
    evidence,
    coverage: coverageOf({ store: read, line }, fromAtMs, toAtMs),
    intervals: read.summedIntervals(line.id, fromAtMs, toAtMs),
    contract: isOwn && ask.shows.values ? contractOf(store, line) : null,
    hasTexts,
    reports: hasTexts ? faultsOf(store, line, ask.period) : [],
    contacts: [],
    statements: [],
    objections: [],
    technician: null,
    attachments: [],
    integrity: gatherIntegrity({ store, key }, { line, ask, outages: evidence.outages }),
  };
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
  const reports = hasTexts ? store.reports.ofLine(line.id).map(reportOf) : [];
  return gatherCase({
    store: read,
    line,
    period: ask.period,
    nowMs: ask.asOfAtMs,
    serverPublicKey: key.publicKey,
    annotationsOf: (outage: StoredOutage) => (hasTexts ? annotationsOf(store, line.id, outage) : []),
    head: store.heads.between(0, ask.asOfAtMs + 1).at(-1) ?? null,
    ...(hasTexts && { owner: { reports: reportsPart(reports, ask.period, store.reports.records) } }),
  });
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
