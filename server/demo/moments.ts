import { SEGMENT_MS } from './methods.ts';
import type { TruthEvent } from './truth.ts';

/** A cell is the smallest stretch that has one resolution: one coarse segment or five full ones, on the grid of UTC. */
export const CELL_MS = SEGMENT_MS.coarse;

/** A cut shorter than this is over before it is declared. */
const DECLARED_AFTER_MS = 5500;
const REREAD_MS = 125_000;

export function cellOf(atMs: number): number {
  return Math.floor(atMs / CELL_MS) * CELL_MS;
}

/** An instant at which witnesses speak out of turn. */
export type Moment = { atMs: number; moment: 'onset' | 'minute' | 'end' | 'reread'; outage: TruthEvent };

/** Moments of the outages of a story by their cells. */
export function momentsOf(events: TruthEvent[]): Map<number, Moment[]> {
  const cells = new Map<number, Moment[]>();
  for (const outage of events) {
    const lengthMs = outage.toAtMs - outage.fromAtMs;
    if (outage.kind !== 'line-cut' || lengthMs < DECLARED_AFTER_MS) continue;
    const moments: Moment[] = [
      { atMs: outage.fromAtMs + DECLARED_AFTER_MS, moment: 'onset', outage },
      ...(lengthMs > 60_000 ? [{ atMs: outage.fromAtMs + 60_000, moment: 'minute' as const, outage }] : []),
      { atMs: outage.toAtMs + 3200, moment: 'end', outage },
      { atMs: outage.toAtMs + REREAD_MS, moment: 'reread', outage },
    ];
    for (const moment of moments) {
      const cell = cellOf(moment.atMs);
      cells.set(cell, [...(cells.get(cell) ?? []), moment]);
    }
  }
  return cells;
}
