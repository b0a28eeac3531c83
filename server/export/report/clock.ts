import { formatDuration } from '../../../web/pages/format.ts';
import type { Language } from '../../../web/pages/views.ts';
import { paragraph, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { StoredOutage } from '../../store/store.ts';
import type { Report } from './frame.ts';
import type { ReportWords } from './words.ts';

type Source = keyof ReportWords['clock']['source'];

/** Who vouches for the times of day, over all outages of the period. */
export function clockChapter({ sheet, words, reportCase }: Report): void {
  const { evidence, language } = reportCase;
  for (const text of words.clock.text) paragraph(sheet, text);
  if (evidence.outages.length === 0) {
    paragraph(sheet, words.clock.none);
    return;
  }
  const bySource = Map.groupBy(evidence.outages, ({ clock }): Source => clock?.source ?? 'unknown');
  const { outage, source, corrected, error } = words.clock.columns;
  table(sheet, {
    columns: [
      { label: source, share: 46 },
      { label: outage, share: 14, isNumber: true },
      { label: corrected, share: 26, isNumber: true },
      { label: error, share: 20, isNumber: true },
    ],
    rows: [...bySource].map(([name, outages]) => [
      words.clock.source[name],
      words.clock.shown(outages.length, evidence.outages.length),
      largestCorrection(words, outages, language),
      largestError(outages, language),
    ]),
    style: SMALL,
  });
}

/** By how much the times as printed differ from what the clock said. */
export function correctionText(words: ReportWords, correctedByMs: number, language: Language): string {
  const size = formatDuration(Math.abs(correctedByMs), language, 'up');
  return correctedByMs > 0 ? words.clock.later(size) : words.clock.earlier(size);
}

function largestCorrection(words: ReportWords, outages: StoredOutage[], language: Language): string {
  const corrections = outages.map(({ clock }) => clock?.correctedByMs ?? 0);
  const largest = corrections.reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0);
  return largest === 0 ? words.clock.exact : correctionText(words, largest, language);
}

function largestError(outages: StoredOutage[], language: Language): string {
  const errors = outages.flatMap(({ clock }) => clock?.errorMs ?? []);
  return errors.length === 0 ? '–' : formatDuration(Math.max(...errors), language, 'up');
}
