import type { Line, ReadStore } from '../store/store.ts';
import type { Arrivals } from './arrivals.ts';
import { gridFloor } from './grid.ts';

/** As far as strangers may look into the record of a line. */
export type PublicView = {
  /** What is "now" for them. */
  nowMs: number;
  /** Nothing that was measured later exists for them; at most `nowMs`, on the grid. */
  untilAtMs: number;
  /** Outages that began after this do not exist for them; later than `untilAtMs` only where the line is really live. */
  outagesUntilAtMs: number;
  isReallyLive: boolean;
};

/**
 * A delivery may be so late without a hole at the end of what is shown: longer than the longest segment. By so much less
 * than the rest is the news delayed that something arrived.
 */
const DELIVERY_MS = 600_000;
const MINUTE_MS = 60_000;

type Sources = { store: Pick<ReadStore, 'current'>; arrivals: Pick<Arrivals, 'reachAtMs'> };

/** The one rule of delay: `liveDelayMinutes` behind, on a grid of five minutes; 0 shows the state at once. */
export function publicView({ store, arrivals }: Sources, line: Line, nowMs: number): PublicView {
  const isReallyLive = line.liveDelayMinutes === 0;
  const shownNowMs = gridFloor(nowMs - line.liveDelayMinutes * MINUTE_MS);
  const reachAtMs = isReallyLive
    ? (store.current(line.id)?.measuredAtMs ?? null)
    : arrivals.reachAtMs(line.id, shownNowMs + DELIVERY_MS);
  const untilAtMs = Math.min(shownNowMs, gridFloor(reachAtMs ?? 0));
  return { nowMs: shownNowMs, untilAtMs, outagesUntilAtMs: isReallyLive ? nowMs : untilAtMs, isReallyLive };
}
