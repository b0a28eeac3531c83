import { randomBytes } from 'node:crypto';
import { reportIdSchema } from '../../rules/ids.ts';
import type { Channel, ReceiptProof, ReportRecordView } from '../../web/pages/report-views.ts';
import type { Language } from '../../web/pages/views.ts';
import type { LaneWriter } from '../lane-writer.ts';
import { sha256Hex } from '../probe-key.ts';
import type { LineRow } from '../store/books.ts';
import type { Store } from '../store/open-store.ts';
import { writeForLine } from '../write-for-line.ts';
import { answersJson, type FaultReport, type ReportAnswers, readRecord, recordText, reportOf } from './fault-report.ts';

export type NewReport = ReportAnswers & {
  line: string;
  outage: string | null;
  language: Language;
  downSinceAtMs: number;
  subject: string;
  body: string;
};

/** What the owner says of a report that was made; corrections are recorded again. */
export type Recorded = {
  channel: Channel;
  reportedAtMs: number;
  receivedAtMs: number;
  ticket: string;
  receipt: ReceiptProof;
  repairedAtMs: number | null;
  missedAppointments: number;
  creditedCents: number;
};

/** Fault reports of the lines. Ids come from addresses: what is no id, or is not there, gives null. */
export type Reports = {
  /** Newest first. */
  ofLine(line: string): FaultReport[];
  find(id: string): FaultReport | null;
  /** What was written into the line's log, oldest first. */
  records(id: string): ReportRecordView[];
  /** The exact text that an entry of the log holds the hash of; null: there is none. */
  recordText(id: string, laneEntry: number): string | null;
  /** Keeps a draft. The line must be there. */
  draft(report: NewReport): FaultReport;
  /** Keeps another text; that of a report that was made is recorded again, so nothing changes silently. */
  rewrite(id: string, text: { language: Language; subject: string; body: string }): FaultReport | null;
  /** Keeps what was done and writes its hash into the line's log, in one transaction; each time a new entry. */
  record(id: string, recorded: Recorded): FaultReport | null;
  /** Puts a report aside; one that was recorded is recorded as withdrawn. */
  withdraw(id: string): FaultReport | null;
  /** When the letter of a report that was made was changed last, after it was recorded first; null: it is as it was. */
  letterChangedAtMs(id: string): number | null;
};

type Parts = {
  store: Store;
  lane: LaneWriter;
  nowMs: () => number;
  onCommit: (lines: Iterable<string>) => void;
};

export function openReports(parts: Parts): Reports {
  const { store, nowMs } = parts;
  const find = (id: string): FaultReport | null => {
    const row = reportIdSchema.safeParse(id).success ? store.reports.find(id) : null;
    return row === null ? null : reportOf(row);
  };
  const change = (id: string, act: (line: LineRow) => void): FaultReport | null => {
    const found = find(id);
    if (found === null) return null;
    writeForLine(parts, found.line, act);
    return find(id);
  };
  return {
    find,
    ofLine: (line) => store.reports.ofLine(line).map(reportOf),
    records: (id) =>
      store.reports
        .records(id)
        .map(({ atMs, laneEntry, sha256, text }) => ({ atMs, laneEntry, sha256, ...receiptOf(text) })),
    recordText: (id, laneEntry) =>
      store.reports.records(id).find((record) => record.laneEntry === laneEntry)?.text ?? null,
    draft: ({ checks, reachable, otherPhone, ...report }) => {
      const id = randomBytes(6).toString('hex');
      const row = { ...report, id, state: 'draft' as const, createdAtMs: nowMs(), updatedAtMs: nowMs() };
      const answers = answersJson({ checks, reachable, otherPhone });
      writeForLine(parts, report.line, () => store.reports.insert({ ...row, checks: answers }));
      return find(id) ?? missing(id);
    },
    rewrite: (id, text) =>
      change(id, (line) => {
        // also of one that was put aside: its letter can still be fetched
        const wasRecorded = store.reports.records(id).length > 0;
        store.reports.update(id, { ...text, updatedAtMs: nowMs() });
        if (wasRecorded) writeRecord(parts, line, id);
      }),
    record: (id, recorded) =>
      change(id, (line) => {
        store.reports.update(id, { ...recorded, state: 'reported', updatedAtMs: nowMs() });
        writeRecord(parts, line, id);
      }),
    withdraw: (id) =>
      change(id, (line) => {
        const wasRecorded = store.reports.find(id)?.state === 'reported';
        store.reports.update(id, { state: 'withdrawn', updatedAtMs: nowMs() });
        if (wasRecorded) writeRecord(parts, line, id);
      }),
    letterChangedAtMs: (id) => {
      const records = store.reports.records(id);
      const changed = records.findLast((record, index) => {
        const before = records[index - 1];
        return before !== undefined && readRecord(before.text).letter !== readRecord(record.text).letter;
      });
      return changed?.atMs ?? null;
    },
  };
}

/** The text is kept, the line's log holds its hash: so the time of the entry can be proven. */
function writeRecord({ store, lane, nowMs }: Parts, line: LineRow, id: string): void {
  const row = store.reports.find(id) ?? missing(id);
  const text = recordText(reportOf(row));
  const sha256 = sha256Hex(text);
  const { entry } = lane.append(line, { type: 'report', fields: { report: id, sha256 } }, nowMs());
  store.reports.insertRecord({ report: id, laneEntry: entry, atMs: nowMs(), sha256, text });
  store.reports.update(id, { laneEntry: entry });
}

function receiptOf(text: string): Pick<ReportRecordView, 'state' | 'receivedAtMs'> {
  const { state, receivedAtMs } = readRecord(text);
  return { state, receivedAtMs };
}

function missing(id: string): never {
  throw new Error(`bug: report ${id} was not written`);
}
