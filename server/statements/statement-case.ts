import { shortestVisibleMs } from '../../rules/outage/shortest-visible.ts';
import type { Comparison } from '../../rules/statement/finding.ts';
import { layBeside, type MeasuredSource } from '../../rules/statement/lay-beside.ts';
import type { Measured, Span } from '../../rules/statement/measured.ts';
import { methodAt } from '../figures/method.ts';
import type { Store } from '../store/open-store.ts';
import type { Line, ReadStore } from '../store/store.ts';
import { type KeptStatement, statementsOf } from './statements.ts';

/** A statement of the provider beside what was measured, for pages and the report. */
export type StatementCase = KeptStatement & { comparison: Comparison; measured: Measured };

/**
 * Statements of the line that hold and speak of the period, oldest first, compared within it. Reads roll-ups and outages
 * only. For the owner: strangers get none.
 */
export function gatherStatements(store: Pick<Store, 'read' | 'statements'>, line: Line, period: Span): StatementCase[] {
  return statementsOf(store, line.id)
    .filter(({ withdrawnAtMs }) => withdrawnAtMs === null)
    .flatMap((kept) => statementCase(store.read, line, kept, period) ?? []);
}

/** One of them; null: nothing of it lies in the period, or nothing was measured there. */
export function statementCase(
  read: MeasuredReads,
  { id }: { id: string },
  kept: KeptStatement,
  period: Span,
): StatementCase | null {
  const beside = layBeside(kept.statement, measuredSource(read, id), period);
  return beside === null ? null : { ...kept, ...beside };
}

export type MeasuredReads = Pick<ReadStore, 'current' | 'intervals' | 'wholeOutages' | 'methods'>;

function measuredSource(read: MeasuredReads, line: string): MeasuredSource {
  return {
    measuredAtMs: read.current(line)?.measuredAtMs ?? null,
    intervals: (fromAtMs, toAtMs) => read.intervals(line, fromAtMs, toAtMs),
    outages: (fromAtMs, toAtMs) => read.wholeOutages(line, fromAtMs, toAtMs),
    shortestVisibleMs: (atMs) => shortestVisibleMs(methodAt(read, line, atMs)),
  };
}
