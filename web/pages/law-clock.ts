import { html } from 'hono/html';
import { callout } from './form.ts';
import { formatDuration } from './format.ts';
import { formatEuro, formatEuroRange } from './format-euro.ts';
import { lawDetails } from './law-details.ts';
import { link } from './layout.ts';
import { formatDay, type Markup } from './local-time.ts';
import type { ClockView } from './report-views.ts';
import type { PageContext } from './views.ts';
import { lawWords } from './wording-law.ts';

/** The clock in a few lines, for pages about the line: what to do now, or how much it has come to. */
export function clockCard(context: PageContext, clock: ClockView): Markup | string {
  if (clock.kind === 'no-rule') return '';
  const words = lawWords[context.language];
  const href = link(context, clock.path);
  if (clock.kind === 'before-report')
    return callout(
      'warning',
      html`${countdown(context, clock)}<p>${words.before.text}</p><p class="buttons"><a class="button main" href="${href}">${words.before.action}</a></p><p class="quiet">${words.advice}</p>`,
    );
  return callout(
    'next',
    html`${headline(context, clock)}<p class="buttons"><a class="button" href="${href}">${words.open}</a></p><p class="quiet">${words.advice}</p>`,
  );
}

/** The whole clock, for the page of the report. */
export function clockPart(context: PageContext, clock: ClockView, settingsPath: string): Markup {
  const words = lawWords[context.language];
  if (clock.kind === 'no-rule')
    return html`<p>${clock.isBusiness ? words.noRuleForBusiness : words.noRule}</p><p class="quiet">${words.advice}</p>`;
  if (clock.kind === 'before-report')
    return html`${callout('warning', html`${countdown(context, clock)}<p>${words.before.text}</p>`)}<p class="quiet">${words.advice}</p>`;
  return html`${headline(context, clock)}${lawDetails(context, clock, settingsPath)}<p class="quiet">${words.advice}</p>`;
}

/** Runs on in the browser; without JavaScript it says what was so when the page was made. */
function countdown(context: PageContext, { midnightAtMs, zone }: ClockView & { kind: 'before-report' }): Markup {
  const { before } = lawWords[context.language];
  const leftMs = Math.max(0, midnightAtMs - context.builtAtMs);
  return html`<p><strong>${before.lead} <span data-clock="countdown" data-value-ms="${leftMs}" data-known-at-ms="${context.builtAtMs}">${formatDuration(leftMs, context.language)}</span>: ${before.after(zone)}.</strong></p>`;
}

function headline(context: PageContext, clock: Exclude<ClockView, { kind: 'no-rule' | 'before-report' }>): Markup {
  const { language } = context;
  const words = lawWords[language];
  const range = formatEuroRange(amounts(clock), language);
  if (clock.kind === 'daily-share')
    return html`<p><strong>${words.share.title}: ${range}</strong></p><p>${words.possible}</p>`;
  if (clock.kind === 'elapsed-hours')
    return html`<p><strong>${words.soFar(range)}</strong></p><p>${words.possible}</p><p>${words.hours.text(formatDuration(clock.downMinMs, language))}</p>`;
  const over = clock.isRepairedBefore ? words.dayOverBefore : words.dayOver(clock.dayNumber);
  const title = clock.repairedAtMs === null ? words.day(clock.dayNumber) : over;
  if (clock.claim.likelyCents === 0) return html`<p><strong>${title}</strong></p><p>${nothing(context, clock)}</p>`;
  const proviso = clock.isReceiptShown ? words.provisoShown : words.proviso;
  const sum = clock.repairedAtMs === null ? words.soFar(range) : range;
  return html`<p><strong>${title}: ${sum}</strong></p><p>${proviso}.</p>`;
}

function amounts(clock: Exclude<ClockView, { kind: 'no-rule' | 'before-report' }>): [number, number] {
  const { strictCents, likelyCents } = clock.kind === 'calendar-days' ? clock.claim : clock;
  return [strictCents, likelyCents];
}

function nothing(context: PageContext, clock: ClockView & { kind: 'calendar-days' }): string {
  const words = lawWords[context.language];
  if (clock.basis === 'refuted') return words.notes.refuted;
  if (clock.isPartial) return words.notes.partial;
  if (clock.repairedAtMs !== null) return words.nothingCame;
  const start = clock.deadlines.find((deadline) => deadline.kind === 'compensation-starts');
  return start ? words.nothingYet(formatDay(start.day, context.language)) : formatEuro(0, context.language);
}
