import { readOldLanesAtOnce } from '../heads/read-old-lanes.ts';
import { sealHead } from '../heads/seal-head.ts';
import { openLaneWriter } from '../lane-writer.ts';
import type { ServerKey } from '../server-key.ts';
import type { Store } from '../store/open-store.ts';

/**
 * What the server wrote after this backup was made is lost, but others may hold some of it: bundles, letters with the hash of
 * a head, time stamps. So that its owner does not look like somebody who keeps two logs, each lane says from when to when
 * something is lost, and a head with a number that was never given out vouches for that. `backupAt`: RFC 3339.
 */
export function noteRestored(
  store: Store,
  key: ServerKey,
  { backupAt, nowMs }: { backupAt: string; nowMs: number },
): void {
  readOldLanesAtOnce(store);
  const lane = openLaneWriter(store, key);
  store.write(() => {
    for (const line of store.books.lines()) {
      if (line.laneEntries > 0) lane.append(line, { type: 'restored', fields: { backupAt } }, nowMs);
    }
    // else the next start would say that no server had run since the backup
    store.owner.markAlive(store.owner.startRun(nowMs), nowMs, true);
  });
  sealHead({ store, key, nowMs: () => nowMs }, 'restored');
}
