import type { InstantBounds } from './finding.ts';
import type { Measured, Span } from './measured.ts';
import type { Statement, StatementRow } from './statement.ts';

/** What of a statement is compared. */
export type Said = Pick<Statement, 'exactToMs' | 'rows'>;
/** A row with its place in the statement, from 0. */
export type SaidRow = StatementRow & { index: number; exactToMs: number };

/** The instant of a row, or its begin. */
export function instantOfRow({ fromAtMs, exactToMs }: SaidRow): InstantBounds {
  return { earliestAtMs: fromAtMs - exactToMs, latestAtMs: fromAtMs + exactToMs };
}

/** Where the end that it names lies; null: it names none. */
export function endOfRow({ toAtMs, exactToMs }: SaidRow): InstantBounds | null {
  return toAtMs === null ? null : { earliestAtMs: toAtMs - exactToMs, latestAtMs: toAtMs + exactToMs };
}

/** All that the row may mean; without an end, up to the last measurement. */
export function hullOfRow(row: SaidRow, { toAtMs }: Measured): Span {
  const { earliestAtMs } = instantOfRow(row);
  return { fromAtMs: earliestAtMs, toAtMs: Math.max(endOfRow(row)?.latestAtMs ?? toAtMs, earliestAtMs) };
}

/** What it means for certain; of length 0 where its times are too inexact. */
export function coreOf(row: SaidRow, { toAtMs }: Measured): Span {
  const { latestAtMs } = instantOfRow(row);
  return { fromAtMs: latestAtMs, toAtMs: Math.max(endOfRow(row)?.earliestAtMs ?? toAtMs, latestAtMs) };
}

/** Whether nothing of it lies in the time that is compared. */
export function isOutside(row: SaidRow, measured: Measured): boolean {
  const isInstant = row.kind === 'repaired';
  const hull = isInstant ? { fromAtMs: row.fromAtMs, toAtMs: row.fromAtMs } : hullOfRow(row, measured);
  return hull.toAtMs < measured.fromAtMs || hull.fromAtMs >= measured.toAtMs;
}
