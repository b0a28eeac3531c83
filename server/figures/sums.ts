import { periodSums, type Sums } from '../../rules/outage/period-sums.ts';
import type { Line, ReadStore } from '../store/store.ts';

type PeriodInput = { store: Pick<ReadStore, 'current' | 'days' | 'summedIntervals' | 'summedOutages'>; line: Line };

/** Sums of [fromAtMs, toAtMs) from what is stored; what they mean stands at `periodSums`. */
export function sumsOfPeriod({ store, line }: PeriodInput, fromAtMs: number, toAtMs: number): Sums {
  const source = {
    zone: line.zone,
    measuredAtMs: store.current(line.id)?.measuredAtMs ?? null,
    days: (fromDay: string, toDay: string) => store.days(line.id, fromDay, toDay),
    intervals: (partFromAtMs: number, partToAtMs: number) => store.summedIntervals(line.id, partFromAtMs, partToAtMs),
    outages: (partFromAtMs: number, partToAtMs: number) => store.summedOutages(line.id, partFromAtMs, partToAtMs),
  };
  return periodSums(source, fromAtMs, toAtMs);
}
