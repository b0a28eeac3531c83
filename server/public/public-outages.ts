import type { Line, ListedOutage, ReadStore } from '../store/store.ts';
import { PUBLIC_GRID_MS } from './grid.ts';
import { movedOutage, publicEntry, publicListed, publicOutage } from './public-outage.ts';
import type { PublicView } from './public-view.ts';

type Lists = Pick<
  ReadStore,
  | 'outages'
  | 'wholeOutages'
  | 'summedOutages'
  | 'listedOutages'
  | 'latestOutages'
  | 'outageCount'
  | 'outageNeighbours'
  | 'outage'
>;

/** Of those that lie side by side so many may be none of the strangers' business before the search is given up. */
const MOST_HIDDEN = 50;

/** Lists of outages for strangers; what lies in a stretch is decided by the instants that they are told. */
export function publicOutages(store: ReadStore, line: Line, view: PublicView): Lists {
  const withSamples = line.isEvidencePublished;
  const isWithin = (shown: ListedOutage, fromAtMs: number, toAtMs: number) =>
    shown.startEarliestAtMs < toAtMs && (shown.endLatestAtMs ?? Number.POSITIVE_INFINITY) > fromAtMs;
  const listed: Lists['listedOutages'] = (id, fromAtMs, toAtMs) =>
    store
      .listedOutages(id, fromAtMs - PUBLIC_GRID_MS, toAtMs + PUBLIC_GRID_MS)
      .flatMap((exact) => publicListed(exact, view) ?? [])
      .filter((shown) => isWithin(shown, fromAtMs, toAtMs));
  const outages: Lists['outages'] = (id, fromAtMs, toAtMs) =>
    store
      .outages(id, fromAtMs - PUBLIC_GRID_MS, toAtMs + PUBLIC_GRID_MS)
      .flatMap((exact) => publicEntry(exact, view, withSamples) ?? [])
      .filter((shown) => isWithin(shown, fromAtMs, toAtMs));
  const visible = (id: string, outageId: string) => {
    const exact = store.outage(id, outageId);
    return exact && publicOutage(exact, view, withSamples);
  };
  return {
    outages,
    wholeOutages: (id, fromAtMs, toAtMs) =>
      store
        .wholeOutages(id, fromAtMs - PUBLIC_GRID_MS, toAtMs + PUBLIC_GRID_MS)
        .flatMap((exact) => publicOutage(exact, view, withSamples) ?? [])
        .filter((shown) => isWithin(shown, fromAtMs, toAtMs)),
    summedOutages: (id, fromAtMs, toAtMs) =>
      store
        .listedOutages(id, fromAtMs - PUBLIC_GRID_MS, toAtMs + PUBLIC_GRID_MS)
        .flatMap((exact) => movedOutage(exact, view) ?? []),
    listedOutages: listed,
    latestOutages: (id, fromAtMs, toAtMs, limit) => {
      const some = store.latestOutages(id, fromAtMs - PUBLIC_GRID_MS, toAtMs + PUBLIC_GRID_MS, 2 * limit);
      const shown = some
        .flatMap((exact) => publicEntry(exact, view, withSamples) ?? [])
        .filter((one) => isWithin(one, fromAtMs, toAtMs));
      const isAll = some.length < 2 * limit || shown.length >= limit;
      return isAll ? shown.slice(0, limit) : outages(id, fromAtMs, toAtMs).slice(-limit).reverse();
    },
    outageCount: (id, fromAtMs, toAtMs) => listed(id, fromAtMs, toAtMs).length,
    outageNeighbours: (id, outage) => ({
      previousId: visibleBeside(store, id, outage.id, 'previousId', visible),
      nextId: visibleBeside(store, id, outage.id, 'nextId', visible),
    }),
    outage: visible,
  };
}

function visibleBeside(
  store: ReadStore,
  line: string,
  startId: string,
  side: 'previousId' | 'nextId',
  visible: (line: string, id: string) => unknown,
): string | null {
  let id: string | null = startId;
  for (let step = 0; step < MOST_HIDDEN; step += 1) {
    const exact: ListedOutage | null = id === null ? null : store.outage(line, id);
    if (exact === null) return null;
    id = store.outageNeighbours(line, exact)[side];
    if (id !== null && visible(line, id) !== null) return id;
  }
  return null;
}
