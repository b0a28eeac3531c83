import { LANE_EVENT_TYPES } from '../../rules/journal/lane.ts';
import type { Database } from './open-database.ts';
import { decompressPack, openUnpacked, packTemplates } from './pack-format.ts';
import { openPackMemory, type PackMemory } from './pack-reader.ts';
import { MAX_NUMBER } from './raw-table.ts';
import { RECEIPT_CODING } from './receipt-pack.ts';
import { unpackText } from './text-pack.ts';

const ID_FACTOR = MAX_NUMBER + 1;
/** Texts and rows that are looked at in one go: a few milliseconds. */
const AT_ONCE = 200;

/** An entry of one of `LANE_EVENT_TYPES`, as it was signed. */
export type EventText = { entry: number; text: string };
/** What was found in one go; the next one begins with `nextEntry`. */
export type EventPart = { events: EventText[]; nextEntry: number };
type Owner = { seq: number; id: string };
type Pack = { firstEntry: number; lastEntry: number; packed: Buffer };

/**
 * Finds the events of a lane from an entry on, part by part, in order; between two parts others may write and pack. A packed
 * day is decompressed (5 ms) and looked at text by text (40 ms) only where it holds an event.
 */
export function openEventReads(database: Database) {
  const nextPack = database.prepare<[string, number], Pack>(
    `SELECT first_entry AS firstEntry, last_entry AS lastEntry, packed_text AS packed FROM packed_days
     WHERE line = ? AND last_entry >= ? ORDER BY first_entry LIMIT 1`,
  );
  const openRows = database.prepare<[number, number], { id: number; packed: Buffer }>(
    `SELECT id, packed_text AS packed FROM lane_entries WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ${AT_ONCE}`,
  );
  return function* eventParts(line: Owner, fromEntry: number): Generator<EventPart> {
    const memory = openPackMemory();
    const base = line.seq * ID_FACTOR;
    for (let next = fromEntry; ; ) {
      const pack = nextPack.get(line.id, next);
      const rows = pack ? [] : openRows.all(base + next, base + MAX_NUMBER);
      const last = rows.at(-1);
      if (pack) yield* ofPack(pack, next, memory);
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

function* ofPack({ firstEntry, lastEntry, packed }: Pack, fromEntry: number, memory: PackMemory): Generator<EventPart> {
  const bytes = decompressPack(packed);
  if (packTemplates(bytes).some((template) => EVENT_LINES.has(template)))
    yield* ofTexts(openUnpacked(bytes, memory), firstEntry, fromEntry);
  yield { events: [], nextEntry: lastEntry + 1 };
}

function* ofTexts(next: () => Uint8Array | null, firstEntry: number, fromEntry: number): Generator<EventPart> {
  let entry = firstEntry;
  let events: EventText[] = [];
  for (let bytes = next(), texts = 1; bytes !== null; bytes = next(), texts += 1) {
    const text = laneText(bytes);
    if (entry >= fromEntry && isEvent(text)) events.push({ entry, text });
    if (text !== '') entry += 1;
    if (texts % AT_ONCE > 0) continue;
    yield { events, nextEntry: entry };
    events = [];
  }
  yield { events, nextEntry: entry };
}

const SEGMENT_BEGIN = Buffer.from('linewitness-segment/');

/** Empty: it is a segment. */
function laneText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isSegment = text.compare(SEGMENT_BEGIN, 0, SEGMENT_BEGIN.length, 0, SEGMENT_BEGIN.length) === 0;
  return isSegment ? '' : text.toString('latin1');
}

/** By text: it was written by this server. */
function isEvent(laneText: string): boolean {
  return EVENT_LINES.has(/^type: \S+\n/m.exec(laneText)?.[0] ?? '');
}
