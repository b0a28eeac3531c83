import { eventChainText } from '../../rules/journal/heads.ts';
import { sha256Hex } from '../probe-key.ts';
import type { LineRow } from '../store/books.ts';
import type { EventText } from '../store/event-reads.ts';
import type { Store } from '../store/open-store.ts';

/**
 * Every lane begins with an event, and whatever was pruned of it left one: a lane without kept events is of before they were
 * kept, and read-old-lanes.ts has still to take them from it.
 */
export function isUnread({ heads }: Pick<Store, 'heads'>, { id, laneEntries }: LineRow): boolean {
  return laneEntries > 0 && heads.eventsEnd(id).events === 0;
}

/** Inside the transaction that appends the entry, before the entry itself is there. Of an unread lane it is found later. */
export function keepLaneEvent(store: Pick<Store, 'heads'>, line: LineRow, event: EventText): void {
  if (!isUnread(store, line)) insertEvents(store, line.id, [event]);
}

/** In order, after those that are kept; inside a transaction. */
export function insertEvents({ heads }: Pick<Store, 'heads'>, line: string, events: readonly EventText[]): void {
  let chainSha256 = heads.eventsEnd(line).eventsSha256;
  for (const { entry, text } of events) {
    chainSha256 = sha256Hex(eventChainText(chainSha256, sha256Hex(text)));
    heads.insertEvent({ line, entry, text, chainSha256 });
  }
}
