import { dayOf } from '../../../rules/outage/calendar-days.ts';
import type { LineRow } from '../../store/books.ts';
import type { BundleReads } from '../../store/bundle-reads.ts';

/** The lane entries of one day of arrival, and where their texts lie. */
export type DayStretch = {
  day: string;
  firstEntry: number;
  lastEntry: number;
  /** First entries of the packed days that hold them; empty: the rows of the open day do. */
  packs: number[];
  /** About the bytes of its texts, for progress and the size that is told before. */
  aboutBytes: number;
};

/** A packed byte stands for so many of text; a row of the open day for one segment with its receipt. */
const TEXT_PER_PACKED_BYTE = 8;
const TEXT_PER_ROW = 4800;

type Asked = { fromDay: string; lastEntry: number };

/**
 * Whole days of arrival from `fromDay` on, cut after `lastEntry`. The day of a pack is that of the zone that the line had
 * then; names never go back, so a day that comes again (the zone changed) belongs to the one before.
 */
export function stretchesOf(
  { reads }: { reads: BundleReads },
  line: LineRow,
  { fromDay, lastEntry }: Asked,
): DayStretch[] {
  const packed = reads.packPlaces(line.id).map((pack): DayStretch => {
    const { day, firstEntry, lastEntry: last, packedBytes } = pack;
    return { day, firstEntry, lastEntry: last, packs: [firstEntry], aboutBytes: packedBytes * TEXT_PER_PACKED_BYTE };
  });
  const open = reads.openTimes(line, line.packedEntries + 1).map(({ entry, atMs }): DayStretch => {
    const day = dayOf(atMs, line.zone);
    return { day, firstEntry: entry, lastEntry: entry, packs: [], aboutBytes: TEXT_PER_ROW };
  });
  const all = [...packed, ...open];
  const first = all.findIndex(({ day }) => day >= fromDay);
  if (first === -1) return [];
  const joined: DayStretch[] = [];
  for (const stretch of all.slice(first)) {
    if (stretch.firstEntry > lastEntry) break;
    join(joined, { ...stretch, lastEntry: Math.min(stretch.lastEntry, lastEntry) });
  }
  return joined;
}

/** A day that is partly packed keeps its open rows apart until then: they follow under the same name. */
function join(days: DayStretch[], next: DayStretch): void {
  const before = days.at(-1);
  if (!before || before.day < next.day) {
    days.push(next);
    return;
  }
  before.lastEntry = next.lastEntry;
  before.packs.push(...next.packs);
  before.aboutBytes += next.aboutBytes;
}
