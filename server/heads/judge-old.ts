import { describeError, type Log } from '../log.ts';
import type { Store } from '../store/open-store.ts';
import { judgedAside } from './launch-stamps.ts';

/** Heads whose stamps are looked at together, by one process of its own. */
const JUDGED_AT_ONCE = 25;

type Judging = { store: Pick<Store, 'heads' | 'write'>; log: Log; extraRoots: readonly string[] };

/** Writes down in whose root stamps end that came before that was kept; a few with each look, until there are none. */
export async function judgeOld({ store, log, extraRoots }: Judging, signal: AbortSignal): Promise<void> {
  const counters = store.heads.unjudged(JUDGED_AT_ONCE);
  if (counters.length === 0) return;
  const kept = counters.flatMap((counter) => {
    const text = store.heads.byCounter(counter)?.text ?? '';
    const stamps = store.heads.stampsOf(counter);
    return stamps.flatMap(({ authority, response, root }) =>
      response === null || root !== null ? [] : [{ counter, authority, response, text }],
    );
  });
  try {
    const worths = await judgedAside(kept, extraRoots, signal);
    store.write(() => {
      for (const [index, { counter, authority }] of kept.entries()) {
        const worth = worths[index] ?? 'broken';
        store.heads.setRoot({ counter, authority, root: worth === 'broken' ? 'unknown' : worth });
      }
    });
  } catch (error) {
    if (!signal.aborted) log('stamp-failed', { problem: describeError(error) });
  }
}
