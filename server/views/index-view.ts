import type { IndexView } from '../../web/pages/views.ts';
import { availabilityView, lastDays } from '../figures/availability.ts';
import type { Site } from '../site.ts';
import type { Line } from '../store/store.ts';
import { nowView } from './now-view.ts';

/** What `/` shows, and whether all of it was simulated. */
export function indexView(site: Site, lines: Line[]): { view: IndexView; isSimulated: boolean } {
  const nowMs = site.nowMs();
  const shown = lines.map((line) => {
    const input = { store: site.keep.store, line, nowMs };
    const days = lastDays(input, 90);
    const { now, method } = nowView(site, line.id);
    return {
      isSimulated: method?.simulated ?? false,
      entry: { line, now, days, availability: availabilityView(input, '90d', days) },
    };
  });
  return {
    view: { lines: shown.map(({ entry }) => entry) },
    isSimulated: shown.length > 0 && shown.every(({ isSimulated }) => isSimulated),
  };
}
