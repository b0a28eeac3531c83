import type { DayJson } from '../wire/status.ts';
import type { DerivedOutage, StateInterval } from './derived.ts';

export type DayInput = {
  day: string;
  zone: string;
  /** Stretches and outages that touch the day, any order, not clipped. */
  intervals: StateInterval[];
  outages: Pick<
    DerivedOutage,
    'counts' | 'startEarliestAtMs' | 'startLatestAtMs' | 'endEarliestAtMs' | 'endLatestAtMs' | 'downMinMs' | 'downMaxMs'
  >[];
  /** Now, or anything later than the day: what lies after it is no part of an open outage. */
  nowAtMs: number;
};

/** Sums of one local day. `upMs + degradedMs + downMaxMs + maintenanceMs + unknownMs` = length of the day, exactly. */
export function sumDay(_input: DayInput): DayJson {
  throw new Error('bug: not built yet');
}

export type Availability = {
  observedMs: number;
  unknownMs: number;
  /** null when nothing was observed. Down counted at its upper bound. */
  upRatioMin: number | null;
  /** Down counted at its lower bound. */
  upRatioMax: number | null;
  /** Observed share of the whole. */
  coverageRatio: number;
};

/** Sums over days. */
export function availabilityOf(_days: Omit<DayJson, 'day'>[]): Availability {
  throw new Error('bug: not built yet');
}

/** `0.99999` with 2 digits → `99.99`; never rounded up; `100` only if nothing is missing. Decimal point, no sign. */
export function formatPercentFloored(_ratio: number, _digits: number): string {
  throw new Error('bug: not built yet');
}
