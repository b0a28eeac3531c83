import { parseHeads } from '../../rules/journal/heads.ts';
import type { HeadRow } from '../store/heads-table.ts';
import { type Sealing, sealHead } from './seal-head.ts';

/** Signed lists of where all lanes end, and what outsiders stamped of them. */
export type Heads = {
  /**
   * The head that holds everything up to now: the newest, if nothing was written since, else a new one. null while there is
   * no line, or with more lines than a head can hold.
   */
  sealNow(): HeadRow | null;
  newest(): HeadRow | null;
};

export function openHeads(sealing: Sealing): Heads {
  const { store } = sealing;
  return {
    newest: store.heads.newest,
    sealNow: () => {
      const newest = store.heads.newest();
      return newest !== null && holdsAll(sealing, newest) ? newest : sealHead(sealing, 'asked');
    },
  };
}

/** Lanes only grow, so equal sums and as many lanes mean equal ends. */
function holdsAll({ store }: Sealing, head: HeadRow): boolean {
  const heads = parseHeads(head.text);
  if (typeof heads === 'string') throw new Error(`bug: the head ${head.counter} ${heads}`);
  const lines = store.books.lines();
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  return (
    heads.lanes.length === lines.length &&
    sum(heads.lanes.map(({ entries }) => entries)) === sum(lines.map(({ laneEntries }) => laneEntries))
  );
}
