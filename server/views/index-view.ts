import type { IndexView } from '../../web/pages/views.ts';
import { availabilityView, lastDays } from '../figures/availability.ts';
import { seenBy } from '../public/seen-by.ts';
import type { Site } from '../site.ts';
import type { Line } from '../store/store.ts';
import type { Asker } from '../visibility.ts';
import { mailNowViews } from './mail-view.ts';
import { nowView } from './now-view.ts';

/** What `/` shows, and whether all of it was simulated. */
export function indexView(site: Site, lines: Line[], asker: Asker): { view: IndexView; isSimulated: boolean } {
  const shown = lines.map((line) => {
    const seen = seenBy(site, asker, line);
    const input = { store: seen.keep.store, line, nowMs: seen.nowMs() };
    const days = lastDays(input, 90);
    const { now, method } = nowView(seen, line.id);
    const mail = mailNowViews(seen, line, asker);
    return {
      isSimulated: method?.simulated ?? false,
      entry: { line, now, days, availability: availabilityView(input, '90d', days), ...(mail.length > 0 && { mail }) },
    };
  });
  return {
    view: { lines: shown.map(({ entry }) => entry), isWithoutOwner: !site.keep.door.hasPassword() },
    isSimulated: shown.length > 0 && shown.every(({ isSimulated }) => isSimulated),
  };
}
