import { createHash } from 'node:crypto';
import { annotationsOf } from '../../annotations/annotations.ts';
import { contractOf } from '../../contracts/contracts.ts';
import { coverageOf } from '../../figures/coverage.ts';
import { releasedStore } from '../../public/seen-by.ts';
import { reportOf } from '../../reports/fault-report.ts';
import type { ServerKey } from '../../server-key.ts';
import type { Store } from '../../store/open-store.ts';
import type { Line, ReadStore, StoredOutage } from '../../store/store.ts';
import { type EvidenceCase, gatherCase } from '../gather-case.ts';
import type { Integrity, ReportAsk, ReportCase, ReportedFault } from './report-case.ts';

/** The folder that is read, and whose key signs. */
export type ReportSource = { store: Store; key: Pick<ServerKey, 'publicKey' | 'fingerprint'> };

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
    reports: hasTexts ? faultsOf(store, line, ask.period) : [],
    contacts: [],
    statements: [],
    objections: [],
    technician: null,
    attachments: [],
    integrity: integrityOf({ store, key }, line, ask),
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
  return gatherCase({
    store: read,
    line,
    period: ask.period,
    nowMs: ask.asOfAtMs,
    serverPublicKey: key.publicKey,
    annotationsOf: (outage: StoredOutage) => (hasTexts ? annotationsOf(store, line.id, outage) : []),
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

function integrityOf({ store, key }: ReportSource, line: Line, _ask: ReportAsk): Integrity {
  const row = store.books.line(line.id);
  const probe = store.books.activeProbe(line.id);
  return {
    serverFingerprint: key.fingerprint,
    probes: probe
      ? [
          {
            id: probe.id,
            publicKey: probe.publicKey,
            fingerprint: fingerprintOf(probe.publicKey),
            enrolledAtMs: probe.enrolledAtMs,
            retiredAtMs: probe.retiredAtMs,
            lastNumber: probe.lastNumber,
            chainSha256: probe.chainSha256,
          },
        ]
      : [],
    laneEnd: row === null || row.laneEntries === 0 ? null : { entry: row.laneEntries, sha256: row.laneSha256 },
    headCount: 0,
    stampedCount: 0,
    heads: [],
  };
}

/** First 32 hex digits of the SHA-256 of the raw key. */
export function fingerprintOf(publicKeyBase64: string): string {
  return createHash('sha256').update(Buffer.from(publicKeyBase64, 'base64')).digest('hex').slice(0, 32);
}
