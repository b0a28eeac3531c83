import { formatInstant } from '../../rules/instant.ts';
import type { LaneWriter } from '../lane-writer.ts';
import type { Store } from '../store/open-store.ts';

/**
 * Notes that the server runs again, inside a transaction: each line with a probe gets a lane entry on the time in which
 * nobody listened, from the last sign of life (at most a minute before a power cut). Returns the number of the new run.
 */
export function writeServerGaps({ store, lane }: { store: Store; lane: LaneWriter }, nowMs: number): number {
  const lastAliveAtMs = store.owner.lastAliveAtMs();
  for (const line of store.books.lines()) {
    if (lastAliveAtMs === null || !store.books.activeProbe(line.id)) continue;
    const fromAt = formatInstant(Math.min(lastAliveAtMs, nowMs));
    lane.append(line, { type: 'server-gap', fields: { fromAt, toAt: formatInstant(nowMs) } }, nowMs);
  }
  return store.owner.startRun(nowMs);
}
