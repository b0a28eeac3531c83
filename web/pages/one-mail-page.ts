import { html } from 'hono/html';
import { stateIcon } from './banner.ts';
import { formatDuration } from './format.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { formatLocal, type Markup } from './local-time.ts';
import { hopTable } from './mail-hops.ts';
import { arrivalIn, lifeList, personalText } from './mail-life.ts';
import {
  endsOf,
  limitText,
  placeText,
  type RouteNames,
  reasonText,
  routeTitle,
  shownState,
  whenText,
} from './mail-reading.ts';
import { latencyText } from './mail-tables.ts';
import type { OneMailView } from './mail-views.ts';
import type { PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { mailWords } from './wording-mail.ts';
import { mailTerms } from './wording-mail-terms.ts';
import { oneMailWords } from './wording-one-mail.ts';

/** `/lines/LINE/mail/ID`: the life of one test mail, from being handed over to being seen, server by server. */
export function oneMailPage(context: PageContext, view: OneMailView): string {
  const { language } = context;
  const words = oneMailWords[language];
  const { line, record } = view;
  const title = titleOf(context, view);
  return renderPage(context, {
    title: `${title}, ${line.name}`,
    trail: [
      { label: commonWords[language].nav.allLines, path: '/' },
      { label: line.name, path: `/lines/${line.id}` },
      { label: mailWords[language].title, path: `/lines/${line.id}/mail` },
    ],
    zone: line.zone,
    eventsHref: isOpen(view) ? `/events?line=${line.id}` : null,
    main: html`<header class="head"><h1>${title}</h1><p>${routeTitle(context, namesOf(view))}; ${line.name}, ${commonWords[language].lineAt(line.provider)}</p></header>
${statePart(context, view)}
${section('life', words.life.title, lifeList(context, view))}
${record.acceptedAtMs === null ? '' : section('hops', words.hops.title, hopTable(context, view))}
${headersPart(context, view)}
<p class="buttons"><a class="button" href="${link(context, `/lines/${line.id}/mail#route-${view.route}`)}">${words.toAll}</a></p>`,
  });
}

export function namesOf({ route, from, to }: OneMailView): RouteNames {
  return { name: route, from, to };
}

function isOpen({ state }: OneMailView): boolean {
  return state === 'accepted' || state === 'overdue' || state === 'submitting' || state === 'uncertain';
}

function titleOf({ language }: PageContext, { line, record }: OneMailView): string {
  const words = oneMailWords[language];
  const atMs = record.acceptedAtMs ?? record.plannedAtMs;
  return atMs === null ? words.titlePlain : words.title(formatLocal(atMs, line.zone, language));
}

/** What became of it, how long that took, and on which part of the way. */
function statePart(context: PageContext, view: OneMailView): Markup {
  const { language } = context;
  const words = oneMailWords[language];
  const state = shownState(context, view.state);
  const { title, text } = mailTerms[language].state[state];
  const look = LOOKS[state];
  const length = view.latencyMinMs === null ? '' : `: ${words.length(latencyText(context, view))}`;
  return html`<section class="banner b-${look}" aria-labelledby="state">
${stateIcon(look)}
<div class="grow">
<div aria-live="polite"><h2 id="state">${title.charAt(0).toUpperCase()}${title.slice(1)}${length}</h2></div>
<p>${text} ${reasonText(context, view.record.reason)}</p>
${asOfText(context, view)}
${placePart(context, view)}
${view.record.isClockDoubtful ? html`<p>${words.doubtful}</p>` : ''}
${view.isOwnerView ? '' : html`<p class="quiet">${words.hidden}</p>`}
</div>
</section>`;
}

const LOOKS = {
  'not-tested': 'unknown',
  submitting: 'unknown',
  'refused-temporary': 'down',
  refused: 'down',
  'config-error': 'unknown',
  unreachable: 'down',
  uncertain: 'unknown',
  accepted: 'up',
  overdue: 'degraded',
  arrived: 'up',
  'arrived-late': 'degraded',
  bounced: 'down',
  'presumed-lost': 'down',
  unconfirmed: 'unknown',
} as const;

function asOfText(context: PageContext, view: OneMailView): Markup | string {
  if (!isOpen(view) || view.record.acceptedAtMs === null) return '';
  const { now } = mailWords[context.language];
  const text =
    view.asOfMs === null ? now.neverWatched : `${now.watchedUntil(whenText(context, view.line, view.asOfMs))}.`;
  return html`<p class="quiet">${text.charAt(0).toUpperCase()}${text.slice(1)}</p>`;
}

/** Of a mail that was in time nobody asks where the time went. */
function placePart(context: PageContext, view: OneMailView): Markup | string {
  if (view.state !== 'overdue' && view.state !== 'arrived-late' && view.state !== 'presumed-lost') return '';
  const { place } = view;
  const where = oneMailWords[context.language].where;
  const text = placeText(context, namesOf(view), place);
  return html`<p><span class="quiet">${where}:</span> ${text}. ${heldText(context, view)} ${limitText(context, place)}</p>`;
}

/** Where no side can be named: the two instants between which it was held, and no more. */
function heldText(context: PageContext, view: OneMailView): string {
  const { acceptedAtMs } = view.record;
  const toAtMs = receivedAtMs(view);
  if (acceptedAtMs === null || toAtMs === null || view.place.leg !== 'hand-over') return '';
  const at = (atMs: number) => whenText(context, view.line, atMs);
  const length = formatDuration(toAtMs - acceptedAtMs, context.language);
  const ends = endsOf(context, namesOf(view));
  return oneMailWords[context.language].held({ ...ends, from: at(acceptedAtMs), to: at(toAtMs), length });
}

/** First instant known of it at the receiver’s, by a clock that was corrected, else when it was seen. */
function receivedAtMs(view: OneMailView): number | null {
  const hop = view.hops.find(({ owner, atMs }) => owner === 'receiver' && atMs !== null);
  return hop?.atMs ?? arrivalIn(view)?.arrivedLatestAtMs ?? null;
}

/** For the owner: the header text as it was kept, at most 8000 characters. */
function headersPart(context: PageContext, view: OneMailView): Markup | string {
  const text = personalText(view, arrivalIn(view)?.headers ?? null);
  if (text === null) return '';
  return section(
    'headers',
    oneMailWords[context.language].life.headers,
    html`<details><summary>${oneMailWords[context.language].life.headersShow}</summary><pre>${text}</pre></details>`,
  );
}
