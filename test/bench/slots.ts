import type { Segment } from '../../rules/journal/segment.ts';
import type { Method } from '../../rules/method.ts';

/** How well a probe kept to its grid. */
export type SlotCount = {
  /** Seconds between the first and the last far IPv4 packet. */
  spanSeconds: number;
  /** Seconds in it in which no far IPv4 packet was sent. */
  missedSlots: number;
  /** Time that the probe itself declared as not measured, without its start. */
  unmeasuredMs: number;
};

/** Counts, over the segments of one boot, the grid of one far IPv4 packet a second. */
export function countSlots(segments: { segment: Segment; method: Method }[]): SlotCount {
  const ticks = [...new Set(segments.flatMap(farTicksOf))].sort((a, b) => a - b);
  let missedSlots = 0;
  for (const [index, tickMs] of ticks.slice(1).entries()) {
    // a packet up to half a slot late still belongs to its slot
    missedSlots += Math.max(0, Math.round((tickMs - (ticks[index] ?? tickMs)) / 1000) - 1);
  }
  const unmeasured = segments
    .flatMap(({ segment }) => segment.rounds.flatMap((round) => round.unmeasured))
    .filter(({ cause }) => cause !== 'starting');
  return {
    spanSeconds: ((ticks.at(-1) ?? 0) - (ticks[0] ?? 0)) / 1000,
    missedSlots,
    unmeasuredMs: unmeasured.reduce((sum, { fromTickMs, toTickMs }) => sum + toTickMs - fromTickMs, 0),
  };
}

function farTicksOf({ segment, method }: { segment: Segment; method: Method }): number[] {
  return segment.rounds
    .flatMap((round) => round.samples)
    .filter(({ target }) => method.targets[target]?.role === 'far' && method.targets[target]?.family === 4)
    .map(({ sentTickMs }) => sentTickMs);
}
