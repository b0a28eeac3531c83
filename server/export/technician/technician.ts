import type { QualityHour } from '../../../rules/outage/derived.ts';
import type { QualitySums } from '../../../web/pages/witness-views.ts';
import type { AskedPeriod } from '../../period.ts';
import type { Line, StoredOutage } from '../../store/store.ts';

/** What the one page for the provider's technician is made of: his terms, no law, no claims. */
export type TechnicianData = {
  line: Line;
  period: AskedPeriod;
  /** Up to when it was measured. */
  untilAtMs: number;
  /** The latest {@link MAX_OUTAGES} that count or concern the line, newest first, and how many there are. */
  outages: StoredOutage[];
  outageCount: number;
  /** Hours in which the router said something, oldest first. */
  hours: QualityHour[];
  /** Local days with readings, newest first, at most {@link MAX_DAYS}. */
  days: ({ day: string } & QualitySums)[];
  sums: QualitySums | null;
  plannedReconnects: number;
};

/** What fits on one page. */
export const MAX_OUTAGES = 12;
export const MAX_DAYS = 10;
