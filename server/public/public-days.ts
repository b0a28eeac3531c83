import type { StateInterval } from '../../rules/outage/derived.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import { dayEdges } from '../figures/days.ts';
import type { Line, ReadStore } from '../store/store.ts';
import { gridFloor } from './grid.ts';

const KEY_OF_STATE = {
  degraded: 'degradedMs',
  down: 'downMaxMs',
  maintenance: 'maintenanceMs',
  unknown: 'unknownMs',
} as const;

/**
 * Sums of a day that is over, as strangers see them: what reaches over a midnight is moved to the grid as everywhere, or
 * the part in each of the days would tell to the second when it began. The sums still add up to the day.
 */
export function publicDay(store: Pick<ReadStore, 'intervals'>, line: Line, day: DayJson): DayJson {
  if (day.degradedMs + day.downMaxMs + day.maintenanceMs + day.unknownMs === 0) return day;
  const { startAtMs, endAtMs } = dayEdges(day.day, line.zone);
  const inside = store.intervals(line.id, startAtMs - 1, endAtMs + 1);
  const left = inside.find(({ fromAtMs, toAtMs }) => fromAtMs < startAtMs && toAtMs > startAtMs);
  const right = inside.findLast(({ fromAtMs, toAtMs }) => fromAtMs < endAtMs && toAtMs > endAtMs);
  const ended = left && left.toAtMs < endAtMs ? shifted(day, left, -1) : day;
  return right && right.fromAtMs >= startAtMs ? shifted(ended, right, 1) : ended;
}

/** Takes time from "up" for what begins earlier on the grid, or gives it back where that ends earlier. */
function shifted(day: DayJson, { state, fromAtMs }: StateInterval, sign: 1 | -1): DayJson {
  if (state === 'up') return day;
  const key = KEY_OF_STATE[state];
  const wantedMs = fromAtMs - gridFloor(fromAtMs);
  const byMs = sign * Math.min(wantedMs, sign === 1 ? day.upMs : day[key]);
  const moved = { ...day, upMs: day.upMs - byMs, [key]: day[key] + byMs };
  return state === 'down'
    ? { ...moved, downMinMs: Math.max(0, Math.min(day.downMinMs + byMs, moved.downMaxMs)) }
    : moved;
}
