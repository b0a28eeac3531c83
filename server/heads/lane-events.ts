import { eventChainText } from '../../rules/journal/heads.ts';
import { LANE_EVENT_TYPES } from '../../rules/journal/lane.ts';
import { sha256Hex } from '../probe-key.ts';
import type { LineRow } from '../store/books.ts';
import type { EventsEnd } from '../store/heads-table.ts';
import type { Store } from '../store/open-store.ts';

type Event = { entry: number; text: string };

/** Inside the transaction that appends the entry, before the entry itself is there. */
export function keepLaneEvent(store: Pick<Store, 'raw' | 'heads'>, line: LineRow, event: Event): void {
  const { eventsSha256 } = eventsEnd(store, line);
  store.heads.insertEvent({ line: line.id, ...event, chainSha256: nextOf(eventsSha256, event.text) });
}

/**
 * Where the events of a lane end; inside a transaction. Every lane begins with an event, so a lane without kept events is
 * of before they were kept: they are taken from it once.
 */
export function eventsEnd(store: Pick<Store, 'raw' | 'heads'>, line: LineRow): EventsEnd {
  const end = store.heads.eventsEnd(line.id);
  if (end.events > 0 || line.laneEntries === 0) return end;
  let chainSha256 = end.eventsSha256;
  for (const { entry, laneText } of store.raw.entries(line, 1, line.laneEntries)) {
    if (!isEvent(laneText)) continue;
    chainSha256 = nextOf(chainSha256, laneText);
    store.heads.insertEvent({ line: line.id, entry, text: laneText, chainSha256 });
  }
  return store.heads.eventsEnd(line.id);
}

function nextOf(chainSha256: string, text: string): string {
  return sha256Hex(eventChainText(chainSha256, sha256Hex(text)));
}

/** By text: it was written by this server. */
function isEvent(laneText: string): boolean {
  return LANE_EVENT_TYPES.includes(/^type: (\S+)$/m.exec(laneText)?.[1] ?? '');
}
