import { dayOf } from '../../../rules/outage/calendar-days.ts';
import { openBundleReads } from '../../store/bundle-reads.ts';
import type { Store } from '../../store/open-store.ts';
import type { Line, StoredOutage } from '../../store/store.ts';
import type { Silence } from './report-case.ts';

/** The days of more outages than these are not unpacked. */
const MOST_OUTAGES = 6;
/** A server notes a silence after 60 s; of a shorter outage there is none to look for. */
const LEAST_MS = 120_000;
const SELF_CHECK = /^type: silence\nprobe: [0-9a-f]{32}\nsinceAt: \S+\nselfCheck: (\S+)$/m;

type Range = { from: number; to: number };
type Times = { fromAtMs: number; toAtMs: number };

/** Of the longest outages, by id: the entries of the lane that the server wrote during them; null: it wrote none. */
export function gatherSilences(
  store: Store,
  line: Line,
  outages: readonly StoredOutage[],
  asOfAtMs: number,
): Map<string, Silence | null> {
  const longest = outages
    .filter(({ counts, downMinMs }) => counts && downMinMs >= LEAST_MS)
    .toSorted((a, b) => b.downMinMs - a.downMinMs)
    .slice(0, MOST_OUTAGES);
  return new Map(longest.map((outage) => [outage.id, silenceOf(store, line, outage, asOfAtMs)]));
}

function silenceOf(store: Store, line: Line, outage: StoredOutage, asOfAtMs: number): Silence | null {
  const row = store.books.line(line.id);
  if (row === null) return null;
  const fromAtMs = outage.startEarliestAtMs;
  const toAtMs = Math.min(outage.endLatestAtMs ?? asOfAtMs, asOfAtMs);
  let found: Silence | null = null;
  for (const { from, to } of rangesOf(store, { ...line, seq: row.seq }, { fromAtMs, toAtMs })) {
    for (const { entry, atMs, laneText } of store.raw.entries(row, from, to)) {
      if (atMs > toAtMs) break;
      const selfCheck = atMs < fromAtMs ? undefined : SELF_CHECK.exec(laneText)?.[1];
      if (selfCheck !== undefined) found = withEntry(found, { entry, atMs, selfCheck });
    }
  }
  return found;
}

function withEntry(
  found: Silence | null,
  { entry, atMs, selfCheck }: { entry: number; atMs: number; selfCheck: string },
): Silence {
  const before = found ?? {
    count: 0,
    first: entry,
    last: entry,
    fromAtMs: atMs,
    toAtMs: atMs,
    reachable: 0,
    unreachable: 0,
  };
  return {
    ...before,
    count: before.count + 1,
    last: entry,
    toAtMs: atMs,
    reachable: before.reachable + (selfCheck === 'reachable' ? 1 : 0),
    unreachable: before.unreachable + (selfCheck === 'unreachable' ? 1 : 0),
  };
}

/** Packed days (of the line, by arrival) that touch that time, and what of the open entries was written in it. */
function rangesOf(store: Store, line: Line & { seq: number }, { fromAtMs, toAtMs }: Times): Range[] {
  const reads = openBundleReads(store.database);
  const [first, last] = [dayOf(fromAtMs, line.zone), dayOf(toAtMs, line.zone)];
  const places = reads.packPlaces(line.id);
  const packed = places
    .filter(({ day }) => day >= first && day <= last)
    .map(({ firstEntry, lastEntry }) => ({ from: firstEntry, to: lastEntry }));
  const open = reads
    .openTimes(line, (places.at(-1)?.lastEntry ?? 0) + 1)
    .filter(({ atMs }) => atMs >= fromAtMs && atMs <= toAtMs);
  const [begin, end] = [open[0], open.at(-1)];
  return begin === undefined || end === undefined ? packed : [...packed, { from: begin.entry, to: end.entry }];
}
