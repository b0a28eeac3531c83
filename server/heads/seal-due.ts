import type { HeadRow } from '../store/heads-table.ts';
import type { Store } from '../store/open-store.ts';
import { type Sealing, sealHead } from './seal-head.ts';

/** Distance of heads while all is well, and while an outage is open or a line is silent. */
const HOURLY_MS = 3_600_000;
const DISTURBED_MS = 600_000;
/** A line that nobody looks after for longer is no event any more. */
const LONGEST_DISTURBANCE_MS = 7 * 86_400_000;

/**
 * Seals whenever it is time; asked every few seconds. Ten minutes hold until the first head after the end of what was
 * wrong, so that the end is bounded as closely as the begin.
 */
export function openSealClock(sealing: Sealing & { store: Pick<Store, 'read'> }) {
  const { store, nowMs } = sealing;
  let wasDisturbed = false;
  return {
    step: (): HeadRow | null => {
      const atMs = nowMs();
      wasDisturbed ||= isDisturbed(store, atMs);
      const newest = store.heads.newest();
      const dueAtMs = newest === null ? 0 : newest.atMs + (wasDisturbed ? DISTURBED_MS : HOURLY_MS);
      // a clock that was set back must not keep heads away until it has caught up
      const isSetBack = newest !== null && newest.atMs > atMs + HOURLY_MS;
      if ((atMs < dueAtMs && !isSetBack) || store.books.lines().every(({ laneEntries }) => laneEntries === 0))
        return null;
      const sealed = sealHead(sealing, wasDisturbed ? 'outage' : 'hourly');
      wasDisturbed = false;
      return sealed;
    },
  };
}

function isDisturbed({ books, read }: Pick<Store, 'books' | 'read'>, atMs: number): boolean {
  return books.lines().some(({ id, silentSinceAtMs }) => {
    const current = read.current(id);
    const downSinceAtMs = current?.state === 'down' ? current.sinceAtMs : null;
    return [silentSinceAtMs, downSinceAtMs].some(
      (sinceAtMs) => sinceAtMs !== null && atMs - sinceAtMs < LONGEST_DISTURBANCE_MS,
    );
  });
}
