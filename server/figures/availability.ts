import { availabilityOf } from '../../rules/outage/availability.ts';
import { addDays, dayOf, dayStartAtMs } from '../../rules/outage/calendar-days.ts';
import { sumsOfDays } from '../../rules/outage/period-sums.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import { type AvailabilityView, PERIODS, type Period } from '../../web/pages/views.ts';
import type { Line, ReadStore } from '../store/store.ts';
import { filledDays, untilNow } from './days.ts';
import { sumsOfPeriod } from './sums.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Whole local days, today included; a day and a night are counted back from now to the millisecond. */
const DAYS_OF: Record<Period, number | null> = { '24h': null, '7d': 7, '30d': 30, '90d': 90, '1y': 365 };

type Input = { store: ReadStore; line: Line; nowMs: number };

/** Every period ending now, in the order of PERIODS. */
export function availabilityViews(input: Input): AvailabilityView[] {
  const { store, line, nowMs } = input;
  const today = dayOf(nowMs, line.zone);
  const year = store.days(line.id, addDays(today, -365), today);
  return PERIODS.map((period) => availabilityView(input, period, year));
}

/** The last local days, oldest first, the last is today as far as it has gone. */
export function lastDays({ store, line, nowMs }: Input, count: number): DayJson[] {
  const today = dayOf(nowMs, line.zone);
  const days = filledDays(store, line, addDays(today, 1 - count), today);
  return days.map((day) => (day.day === today ? untilNow(day, line.zone, nowMs) : day));
}

/** One period; `days` must reach back far enough, days that nothing is kept of may be missing. */
export function availabilityView(input: Input, period: Period, days: DayJson[]): AvailabilityView {
  const { line, nowMs } = input;
  const count = DAYS_OF[period];
  const today = dayOf(nowMs, line.zone);
  const fromDay = count === null ? dayOf(nowMs - DAY_MS, line.zone) : addDays(today, 1 - count);
  const fromAtMs = count === null ? nowMs - DAY_MS : dayStartAtMs(fromDay, line.zone);
  const sums = count === null ? sumsOfPeriod(input, fromAtMs, nowMs) : sumsOfDays(days, fromDay, nowMs - fromAtMs);
  const { outages, dropouts, downMinMs, downMaxMs, failoverMs } = sums;
  return {
    period,
    fromAtMs,
    toAtMs: nowMs,
    fromDay,
    toDay: today,
    ...availabilityOf([sums]),
    downMinMs,
    downMaxMs,
    failoverMs,
    outages,
    dropouts,
    lossBursts: burstCount(input, fromAtMs),
  };
}

/**
 * Counts loss bursts since an instant from the roll-ups: whole UTC days, and the hours before the first of them. A bad
 * line has thousands of bursts a year, so they are not read one by one.
 */
function burstCount({ store, line, nowMs }: Input, fromAtMs: number): number {
  const firstWholeDayAtMs = Math.ceil(fromAtMs / DAY_MS) * DAY_MS;
  const fromHourAtMs = Math.floor(fromAtMs / HOUR_MS) * HOUR_MS;
  const hoursEndAtMs = Math.min(firstWholeDayAtMs, nowMs);
  return (
    store.lossBurstCount(line.id, HOUR_MS, fromHourAtMs, hoursEndAtMs) +
    store.lossBurstCount(line.id, DAY_MS, firstWholeDayAtMs, nowMs)
  );
}
