import type { DerivedOutage } from '../../rules/outage/derived.ts';
import type { AnnotationRow } from './annotation-table.ts';

type Placed = Pick<DerivedOutage, 'id' | 'aliases' | 'startEarliestAtMs' | 'endLatestAtMs'>;

/**
 * Whether what the owner said is about this outage: by its id or an earlier one, or, when late data cut or joined it into
 * another, because more than half of it lies in the time of which it was said.
 */
export function isAbout(
  annotation: Pick<AnnotationRow, 'outage' | 'fromAtMs' | 'toAtMs'>,
  { id, aliases, startEarliestAtMs, endLatestAtMs }: Placed,
): boolean {
  if (annotation.outage === id || aliases.includes(annotation.outage)) return true;
  if (annotation.toAtMs === null || endLatestAtMs === null) return false;
  const insideMs = Math.min(annotation.toAtMs, endLatestAtMs) - Math.max(annotation.fromAtMs, startEarliestAtMs);
  return insideMs * 2 > endLatestAtMs - startEarliestAtMs;
}
