import { addDays, dayOf, dayStartAtMs } from '../../rules/outage/calendar-days.ts';
import type { LatencyView, LinePageView } from '../../web/pages/views.ts';
import { availabilityViews, lastDays } from '../figures/availability.ts';
import { chooseStepMs, latencyPoints } from '../figures/latency.ts';
import type { AskedPeriod } from '../period.ts';
import { lineReportView } from '../reports/report-page-views.ts';
import { lineNextSteps } from '../setup/line-next-steps.ts';
import type { Site } from '../site.ts';
import type { Line } from '../store/store.ts';
import { type Asker, canSeeEvidence } from '../visibility.ts';
import { mailNowViews } from './mail-view.ts';
import { nowView } from './now-view.ts';

const DAY_MS = 86_400_000;
const SHOWN_DAYS = 90;
const SHOWN_OUTAGES = 20;

/** What `/lines/LINE` shows. */
export function linePageView(site: Site, line: Line, asker: Asker): LinePageView {
  const { store } = site.keep;
  const nowMs = site.nowMs();
  const input = { store, line, nowMs };
  const { now, method } = nowView(site, line.id);
  const firstAtMs = store.firstMeasuredAtMs(line.id);
  const shownFromAtMs = dayStartAtMs(addDays(dayOf(nowMs, line.zone), 1 - SHOWN_DAYS), line.zone);
  const dayAgoAtMs = nowMs - DAY_MS;
  const mail = mailNowViews(site, line, asker);
  return {
    line,
    now,
    days: lastDays(input, SHOWN_DAYS),
    firstDay: firstAtMs === null ? null : dayOf(firstAtMs, line.zone),
    availability: availabilityViews(input),
    timeline: { fromAtMs: dayAgoAtMs, toAtMs: nowMs, intervals: store.intervals(line.id, dayAgoAtMs, nowMs) },
    latency: latencyView(site, line, { fromAtMs: dayAgoAtMs, toAtMs: nowMs }),
    outages: store.latestOutages(line.id, shownFromAtMs, nowMs, SHOWN_OUTAGES),
    outagesInAll: store.outageCount(line.id, shownFromAtMs, nowMs),
    method,
    isEvidenceVisible: canSeeEvidence(asker, line),
    // a made-up line needs no alarm
    nextSteps: method?.simulated ? [] : lineNextSteps({ keep: site.keep, asker }, line, now),
    report: lineReportView(site, line, now, asker),
    ...(mail.length > 0 && { mail }),
  };
}

/** Latency of a stretch for the drawing; the browser's chart asks for the last 24 hours anew, or for the given day. */
export function latencyView(
  site: Site,
  line: Line,
  { fromAtMs, toAtMs }: Pick<AskedPeriod, 'fromAtMs' | 'toAtMs'>,
  day: string | null = null,
): LatencyView {
  const period = { fromAtMs, toAtMs, fromDay: '', toDay: '' };
  const stepMs = chooseStepMs(undefined, period, { nowMs: site.nowMs(), config: site.config });
  const query = day === null ? `from=${new Date(fromAtMs).toISOString()}` : `from=${day}&to=${day}`;
  return {
    fromAtMs,
    toAtMs,
    stepMs,
    points: latencyPoints(site.keep.store, line.id, { fromAtMs, toAtMs }, stepMs),
    dataHref: `/api/lines/${line.id}/latency.json?${query}&stepMs=${stepMs}`,
  };
}
