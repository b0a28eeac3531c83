import { MAX_SHEET_DAYS, MAX_SHEET_OUTAGES, type TechnicianView } from '../../../web/pages/technician-views.ts';
import { qualityDays, qualitySums } from '../../figures/quality.ts';
import type { AskedPeriod } from '../../period.ts';
import type { Line, ReadStore, StoredOutage } from '../../store/store.ts';

type DayOfLine = TechnicianView['days'][number];

/**
 * What the technician's page of a period is made of; `technicianSheet` (web/pages/technician-sheet.ts) puts it into words.
 * Reads roll-ups and outages only. `contractNumber` is empty where the owner does not show it.
 */
export function technicianData(
  store: Pick<ReadStore, 'wholeOutages' | 'qualityHours'>,
  line: Line,
  { fromAtMs, toAtMs }: Pick<AskedPeriod, 'fromAtMs' | 'toAtMs'>,
  contractNumber: string,
): TechnicianView {
  const outages = store.wholeOutages(line.id, fromAtMs, toAtMs).filter(isForTechnician);
  const hours = store.qualityHours(line.id, fromAtMs, toAtMs);
  const days = qualityDays(hours, line.zone);
  const { id, name, provider, zone } = line;
  return {
    line: { id, name, provider, zone },
    fromAtMs,
    toAtMs,
    contractNumber,
    outages: mostOf(outages, MAX_SHEET_OUTAGES, ({ downMinMs }) => downMinMs),
    outageCount: outages.length,
    hours,
    days: mostOf(days, MAX_SHEET_DAYS, troubleOf),
    dayCount: days.length,
    sums: hours.length === 0 ? null : qualitySums(hours),
  };
}

/** Not what lay at home, nor what the far side of a target had. */
function isForTechnician({ counts, verdict }: StoredOutage): boolean {
  return counts || verdict === 'planned-reconnect';
}

/** New connections weigh most, then blocks that were damaged. */
function troubleOf({ resyncs, reconnects, crcErrors }: DayOfLine): number {
  return (resyncs + reconnects) * 1_000_000 + Math.min(crcErrors ?? 0, 999_999);
}

/** The `most` highest by the key, in their old order. */
function mostOf<T>(items: readonly T[], most: number, keyOf: (item: T) => number): T[] {
  const kept = new Set(items.toSorted((one, other) => keyOf(other) - keyOf(one)).slice(0, most));
  return items.filter((item) => kept.has(item));
}
