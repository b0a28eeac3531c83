import type { QualityHour } from '../rules/outage/derived.ts';
import type { CoverageView, QualityPageView, QualitySums } from '../web/pages/witness-views.ts';
import { DAY_MS, HOUR_MS, numbers, SAMPLE_NOW_MS, sampleLine } from './sample-values.ts';

/** A made-up month of a DSL line whose noise margin sinks in the evenings, with a reconnect each night. */

const DAYS = 30;
const TO_DAY = '2026-11-22';
const FROM_AT_MS = Date.UTC(2026, 9, 23, 22);
/** 3 o’clock in Berlin in winter; the month begins at 22 o’clock UTC. */
const HOUR_OF_RECONNECT = 4;
/** A day without a probe, and one on which the line was bad. */
const [SILENT_DAY, BAD_DAY] = [11, 22];

export function sampleCoverage(patch: Partial<CoverageView> = {}): CoverageView {
  return {
    fromAtMs: FROM_AT_MS,
    toAtMs: SAMPLE_NOW_MS,
    observedMs: 28 * DAY_MS + 4 * HOUR_MS,
    unknownMs: 27 * HOUR_MS + 421_000,
    coverageRatio: 0.9614,
    causes: [
      { cause: 'not-observed', unknownMs: 24 * HOUR_MS, stretches: 1 },
      { cause: 'power-cut-likely', unknownMs: 2 * HOUR_MS, stretches: 1 },
      { cause: 'attributed-home', unknownMs: 2_472_000, stretches: 1 },
      { cause: 'router-or-lan-fault', unknownMs: 960_000, stretches: 2 },
      { cause: 'line-was-up', unknownMs: 480_000, stretches: 3 },
      { cause: 'restart', unknownMs: 109_000, stretches: 4 },
    ],
    ...patch,
  };
}

function hourAt(index: number, random: () => number): QualityHour {
  const [day, hourOfDay] = [Math.floor(index / 24), index % 24];
  const isEvening = hourOfDay >= 17 && hourOfDay <= 21;
  const sinks = (isEvening ? 14 : 0) + (day === BAD_DAY ? 38 : 0);
  const crcErrors = Math.floor(random() * ((isEvening ? 9 : 2) + (day === BAD_DAY ? 900 : 0)));
  const downMarginMin = 92 - sinks - Math.floor(random() * 8);
  const upMarginMin = 81 - Math.floor(sinks / 3) - Math.floor(random() * 5);
  return {
    fromAtMs: FROM_AT_MS + index * HOUR_MS,
    readings: 60,
    downMarginMin,
    downMarginMean: downMarginMin + 5,
    upMarginMin,
    upMarginMean: upMarginMin + 3,
    downAttenuation: 184,
    upAttenuation: 163,
    downRateKbit: day >= BAD_DAY ? 94_816 : 103_412,
    upRateKbit: 41_998,
    downMaxKbit: 118_204 - sinks * 400,
    upMaxKbit: 44_120,
    crcErrors,
    crcErrorsFar: Math.floor(crcErrors / 5),
    fecErrors: 1200 + Math.floor(random() * 400) + sinks * 90,
    fecErrorsFar: Math.floor(random() * 80),
    erroredSecs: Math.min(3600, Math.ceil(crcErrors / 3)),
    severelyErroredSecs: day === BAD_DAY ? Math.floor(random() * 6) : 0,
    resyncs: day === BAD_DAY && hourOfDay % 9 === 4 ? 1 : 0,
    reconnects: hourOfDay === HOUR_OF_RECONNECT ? 1 : Number(day === BAD_DAY && hourOfDay % 9 === 4),
  };
}

function sumOf(hours: QualityHour[]): QualitySums {
  const told = (key: keyof QualityHour) => hours.map((hour) => hour[key]).filter((value) => value !== null);
  const sum = (key: keyof QualityHour) =>
    told(key).length === 0 ? null : told(key).reduce((all, one) => all + one, 0);
  const least = (key: keyof QualityHour) => (told(key).length === 0 ? null : Math.min(...told(key)));
  const mean = (key: keyof QualityHour) => {
    const all = sum(key);
    return all === null ? null : Math.round(all / told(key).length);
  };
  return {
    readings: sum('readings') ?? 0,
    downMarginMin: least('downMarginMin'),
    downMarginMean: mean('downMarginMean'),
    upMarginMin: least('upMarginMin'),
    upMarginMean: mean('upMarginMean'),
    crcErrors: sum('crcErrors'),
    crcErrorsFar: sum('crcErrorsFar'),
    fecErrors: sum('fecErrors'),
    fecErrorsFar: sum('fecErrorsFar'),
    erroredSecs: sum('erroredSecs'),
    severelyErroredSecs: sum('severelyErroredSecs'),
    resyncs: sum('resyncs') ?? 0,
    reconnects: sum('reconnects') ?? 0,
  };
}

/** `change`: what the router says in an hour otherwise. */
export function sampleQualityPage(
  patch: Partial<QualityPageView> = {},
  change: Partial<QualityHour> = {},
): QualityPageView {
  const random = numbers(11);
  const all = Array.from({ length: DAYS * 24 - 8 }, (_, index) => ({ ...hourAt(index, random), ...change }));
  const hours = all.filter((_, index) => Math.floor(index / 24) !== SILENT_DAY);
  const dayOf = ({ fromAtMs }: QualityHour) => new Date(fromAtMs + 2 * HOUR_MS).toISOString().slice(0, 10);
  return {
    line: sampleLine,
    fromDay: '2026-10-24',
    toDay: TO_DAY,
    fromAtMs: FROM_AT_MS,
    toAtMs: SAMPLE_NOW_MS,
    isRouterHeard: true,
    hours,
    days: [...Map.groupBy(hours, dayOf)].map(([day, ofDay]) => ({ day, ...sumOf(ofDay) })),
    hoursOfDay: Array.from({ length: 24 }, (_, hour) => ({
      hour,
      ...sumOf(hours.filter(({ fromAtMs }) => new Date(fromAtMs + HOUR_MS).getUTCHours() === hour)),
    })),
    sums: sumOf(hours),
    coverage: sampleCoverage(),
    plannedReconnects: 28,
    dataHref: `/api/lines/home/quality.json?from=2026-10-24&to=${TO_DAY}`,
    isEvidenceVisible: true,
    ...patch,
  };
}

/** What a cable line's router cannot say. */
const WITHOUT_DSL: Partial<QualityHour> = {
  downMarginMin: null,
  downMarginMean: null,
  upMarginMin: null,
  upMarginMean: null,
  downAttenuation: null,
  upAttenuation: null,
  downRateKbit: null,
  upRateKbit: null,
  downMaxKbit: null,
  upMaxKbit: null,
  crcErrors: null,
  crcErrorsFar: null,
  fecErrors: null,
  fecErrorsFar: null,
  erroredSecs: null,
  severelyErroredSecs: null,
  resyncs: 0,
};

export function sampleCableQuality(): QualityPageView {
  return sampleQualityPage({ plannedReconnects: 0 }, { ...WITHOUT_DSL, reconnects: 0 });
}

/** Nothing but what was observed: no router speaks, or the reader may not see what it said. */
export function sampleSilentQuality(patch: Partial<QualityPageView> = {}): QualityPageView {
  return sampleQualityPage({
    isRouterHeard: false,
    hours: [],
    days: [],
    hoursOfDay: [],
    sums: null,
    plannedReconnects: 0,
    coverage: sampleCoverage({ unknownMs: 0, coverageRatio: 1, causes: [] }),
    ...patch,
  });
}
