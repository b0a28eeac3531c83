import type { DerivedOutage } from './derived.ts';

/** An outage that was shown while it could still change. */
export type ShownOutage = { id: string; fromAtMs: number; toAtMs: number | null; aliases: string[] };

/**
 * Gives each outage the ids that it had before: one that was shown and is no longer listed, and lies where a listed one
 * lies, was the same outage, whose first lost sample was answered late after all.
 */
export function withAliases(outages: DerivedOutage[], shown: ShownOutage[]): DerivedOutage[] {
  const listed = new Set(outages.map((outage) => outage.id));
  const gone = shown.filter((before) => !listed.has(before.id));
  return outages.map((outage) => {
    const same = shown.find((before) => before.id === outage.id);
    const earlier = gone.filter((before) => overlaps(before, outage)).flatMap(({ id, aliases }) => [id, ...aliases]);
    const aliases = [...new Set([...(same?.aliases ?? []), ...earlier])].filter((id) => id !== outage.id).sort();
    return { ...outage, aliases };
  });
}

export function shownOutages(outages: DerivedOutage[]): ShownOutage[] {
  return outages
    .filter((outage) => !outage.final)
    .map(({ id, startEarliestAtMs, endLatestAtMs, aliases }) => ({
      id,
      fromAtMs: startEarliestAtMs,
      toAtMs: endLatestAtMs,
      aliases,
    }));
}

function overlaps(before: ShownOutage, outage: DerivedOutage): boolean {
  const endAtMs = outage.endLatestAtMs ?? Number.POSITIVE_INFINITY;
  return before.fromAtMs < endAtMs && (before.toAtMs ?? Number.POSITIVE_INFINITY) > outage.startEarliestAtMs;
}
