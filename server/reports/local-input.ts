import { formatInstant, parseInstant } from '../../rules/instant.ts';
import { localTime } from '../../web/pages/local-time.ts';

/**
 * What `<input type="datetime-local">` sends (`2026-11-22T14:03`), as an instant in the line's zone; null for anything
 * else. In the hour that comes twice the first one counts; a time that the clocks jump over is taken as after the jump.
 */
export function instantOfLocal(text: string, zone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const asUtcMs = parseInstant(`${text}:00.000Z`);
  if (asUtcMs === null) return null;
  // the offset before and after any change of the clocks nearby; the earlier instant first
  const found = [asUtcMs - 86_400_000, asUtcMs + 86_400_000]
    .map((nearMs) => asUtcMs - localTime(nearMs, zone).offsetMinutes * 60_000)
    .sort((a, b) => a - b);
  return found.find((atMs) => localOfInstant(atMs, zone) === text) ?? found.at(-1) ?? null;
}

/** The inverse, as the input wants it. */
export function localOfInstant(atMs: number, zone: string): string {
  const { offsetMinutes } = localTime(atMs, zone);
  return formatInstant(Math.trunc(atMs) + offsetMinutes * 60_000).slice(0, 16);
}
