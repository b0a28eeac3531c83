import { addDays, dayOf, isDay } from '../../rules/outage/calendar-days.ts';
import { dayEdges } from '../../rules/outage/period-sums.ts';
import { shortestVisibleMs } from '../../rules/outage/shortest-visible.ts';
import type { DayPageView } from '../../web/pages/views.ts';
import { coverageOf } from '../figures/coverage.ts';
import { filledDays, untilNow } from '../figures/days.ts';
import { methodAt } from '../figures/method.ts';
import type { Site } from '../site.ts';
import type { Line } from '../store/store.ts';
import { type Asker, canSeeEvidence } from '../visibility.ts';
import { latencyView } from './line-view.ts';

/** What `/lines/LINE/days/DAY` shows, and the method then; null for days before the first measurement or after today. */
export function dayPageView(site: Site, line: Line, day: string, asker: Asker): DayPageView | null {
  const { store } = site.keep;
  const nowMs = site.nowMs();
  const today = dayOf(nowMs, line.zone);
  const firstAtMs = store.firstMeasuredAtMs(line.id);
  const firstDay = firstAtMs === null ? today : dayOf(firstAtMs, line.zone);
  // days are compared as text, which is right for this spelling
  if (!isDay(day) || day < firstDay || day > today) return null;
  const { startAtMs, endAtMs } = dayEdges(day, line.zone);
  const untilAtMs = Math.min(endAtMs, nowMs);
  const sums = filledDays(store, line, day, day)[0];
  if (!sums) throw new Error(`bug: no sums of ${day}`);
  const intervals = store.intervals(line.id, startAtMs, untilAtMs);
  const lastObserved = intervals.findLast(({ state }) => state !== 'unknown');
  const observedAtMs = lastObserved ? Math.max(lastObserved.fromAtMs, startAtMs) : null;
  return {
    line,
    day,
    dayStartAtMs: startAtMs,
    dayEndAtMs: endAtMs,
    untilAtMs,
    sums: untilNow(sums, line.zone, nowMs),
    intervals,
    outages: store.outages(line.id, startAtMs, untilAtMs),
    latency: latencyView(site, line, { fromAtMs: startAtMs, toAtMs: untilAtMs }, day),
    shortestVisibleMs: shortestVisibleMs(methodAt(store, line.id, observedAtMs)),
    previousDay: day > firstDay ? addDays(day, -1) : null,
    nextDay: day < today ? addDays(day, 1) : null,
    isEvidenceVisible: canSeeEvidence(asker, line),
    coverage: coverageOf({ store, line }, startAtMs, Math.max(untilAtMs, startAtMs + 1)),
  };
}
