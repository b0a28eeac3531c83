import type { Method } from '../../rules/method.ts';
import { LOSSES_ALONE } from '../../rules/outage/line-noise.ts';
import type { ReadStore } from '../store/store.ts';

/** The method in use at an instant; null when none is kept. */
export function methodAt(store: Pick<ReadStore, 'methods'>, line: string, atMs: number | null): Method | null {
  if (atMs === null) return null;
  const newest = store.methods(line, atMs - 1, atMs + 1)[0];
  return newest ? readKept(newest) : null;
}

/** Whether anything of a line was made up, as `npm run demo` does: then nothing of it may pass as a measurement. */
export function isSimulated(store: Pick<ReadStore, 'methods'>, line: string): boolean {
  return store.methods(line, 0, Number.MAX_SAFE_INTEGER).some((method) => readKept(method).simulated);
}

/** Methods by the hash of their text: there are a few in the life of a line, and every page asks for one. */
const kept = new Map<string, Method>();
const MAX_KEPT = 100;

/** Only a text that `parseMethod` took, byte for byte in its spelling, is kept; checking it again took 5 ms of a page. */
function readKept({ sha256, text }: { sha256: string; text: string }): Method {
  const known = kept.get(sha256);
  if (known) return known;
  const method = JSON.parse(text) as Method; // checked when it was taken in
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(sha256, method);
  return method;
}

/** Back ends of the far targets, each once. */
export function backEndsOf(method: Method | null): string[] {
  const far = method?.targets.filter((target) => target.role === 'far') ?? [];
  return [...new Set(far.map((target) => target.backEnd))];
}

/**
 * The shortest outage that this method cannot miss: one that swallows enough attempts in a row wherever it begins.
 * Holes in the measuring itself are intervals of their own and never part of this. null without far targets.
 */
export function shortestVisibleMs(method: Method | null): number | null {
  const families = Map.groupBy(method?.targets.filter(({ role }) => role === 'far') ?? [], ({ family }) => family);
  const gapsMs = [...families.values()].map(largestGapMs);
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
