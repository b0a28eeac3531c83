import { createHash } from 'node:crypto';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { dayOf } from '../../rules/outage/calendar-days.ts';
import type { Log } from '../log.ts';
import type { LineRow } from '../store/books.ts';
import type { Store } from '../store/open-store.ts';
import { startPack, unpackTexts } from '../store/pack-format.ts';
import type { PackedDay } from '../store/pack-table.ts';
import { receiptOf } from '../store/raw-table.ts';

type Packing = { store: Store; nowMs: () => number; log: Log; signal: AbortSignal };

/** Texts between two breaths: 10 ms. */
const TEXTS_AT_A_TIME = 40;

/**
 * Packs every day that is over: lane and segments of a line and day of arrival into one frame. Order of steps: pack,
 * unpack again and compare every byte, then one transaction puts the pack in the place of the rows. A crash before it
 * leaves the rows, after it the pack.
 */
export async function packDays({ store, nowMs, log, signal }: Packing): Promise<void> {
  for (const { id, zone } of store.books.lines()) {
    for (;;) {
      const line = store.books.line(id);
      const next = line && nextDay(store, line, dayOf(nowMs(), zone));
      if (!line || !next || signal.aborted) break;
      const pack = await packDay(store, line, next, signal);
      if (!pack) break;
      store.write(() => {
        const now = store.books.line(id);
        if (now?.packedEntries !== pack.firstEntry - 1) return; // another process was faster
        store.packs.insert(pack);
        now.packedEntries = pack.lastEntry;
        store.books.touch(now);
      });
      log('day-packed', { line: id, day: pack.day, packedBytes: pack.packedText.length });
    }
  }
}

type Stretch = { day: string; firstEntry: number; lastEntry: number };

/** The entries of the oldest day that is not packed, if that day is over. */
function nextDay(store: Store, line: LineRow, today: string): Stretch | null {
  const open = store.packs.openEntries(line, line.packedEntries);
  const [first] = open;
  if (!first) return null;
  const day = dayOf(first.atMs, line.zone);
  // `!==` and not `<`: a clock that was set back must not keep its days from being packed for ever
  if (day === today) return null;
  const after = open.findIndex(({ atMs }) => dayOf(atMs, line.zone) !== day);
  const last = after === -1 ? open.at(-1) : open[after - 1];
  return { day, firstEntry: first.entry, lastEntry: last?.entry ?? first.entry };
}

async function packDay(store: Store, line: LineRow, stretch: Stretch, signal: AbortSignal): Promise<PackedDay | null> {
  const pack = startPack();
  const hash = createHash('sha256');
  const segments: PackedDay['segments'] = [];
  let texts = 0;
  for (const { laneText, segmentText } of store.raw.entries(line, stretch.firstEntry, stretch.lastEntry)) {
    const named = segmentText === null ? null : receiptOf(laneText);
    const probe = named && store.books.probe(named.probe);
    if (named && !probe) throw new Error(`bug: a receipt names probe ${named.probe}, which is not there`);
    if (named && probe) segments.push({ probeSeq: probe.seq, number: named.number });
    for (const text of segmentText === null ? [laneText] : [segmentText, laneText]) {
      pack.add(text);
      hash.update(text);
    }
    texts += 1;
    if (texts % TEXTS_AT_A_TIME === 0) await yieldToOthers();
    if (signal.aborted) return null;
  }
  const packedText = await pack.finish();
  const sha256 = hash.digest('hex');
  if ((await sha256OfPack(packedText)) !== sha256) {
    throw new Error(
      `bug: the pack of ${stretch.day} of line ${line.id} does not unpack to the same bytes; it was not used`,
    );
  }
  return { line, ...stretch, sha256, packedText, segments };
}

async function sha256OfPack(packedText: Buffer): Promise<string> {
  const hash = createHash('sha256');
  let texts = 0;
  for (const text of unpackTexts(packedText)) {
    hash.update(text);
    texts += 1;
    if (texts % TEXTS_AT_A_TIME === 0) await yieldToOthers();
  }
  return hash.digest('hex');
}
