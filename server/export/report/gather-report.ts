import { technicianSheet } from '../../../web/pages/technician-sheet.ts';
import type { CoverageView } from '../../../web/pages/witness-views.ts';
import { annotationsOf } from '../../annotations/annotations.ts';
import { contractOf } from '../../contracts/contracts.ts';
import { coverageOf } from '../../figures/coverage.ts';
import { NOT_OBSERVED } from '../../public/public-intervals.ts';
import { releasedStore, withoutPrivate } from '../../public/seen-by.ts';
import { reportOf } from '../../reports/fault-report.ts';
import { gatherStatements } from '../../statements/statement-case.ts';
import type { AttachmentRow } from '../../store/attachment-table.ts';
import type { Store } from '../../store/open-store.ts';
import type { Line, ReadStore, StoredOutage } from '../../store/store.ts';
import { type EvidenceCase, gatherCase } from '../gather-case.ts';
import { wordsIn } from '../gather-mail.ts';
import { probeAsOf } from '../lane-end.ts';
import { objectionFacts } from '../objections/facts.ts';
import { objectionsOf } from '../objections/objections.ts';
import { ownerPartsOf, ownersBooks } from '../owner-parts.ts';
import { technicianData } from '../technician/technician.ts';
import { gatherIntegrity, laneEndOf, newestHead, type ReportSource } from './gather-integrity.ts';
import { gatherSilences } from './gather-silences.ts';
import type { ReportAsk, ReportCase, ReportedFault } from './report-case.ts';

export type { ReportSource } from './gather-integrity.ts';

/** Reads roll-ups, outages and what the owner keeps; never raw rows. Throws for a line that is not there (a bug). */
export async function gatherReport({ store, key }: ReportSource, ask: ReportAsk): Promise<ReportCase> {
  const line = store.read.line(ask.line);
  if (line === null) throw new Error(`bug: there is no line ${ask.line}`);
  const read = storeFor(store.read, line, ask);
  const evidence = evidenceFor({ store, key }, { read, line, ask });
  const coverage = coverageFor(read, line, ask);
  const integrity = await gatherIntegrity({ store, key }, { line, ask, outages: evidence.outages });
  const owned = ownedParts(store, line, ask, evidence.owner);
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
    silences: typeof ask.reader === 'string' ? gatherSilences(store, line, evidence.outages, ask.asOfAtMs) : new Map(),
  };
}

type Owned = Pick<ReportCase, 'contract' | 'hasTexts' | 'reports' | 'statements' | 'technician' | 'attachments'>;

/** What only the owner has, as far as he shows it. */
function ownedParts(store: Store, line: Line, ask: ReportAsk, owner: EvidenceCase['owner']): Owned {
  const { reader, shows, period, language } = ask;
  if (typeof reader !== 'string') {
    const nothing = { reports: [], statements: [], attachments: [] };
    return { ...nothing, contract: null, hasTexts: false, technician: null };
  }
  const contract = shows.values ? contractOf(store, line) : null;
  const technician = technicianData(store.read, line, period, contract?.contractNumber ?? '');
  return {
    contract,
    hasTexts: shows.texts,
    reports: faultsOf(store, owner),
    statements: shows.texts ? gatherStatements(store, line, period) : [],
    technician: technicianSheet(technician, language),
    attachments: filesOf(store, line, owner),
  };
}

/** For strangers one cause, as on their pages: why nothing was observed may say when nobody was at home. */
function coverageFor(read: ReadStore, line: Line, { period, reader }: ReportAsk): CoverageView {
  const coverage = coverageOf({ store: read, line }, period.fromAtMs, period.toAtMs);
  if (typeof reader === 'string') return coverage;
  const { unknownMs } = coverage;
  return { ...coverage, causes: unknownMs === 0 ? [] : [{ cause: NOT_OBSERVED, unknownMs, stretches: 1 }] };
}

function storeFor(exact: ReadStore, line: Line, { reader, shows, asOfAtMs }: ReportAsk): ReadStore {
  if (reader === 'owner' || (reader === 'guest' && shows.values)) return exact;
  if (reader === 'guest') return withoutPrivate(exact, line, asOfAtMs);
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
  const { period, asOfAtMs, reader } = ask;
  const isReleased = typeof reader !== 'string';
  const shows = isReleased ? { texts: false, values: false, files: false } : ask.shows;
  return gatherCase({
    store: read,
    line,
    period,
    nowMs: asOfAtMs,
    serverPublicKey: key.publicKey,
    annotationsOf: (outage: StoredOutage) => (shows.texts ? annotationsOf(store, line.id, outage) : []),
    head: newestHead(store, ask),
    isReleased,
    ...(!isReleased && { probe: probeAsOf(store, line.id, laneEndOf(store, line, ask)?.entry ?? 0) }),
    ...(shows.values && { wordsOf: wordsIn(store.values.find, line.id) }),
    owner: ownerPartsOf(ownersBooks(store), { read, line, period, shows }),
  });
}

/** The reports that the figures name, as they are kept: more of them is printed. */
function faultsOf(store: Store, owner: EvidenceCase['owner']): ReportedFault[] {
  return (owner?.reports ?? []).flatMap(({ id }) => {
    const row = store.reports.find(id);
    if (row === null) return [];
    const records = store.reports.records(id);
    return {
      report: reportOf(row),
      records: records.map(({ atMs, laneEntry, sha256 }) => ({ atMs, laneEntry, sha256 })),
    };
  });
}

/** The files that the figures name, as they are kept; of an erased one the hash stays. */
function filesOf(store: Store, line: Line, owner: EvidenceCase['owner']): AttachmentRow[] {
  const named = new Set(owner?.attachments?.map(({ id }) => id));
  return store.attachments.ofLine(line.id).filter(({ id }) => named.has(id));
}
