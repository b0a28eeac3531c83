import type { Method } from '../method.ts';
import { LOSSES_ALONE } from './line-noise.ts';

/**
 * The shortest outage that this method cannot miss: one that swallows enough attempts in a row wherever it begins.
 * Holes in the measuring itself are intervals of their own and never part of this. null without far targets.
 */
export function shortestVisibleMs(method: Method | null): number | null {
  const far = method?.targets.filter(({ role }) => role === 'far') ?? [];
  const families = [...new Set(far.map(({ family }) => family))];
  const gapsMs = families.map((family) => largestGapMs(far.filter((target) => target.family === family)));
  return gapsMs.length === 0 ? null : (LOSSES_ALONE + 1) * Math.max(...gapsMs);
}

/** Largest distance between attempts of these targets, when each keeps its own grid. */
function largestGapMs(targets: { spacingMs: number; phaseMs: number }[]): number {
  const cycleMs = Math.max(...targets.map((target) => target.spacingMs));
  const slotsMs = targets.flatMap(({ spacingMs, phaseMs }) =>
    Array.from({ length: Math.ceil(cycleMs / spacingMs) }, (_, n) => (phaseMs + n * spacingMs) % cycleMs),
  );
  const sorted = [...new Set(slotsMs)].sort((a, b) => a - b);
  return Math.max(...sorted.map((slotMs, n) => (sorted[n + 1] ?? (sorted[0] ?? 0) + cycleMs) - slotMs));
}
