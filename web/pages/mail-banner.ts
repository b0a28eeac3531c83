import { html } from 'hono/html';
import { stateIcon } from './banner.ts';
import { callout } from './form.ts';
import { formatDuration } from './format.ts';
import { link } from './layout.ts';
import type { Markup } from './local-time.ts';
import {
  headline,
  isTold,
  limitText,
  lookOf,
  MAIL_LOOKS,
  placeText,
  reasonText,
  routeTitle,
  shortTime,
  shownVerdict,
  whenText,
} from './mail-reading.ts';
import type { MailNowView, MailRouteView } from './mail-views.ts';
import type { LineView, PageContext } from './views.ts';
import { mailWords } from './wording-mail.ts';
import { mailTerms } from './wording-mail-terms.ts';

/** So long after somebody last looked into the mailbox the clock of the oldest mail runs on. */
const FRESH_MS = 600_000;

/** One route now: what is so, since when, where mails wait, and what a server said. */
export function routeBanner(context: PageContext, line: LineView, route: MailRouteView): Markup {
  const verdict = shownVerdict(context, route.verdict);
  const terms = mailTerms[context.language].verdict[verdict];
  const look = lookOf(context, route);
  const reason = reasonText(context, route.reason);
  return html`<section class="banner b-${look}" aria-labelledby="route-${route.name}">
${stateIcon(look)}
<div class="grow">
<div aria-live="polite"><h2 id="route-${route.name}">${routeTitle(context, route)}: ${terms.title}</h2></div>
<p><strong>${headline(context, line, route)}</strong></p>
${oldestClock(context, line, route)}
${reason === '' ? '' : html`<p>${reason}</p>`}
${MAIL_LOOKS[verdict] === 'up' ? '' : html`<p>${terms.meaning} ${terms.sure}</p>`}
${placePart(context, route)}
${saidPart(context, line, route)}
</div>
</section>`;
}

/**
 * The oldest mail that has not come. That it was handed over so long ago stays true while the clock runs; that it had not
 * come is said of the instant at which somebody last looked, and the clock stops when nobody does.
 */
export function oldestClock(context: PageContext, line: LineView, now: MailNowView): Markup | string {
  const { now: words } = mailWords[context.language];
  if (now.oldest === null) return blindText(context, line, now);
  const least = formatDuration(now.oldest.atLeastMs, context.language);
  const asOf = now.asOfMs === null ? null : whenText(context, line, now.asOfMs);
  const isFresh = now.blind === null && now.asOfMs !== null && context.builtAtMs - now.asOfMs < FRESH_MS;
  // strangers are told a rounded beginning: a clock that runs from there would say what nobody measured
  if (!isFresh || asOf === null || context.reader === 'visitor')
    return html`<p class="clock">${words.oldest}, ${words.atLeast} <strong>${least}</strong>${asOf === null ? '' : html` <small>${words.watchedUntil(asOf)}</small>`}</p>${blindText(context, line, now)}`;
  const elapsedMs = Math.max(now.oldest.atLeastMs, context.builtAtMs - now.oldest.acceptedAtMs);
  return html`<p class="clock">${words.oldest}, ${words.handedOver} <strong data-clock="mail" data-value-ms="${elapsedMs}" data-known-at-ms="${context.builtAtMs}" data-until-ms="${(now.asOfMs ?? 0) + FRESH_MS}">${formatDuration(elapsedMs, context.language)}</strong> <small>${words.notThere(asOf, least)}</small></p>`;
}

function blindText(context: PageContext, line: LineView, now: MailNowView): Markup | string {
  const { now: words } = mailWords[context.language];
  if (now.blind !== null) {
    const since = words.notWatched(shortTime(context, line, now.blind.sinceAtMs));
    return html`<p>${since} ${reasonText(context, now.blind.reason)} ${now.oldest === null ? '' : words.stillOpen}</p>`;
  }
  return now.oldest !== null && now.asOfMs === null ? html`<p>${words.neverWatched}</p>` : '';
}

function placePart(context: PageContext, now: MailNowView): Markup | string {
  // what is presumed lost is not said to wait anywhere unless that is known
  const isWaiting = now.verdict === 'mail-delayed' || (now.verdict === 'mail-lost' && now.place.leg !== 'unknown');
  if (!isWaiting) return '';
  return html`<p><span class="quiet">${mailWords[context.language].now.where}:</span> ${placeText(context, now, now.place)}. ${limitText(context, now.place)}</p>`;
}

function saidPart(context: PageContext, line: LineView, { said }: MailRouteView): Markup | string {
  if (said === null) return '';
  const { now: words } = mailWords[context.language];
  const href = link(context, `/lines/${line.id}/mail/${said.mailId}`);
  return html`<p class="quiet">${words.said(whenText(context, line, said.atMs))}</p>
<blockquote class="said trouble"><pre>${shownWords(said.words)}</pre></blockquote><p><a href="${href}">${words.toMail}</a></p>`;
}

/** Another server's words as text: signs that turn the direction of words, and those that nobody sees, are marked. */
export function shownWords(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/[^\P{C}\n\t]|[\u2028\u2029]/gu, '\ufffd');
}

/** On other pages, for each route that is not well: what is so, and the way to its page; nothing when all is well. */
export function mailAlerts(context: PageContext, line: LineView, routes: readonly MailNowView[] = []): Markup[] {
  const words = mailWords[context.language];
  return routes
    .filter((now) => isTold(context, now))
    .map((now) =>
      callout(
        'warning',
        html`<p><strong>${headline(context, line, now)}</strong></p>${oldestClock(context, line, now)}${placePart(context, now)}<p><a href="${mailHref(context, line, now)}">${words.link}</a></p>`,
      ),
    );
}

/** The part of the line's page: a sentence a route. */
export function mailPart(context: PageContext, line: LineView, routes: readonly MailNowView[]): Markup {
  const words = mailWords[context.language];
  return html`${routes.map((now) => routeState(context, line, now))}
<p class="buttons"><a class="button" href="${link(context, `/lines/${line.id}/mail`)}">${words.link}</a></p>`;
}

/** Within the card of a line among others: only what is not well. */
export function mailHints(context: PageContext, line: LineView, routes: readonly MailNowView[] = []): Markup[] {
  return routes.filter((now) => isTold(context, now)).map((now) => routeState(context, line, now));
}

function routeState(context: PageContext, line: LineView, now: MailNowView): Markup {
  const verdict = shownVerdict(context, now.verdict);
  const look = lookOf(context, now);
  const { title } = mailTerms[context.language].verdict[verdict];
  return html`<p class="state">${stateIcon(look, 24)}<span><a href="${mailHref(context, line, now)}"><strong class="t-${look}">${title}</strong></a>: ${headline(context, line, now)}</span></p>`;
}

function mailHref(context: PageContext, line: LineView, now: MailNowView): string {
  return link(context, `/lines/${line.id}/mail#route-${now.name}`);
}
