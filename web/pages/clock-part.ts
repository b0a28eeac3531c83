import { html } from 'hono/html';
import { formatDuration } from './format.ts';
import { formatLocal, type Markup } from './local-time.ts';
import type { OutagePageView, PageContext } from './views.ts';
import type { OutageClockView } from './witness-views.ts';
import { witnessWords } from './wording-witness.ts';

/** Corrections below this are within what the clocks of a healthy probe differ by. */
const SMALL_MS = 100;

/** How good the clock was in an outage, and by how much its times were corrected: then with both times. */
export function clockPart({ language }: PageContext, { line, outage }: OutagePageView, clock: OutageClockView): Markup {
  const words = witnessWords[language].clock;
  const { state, correctionMs, errorMs } = clock;
  const size = formatDuration(Math.abs(correctionMs), language);
  const isCorrected = Math.abs(correctionMs) >= SMALL_MS;
  const sentences = [
    words.state[state],
    isCorrected ? words.corrected(size, correctionMs < 0) : words.exact,
    ...(errorMs === null ? [] : [words.error(formatDuration(errorMs, language, 'up'))]),
    words.durations,
  ];
  const text = html`<p>${sentences.join(' ')}</p>`;
  if (!isCorrected) return text;
  const { sentAtMs } = outage.bounds.firstBad;
  const at = (atMs: number) => formatLocal(atMs, line.zone, language, 'ms');
  return html`${text}<dl class="pairs">
<div><dt>${words.raw}</dt><dd>${at(sentAtMs - correctionMs)}<br><span class="quiet">${words.rawHow}</span></dd></div>
<div><dt>${words.shown}</dt><dd><strong>${at(sentAtMs)}</strong></dd></div>
</dl>`;
}
