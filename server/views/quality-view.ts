import type { QualityPageView } from '../../web/pages/witness-views.ts';
import { coverageOf } from '../figures/coverage.ts';
import { qualityDays, qualityHoursOfDay, qualitySums } from '../figures/quality.ts';
import type { AskedPeriod } from '../period.ts';
import type { Site } from '../site.ts';
import type { Line } from '../store/store.ts';
import { type Asker, canSeeEvidence } from '../visibility.ts';

/** What `/lines/LINE/quality` shows of a period. */
export function qualityPageView(site: Site, line: Line, period: AskedPeriod, asker: Asker): QualityPageView {
  const { store } = site.keep;
  const { fromDay, toDay, fromAtMs } = period;
  const toAtMs = Math.max(fromAtMs, Math.min(period.toAtMs, site.nowMs()));
  const isEvidenceVisible = canSeeEvidence(asker, line);
  const hours = isEvidenceVisible ? store.qualityHours(line.id, fromAtMs, toAtMs) : [];
  return {
    line,
    fromDay,
    toDay,
    fromAtMs,
    toAtMs,
    isRouterHeard: hours.length > 0,
    hours,
    days: qualityDays(hours, line.zone),
    hoursOfDay: hours.length === 0 ? [] : qualityHoursOfDay(hours, line.zone),
    sums: hours.length === 0 ? null : qualitySums(hours),
    coverage: coverageOf({ store, line }, fromAtMs, toAtMs),
    plannedReconnects: store.intervals(line.id, fromAtMs, toAtMs).filter(({ verdict }) => verdict === PLANNED).length,
    dataHref: `/api/lines/${line.id}/quality.json?from=${fromDay}&to=${toDay}`,
    isEvidenceVisible,
  };
}

/** The finding of a renewal of the session at its hour (rules/verdict/decision-table.ts). */
const PLANNED = 'planned-reconnect';
