import type { StateInterval } from '../../../rules/outage/derived.ts';
import type { TechnicianSheet } from '../../../web/pages/technician-views.ts';
import type { Language } from '../../../web/pages/views.ts';
import type { CoverageView } from '../../../web/pages/witness-views.ts';
import type { Contract } from '../../contracts/contract.ts';
import type { StampWorth } from '../../heads/judge-stamp.ts';
import type { AskedPeriod } from '../../period.ts';
import type { FaultReport } from '../../reports/fault-report.ts';
import type { StatementCase } from '../../statements/statement-case.ts';
import type { AttachmentRow } from '../../store/attachment-table.ts';
import type { EvidenceCase } from '../gather-case.ts';
import type { LastSegment } from '../lane-end.ts';
import type { Objection } from '../objections/objection.ts';
import type { Restore } from '../restores.ts';

/** What a report is asked for. */
export type ReportAsk = {
  line: string;
  period: AskedPeriod;
  language: Language;
  /** Figures are as of then: for a bundle the instant of its closing head, never later than now. */
  asOfAtMs: number;
  /**
   * Who will read it. A guest, whom the owner gave a link, sees as much as he shows. A stranger gets what was released up to
   * that instant, and nothing that the owner wrote.
   */
  reader: 'owner' | 'guest' | { releasedUntilAtMs: number };
  /** What the owner shows; all false for strangers. `texts`: remarks, fault reports, statements. `values`: the contract. */
  shows: { texts: boolean; values: boolean; files: boolean };
  /** PEM; roots of time stamps that the owner named beside those of Node. */
  stampRoots: readonly string[];
};

/** Everything that the report says, as plain values; read once, in one go. */
export type ReportCase = {
  language: Language;
  evidence: EvidenceCase;
  coverage: CoverageView;
  /** As they count in sums; for the timelines. */
  intervals: StateInterval[];
  /** Who the line belongs to, where the owner shows it. */
  contract: Contract | null;
  /** False: the owner does not show what was written and told; then there is none of the next ones. */
  hasTexts: boolean;
  reports: ReportedFault[];
  /** What the provider says, compared with what was measured. */
  statements: StatementCase[];
  objections: Objection[];
  /** null: for strangers, who are told nothing of the router. */
  technician: TechnicianSheet | null;
  attachments: AttachmentRow[];
  integrity: Integrity;
  /** What the server noted while it heard nothing of the probe, by the id of an outage; only of the longest, for the owner. */
  silences: ReadonlyMap<string, Silence | null>;
};

/** Entries of the type `silence` in the lane during an outage; `first`, `last`: their numbers. */
export type Silence = {
  count: number;
  first: number;
  last: number;
  fromAtMs: number;
  toAtMs: number;
  reachable: number;
  unreachable: number;
};

/** A fault report that was made, with what the lane holds of it, oldest first. */
export type ReportedFault = {
  report: FaultReport;
  records: { atMs: number; laneEntry: number; sha256: string }[];
};

/** What ties the report to the signed data. */
export type Integrity = {
  /** As in enrolment tokens: first 32 hex digits of the SHA-256 of the raw public key. */
  serverFingerprint: string;
  /** Probes that may have measured in the period, oldest first; the last segment that the lane confirms near its end. */
  probes: {
    id: string;
    publicKey: string;
    fingerprint: string;
    enrolledAtMs: number;
    retiredAtMs: number | null;
    lastSegment: LastSegment | null;
  }[];
  /** Where the line's log ended, as the newest head has it; null: it is empty. */
  laneEnd: { entry: number; sha256: string } | null;
  /** Told of in the log up to there. */
  restores: Restore[];
  /**
   * How many heads were sealed from the begin of the period up to `asOfAtMs`; how many of them carry a time stamp that ends in
   * a root that others know too (as judged when it came), and how many carry other stamps alone.
   */
  headCount: number;
  stampedCount: number;
  otherStampsCount: number;
  /** The last of the stamped ones; null: there is none. */
  lastStamped: Pick<ReportedHead, 'counter' | 'atMs'> | null;
  /** The newest, and those that were sealed first after the begin and the end of an outage, their stamps checked anew; oldest first, bounded. */
  heads: ReportedHead[];
  /** All of the period, as CSV (a file in the PDF), and the exact text of the newest; null: there is none. */
  headsCsv: string;
  newestText: string | null;
};

export type ReportedHead = {
  counter: number;
  atMs: number;
  sha256: string;
  stamps: { authority: string; stampedAtMs: number; worth: StampWorth }[];
};
