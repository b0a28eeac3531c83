import { addDays, dayOf, dayStartAtMs } from '../../../rules/outage/calendar-days.ts';
import { RULES_VERSION } from '../../../rules/outage/derived.ts';
import { GAP_MARGIN_DAYS, marginDays } from '../../../rules/outage/margin-days.ts';
import type { AskedPeriod } from '../../period.ts';
import type { LineRow } from '../../store/books.ts';
import type { BundleReads } from '../../store/bundle-reads.ts';
import type { HeadRow } from '../../store/heads-table.ts';
import type { Store } from '../../store/open-store.ts';
import { laneEndIn } from '../lane-end.ts';
import { type BundleAsk, BundleRefused } from './bundle-ask.ts';
import { type DayStretch, stretchesOf } from './day-stretches.ts';

/** What stands in a bundle: a run of the lane, up to what one head vouches for. */
export type BundleRange = {
  line: LineRow;
  salt: string;
  /** Never beyond the closing head. */
  period: AskedPeriod;
  /** Lane entries, both included. */
  firstEntry: number;
  lastEntry: number;
  /** When the first one was written, and what it is chained to. */
  firstAtMs: number;
  previousSha256: string;
  days: DayStretch[];
  /** The head that vouches for `lastEntry`; the figures are as of its instant. */
  closing: HeadRow;
  /** The newest head, and where the events of the line stood then. */
  newest: HeadRow;
  lastEventEntry: number;
};

type Sources = { store: Store; reads: BundleReads };

/** After the end of the last day and of the last outage: late answers and late verdicts have come in by then. */
const SETTLED_AFTER_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * From whole local days before the period (and before an outage that reaches into it) to the first head that was sealed
 * after everything of the period, of its days and of its outages had arrived; where that still lasts, the newest head.
 * Throws {@link BundleRefused}: `moved` when the lane went on since the newest head, so that another one is to be sealed.
 */
export function chooseRange(sources: Sources, ask: BundleAsk): BundleRange {
  const { store } = sources;
  const line = store.books.line(ask.line);
  if (line === null) throw new Error(`bug: there is no line ${ask.line}`);
  const salt = store.heads.salt(line.id);
  const newest = store.heads.newest();
  if (salt === null || newest === null) throw new BundleRefused('no-head', 'no head of the log was sealed yet');
  if ((store.derived.fold(line.id)?.rulesVersion ?? RULES_VERSION) !== RULES_VERSION) {
    throw new BundleRefused('other-rules', 'the line is being derived again by newer rules');
  }
  // the zone may have changed since somebody asked, with a link or a month
  const asked = inDaysOf(ask.period, line.zone);
  const reach = reachOf(store, line, asked);
  const closing = closingHead({ ...sources, line, salt, newest }, reach.toAtMs);
  const lastEntry = laneEndIn(closing, line.id, salt).entries;
  const period = clippedTo(asked, closing.atMs, line.zone);
  const fromDay = addDays(dayOf(reach.fromAtMs, line.zone), -reach.marginDays);
  const days = stretchesOf(sources, line, { fromDay, lastEntry });
  const [first] = days;
  if (!first || !isMeasured(store, line.id, period) || isPruned(store, line.id, fromDay)) throw nothingKept();
  const lastEventEntry = laneEndIn(newest, line.id, salt).entries;
  const begin = beginOf(store, line, first.firstEntry);
  if (begin.firstAtMs >= reach.toAtMs + SETTLED_AFTER_MS) throw nothingKept();
  return { line, salt, period, ...begin, lastEntry, days, closing, newest, lastEventEntry };
}

function inDaysOf({ fromAtMs, toAtMs }: AskedPeriod, zone: string): AskedPeriod {
  return { fromAtMs, toAtMs, fromDay: dayOf(fromAtMs, zone), toDay: dayOf(toAtMs - 1, zone) };
}

function isMeasured({ read }: Store, line: string, { toAtMs }: AskedPeriod): boolean {
  return (read.firstMeasuredAtMs(line) ?? Number.POSITIVE_INFINITY) < toAtMs;
}

/** Raw data of that day or later were removed: the figures would not follow from what is left. */
function isPruned({ heads }: Store, line: string, fromDay: string): boolean {
  return heads.events(line).some(({ text }) => (/^beforeDay: (\d{4}-\d{2}-\d{2})$/m.exec(text)?.[1] ?? '') > fromDay);
}

function nothingKept(): BundleRefused {
  return new BundleRefused('nothing-kept', 'of that time not everything is kept any more, or nothing was measured');
}

