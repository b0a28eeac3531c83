import type { Site } from '../site.ts';
import type { HeadRow } from '../store/heads-table.ts';

/** More than are sealed in the longest delay of what strangers see, and an hour. */
const LOOKED_AT = 20;

/**
 * The head whose fingerprint stands in an export: the newest. Strangers (`untilAtMs`: how far they see) get that of the hour
 * before: more are sealed while any line of this server is silent, also one that is not published, and at once.
 */
export function headFor(keep: Pick<Site['keep'], 'heads'>, untilAtMs: number | null): HeadRow | null {
  if (untilAtMs === null) return keep.heads.newest();
  const told = keep.heads.latest(LOOKED_AT).map(({ head }) => head);
  return told.find(({ occasion, atMs }) => occasion === 'hourly' && atMs <= untilAtMs) ?? null;
}
