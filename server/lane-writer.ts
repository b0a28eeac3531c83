import { formatLaneEntry, LANE_EVENT_TYPES, type LaneContent } from '../rules/journal/lane.ts';
import { keepLaneEvent } from './heads/lane-events.ts';
import { sha256Hex } from './probe-key.ts';
import type { ServerKey } from './server-key.ts';
import type { LineRow } from './store/books.ts';
import type { Store } from './store/open-store.ts';

/** Appends to lanes; only inside `store.write`. */
export type LaneWriter = {
  /** The signed text of the new entry, and its number. `atMs` is the server's clock now. */
  append(line: LineRow, content: LaneContent, atMs: number): { text: string; entry: number };
};

/**
 * Each entry is chained to the one before and signed. The row in `lines` that says where the lane ends is written in the
 * same transaction as the entry, so a crash leaves both or neither.
 */
export function openLaneWriter(
  store: Pick<Store, 'raw' | 'books' | 'heads'>,
  key: Pick<ServerKey, 'sign'>,
): LaneWriter {
  return {
    append: (line, content, atMs) => {
      const entry = line.laneEntries + 1;
      const text = formatLaneEntry({ line: line.id, entry, previousSha256: line.laneSha256, atMs, content }, key.sign);
      if (LANE_EVENT_TYPES.includes(content.type)) keepLaneEvent(store, line, { entry, text });
      store.raw.insertEntry(line, entry, atMs, text);
      line.laneEntries = entry;
      line.laneSha256 = sha256Hex(text);
      store.books.touch(line);
      return { text, entry };
    },
  };
}