function beginOf(store: Store, line: LineRow, firstEntry: number) {
  const [first] = [...store.raw.entries(line, firstEntry, firstEntry)];
  const previousSha256 = /^previousSha256: ([0-9a-f]{64})$/m.exec(first?.laneText ?? '')?.[1];
  if (!first || !previousSha256) throw new Error(`bug: entry ${firstEntry} of line ${line.id} is not kept`);
  return { firstEntry, firstAtMs: first.atMs, previousSha256 };
}

/** The whole days of the period, and the outages that touch them; without an end while one lasts. What is to stand before. */
function reachOf(
  store: Store,
  { id, zone }: LineRow,
  { fromDay, toDay }: AskedPeriod,
): { fromAtMs: number; toAtMs: number; marginDays: number } {
  const dayFromAtMs = dayStartAtMs(fromDay, zone);
  const toAtMs = dayStartAtMs(addDays(toDay, 1), zone);
  const outages = store.read.listedOutages(id, dayFromAtMs, toAtMs);
  const fromAtMs = Math.min(dayFromAtMs, ...outages.map(({ startEarliestAtMs }) => startEarliestAtMs));
  const before = store.read.listedOutages(id, fromAtMs - GAP_MARGIN_DAYS * DAY_MS, fromAtMs);
  return {
    fromAtMs,
    marginDays: marginDays(outages, before),
    toAtMs: Math.max(toAtMs, ...outages.map(({ endLatestAtMs }) => endLatestAtMs ?? Number.POSITIVE_INFINITY)),
  };
}

type Closing = Sources & { line: LineRow; salt: string; newest: HeadRow };

function closingHead({ store, reads, line, salt, newest }: Closing, toAtMs: number): HeadRow {
  const { entries, events } = laneEndIn(newest, line.id, salt);
  if (store.heads.eventsEnd(line.id).events > events) throw moved();
  const neededAtMs = toAtMs + SETTLED_AFTER_MS;
  const needed = entryFrom({ store, reads, line }, neededAtMs);
  if (needed !== null && needed <= entries) return firstHeadWith(store, { line: line.id, salt, neededAtMs, needed });
  if (hasReceiptAfter(store, line, entries)) throw moved();
  return newest;
}

function moved(): BundleRefused {
  return new BundleRefused('moved', 'the log went on while the evidence was made');
}

/** The first receipt of a segment that was measured up to that instant: what came before it has arrived, in order. */
function entryFrom({ store, reads, line }: Sources & { line: LineRow }, neededAtMs: number): number | null {
  if (!Number.isFinite(neededAtMs)) return null;
  const day = dayOf(neededAtMs, line.zone);
  const packed = reads.packPlaces(line.id).find((pack) => pack.day >= day);
  const from = packed?.firstEntry ?? line.packedEntries + 1;
  for (const { entry, atMs, segmentText } of store.raw.entries(line, from, line.laneEntries)) {
    if (segmentText !== null && atMs >= neededAtMs && lastWallAtMs(segmentText) >= neededAtMs) return entry;
  }
  return null;
}

/** By text: it was checked when it was taken in. */
function lastWallAtMs(segmentText: string): number {
  const at = segmentText.lastIndexOf('"wallAtMs":');
  return at < 0 ? 0 : Number.parseInt(segmentText.slice(at + 11, at + 30), 10);
}

type Wanted = { line: string; salt: string; neededAtMs: number; needed: number };

/** Lanes only grow, so the heads are searched by halves. */
function firstHeadWith(store: Store, { line, salt, neededAtMs, needed }: Wanted): HeadRow {
  const heads = store.heads.between(neededAtMs, Number.MAX_SAFE_INTEGER);
  const rowOf = (index: number): HeadRow => {
    const row = store.heads.byCounter(heads[index]?.counter ?? 0);
    if (row === null) throw new Error(`bug: head ${heads[index]?.counter} is not there`);
    return row;
  };
  let low = 0;
  let high = heads.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (laneEndIn(rowOf(middle), line, salt).entries >= needed) high = middle;
    else low = middle + 1;
  }
  return rowOf(low);
}

function hasReceiptAfter(store: Store, line: LineRow, entry: number): boolean {
  for (const { segmentText } of store.raw.entries(line, entry + 1, line.laneEntries)) {
    if (segmentText !== null) return true;
  }
  return false;
}

/** What lies after the closing head was not vouched for. */
function clippedTo(period: AskedPeriod, atMs: number, zone: string): AskedPeriod {
  if (period.toAtMs <= atMs) return period;
  if (period.fromAtMs >= atMs) throw nothingKept();
  return { ...period, toAtMs: atMs, toDay: dayOf(atMs - 1, zone) };
}
