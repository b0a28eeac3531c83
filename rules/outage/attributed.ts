import type { DerivedOutage, StateInterval } from './derived.ts';

/** Why time is unknown in which an outage was measured that the owner found to be at home. */
export const ATTRIBUTED_HOME = 'attributed-home';

/** What the owner said of an outage: its id when he said so, and its interval then. */
export type Attribution = { outage: string; fromAtMs: number; toAtMs: number | null };
type Placed = Pick<DerivedOutage, 'id' | 'aliases' | 'startEarliestAtMs' | 'endLatestAtMs'>;
export type Stretch = { fromAtMs: number; toAtMs: number };

/**
 * Whether what the owner said is about this outage: by its id or an earlier one, or, when late data cut or joined it into
 * another, because more than half of it lies in the time of which it was said.
 */
export function isAbout(attribution: Attribution, { id, aliases, startEarliestAtMs, endLatestAtMs }: Placed): boolean {
  if (attribution.outage === id || aliases.includes(attribution.outage)) return true;
  if (attribution.toAtMs === null || endLatestAtMs === null) return false;
  const insideMs = Math.min(attribution.toAtMs, endLatestAtMs) - Math.max(attribution.fromAtMs, startEarliestAtMs);
  return insideMs * 2 > endLatestAtMs - startEarliestAtMs;
}

/** The time of outages that do not count, in order. */
export function attributedStretches(outages: Iterable<Omit<Placed, 'aliases'>>): Stretch[] {
  return [...outages]
    .map(({ startEarliestAtMs, endLatestAtMs }) => ({
      fromAtMs: startEarliestAtMs,
      toAtMs: endLatestAtMs ?? Number.MAX_SAFE_INTEGER,
    }))
    .sort((a, b) => a.fromAtMs - b.fromAtMs);
}

/** The stretch with every part unknown that was down in one of the outages, which are in order. */
export function withoutDown(interval: StateInterval, outages: readonly Stretch[]): StateInterval[] {
  if (interval.state !== 'down') return [interval];
  const parts: StateInterval[] = [];
  let atMs = interval.fromAtMs;
  for (const outage of outages) {
    const fromAtMs = Math.max(outage.fromAtMs, atMs);
    const toAtMs = Math.min(outage.toAtMs, interval.toAtMs);
    if (toAtMs <= fromAtMs) continue;
    if (fromAtMs > atMs) parts.push({ ...interval, fromAtMs: atMs, toAtMs: fromAtMs });
    parts.push({ ...interval, fromAtMs, toAtMs, state: 'unknown', side: 'home', cause: ATTRIBUTED_HOME });
    atMs = toAtMs;
  }
  if (atMs < interval.toAtMs) parts.push({ ...interval, fromAtMs: atMs });
  return parts;
}
