import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { LineRow } from '../store/books.ts';
import { type EventText, openEventReads } from '../store/event-reads.ts';
import type { Store } from '../store/open-store.ts';
import { insertEvents, isUnread } from './lane-events.ts';

type Reading = { store: Store; log: Log; signal: AbortSignal };

/**
 * Takes the events from lanes of before they were kept: once, lane by lane, beside the running server; no head is sealed until
 * all are read. Each lane is one transaction at its end; who is interrupted begins again with the lane that is not done.
 */
export async function readOldLanes({ store, log, signal }: Reading): Promise<void> {
  for (const line of store.books.lines()) {
    if (signal.aborted) return;
    if (!isUnread(store, line)) continue;
    const events: EventText[] = [];
    let nextEntry = 1;
    for (const part of openEventReads(store.database)(line, 1)) {
      events.push(...part.events);
      ({ nextEntry } = part);
      await yieldToOthers();
      if (signal.aborted) return;
    }
    if (take(store, line.id, { events, nextEntry })) log('lane-read', { line: line.id, events: events.length });
  }
}

/** The same at once, where nothing else runs. */
export function readOldLanesAtOnce(store: Store): void {
  for (const line of store.books.lines()) if (isUnread(store, line)) take(store, line.id, { events: [], nextEntry: 1 });
}

/** False: another process was faster. */
function take(store: Store, id: string, { events, nextEntry }: { events: EventText[]; nextEntry: number }): boolean {
  return store.write(() => {
    const line = store.books.line(id);
    if (line === null || !isUnread(store, line)) return false;
    insertEvents(store, id, [...events, ...restOf(store, line, nextEntry)]);
    return true;
  });
}

/** What was written since the last part, by others. */
function restOf(store: Store, line: LineRow, fromEntry: number): EventText[] {
  return [...openEventReads(store.database)(line, fromEntry)].flatMap(({ events }) => events);
}
