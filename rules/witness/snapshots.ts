import { type OutageSnapshot, SNAPSHOT_MOMENTS } from '../outage/derived.ts';
import type { Sight } from '../outage/observation.ts';

/** Snapshots that may belong to an outage which is not final yet, oldest first. */
export type SnapshotMemory = { taken: OutageSnapshot[]; heardAtMs: number | null };

const MOST_SNAPSHOTS = 12;
/** Half as many again as a snapshot has: it is stored with each outage near it, and a probe may lie. */
const MOST_VALUES = 20;
const BEFORE_MS = 10_000;
/** What was recorded at the end of an outage may be asked for so long after it. */
export const SNAPSHOT_AFTER_MS = 30_000;
const SPEAKS_MS = 86_400_000;

export function startSnapshots(): SnapshotMemory {
  return { taken: [], heardAtMs: null };
}

/** Keeps a snapshot; where there are too many, those in the middle of an outage go first. */
export function noteSnapshot(memory: SnapshotMemory, sight: Sight): void {
  const moment = SNAPSHOT_MOMENTS.find((one) => one === sight.details?.['moment']);
  if (!moment) return;
  memory.heardAtMs = sight.atMs;
  const readings: Record<string, number> = {};
  const facts: Record<string, string> = {};
  for (const [key, value] of Object.entries(sight.details ?? {}).slice(0, MOST_VALUES)) {
    if (typeof value === 'number') readings[key] = value;
    else if (key !== 'moment') facts[key] = value;
  }
  const { atMs, segment, sequence } = sight;
  memory.taken.push({ moment, atMs, segment, sequence, readings, facts });
  if (memory.taken.length > MOST_SNAPSHOTS) memory.taken.splice(MOST_SNAPSHOTS / 2, 1);
}

/** Whether one may come at the end of an outage: there was one within a day. */
export function snapshotsComeAt({ heardAtMs }: SnapshotMemory, atMs: number): boolean {
  return heardAtMs !== null && atMs - heardAtMs <= SPEAKS_MS;
}

export function snapshotsWithin({ taken }: SnapshotMemory, fromAtMs: number, toAtMs: number): OutageSnapshot[] {
  return taken.filter(({ atMs }) => atMs >= fromAtMs - BEFORE_MS && atMs <= toAtMs + SNAPSHOT_AFTER_MS);
}

export function forgetSnapshots(memory: SnapshotMemory, beforeAtMs: number): void {
  if (memory.taken.length > 0) memory.taken = memory.taken.filter(({ atMs }) => atMs >= beforeAtMs - BEFORE_MS);
}
