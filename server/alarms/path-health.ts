import type { AlarmPath } from '../store/alarm-tables.ts';
import type { Store } from '../store/open-store.ts';
import type { ServerEvent } from './alarm-event.ts';
import type { SendResult } from './delivery.ts';

/** A path that fails for so long is announced over the others; one that is refused for good, at once. */
export const BROKEN_AFTER_MS = 1_800_000;

type Parts = { store: Store; nowMs: () => number; announce: (event: ServerEvent) => void };

/** Remembers since when a path fails and with what words. `path` is as it was read before the attempt. */
export function noteResult({ store, nowMs, announce }: Parts, path: AlarmPath, result: SendResult): void {
  const { alarms } = store;
  if (result.outcome === 'sent') {
    if (path.failingSinceAtMs === null) return;
    store.write(() => alarms.updateAlarmPath(path.id, { failingSinceAtMs: null, lastProblem: null }));
    return;
  }
  const now = nowMs();
  const sinceAtMs = path.failingSinceAtMs ?? now;
  store.write(() => {
    alarms.updateAlarmPath(path.id, { failingSinceAtMs: sinceAtMs, lastProblem: result.reply });
    if (result.outcome === 'temporary' && now - sinceAtMs < BROKEN_AFTER_MS) return;
    announce({
      kind: 'path-broken',
      key: `${path.id}-${sinceAtMs}`,
      pathId: path.id,
      path: labelOf(path),
      sinceAtMs,
      problem: result.reply,
    });
  });
}

/** Remembers that a test did not get through; whoever asked for it has just been told, so nobody else is. */
export function noteFailedTest(
  { store, nowMs }: Pick<Parts, 'store' | 'nowMs'>,
  path: AlarmPath,
  problem: string,
): void {
  const failingSinceAtMs = path.failingSinceAtMs ?? nowMs();
  store.write(() => store.alarms.updateAlarmPath(path.id, { failingSinceAtMs, lastProblem: problem }));
}

/** How a path is named to somebody who reads it elsewhere: the topic of ntfy is as good as a password. */
export function labelOf({ kind, target }: Pick<AlarmPath, 'kind' | 'target'>): string {
  return kind === 'mail' ? target : `${kind}: ${URL.parse(target)?.hostname ?? ''}`;
}
