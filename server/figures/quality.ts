import { formatInstant } from '../../rules/instant.ts';
import { dayOf } from '../../rules/outage/calendar-days.ts';
import type { QualityHour } from '../../rules/outage/derived.ts';
import type { QualityHourJson } from '../../rules/wire/status.ts';
import type { QualitySums } from '../../web/pages/witness-views.ts';

type Counted = 'crcErrors' | 'crcErrorsFar' | 'fecErrors' | 'fecErrorsFar' | 'erroredSecs' | 'severelyErroredSecs';

/** Sums of counters, extremes and means (weighted by readings) of margins; what no hour says is null. */
export function qualitySums(hours: readonly QualityHour[]): QualitySums {
  const least = (key: 'downMarginMin' | 'upMarginMin') => leastOf(hours.map((hour) => hour[key]));
  const sum = (key: 'readings' | 'resyncs' | 'reconnects') => hours.reduce((total, hour) => total + hour[key], 0);
  const count = (key: Counted) => sumOf(hours.map((hour) => hour[key]));
  return {
    readings: sum('readings'),
    downMarginMin: least('downMarginMin'),
    downMarginMean: meanOf(hours, 'downMarginMean'),
    upMarginMin: least('upMarginMin'),
    upMarginMean: meanOf(hours, 'upMarginMean'),
    crcErrors: count('crcErrors'),
    crcErrorsFar: count('crcErrorsFar'),
    fecErrors: count('fecErrors'),
    fecErrorsFar: count('fecErrorsFar'),
    erroredSecs: count('erroredSecs'),
    severelyErroredSecs: count('severelyErroredSecs'),
    resyncs: sum('resyncs'),
    reconnects: sum('reconnects'),
  };
}

/** Sums of each local day with readings, oldest first; an hour belongs to the day in which it begins. */
export function qualityDays(hours: readonly QualityHour[], zone: string): ({ day: string } & QualitySums)[] {
  const days = Map.groupBy(hours, ({ fromAtMs }) => dayOf(fromAtMs, zone));
  return [...days].map(([day, some]) => ({ day, ...qualitySums(some) }));
}

/** Sums of each local hour of the day, 0 to 23, all days together. */
export function qualityHoursOfDay(hours: readonly QualityHour[], zone: string): ({ hour: number } & QualitySums)[] {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' });
  const byHour = Map.groupBy(hours, ({ fromAtMs }) => Number(clock.format(fromAtMs)));
  return Array.from({ length: 24 }, (_, hour) => ({ hour, ...qualitySums(byHour.get(hour) ?? []) }));
}

/** An hour for programs, units in the names. */
export function qualityHourJson(hour: QualityHour): QualityHourJson {
  return {
    fromAt: formatInstant(hour.fromAtMs),
    readings: hour.readings,
    downMarginMinTenthDb: hour.downMarginMin,
    downMarginMeanTenthDb: hour.downMarginMean,
    upMarginMinTenthDb: hour.upMarginMin,
    upMarginMeanTenthDb: hour.upMarginMean,
    downAttenuationTenthDb: hour.downAttenuation,
    upAttenuationTenthDb: hour.upAttenuation,
    downRateKbit: hour.downRateKbit,
    upRateKbit: hour.upRateKbit,
    downMaxKbit: hour.downMaxKbit,
    upMaxKbit: hour.upMaxKbit,
    crcErrors: hour.crcErrors,
    crcErrorsFar: hour.crcErrorsFar,
    fecErrors: hour.fecErrors,
    fecErrorsFar: hour.fecErrorsFar,
    erroredSecs: hour.erroredSecs,
    severelyErroredSecs: hour.severelyErroredSecs,
    resyncs: hour.resyncs,
    reconnects: hour.reconnects,
  };
}

function leastOf(values: (number | null)[]): number | null {
  const said = values.filter((value) => value !== null);
  return said.length === 0 ? null : Math.min(...said);
}

function sumOf(values: (number | null)[]): number | null {
  const said = values.filter((value) => value !== null);
  return said.length === 0 ? null : said.reduce((total, value) => total + value, 0);
}

/** An hour with more readings weighs more. */
function meanOf(hours: readonly QualityHour[], key: 'downMarginMean' | 'upMarginMean'): number | null {
  let [sum, weight] = [0, 0];
  for (const hour of hours) {
    const value = hour[key];
    if (value === null) continue;
    sum += value * hour.readings;
    weight += hour.readings;
  }
  return weight === 0 ? null : sum / weight;
}
