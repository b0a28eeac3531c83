import type { Site } from '../site.ts';
import { type LineNow, lineNow } from '../status.ts';

/** State of a line now, silence included. */
export function nowOfLine(
  { keep, nowMs, publicNow }: Pick<Site, 'keep' | 'nowMs' | 'publicNow'>,
  line: string,
): LineNow {
  if (publicNow !== null) return publicNow();
  return lineNow({
    hasProbe: keep.store.activeProbe(line) !== null,
    current: keep.store.current(line),
    silence: keep.live.silence(line),
    lastContactAtMs: keep.live.lastContactAtMs(line),
    nowMs: nowMs(),
  });
}
