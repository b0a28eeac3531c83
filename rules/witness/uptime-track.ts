/** A counter of seconds that the router keeps, as an instant: since when what it counts has been running. */
export type UptimeTrack = {
  /** The answer minus its seconds, of the first answer about this start. */
  startAtMs: number;
  toleranceMs: number;
  /** Newest answer about it. */
  heardAtMs: number;
};

/** grown: by the time that passed. restarted: it began anew since the last answer. impossible: neither. first: no answer before. */
export type UptimeFinding = 'first' | 'grown' | 'restarted' | 'impossible';

/** Whole seconds, rounded either way, and a router that is busy. */
const TOLERANCE_MS = 3_000;
/** Two clocks that run apart by so much are broken. */
const MOST_DRIFT = 0.000_5;

/**
 * Puts one answer beside the ones before. What began anew must have begun after the last answer about the old start; a
 * counter that stands still, runs backwards or jumps is impossible; the next answer is compared with it all the same, so
 * one that stands still is impossible each time.
 */
export function noteUptime(
  track: UptimeTrack | null,
  { atMs, tookMs, uptimeS }: { atMs: number; tookMs: number; uptimeS: number },
): { track: UptimeTrack; finding: UptimeFinding } {
  const startAtMs = atMs - Math.round(tookMs / 2) - uptimeS * 1000;
  const toleranceMs = TOLERANCE_MS + Math.ceil(tookMs / 2);
  const fresh = { startAtMs, toleranceMs, heardAtMs: atMs };
  if (!track) return { track: fresh, finding: 'first' };
  const allowedMs = Math.max(toleranceMs, track.toleranceMs) + (atMs - track.heardAtMs) * MOST_DRIFT;
  if (Math.abs(startAtMs - track.startAtMs) <= allowedMs) {
    // clocks that run apart slowly are followed, by what they may drift; so one that stands still never gets through
    const driftMs = Math.trunc((atMs - track.heardAtMs) * MOST_DRIFT);
    const byMs = Math.max(-driftMs, Math.min(driftMs, startAtMs - track.startAtMs));
    return { track: { ...track, startAtMs: track.startAtMs + byMs, heardAtMs: atMs }, finding: 'grown' };
  }
  if (startAtMs >= track.heardAtMs - toleranceMs) return { track: fresh, finding: 'restarted' };
  return { track: fresh, finding: 'impossible' };
}
