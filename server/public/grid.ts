import { SHOWN_GRID_MS } from '../../web/pages/shown-times.ts';

/** Times that strangers see lie on this grid: nobody can tell from them when a router was switched off. */
export const PUBLIC_GRID_MS = SHOWN_GRID_MS;

/** The last instant of the grid at or before. */
export function gridFloor(atMs: number): number {
  return Math.floor(atMs / PUBLIC_GRID_MS) * PUBLIC_GRID_MS;
}

/** The first instant of the grid at or after. */
export function gridCeil(atMs: number): number {
  return Math.ceil(atMs / PUBLIC_GRID_MS) * PUBLIC_GRID_MS;
}
