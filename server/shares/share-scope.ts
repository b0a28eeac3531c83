import { dayOf } from '../../rules/outage/calendar-days.ts';
import type { CaseAsk } from '../export/case-of.ts';
import type { AskedPeriod } from '../period.ts';
import { withoutPersonalValues } from '../public/released-outage.ts';
import { withoutPrivate } from '../public/seen-by.ts';
import type { Site } from '../site.ts';
import type { Line, ReadStore, StoredOutage } from '../store/store.ts';
import { daysOfOutage } from '../views/evidence-view.ts';
import type { Share } from './shares.ts';

/** What a link shows: this line, this time, nothing else, whatever is asked for with it. */
export type ShareScope = {
  share: Share;
  line: Line;
  period: AskedPeriod;
  /** The outage as it is judged now; null: a period was shared, or it is not found any more. */
  outage: StoredOutage | null;
  store: ReadStore;
  nowMs: number;
  /** The owner showed everything up to now. */
  untilAtMs: null;
  shows: CaseAsk['shows'];
};

/** null: the line is not there any more. */
export function scopeOf(site: Pick<Site, 'keep' | 'nowMs'>, share: Share): ShareScope | null {
  const { store: exact } = site.keep;
  const line = exact.line(share.line);
  if (line === null) return null;
  const nowMs = site.nowMs();
  const store = share.hasValues ? exact : withoutPrivate(exact, line, nowMs);
  const found = share.outage === null ? null : exact.outage(line.id, share.outage);
  const outage = found === null || share.hasValues ? found : withoutPersonalValues(found);
  const period = outage === null ? keptPeriod(share, line, nowMs) : daysOfOutage({ line, nowMs }, outage);
  const isAll = share.hasValues;
  const shows = { texts: isAll, values: isAll, files: isAll };
  return { share, line, period, outage, store, nowMs, untilAtMs: null, shows };
}

/** As it was chosen; what lies ahead has not happened yet. */
function keptPeriod({ fromAtMs, toAtMs }: Share, { zone }: Line, nowMs: number): AskedPeriod {
  const untilAtMs = Math.max(Math.min(toAtMs, nowMs), fromAtMs + 1);
  return { fromAtMs, toAtMs: untilAtMs, fromDay: dayOf(fromAtMs, zone), toDay: dayOf(untilAtMs - 1, zone) };
}
