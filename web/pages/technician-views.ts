import type { DerivedOutage, QualityHour } from '../../rules/outage/derived.ts';
import type { LineView } from './views.ts';
import type { QualitySums } from './witness-views.ts';

/** What the one page for the provider's technician is made of. Only the owner is given it. */
export type TechnicianView = {
  line: Pick<LineView, 'id' | 'name' | 'provider' | 'zone'>;
  /** `toAtMs`: up to when it was measured. */
  fromAtMs: number;
  toAtMs: number;
  /** By which the provider finds the line; empty: not told, or not to be shown. */
  contractNumber: string;
  /** The longest {@link MAX_SHEET_OUTAGES} of those that count or that were planned, oldest first, and how many there are. */
  outages: DerivedOutage[];
  outageCount: number;
  /** UTC hours in which the router said something, oldest first. */
  hours: QualityHour[];
  /** The {@link MAX_SHEET_DAYS} worst of the local days with readings, oldest first, and how many there are. */
  days: ({ day: string } & QualitySums)[];
  dayCount: number;
  /** The whole period; null: no router was heard. */
  sums: QualitySums | null;
};

/** What fits on one page. */
export const MAX_SHEET_OUTAGES = 6;
export const MAX_SHEET_DAYS = 7;
export const MAX_SHEET_EVENTS = 6;

/** The page without layout, in one language; shown as HTML and drawn into the PDF. */
export type TechnicianSheet = {
  /** A heading, then names and values. */
  facts: { title: string; rows: [string, string][] }[];
  /** The first cell of a row is its heading; without rows the note says why. */
  tables: { title: string; columns: string[]; rows: string[][]; note: string | null }[];
  notes: string[];
};
