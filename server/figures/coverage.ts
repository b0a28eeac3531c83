import { availabilityOf } from '../../rules/outage/availability.ts';
import type { CoverageView } from '../../web/pages/witness-views.ts';
import { NOT_OBSERVED } from '../public/public-intervals.ts';
import type { Line, ReadStore } from '../store/store.ts';
import { sumsOfPeriod } from './sums.ts';

type Input = {
  store: Pick<ReadStore, 'current' | 'days' | 'summedIntervals' | 'summedOutages' | 'unknownTime'>;
  line: Line;
};

/**
 * How much of [fromAtMs, toAtMs) was observed, and why the rest was not. The causes make up `unknownMs` exactly: what no
 * stretch accounts for (before the first measurement, after the last) was not observed.
 */
export function coverageOf({ store, line }: Input, fromAtMs: number, toAtMs: number): CoverageView {
  const sums = sumsOfPeriod({ store, line }, fromAtMs, toAtMs);
  const { observedMs, unknownMs, coverageRatio } = availabilityOf([sums]);
  const causes = store.unknownTime(line.id, fromAtMs, toAtMs);
  const restMs = unknownMs - causes.reduce((sum, one) => sum + one.unknownMs, 0);
  return { fromAtMs, toAtMs, observedMs, unknownMs, coverageRatio, causes: withRest(causes, restMs) };
}

function withRest(causes: CoverageView['causes'], restMs: number): CoverageView['causes'] {
  if (restMs <= 0) return causes;
  const named = causes.find(({ cause }) => cause === NOT_OBSERVED);
  const others = causes.filter(({ cause }) => cause !== NOT_OBSERVED);
  const unknownMs = restMs + (named?.unknownMs ?? 0);
  const rest = { cause: NOT_OBSERVED, unknownMs, stretches: (named?.stretches ?? 0) + 1 };
  return [...others, rest].sort((a, b) => b.unknownMs - a.unknownMs);
}
