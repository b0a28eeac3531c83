import { type RouterReading, type RouterSays, routerSays } from '../witness/router-says.ts';
import { noteUptime, type UptimeTrack } from '../witness/uptime-track.ts';
import type { QualityHour } from './derived.ts';
import type { Engine, EngineSink } from './engine-state.ts';
import type { Sight } from './observation.ts';
import { COUNTERS, type Counter, type CounterTrack, increaseOf } from './quality-counters.ts';

/** The hour that is being filled, and the counters as they were last read. Plain JSON of bounded size. */
export type QualityMemory = {
  hour: OpenHour | null;
  counters: Partial<Record<Counter, CounterTrack>>;
  session: UptimeTrack | null;
  dsl: UptimeTrack | null;
  /** Resyncs that the DSL's seconds proved since its counter of them was last read. */
  resyncsByUptime: number;
};
type OpenHour = {
  fromAtMs: number;
  readings: number;
  /** Least, sum and number of what is not counted up. */
  levels: Partial<Record<Level, { least: number; sum: number; count: number; last: number }>>;
  increases: Partial<Record<Counter, number>>;
  resyncs: number;
  reconnects: number;
};
const LEVELS = [
  'downMarginTenthDb',
  'upMarginTenthDb',
  'downAttenuationTenthDb',
  'upAttenuationTenthDb',
  'downRateKbit',
  'upRateKbit',
  'downMaxKbit',
  'upMaxKbit',
] as const satisfies RouterReading[];
type Level = (typeof LEVELS)[number];

const HOUR_MS = 3_600_000;

export function startQuality(): QualityMemory {
  return { hour: null, counters: {}, session: null, dsl: null, resyncsByUptime: 0 };
}

/** Takes a settled sample of the router that is listened to. */
export function countQuality(engine: Engine, sight: Sight, sink: EngineSink): void {
  const says = sight.target === engine.witness.router.target ? routerSays(sight) : null;
  if (!says) return;
  const { quality } = engine;
  const fromAtMs = Math.floor(sight.atMs / HOUR_MS) * HOUR_MS;
  if (quality.hour && quality.hour.fromAtMs !== fromAtMs) sink.qualityHour(closedHour(quality.hour));
  if (quality.hour?.fromAtMs !== fromAtMs) {
    quality.hour = { fromAtMs, readings: 0, levels: {}, increases: {}, resyncs: 0, reconnects: 0 };
  }
  quality.hour.readings += 1;
  if (isInSync(says)) noteLevels(quality.hour, says);
  noteStarts(quality, quality.hour, says);
  noteIncreases(quality, quality.hour, says);
}

/** The hour that is being filled, as it stands. */
export function openQualityHours({ quality }: Engine): QualityHour[] {
  return quality.hour ? [closedHour(quality.hour)] : [];
}

/** Margins and rates of a line that is not in sync are left-overs, or zeros. */
function isInSync({ dslSync, readings }: RouterSays): boolean {
  return dslSync !== 'down' && dslSync !== 'init' && readings.downRateKbit !== 0;
}

function noteLevels({ levels }: OpenHour, { readings }: RouterSays): void {
  for (const level of LEVELS) {
    const value = readings[level];
    if (value === undefined) continue;
    const known = levels[level] ?? { least: value, sum: 0, count: 0, last: value };
    levels[level] = {
      least: Math.min(known.least, value),
      sum: known.sum + value,
      count: known.count + 1,
      last: value,
    };
  }
}

/** New sessions and synchronisations, by the seconds that the router counts since the last one. */
function noteStarts(quality: QualityMemory, hour: OpenHour, says: RouterSays): void {
  const { atMs, tookMs, readings } = says;
  const isLine = says.access !== 'mobile' && (says.session === null || says.session === 'connected');
  if (readings.sessionUptimeS !== undefined && isLine) {
    const { track, finding } = noteUptime(quality.session, { atMs, tookMs, uptimeS: readings.sessionUptimeS });
    quality.session = track;
    if (finding === 'restarted') hour.reconnects += 1;
  }
  if (readings.dslUptimeS !== undefined && isInSync(says)) {
    const { track, finding } = noteUptime(quality.dsl, { atMs, tookMs, uptimeS: readings.dslUptimeS });
    quality.dsl = track;
    if (finding !== 'restarted') return;
    hour.resyncs += 1;
    quality.resyncsByUptime += 1;
  }
}

function noteIncreases(quality: QualityMemory, hour: OpenHour, { atMs, readings }: RouterSays): void {
  for (const counter of COUNTERS) {
    const value = readings[counter];
    if (value === undefined) continue;
    const now = { value, atMs };
    const increase = increaseOf(counter, quality.counters[counter] ?? null, now);
    quality.counters[counter] = now;
    if (counter === 'retrains') {
      // each resync once: those that the seconds have told already are among the counted ones
      hour.resyncs += Math.max(0, (increase ?? 0) - quality.resyncsByUptime);
      quality.resyncsByUptime = 0;
    } else if (increase !== null) hour.increases[counter] = (hour.increases[counter] ?? 0) + increase;
  }
}

function closedHour({ fromAtMs, readings, levels, increases, resyncs, reconnects }: OpenHour): QualityHour {
  const least = (level: Level) => levels[level]?.least ?? null;
  const mean = (level: Level) => {
    const known = levels[level];
    return known ? Math.round(known.sum / known.count) : null;
  };
  return {
    fromAtMs,
    readings,
    downMarginMin: least('downMarginTenthDb'),
    downMarginMean: mean('downMarginTenthDb'),
    upMarginMin: least('upMarginTenthDb'),
    upMarginMean: mean('upMarginTenthDb'),
    downAttenuation: levels.downAttenuationTenthDb?.last ?? null,
    upAttenuation: levels.upAttenuationTenthDb?.last ?? null,
    downRateKbit: least('downRateKbit'),
    upRateKbit: least('upRateKbit'),
    downMaxKbit: least('downMaxKbit'),
    upMaxKbit: least('upMaxKbit'),
    crcErrors: increases.crcErrors ?? null,
    crcErrorsFar: increases.crcErrorsFar ?? null,
    fecErrors: increases.fecErrors ?? null,
    fecErrorsFar: increases.fecErrorsFar ?? null,
    erroredSecs: increases.erroredSecs ?? null,
    severelyErroredSecs: increases.severelyErroredSecs ?? null,
    resyncs,
    reconnects,
  };
}
