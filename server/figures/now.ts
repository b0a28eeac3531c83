import type { Site } from '../site.ts';
import { type LineNow, lineNow } from '../status.ts';

/** State of a line now, silence included. */
export function nowOfLine({ keep, nowMs }: Pick<Site, 'keep' | 'nowMs'>, line: string): LineNow {
  return lineNow({
    hasProbe: keep.store.activeProbe(line) !== null,
    current: keep.store.current(line),
    silence: keep.live.silence(line),
    lastContactAtMs: keep.live.lastContactAtMs(line),
    nowMs: nowMs(),
  });
}
