import { LANE_EVENT_TYPES } from '../../rules/journal/lane.ts';
import type { Database } from './open-database.ts';
import { templatesIn, unpackTexts } from './pack-format.ts';
import { MAX_NUMBER } from './raw-table.ts';
import { RECEIPT_CODING } from './receipt-pack.ts';
import { unpackText } from './text-pack.ts';

const ID_FACTOR = MAX_NUMBER + 1;
/** Texts and rows that are looked at in one go: a few milliseconds. */
const AT_ONCE = 200;
/** Templates (20 KB, packed 3) and what stands in one block with them; where they are cut off the whole day is looked at. */
const BEGIN_BYTES = 40_000;

/** An entry of one of `LANE_EVENT_TYPES`, as it was signed. */
export type EventText = { entry: number; text: string };
/** What was found in one go; the next one begins with `nextEntry`. */
export type EventPart = { events: EventText[]; nextEntry: number };
type Owner = { seq: number; id: string };
type Pack = { firstEntry: number; lastEntry: number; begin: Buffer };

/**
 * Finds the events of a lane from an entry on, part by part, in order; between two parts others may write and pack. A packed
 * day is unpacked (40 ms) only where its templates say that it holds an event.
 */
export function openEventReads(database: Database) {
  const nextPack = database.prepare<[string, number], Pack>(
    `SELECT first_entry AS firstEntry, last_entry AS lastEntry, substr(packed_text, 1, ${BEGIN_BYTES}) AS begin
     FROM packed_days WHERE line = ? AND last_entry >= ? ORDER BY first_entry LIMIT 1`,
  );
  const wholePack = database.prepare<[string, number], { packed: Buffer }>(
    'SELECT packed_text AS packed FROM packed_days WHERE line = ? AND first_entry = ?',
  );
  const openRows = database.prepare<[number, number], { id: number; packed: Buffer }>(
    `SELECT id, packed_text AS packed FROM lane_entries WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ${AT_ONCE}`,
  );
  function* ofPack(line: Owner, { firstEntry, lastEntry, begin }: Pack, fromEntry: number): Generator<EventPart> {
    const packed = mayHoldEvents(begin) ? wholePack.get(line.id, firstEntry)?.packed : undefined;
    if (packed) yield* ofTexts(unpackTexts(packed), firstEntry, fromEntry);
    yield { events: [], nextEntry: lastEntry + 1 };
  }
  return function* eventParts(line: Owner, fromEntry: number): Generator<EventPart> {
    const base = line.seq * ID_FACTOR;
    for (let next = fromEntry; ; ) {
      const pack = nextPack.get(line.id, next);
      const rows = pack ? [] : openRows.all(base + next, base + MAX_NUMBER);
      const last = rows.at(-1);
      if (pack) yield* ofPack(line, pack, next);
      else if (last) yield { events: ofRows(rows, base), nextEntry: last.id - base + 1 };
      else return;
      next = pack ? pack.lastEntry + 1 : Number(last?.id) - base + 1;
    }
  };
}

function ofRows(rows: { id: number; packed: Buffer }[], base: number): EventText[] {
  return rows.flatMap(({ id, packed }) => {
    const text = packed[0] === RECEIPT_CODING ? '' : unpackText(packed);
    return isEvent(text) ? [{ entry: id - base, text }] : [];
  });
}

const EVENT_LINES: ReadonlySet<string> = new Set(LANE_EVENT_TYPES.map((type) => `type: ${type}\n`));

function mayHoldEvents(begin: Buffer): boolean {
  return templatesIn(begin)?.some((template) => EVENT_LINES.has(template)) ?? true;
}

function* ofTexts(texts: Iterable<string>, firstEntry: number, fromEntry: number): Generator<EventPart> {
  let entry = firstEntry;
  let events: EventText[] = [];
  let count = 0;
  for (const text of texts) {
    const isSegment = text.startsWith('linewitness-segment/');
    if (!isSegment && entry >= fromEntry && isEvent(text)) events.push({ entry, text });
    if (!isSegment) entry += 1;
    count += 1;
    if (count % AT_ONCE > 0) continue;
    yield { events, nextEntry: entry };
    events = [];
  }
  yield { events, nextEntry: entry };
}

/** By text: it was written by this server. */
function isEvent(laneText: string): boolean {
  return EVENT_LINES.has(/^type: \S+\n/m.exec(laneText)?.[0] ?? '');
}
