import { formatDuration } from './format.ts';
import type { Language } from './views.ts';
import type { OutageClockView } from './witness-views.ts';
import { witnessWords } from './wording-witness.ts';

/** Corrections below this are within what the clocks of a healthy probe differ by. */
const SMALL_MS = 100;

/** How good the clock was in an outage, and by how much its times were corrected. */
export function clockText({ state, correctionMs, errorMs }: OutageClockView, language: Language): string {
  const words = witnessWords[language].clock;
  const size = formatDuration(Math.abs(correctionMs), language);
  const sentences = [
    words.state[state],
    Math.abs(correctionMs) < SMALL_MS ? words.exact : words.corrected(size, correctionMs < 0),
    ...(errorMs === null ? [] : [words.error(formatDuration(errorMs, language, 'up'))]),
    words.durations,
  ];
  return sentences.join(' ');
}
