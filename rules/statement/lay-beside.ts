import type { StateInterval } from '../outage/derived.ts';
import { compareStatement } from './compare.ts';
import type { Comparison } from './finding.ts';
import type { Measured, MeasuredOutage, Span } from './measured.ts';
import type { Statement } from './statement.ts';

/** Where a comparison finds what was measured: the store of a server, or what a bundle was computed to again. */
export type MeasuredSource = {
  /** End of what was observed; null: not known. */
  measuredAtMs: number | null;
  /** As measured, whatever the owner said of it; all that touch [fromAtMs, toAtMs), in order. */
  intervals: (fromAtMs: number, toAtMs: number) => readonly StateInterval[];
  /** The same of outages, with what the owner said. */
  outages: (fromAtMs: number, toAtMs: number) => readonly MeasuredOutage[];
  /** By the method of that instant; null: it cannot be read. */
  shortestVisibleMs: (atMs: number) => number | null;
};

export type Beside = { measured: Measured; comparison: Comparison };

/** What of the edges of a statement is looked at besides. */
const MARGIN_MS = 3_600_000;
/** Of a method that cannot be read: as with five attempts, one every 5 s. */
const SHORTEST_UNKNOWN_MS = 30_000;

/** The statement beside what was measured of the period; null: nothing of it lies there, or nothing was measured then. */
export function layBeside(statement: Statement, source: MeasuredSource, period: Span): Beside | null {
  const { fromAtMs, toAtMs } = spokenTimeOf(statement);
  const measured = measuredIn(source, {
    fromAtMs: Math.max(period.fromAtMs, fromAtMs),
    toAtMs: Math.min(period.toAtMs, toAtMs),
  });
  return measured === null ? null : { measured, comparison: compareStatement(statement, measured) };
}

/** The time of which it speaks, with a margin; of a row without an end, nothing limits it but the measurement. */
export function spokenTimeOf({ rows, exactToMs }: Pick<Statement, 'rows' | 'exactToMs'>): Span {
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

function measuredIn(source: MeasuredSource, { fromAtMs, toAtMs }: Span): Measured | null {
  const reachedAtMs = Math.min(toAtMs, source.measuredAtMs ?? toAtMs);
  if (reachedAtMs <= fromAtMs) return null;
  const intervals = source.intervals(fromAtMs, reachedAtMs);
  const last = intervals.at(-1);
  if (last === undefined) return null;
  const untilAtMs = Math.min(reachedAtMs, last.toAtMs);
  const shortestVisibleMs = source.shortestVisibleMs(untilAtMs) ?? SHORTEST_UNKNOWN_MS;
  return { fromAtMs, toAtMs: untilAtMs, intervals, outages: source.outages(fromAtMs, untilAtMs), shortestVisibleMs };
}
