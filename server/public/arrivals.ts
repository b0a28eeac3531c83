import type { ReadStore } from '../store/store.ts';

/** What the server knew of a line at an instant that lies back: how far its measurements reached then. */
export type Arrivals = {
  /** End of what was measured and had arrived by then; null: nothing had. */
  reachAtMs(line: string, atMs: number): number | null;
  /** Called after anything of the line changed. */
  note(line: string): void;
};

/** Longest choice of a delay, with some room. */
const KEPT_MS = 75 * 60_000;
const SPACING_MS = 30_000;

/**
 * A line that comes back delivers at once what it measured meanwhile. Who watches a delayed page would see by that, in the
 * same second, that it is back; so the delay holds for arrivals as well. In memory: after a start of the server everything
 * counts as having arrived long ago.
 */
export function openArrivals(store: Pick<ReadStore, 'lines' | 'current'>, nowMs: () => number): Arrivals {
  const known = new Map<string, { atMs: number; reachAtMs: number | null }[]>();
  const reachOf = (line: string) => store.current(line)?.measuredAtMs ?? null;
  for (const { id } of store.lines()) known.set(id, [{ atMs: Number.NEGATIVE_INFINITY, reachAtMs: reachOf(id) }]);
  return {
    note: (line) => {
      const steps = known.get(line) ?? [{ atMs: Number.NEGATIVE_INFINITY, reachAtMs: null }];
      const last = steps.at(-1);
      const [atMs, reachAtMs] = [nowMs(), reachOf(line)];
      if (last && last.reachAtMs !== reachAtMs && atMs - last.atMs >= SPACING_MS) steps.push({ atMs, reachAtMs });
      // the newest of those that are too old says what was known when the kept time begins
      while ((steps[1]?.atMs ?? atMs) < atMs - KEPT_MS) steps.shift();
      known.set(line, steps);
    },
    reachAtMs: (line, atMs) => {
      const steps = known.get(line);
      return steps === undefined ? reachOf(line) : (steps.findLast((step) => step.atMs <= atMs)?.reachAtMs ?? null);
    },
  };
}
