import { formatInstant } from '../../rules/instant.ts';
import { availabilityOf } from '../../rules/outage/availability.ts';
import { dayStartAtMs } from '../../rules/outage/calendar-days.ts';
import { RULES_VERSION } from '../../rules/outage/derived.ts';
import { reachingIn } from '../../rules/outage/period-sums.ts';
import { type MonthFigures, type MonthReason, monthFiguresSchema } from '../../rules/wire/month.ts';
import { filledDays } from '../figures/days.ts';
import { outageJson } from '../figures/outages.ts';
import { sumsOfPeriod } from '../figures/sums.ts';
import type { Line, ReadStore } from '../store/store.ts';
import { monthEdges } from './calendar-months.ts';

/** What is derived of a month now: the same sums, days and outages that pages and exports show. Keys as in the schema. */
export function monthFigures(store: ReadStore, line: Line, month: string): MonthFigures {
  const { fromAtMs, toAtMs, fromDay, toDay } = monthEdges(month, line.zone);
  const sums = sumsOfPeriod({ store, line }, fromAtMs, toAtMs);
  const outages = store.listedOutages(line.id, fromAtMs, toAtMs);
  return monthFiguresSchema.parse({
    rules: { version: RULES_VERSION, timeZoneData: process.versions['tz'] ?? 'unknown' },
    zone: line.zone,
    period: { fromAt: formatInstant(fromAtMs), toAt: formatInstant(toAtMs), fromDay, toDay },
    sums,
    outagesReachingIn: reachingIn(outages, fromAtMs),
    availability: availabilityOf([sums]),
    days: filledDays(store, line, fromDay, toDay).map((day) => ({
      ...day,
      startsAt: formatInstant(dayStartAtMs(day.day, line.zone)),
    })),
    outages: outages.map(outageJson),
  });
}

/** Why figures differ from those that were sealed; null: they do not. Newer zone data alone change nothing that is shown. */
export function changeOf(sealed: MonthFigures, now: MonthFigures): MonthReason | null {
  if (JSON.stringify({ ...sealed, rules: null }) === JSON.stringify({ ...now, rules: null })) return null;
  if (sealed.zone !== now.zone) return 'zone';
  if (sealed.rules.version !== now.rules.version) return 'rules';
  return attributions(sealed) === attributions(now) ? 'late-data' : 'annotation';
}

function attributions({ outages }: MonthFigures): string {
  return outages.flatMap(({ id, attributedTo }) => (attributedTo === null ? [] : [id])).join();
}
