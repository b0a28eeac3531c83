import { technicianPage } from '../web/pages/technician-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { sampleCableQuality, sampleQualityPage } from './sample-quality-views.ts';
import {
  sampleCoreUnreachable,
  sampleFailover,
  samplePlanned,
  sampleRouterRebooted,
  sampleSessionLost,
  sampleSyncLost,
} from './sample-witness-values.ts';

/** Pages of a case: the technician's sheet, the provider's statements. */
export function caseSamplePages(context: PageContext): Record<string, string> {
  const quality = sampleQualityPage();
  const { line, fromAtMs, toAtMs, toDay, hours, days, sums } = quality;
  const outages = [
    samplePlanned,
    sampleSyncLost,
    sampleSessionLost,
    sampleFailover,
    sampleRouterRebooted,
    sampleCoreUnreachable,
  ];
  const technician = {
    ...{ line, fromAtMs, toAtMs, toDay, hours, sums },
    contractNumber: '4711 0815',
    outages,
    outageCount: 12,
    days: days.slice(-7),
    dayCount: days.length,
  };
  const cable = sampleCableQuality();
  return {
    technician: technicianPage(context, technician),
    'technician-untold': technicianPage(context, {
      ...technician,
      ...{ hours: [], days: [], dayCount: 0, sums: null, outages: [], outageCount: 0, contractNumber: '' },
      line: cable.line,
    }),
  };
}
