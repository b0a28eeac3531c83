import type { Method } from '../../rules/method.ts';
import type { NowView } from '../../web/pages/views.ts';
import { backEndsOf, methodAt } from '../figures/method.ts';
import { nowOfLine } from '../figures/now.ts';
import type { Site } from '../site.ts';

/** State now for pages, and the method in use. */
export function nowView(
  site: Pick<Site, 'keep' | 'nowMs' | 'publicNow'>,
  line: string,
): { now: NowView; method: Method | null } {
  const { store } = site.keep;
  const now = nowOfLine(site, line);
  // strangers are not told when an unobserved line was last measured; how it was measured they are
  const atMs = now.measuredAtMs ?? store.current(line)?.measuredAtMs ?? null;
  const method = methodAt(store, line, atMs);
  const open = atMs === null ? [] : store.outages(line, atMs - 1, atMs + 1).filter((one) => one.endLatestAtMs === null);
  return {
    now: { ...now, outage: open.at(-1) ?? null, backEnds: site.publicNow === null ? backEndsOf(method) : [] },
    method,
  };
}
