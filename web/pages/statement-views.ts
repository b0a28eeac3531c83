import type { Comparison } from '../../rules/statement/finding.ts';
import type { Measured } from '../../rules/statement/measured.ts';
import type { Statement } from '../../rules/statement/statement.ts';
import type { LineView } from './views.ts';

/** What the pages on the provider's statements are given. Only the owner sees these pages. */

/** A statement as it is kept. */
export type KeptStatementView = {
  statement: Statement;
  /** Of its text; stands in the line's log at `laneEntry`. */
  sha256: string;
  laneEntry: number;
  /** When the owner took it back; it stays to be read. */
  withdrawnAtMs: number | null;
};
/** The same beside the measurement. */
export type ComparedStatementView = KeptStatementView & { comparison: Comparison; measured: Measured };

/** Why a line or a field was refused; the page has the sentence. */
const STATEMENT_PROBLEMS = [
  'missing', //         nothing was entered
  'too-long',
  'too-many', //        rows, or statements of the line
  'cells', //           not BEGIN; END; KIND; WORDS
  'not-a-time',
  'no-such-time', //    the clocks jumped over it
  'twice', //           in the hour that comes twice, without a distance to UTC
  'not-a-kind',
  'ends-before',
  'no-end', //          this kind needs an end
  'has-end', //         this kind is of one instant
  'out-of-range', //    before the year 2000, or more than a year ahead
  'not-a-zone',
  'not-a-choice',
  'quote', //           a quotation mark that is never closed
] as const;
export type StatementProblem = (typeof STATEMENT_PROBLEMS)[number];
/** `line`: of what was pasted, from 1; null: the field as a whole. `cell`: what was found there, cut. */
export type StatementFieldProblem = { field: string; line: number | null; problem: StatementProblem; cell: string };

export type StatementFormValues = {
  title: string;
  source: string;
  /** Id of a file of the line; empty: none. */
  attachment: string;
  zone: string;
  exactToMs: string;
  rows: string;
};
/** A file of the line from which a statement may be taken. */
export type StatementFile = { id: string; name: string };

/** `/owner/lines/LINE/statements` */
export type StatementListView = {
  line: LineView;
  statements: KeptStatementView[];
  files: StatementFile[];
  values: StatementFormValues;
  problems: StatementFieldProblem[];
};

/** `/owner/lines/LINE/statements/ID`; `compared` null: it was withdrawn, or nothing was measured in its time. */
export type StatementPageView = {
  line: LineView;
  kept: KeptStatementView;
  /** The file that it was taken from; null: none, or it was erased. */
  file: StatementFile | null;
  compared: ComparedStatementView | null;
};
