import { html } from 'hono/html';
import type { State } from '../../rules/verdict/verdict.ts';
import { formatBounds, formatDuration } from './format.ts';
import { link } from './layout.ts';
import { formatLocal, type Markup, timeElement } from './local-time.ts';
import type { LineView, NowView, PageContext } from './views.ts';
import { causeOf, commonWords } from './wording-common.ts';
import { findingOf } from './wording-findings.ts';
import { statusWords } from './wording-status.ts';
import { witnessWords } from './wording-witness.ts';

/** State of a line now in words, since when, and what that rests on. */
export function banner(context: PageContext, line: LineView, now: NowView): Markup {
  const { title, text } = stateWords(now, context);
  const since = now.sinceAtMs === null ? '' : sinceText(context, line, now.sinceAtMs);
  return html`<section class="banner b-${now.state}" aria-labelledby="state">
${stateIcon(now.state)}
<div class="grow">
<div aria-live="polite"><h2 id="state" data-state="${now.state}">${title}</h2></div>
<p class="since">${since}</p>
${clock(context, line, now)}
<p>${text}</p>
${place(context, now)}
${now.outage?.isReachable ? html`<p>${witnessWords[context.language].failoverNow}</p>` : ''}
${lastReport(context, line, now)}
</div>
</section>
<dl class="facts">${facts(context, line, now)}</dl>`;
}

/** A few words for the state now: of the finding where something was found, of the cause where nothing is known. */
export function stateWords(now: NowView, context: PageContext): { title: string; text: string } {
  const words = commonWords[context.language];
  if (now.state === 'unknown') {
    return causeOf(now.unknownCause, context.language) ?? findingOf(now.verdict, context.language);
  }
  const finding = findingOf(now.verdict, context.language);
  return {
    title: words.headline[now.state],
    text: now.state === 'up' ? finding.text : `${finding.title}. ${finding.text} ${finding.meaning}`,
  };
}

function sinceText(context: PageContext, line: LineView, sinceAtMs: number): Markup {
  const words = commonWords[context.language];
  return html`${words.since} ${timeElement(sinceAtMs, line.zone, context.language)}`;
}

/**
 * What is certain of an outage stands still until more was measured; beside it runs the time since its beginning, which
 * claims nothing. The silence clock counts time without contact.
 */
function clock(context: PageContext, line: LineView, now: NowView): Markup | string {
  const words = statusWords[context.language].banner;
  if (now.state === 'down' && now.outage) {
    const knownAtMs = now.outage.bounds.lastBad.sentAtMs;
    const value = formatDuration(now.outage.downMinMs, context.language);
    const asOf = words.asOf(formatLocal(knownAtMs, line.zone, context.language));
    const least = html`<p class="clock">${words.atLeast} <strong>${value}</strong> <small>${asOf}</small></p>`;
    // strangers are told a rounded beginning: a clock that runs from there would say what nobody measured
    if (context.reader === 'visitor') return now.outage.downMinMs > 0 ? least : '';
    const elapsedMs = Math.max(0, context.builtAtMs - now.outage.startLatestAtMs);
    return html`${least}
<p class="quiet">${words.sinceBegin} <span data-clock="outage" data-value-ms="${elapsedMs}" data-known-at-ms="${context.builtAtMs}">${formatDuration(elapsedMs, context.language)}</span></p>`;
  }
  if (now.unknownCause === 'no-contact' && now.lastContactAtMs !== null) {
    const silentMs = Math.max(0, context.builtAtMs - now.lastContactAtMs);
    return html`<p class="clock">${words.silentFor} <strong data-clock="silence" data-value-ms="${silentMs}" data-known-at-ms="${context.builtAtMs}">${formatDuration(silentMs, context.language)}</strong></p>`;
  }
  return '';
}

function place(context: PageContext, now: NowView): Markup | string {
  if (now.side === 'unknown' || (now.state !== 'down' && now.state !== 'degraded')) return '';
  return html`<p><span class="quiet">${statusWords[context.language].banner.where}:</span> ${commonWords[context.language].side[now.side]}</p>`;
}

function lastReport(context: PageContext, line: LineView, now: NowView): Markup | string {
  if (!now.outage?.counts) return '';
  const words = statusWords[context.language].banner;
  const bounds = formatBounds(now.outage.downMinMs, null, context.language);
  const text = now.state === 'down' ? '' : html`${words.lastReported(bounds)} `;
  const href = link(context, `/lines/${line.id}/outages/${now.outage.id}`);
  return html`<p>${text}<a href="${href}">${words.openOutage}</a></p>`;
}

function facts(context: PageContext, line: LineView, now: NowView): Markup {
  const words = statusWords[context.language].banner;
  const at = (atMs: number | null) => (atMs === null ? words.never : timeElement(atMs, line.zone, context.language));
  const backEnds = now.backEnds.map((name) => backEndName(name, context)).join(', ');
  const isUntold = context.reader === 'visitor' && now.measuredAtMs === null;
  return html`${isUntold ? '' : html`<div><dt>${words.measuredAt}</dt><dd>${at(now.measuredAtMs)}</dd></div>`}
${context.reader === 'visitor' ? '' : html`<div><dt>${words.lastContact}</dt><dd>${at(now.lastContactAtMs)}</dd></div>`}
<div><dt>${commonWords[context.language].footer.builtAt}</dt><dd>${at(context.builtAtMs)}</dd></div>
${backEnds === '' ? '' : html`<div><dt>${words.backEnd}</dt><dd>${backEnds}</dd></div>`}`;
}

/** `fping` → `Ping (fping)`; names of later back ends stand as they are. */
export function backEndName(name: string, context: PageContext): string {
  const words: Record<string, string> = statusWords[context.language].backEnd;
  return words[name] ?? name;
}

const ICON_PATHS: Record<State, string> = {
  up: 'M20 4a16 16 0 1 0 0 32 16 16 0 0 0 0-32zM12 20.5l6 6 11-12',
  degraded: 'M20 5L37 35H3zM20 15v10m0 4v2',
  down: 'M13 4h14l9 9v14l-9 9H13l-9-9V13zM14 14l12 12m0-12L14 26',
  maintenance: 'M5 5h30v30H5zM15 13v14m10-14v14',
  unknown: 'M15 16a5 5 0 1 1 7.5 4.3c-1.7 1-2.5 1.9-2.5 3.7m0 5v.1',
};

/** Another shape for each state: disc, triangle, octagon, square, broken ring. */
export function stateIcon(state: State, sizePx = 40): Markup {
  return html`<svg class="icon i-${state}" width="${sizePx}" height="${sizePx}" viewBox="0 0 40 40" aria-hidden="true">${iconShape(state)}</svg>`;
}

/** The shape alone, 40 by 40, for other drawings. */
export function iconShape(state: State): Markup {
  const ring = state === 'unknown' ? html`<circle cx="20" cy="20" r="16" stroke-dasharray="5 4.14"/>` : '';
  return html`${ring}<path d="${ICON_PATHS[state]}"/>`;
}
