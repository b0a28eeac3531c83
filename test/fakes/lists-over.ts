import type { StateInterval } from '../../rules/outage/derived.ts';
import type { ReadStore, UnknownTime } from '../../server/store/store.ts';

/** Neighbours further away are not looked for. */
const NEIGHBOUR_WITHIN_MS = 400 * 86_400_000;

/** The lists of a store over nothing but its read of whole outages, oldest first; the real one is held against it. */
export function listsOver(
  outages: ReadStore['outages'],
): Pick<ReadStore, 'listedOutages' | 'latestOutages' | 'outageCount' | 'outageNeighbours'> {
  return {
    listedOutages: outages,
    latestOutages: (line, fromAtMs, toAtMs, limit) => outages(line, fromAtMs, toAtMs).slice(-limit).reverse(),
    outageCount: (line, fromAtMs, toAtMs) => outages(line, fromAtMs, toAtMs).length,
    outageNeighbours: (line, { id, startEarliestAtMs: atMs }) => {
      const near = outages(line, atMs - NEIGHBOUR_WITHIN_MS, atMs + NEIGHBOUR_WITHIN_MS);
      const at = near.findIndex((one) => one.id === id);
      return { previousId: near[at - 1]?.id ?? null, nextId: (at === -1 ? null : near[at + 1]?.id) ?? null };
    },
  };
}

/** Unknown time by cause, over nothing but stretches. */
export function unknownTimeOf(intervals: StateInterval[], fromAtMs: number, toAtMs: number): UnknownTime[] {
  const unknown = intervals.filter(({ state }) => state === 'unknown');
  const times = Map.groupBy(unknown, ({ cause, verdict }) => cause ?? verdict);
  return [...times].map(([cause, stretches]) => {
    const inside = stretches.map((one) => Math.min(one.toAtMs, toAtMs) - Math.max(one.fromAtMs, fromAtMs));
    const unknownMs = inside.filter((ms) => ms > 0).reduce((sum, ms) => sum + ms, 0);
    return { cause, unknownMs, stretches: inside.filter((ms) => ms > 0).length };
  });
}
