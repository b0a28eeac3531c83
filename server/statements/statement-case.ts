import { compareStatement } from '../../rules/statement/compare.ts';
import type { Comparison } from '../../rules/statement/finding.ts';
import type { Measured } from '../../rules/statement/measured.ts';
import type { Statement } from '../../rules/statement/statement.ts';
import { methodAt, shortestVisibleMs } from '../figures/method.ts';
import type { Store } from '../store/open-store.ts';
import type { Line, ReadStore } from '../store/store.ts';
import { type KeptStatement, statementsOf } from './statements.ts';

/** A statement of the provider beside what was measured, for pages and the report. */
export type StatementCase = KeptStatement & { comparison: Comparison; measured: Measured };

/** What of the edges of a statement is looked at besides. */
const MARGIN_MS = 3_600_000;
/** Of a method that cannot be read: as with five attempts, one every 5 s. */
const SHORTEST_UNKNOWN_MS = 30_000;

type Window = { fromAtMs: number; toAtMs: number };

/**
 * Statements of the line that hold and speak of the period, oldest first, compared within it. Reads roll-ups and outages
 * only. For the owner: strangers get none.
 */
export function gatherStatements(
  store: Pick<Store, 'read' | 'statements'>,
  line: Line,
  period: Window,
): StatementCase[] {
  return statementsOf(store, line.id)
    .filter(({ withdrawnAtMs }) => withdrawnAtMs === null)
    .flatMap((kept) => statementCase(store.read, line, kept, period) ?? []);
}

/** One of them; null: nothing of it lies in the period, or nothing was measured there. */
export function statementCase(read: ReadStore, line: Line, kept: KeptStatement, period: Window): StatementCase | null {
  const { fromAtMs, toAtMs } = spokenTimeOf(kept.statement);
  const measured = measuredOf(read, line, {
    fromAtMs: Math.max(period.fromAtMs, fromAtMs),
    toAtMs: Math.min(period.toAtMs, toAtMs),
  });
  return measured === null ? null : { ...kept, measured, comparison: compareStatement(kept.statement, measured) };
}

/** The time of which it speaks, with a margin; of a row without an end, nothing limits it but the measurement. */
export function spokenTimeOf({ rows, exactToMs }: Statement): Window {
  const ends = rows.map(({ kind, fromAtMs, toAtMs }) => {
    if (toAtMs !== null) return toAtMs;
    return kind === 'repaired' || kind === 'note' ? fromAtMs : Number.MAX_SAFE_INTEGER / 2;
  });
  const marginMs = exactToMs + MARGIN_MS;
  return {
    fromAtMs: Math.min(...rows.map(({ fromAtMs }) => fromAtMs)) - marginMs,
    toAtMs: Math.max(...ends) + marginMs,
  };
}

function measuredOf(read: ReadStore, line: Line, { fromAtMs, toAtMs }: Window): Measured | null {
  const reached = Math.min(toAtMs, read.current(line.id)?.measuredAtMs ?? toAtMs);
  if (reached <= fromAtMs) return null;
  const intervals = read.intervals(line.id, fromAtMs, reached);
  const last = intervals.at(-1);
  if (last === undefined) return null;
  const untilAtMs = Math.min(reached, last.toAtMs);
  return {
    fromAtMs,
    toAtMs: untilAtMs,
    intervals,
    outages: read.wholeOutages(line.id, fromAtMs, untilAtMs),
    shortestVisibleMs: shortestVisibleMs(methodAt(read, line.id, untilAtMs)) ?? SHORTEST_UNKNOWN_MS,
  };
}
