import { type MonthDocument, type MonthFigures, monthSchema } from '../../rules/wire/month.ts';
import type { MonthVersionRow } from '../store/month-table.ts';
import type { Store } from '../store/open-store.ts';
import { type MonthSealing, openMonthSealer, sealedDocument } from './seal-months.ts';

export type MonthSummary = Pick<MonthVersionRow, 'month' | 'version' | 'sealedAtMs' | 'sha256'> & {
  figures: Pick<MonthFigures, 'sums' | 'availability' | 'outagesReachingIn' | 'period'> & { dayCount: number };
};
export type SealedMonth = { document: MonthDocument; row: MonthVersionRow; versions: MonthVersionRow[] };

/** Months that were sealed. What comes from addresses and is no month or version, or is not there, gives null. */
export type Months = {
  /** The newest version of each month, newest month first. */
  list(line: string): MonthSummary[];
  /** `version` null: the newest. */
  read(line: string, month: string, version: number | null): SealedMonth | null;
  /** The exact bytes whose hash the lane holds. */
  json(line: string, month: string, version: number | null): string | null;
  /** One look over all lines; seals what is due. */
  step(signal: AbortSignal): Promise<void>;
};

/** Documents of a list, by hash: they never change. */
const MAX_KNOWN = 500;

export function openMonths(sealing: MonthSealing): Months {
  const { store } = sealing;
  const known = new Map<string, MonthSummary['figures']>();
  const figuresOf = (row: MonthVersionRow): MonthSummary['figures'] => {
    const before = known.get(row.sha256);
    if (before) return before;
    const { sums, availability, outagesReachingIn, period, days } = sealedDocument(store, row).figures;
    const figures = { sums, availability, outagesReachingIn, period, dayCount: days.length };
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(row.sha256, figures);
    return figures;
  };
  return {
    step: openMonthSealer(sealing).step,
    list: (line) =>
      newestOfEach(store.months.ofLine(line)).map((row) => {
        const { month, version, sealedAtMs, sha256 } = row;
        return { month, version, sealedAtMs, sha256, figures: figuresOf(row) };
      }),
    read: (line, month, version) => {
      const found = find(store, line, { month, version });
      return found && { ...found, document: sealedDocument(store, found.row) };
    },
    json: (line, month, version) => {
      const found = find(store, line, { month, version });
      return found && store.months.json(line, month, found.row.version);
    },
  };
}

function find(store: Store, line: string, { month, version }: { month: string; version: number | null }) {
  if (!monthSchema.safeParse(month).success) return null;
  const versions = store.months.versions(line, month);
  const row = version === null ? versions.at(-1) : versions.find((one) => one.version === version);
  return row ? { row, versions } : null;
}

/** Rows come by month, versions oldest first. */
function newestOfEach(rows: MonthVersionRow[]): MonthVersionRow[] {
  return rows.filter(({ month }, index) => rows[index + 1]?.month !== month);
}
