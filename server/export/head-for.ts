import type { Site } from '../site.ts';
import type { HeadSummary } from '../store/heads-table.ts';

type Parts = { heads: Pick<Site['keep']['heads'], 'newest' | 'hourlyUntil'> };

/**
 * The head whose fingerprint stands in an export: the newest. Strangers (`untilAtMs`: how far they see) get that of the hour
 * before: more are sealed while any line of this server is silent, also one that is not published, and at once.
 */
export function headFor({ heads }: Parts, untilAtMs: number | null): HeadSummary | null {
  return untilAtMs === null ? heads.newest() : heads.hourlyUntil(untilAtMs);
}
