import type { QualityHour } from './derived.ts';
import type { Engine } from './engine-state.ts';

/** The hour that is being filled, as it stands. */
export function openQualityHours(_engine: Engine): QualityHour[] {
  return [];
}
