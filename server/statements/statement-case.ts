import type { Comparison } from '../../rules/statement/finding.ts';
import type { Statement } from '../../rules/statement/statement.ts';

/** A statement of the provider beside what was measured, for pages, JSON and the report. */
export type StatementCase = {
  statement: Statement;
  /** Of its text; stands in the line's log at `laneEntry`. */
  sha256: string;
  laneEntry: number;
  /** Set: the owner took it back; it is not compared any more. */
  withdrawnAtMs: number | null;
  comparison: Comparison;
};
