import type { Keep } from '../keep.ts';
import { type LineNow, lineNow } from '../status.ts';
import type { Line, ReadStore } from '../store/store.ts';
import { gridFloor } from './grid.ts';
import { NOT_OBSERVED, UNDETERMINED } from './public-intervals.ts';
import type { PublicView } from './public-view.ts';

/** State of a line for strangers at the instant up to which they may see. */
export function publicNow(shown: Pick<ReadStore, 'current'>, line: Line, view: PublicView): LineNow {
  const current = shown.current(line.id);
  // what has not arrived by now was not observed, whatever was seen before
  if (current === null || view.untilAtMs < view.nowMs) return notObserved(current?.measuredAtMs ?? null);
  if (current.state === 'unknown') return notObserved(gridFloor(current.sinceAtMs));
  const { state, verdict, side, measuredAtMs } = current;
  const sinceAtMs = gridFloor(current.sinceAtMs);
  return { state, verdict, side, unknownCause: null, sinceAtMs, measuredAtMs, lastContactAtMs: null };
}

/** The same for a line whose owner chose to show it really live: at once, with rounded times. */
export function reallyLiveNow({ store, live }: Pick<Keep, 'store' | 'live'>, line: Line, nowMs: number): LineNow {
  const exact = lineNow({
    hasProbe: store.activeProbe(line.id) !== null,
    current: store.current(line.id),
    silence: live.silence(line.id),
    lastContactAtMs: null,
    nowMs,
  });
  const sinceAtMs = exact.sinceAtMs === null ? null : gridFloor(exact.sinceAtMs);
  if (exact.state === 'unknown') return notObserved(sinceAtMs);
  const said = exact.state === 'up' ? {} : { verdict: UNDETERMINED, side: 'unknown' as const };
  const measuredAtMs = exact.measuredAtMs === null ? null : gridFloor(exact.measuredAtMs);
  return { ...exact, ...said, sinceAtMs, measuredAtMs, lastContactAtMs: null };
}

function notObserved(sinceAtMs: number | null): LineNow {
  return {
    state: 'unknown',
    verdict: 'unknown',
    side: 'unknown',
    unknownCause: NOT_OBSERVED,
    sinceAtMs,
    measuredAtMs: null,
    lastContactAtMs: null,
  };
}
