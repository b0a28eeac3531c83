import type { Inputs } from '../verdict/inputs.ts';
import { type Counts, type LineWindow, lossesByTarget, MINUTE_MS, type Minute, sumCounts } from './line-window.ts';
import { FAMILIES, type Family } from './observation.ts';
import { ownTraffic, startTraffic, type TrafficMemory } from './own-traffic.ts';
import type { TargetMedians } from './target-medians.ts';

/**
 * Row 19 of the decision table: a line that carries packets, but loses some or is slow. Looked at each minute, over the
 * five that are over; said from then on. Plain JSON of bounded size.
 */
export type DegradedState = {
  isLossy: boolean;
  isSlow: boolean;
  traffic: TrafficMemory;
  medians: TargetMedians;
  /** The minute in which it was last looked at. */
  lookedAtMs: number;
};

const WINDOW_MINUTES = 5;
/** Reference §5, row 19: 2 % over 5 minutes, or three bursts of three packets (RFC 3357, RFC 7680). */
const LOSS_BEGINS = 0.02;
const BURSTS_BEGIN = 3;
/** Fewer losses prove no ratio; where few packets are sent 2 % is less than one. */
const LOSSES_BEGIN = 5;
/** It ends below this, so that a line at the border does not change each minute (decision 7 of issue 4). */
const LOSS_ENDS = 0.01;
/** The 95th percentile is slow when more than every twentieth answer is. */
const SLOW_SHARE = 0.05;
const SLOW_MINUTES_END = 2;
/** In all minutes together: where targets are asked each minute, one of them holds five answers. */
const FEWEST_ANSWERS = 20;

export function startDegraded(): DegradedState {
  return { isLossy: false, isSlow: false, traffic: startTraffic(), medians: {}, lookedAtMs: 0 };
}

/** Whether a minute is over that was not looked at. */
export function isLookDue({ lookedAtMs }: DegradedState, atMs: number): boolean {
  return atMs < lookedAtMs || atMs >= lookedAtMs + MINUTE_MS;
}

/** Looks at the minutes that are over. */
export function lookAtQuality(
  state: DegradedState,
  window: LineWindow,
  atMs: number,
  targetCounts: Record<Family, number>,
): void {
  const minuteAtMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  state.lookedAtMs = minuteAtMs;
  const minutes = window.filter(
    ({ fromAtMs }) => fromAtMs < minuteAtMs && fromAtMs >= minuteAtMs - WINDOW_MINUTES * MINUTE_MS,
  );
  state.isLossy = FAMILIES.some((family) => isLossy(minutes, family, targetCounts[family], state.isLossy));
  const asked = FAMILIES.filter((family) => sumCounts(minutes, family).answered >= FEWEST_ANSWERS);
  const slow = minutes.filter((minute) => asked.some((family) => isSlow(minute, family, targetCounts[family])));
  state.isSlow = state.isSlow ? slow.length > SLOW_MINUTES_END : slow.length >= WINDOW_MINUTES;
}

/** One target that loses or dawdles is its own trouble: without the worst of them it must show as well. */
function isLossy(minutes: Minute[], family: Family, targetCount: number, wasLossy: boolean): boolean {
  const counts = sumCounts(minutes, family);
  const [worst = 0] = lossesByTarget(minutes, family);
  const ratio = lossRatio(counts, 0, 1);
  const others = targetCount > 1 ? lossRatio(counts, worst, (targetCount - 1) / targetCount) : ratio;
  if (wasLossy) return ratio >= LOSS_ENDS || counts.bursts >= BURSTS_BEGIN;
  return (ratio >= LOSS_BEGINS && counts.lost >= LOSSES_BEGIN && others >= LOSS_ENDS) || counts.bursts >= BURSTS_BEGIN;
}

function lossRatio({ lost, answered }: Counts, lessLost: number, share: number): number {
  return (lost - lessLost) / Math.max(1, (lost + answered) * share);
}

function isSlow({ v4, v6, slowBy }: Minute, family: Family, targetCount: number): boolean {
  const { slow, answered } = (family === 6 ? v6 : v4) ?? { slow: 0, answered: 0 };
  if (targetCount < 2) return slow > SLOW_SHARE * answered;
  const ofFamily = Object.entries(slowBy).filter(([target]) => target.startsWith(`far ${family} `));
  const worst = Math.max(0, ...ofFamily.map(([, count]) => count));
  return slow - worst > (SLOW_SHARE * answered * (targetCount - 1)) / targetCount;
}

/** Loss before latency. */
export function qualityInputs(state: DegradedState): Pick<Inputs, 'quality' | 'ownTraffic'> {
  const slowOrOk = state.isSlow ? 'latency' : 'ok';
  return {
    quality: state.isLossy ? 'loss' : slowOrOk,
    ownTraffic: ownTraffic(state.traffic, state.lookedAtMs),
  };
}

/** Only targets of the present method have a usual latency. */
export function keepMedians(state: DegradedState, keys: string[]): void {
  state.medians = Object.fromEntries(Object.entries(state.medians).filter(([key]) => keys.includes(key)));
}
