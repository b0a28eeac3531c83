import type { MonthReason } from '../../rules/wire/month.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { EvidenceFigures } from './evidence-views.ts';
import type { LineView } from './views.ts';

/** A sealed month in a list; `month`: `YYYY-MM`. */
export type MonthEntryView = {
  month: string;
  version: number;
  sealedAtMs: number;
  sha256: string;
  figures: EvidenceFigures;
};

/** `/lines/LINE/months`, newest first. */
export type MonthsView = { line: LineView; months: MonthEntryView[] };

/** An outage as it was sealed. */
export type SealedOutageView = {
  id: string;
  startLatestAtMs: number;
  downMinMs: number;
  downMaxMs: number | null;
  verdict: string;
  side: 'home' | 'access' | 'provider' | 'remote' | 'unknown';
  grade: 'A' | 'B' | 'C';
  counts: boolean;
  isAttributed: boolean;
};
export type MonthVersionView = { version: number; sealedAtMs: number; sha256: string; reason: MonthReason };

/** `/lines/LINE/months/YYYY-MM?version=N`. */
export type MonthView = MonthEntryView & {
  line: LineView;
  laneEntry: number;
  reason: MonthReason;
  rulesVersion: number;
  days: DayJson[];
  outages: SealedOutageView[];
  /** Oldest first. */
  versions: MonthVersionView[];
  /** Sealed ones beside it. */
  previousMonth: string | null;
  nextMonth: string | null;
};
