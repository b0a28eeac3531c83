import { html } from 'hono/html';
import { formatCount } from './format.ts';
import type { Markup } from './local-time.ts';
import { USUAL_RESERVE } from './margin-figure.ts';
import type { PageContext } from './views.ts';
import { formatKbit, formatTenthDb } from './witness-values.ts';
import type { QualityPageView, QualitySums } from './witness-views.ts';
import { qualityWords } from './wording-quality.ts';

/** What the values mean in plain words, only as far as they say it. */
export function readingList(context: PageContext, view: QualityPageView): Markup {
  const words = qualityWords[context.language].reading;
  const { sums } = view;
  const sentences =
    sums === null
      ? []
      : [
          ...marginSentences(context, sums),
          ...errorSentences(context, view, sums),
          ...connectionSentences(context, view, sums),
          ...rateSentences(context, view),
        ];
  return html`<p>${words.explain}</p><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul><p class="quiet">${words.notSpeed}</p>`;
}

/** Whether the router names values of the DSL at all, and not its own state alone. */
export function hasLineValues({ sums }: QualityPageView): boolean {
  return sums !== null && [sums.downMarginMin, sums.upMarginMin, sums.crcErrors].some((value) => value !== null);
}

function marginSentences({ language }: PageContext, { downMarginMin }: QualitySums): string[] {
  if (downMarginMin === null) return [];
  const words = qualityWords[language].reading;
  const lowest = formatTenthDb(downMarginMin, language);
  if (downMarginMin >= USUAL_RESERVE) return [words.marginFine(lowest)];
  return [`${words.marginLow(lowest)} ${words.marginMeaning}`];
}

function errorSentences({ language }: PageContext, view: QualityPageView, { crcErrors }: QualitySums): string[] {
  if (crcErrors === null) return [];
  const words = qualityWords[language].reading;
  if (crcErrors === 0) return [words.crcNone];
  const told = view.days.filter((day) => day.crcErrors !== null);
  const [count, days, all] = [crcErrors, told.filter((day) => day.crcErrors !== 0).length, told.length].map((number) =>
    formatCount(number, language),
  );
  return [`${words.crc(count ?? '', days ?? '', all ?? '')} ${words.crcMeaning}`];
}

function connectionSentences({ language }: PageContext, view: QualityPageView, sums: QualitySums): string[] {
  const words = qualityWords[language].reading;
  const { resyncs, reconnects } = sums;
  if (resyncs === 0 && reconnects === 0) return [words.calm(hasLineValues(view))];
  return [
    ...(resyncs > 0 ? [words.resyncs(resyncs)] : []),
    ...(reconnects > 0 ? [words.reconnects(reconnects, Math.min(view.plannedReconnects, reconnects))] : []),
  ];
}

/** Of the hour with the lowest rate. */
function rateSentences({ language }: PageContext, { hours }: QualityPageView): string[] {
  const [lowest] = hours
    .flatMap(({ downRateKbit, downMaxKbit }) =>
      downRateKbit === null || downMaxKbit === null ? [] : [{ downRateKbit, downMaxKbit }],
    )
    .sort((one, other) => one.downRateKbit - other.downRateKbit);
  if (lowest === undefined) return [];
  const [rate, attainable] = [lowest.downRateKbit, lowest.downMaxKbit].map((kbit) => formatKbit(kbit, language));
  return [qualityWords[language].reading.below(rate ?? '', attainable ?? '')];
}
