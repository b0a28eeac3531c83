import type { Resolution } from './methods.ts';
import { CELL_MS, cellOf, type Moment, momentsOf } from './moments.ts';
import { runsOf } from './runs.ts';
import type { SimulatedRun, TruthEvent, World } from './truth.ts';

/** So much around each change is measured at full resolution, so that the bounds are those of a real probe. */
const MARGIN_MS = 60_000;

/** A world made ready for random access. */
export type Plan = {
  world: World;
  runs: SimulatedRun[];
  resolutionAt: (atMs: number) => Resolution;
  /** Events that can touch a packet sent within the cell of this instant. */
  eventsAt: (atMs: number) => TruthEvent[];
  /** Moments of outages within the cell of this instant. */
  momentsAt: (atMs: number) => Moment[];
};

export function planWorld(world: World): Plan {
  const fullCells = new Set<number>();
  const eventsByCell = new Map<number, TruthEvent[]>();
  for (const event of world.events) {
    for (const [fromAtMs, toAtMs] of fullStretchesOf(event)) {
      for (let cell = cellOf(fromAtMs - MARGIN_MS); cell < toAtMs + MARGIN_MS; cell += CELL_MS) fullCells.add(cell);
    }
    // an answer may be on its way for some seconds
    for (let cell = cellOf(event.fromAtMs - 15_000); cell < event.toAtMs + 15_000; cell += CELL_MS) {
      eventsByCell.set(cell, [...(eventsByCell.get(cell) ?? []), event]);
    }
  }
  const moments = momentsOf(world.events);
  return {
    world,
    runs: runsOf(world),
    resolutionAt: (atMs) => (atMs >= world.fullFromAtMs || fullCells.has(cellOf(atMs)) ? 'full' : 'coarse'),
    eventsAt: (atMs) => eventsByCell.get(cellOf(atMs)) ?? [],
    momentsAt: (atMs) => moments.get(cellOf(atMs)) ?? [],
  };
}

/** Inside a long cut nothing changes, so only its edges need every second. */
function fullStretchesOf(event: TruthEvent): [number, number][] {
  if (event.kind === 'loss') return [[event.fromAtMs, event.toAtMs]];
  return [
    [event.fromAtMs, event.fromAtMs],
    [event.toAtMs, event.toAtMs],
  ];
}
