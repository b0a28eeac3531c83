import type { QualityHour } from '../../rules/outage/derived.ts';
import type { ClockState } from '../../rules/round.ts';
import type { LineView } from './views.ts';

/** What the pages on witnesses are given: the owner's remarks, what was recorded in an outage, the quality of the line. */

/** What the owner says of an outage later: it was at home (then it does not count), or only a note. */
export const ANNOTATION_KINDS = ['home', 'note'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

export type AnnotationView = {
  /** The entry of the line's log that holds the hash of the text; names it in forms. */
  entry: number;
  kind: AnnotationKind;
  /** As typed, any characters; not empty. */
  text: string;
  atMs: number;
  /** Taken back by a later entry; it stays to be seen. */
  withdrawnAtMs: number | null;
};

/** The owner's form under an outage. Strangers get none of this. */
export type AnnotateView = {
  /**
   * POST: `kind` (`home`, `note`) and `text` (at most 500 characters). Under it, `/ENTRY/withdraw` takes one back.
   * Afterwards the browser comes back to the page of the outage; a refused form answers with that page, `problem` set.
   */
  action: string;
  /** Re-attributing is refused while it lasts; notes are not. */
  canAttribute: boolean;
  /** What was refused. */
  problem: 'empty' | 'too-long' | 'lasts' | 'kind' | null;
  /** What was typed, after a refusal; `kind` null: nothing that there is was chosen. */
  typed: { kind: AnnotationKind | null; text: string } | null;
};

/** The probe's clock in the round that holds an outage's first lost sample. */
export type OutageClockView = {
  state: ClockState;
  /** The time as shown minus what the probe's wall clock said then; positive: it was slow. */
  correctionMs: number;
  /** What its last comparison with the server left open; null = none was near. */
  errorMs: number | null;
};

/** Unknown time of a period by its cause, most first; together `unknownMs`. For strangers one cause, `not-observed`. */
export type CoverageView = {
  fromAtMs: number;
  toAtMs: number;
  observedMs: number;
  unknownMs: number;
  /** Observed share, 0…1. */
  coverageRatio: number;
  /**
   * `cause` as in stretches of the state (`no-contact`, `power-cut-likely`, …), the finding of a fault at home where that
   * is why (`router-or-lan-fault`, …), `attributed-home` for outages that the owner found to be at home, `not-observed`
   * for time of which nothing at all is kept. `stretches`: how many pieces.
   */
  causes: { cause: string; unknownMs: number; stretches: number }[];
};

/** Sums and extremes of what the router said in one local day or hour of the day; null = not said. */
export type QualitySums = {
  /** Router readings in it. */
  readings: number;
  /** Tenths of a dB. */
  downMarginMin: number | null;
  downMarginMean: number | null;
  upMarginMin: number | null;
  upMarginMean: number | null;
  crcErrors: number | null;
  crcErrorsFar: number | null;
  fecErrors: number | null;
  fecErrorsFar: number | null;
  erroredSecs: number | null;
  severelyErroredSecs: number | null;
  resyncs: number;
  reconnects: number;
};

/** `/lines/LINE/quality?from=DAY&to=DAY`; without them the last 30 local days, today included. */
export type QualityPageView = {
  line: LineView;
  /** Local days, both inclusive, and their instants; `toAtMs` is at most now. */
  fromDay: string;
  toDay: string;
  fromAtMs: number;
  toAtMs: number;
  /** False: no router has said anything in the period; then only the coverage is to be told. */
  isRouterHeard: boolean;
  /** UTC hours in which the router said something, oldest first. Empty where the asker may see no evidence. */
  hours: QualityHour[];
  /** Local days with readings, oldest first. Empty like `hours`. */
  days: ({ day: string } & QualitySums)[];
  /** 24 entries, local hours 0 to 23, over the whole period. Empty like `hours`. */
  hoursOfDay: ({ hour: number } & QualitySums)[];
  /** The whole period. */
  sums: QualitySums | null;
  coverage: CoverageView;
  /** How many of the period's reconnects were planned (stretches of `planned-reconnect`). */
  plannedReconnects: number;
  /** The same as JSON. */
  dataHref: string;
  /** False: a stranger, and the owner did not release the evidence. */
  isEvidenceVisible: boolean;
};
