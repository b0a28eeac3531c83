import { html } from 'hono/html';
import { formatInstant } from '../../rules/instant.ts';
import type { MailBound } from '../../rules/mail/mail.ts';
import { formatBounds, formatCount, formatDuration } from './format.ts';
import { link } from './layout.ts';
import { formatClock, formatDay, localDay, type Markup, timeElement } from './local-time.ts';
import {
  boundText,
  endsOf,
  isStale,
  placeText,
  reasonText,
  shownState,
  shownVerdict,
  whenText,
} from './mail-reading.ts';
import type { MailDelayView, MailPageView, MailRouteView, MailRowView, MailSeriesPoint } from './mail-views.ts';
import { table } from './table.ts';
import type { LineView, PageContext } from './views.ts';
import { mailWords } from './wording-mail.ts';
import { mailTerms, termOf } from './wording-mail-terms.ts';

/** So many of the newest mails are seen at once, the rest folded. */
const UNFOLDED_ROWS = 8;

const number = (label: string) => ({ label, isNumber: true });

/** Stretches in which the route was not well, with their bounds. */
export function delayTable(context: PageContext, { line }: MailPageView, route: MailRouteView): Markup {
  const words = mailWords[context.language].delays;
  if (route.delays.length === 0) return html`<p>${words.none}</p>`;
  const { begin, end, what, length, mails, where } = words.columns;
  return table({
    caption: words.title,
    isCards: true,
    columns: [begin, end, what, length, mails, where].map((label) => ({ label })),
    rows: route.delays.map((delay) => ({
      cells: [
        edge(context, line, delay.startEarliestAtMs, delay.startLatestAtMs),
        delay.endLatestAtMs === null
          ? lastingText(context, line, route)
          : edge(context, line, delay.endEarliestAtMs ?? delay.endLatestAtMs, delay.endLatestAtMs),
        html`<span>${mailTerms[context.language].verdict[shownVerdict(context, delay.verdict)].title}${tagNotes(context, delay.tags)}</span>`,
        lengthText(context, delay),
        words.mails(delay.mails, delay.missing),
        whereText(context, line, route, delay),
      ],
    })),
  });
}

function lastingText(context: PageContext, line: LineView, route: MailRouteView): string {
  const words = mailWords[context.language].delays;
  const isWatched = route.blind === null && !isStale(context, route);
  return isWatched || route.asOfMs === null ? words.lasting : words.endUnknown(whenText(context, line, route.asOfMs));
}

/** Bounds that read the same to the second are one instant. */
function edge(context: PageContext, { zone }: LineView, earliestAtMs: number, latestAtMs: number): Markup {
  const latest = timeElement(latestAtMs, zone, context.language);
  if (latestAtMs - earliestAtMs < 1000) return latest;
  const earliest = timeElement(earliestAtMs, zone, context.language);
  if (localDay(earliestAtMs, zone) !== localDay(latestAtMs, zone)) return html`<span>${earliest} – ${latest}</span>`;
  return html`<span>${earliest} – <time datetime="${formatInstant(latestAtMs)}">${formatClock(latestAtMs, zone)}</time></span>`;
}

/** A delay of refusals has no mail that was on its way; of one that waits, or never came, only the least is known. */
function lengthText({ language }: PageContext, { minLatencyMs, maxLatencyMs }: MailDelayView): string {
  if (minLatencyMs === 0 && (maxLatencyMs ?? 0) === 0) return '–';
  if (maxLatencyMs === null) return mailWords[language].figures.atLeast(formatDuration(minLatencyMs, language));
  return formatBounds(minLatencyMs, maxLatencyMs, language);
}

function tagNotes({ language }: PageContext, tags: string[]): Markup[] {
  return tags
    .map((tag) => termOf(mailTerms[language].tag, tag))
    .filter((text) => text !== null)
    .map((text) => html`<br><small>${text}</small>`);
}

function whereText(context: PageContext, line: LineView, route: MailRouteView, delay: MailDelayView): Markup {
  const words = mailWords[context.language].delays;
  const place = placeText(context, route, delay.place);
  if (delay.longest === null) return html`<span>${place}</span>`;
  const href = link(context, `/lines/${line.id}/mail/${delay.longest.id}`);
  return html`<span>${place}${heldText(context, line, route, delay)}<br><a href="${href}">${words.toLongest}</a></span>`;
}

/** Where nobody can be named it is said between which two instants the mail was held. */
function heldText(context: PageContext, line: LineView, route: MailRouteView, delay: MailDelayView): Markup | string {
  const { longest, place } = delay;
  if (longest === null || (place.leg !== 'hand-over' && place.leg !== 'unknown')) return '';
  const words = mailWords[context.language].delays;
  const at = (atMs: number) => whenText(context, line, atMs);
  const { sender, receiver } = endsOf(context, route);
  const from = at(longest.acceptedAtMs);
  const { receivedAtMs, seenAtMs } = longest;
  if (receivedAtMs !== null)
    return html`<br><small>${words.held({ sender, from, receiver, to: at(receivedAtMs) })}</small>`;
  const text =
    seenAtMs === null ? words.heldSince({ sender, from }) : words.heldUntilSeen({ sender, from, to: at(seenAtMs) });
  return html`<br><small>${text}</small>`;
}

/** The newest mails; each leads to its own page. */
export function newestMails(context: PageContext, { line }: MailPageView, route: MailRouteView): Markup {
  const { language } = context;
  const words = mailWords[language].mails;
  // single mails are part of the evidence: where it is not released there are some that are not shown
  if (route.mails.length === 0) {
    return html`<p>${route.mailCount > 0 ? mailWords[language].exports.hidden : words.none}</p>`;
  }
  const [shown = '', all = ''] = [route.mails.length, route.mailCount].map((count) => formatCount(count, language));
  const runs = foldUntested(route.mails);
  const rest = runs.slice(UNFOLDED_ROWS);
  const more = words.more(formatCount(rest.length, language));
  return html`${mailTable(context, line, { runs: runs.slice(0, UNFOLDED_ROWS), caption: words.title })}
${rest.length === 0 ? '' : html`<details><summary>${more}</summary>${mailTable(context, line, { runs: rest, caption: more })}</details>`}
${route.mailCount > route.mails.length ? html`<p class="quiet">${words.shown(shown, all)}</p>` : ''}`;
}

function mailTable(
  context: PageContext,
  line: LineView,
  { runs, caption }: { runs: MailRun[]; caption: string },
): Markup {
  const { handedOver, state, arrived, length, folder } = mailWords[context.language].mails.columns;
  return table({
    caption,
    isCards: true,
    columns: [handedOver, state, arrived, length, folder].map((label) => ({ label })),
    rows: runs.map((run) => ({ cells: mailCells(context, line, run) })),
  });
}

/** Slots without a mail, one after the other for the same reason, are one row. */
function foldUntested(mails: MailRowView[]): MailRun[] {
  const runs: MailRun[] = [];
  for (const mail of mails) {
    const run = runs.at(-1);
    const isSame =
      run?.newest.state === 'not-tested' && mail.state === 'not-tested' && run.newest.reason === mail.reason;
    if (run && isSame) runs[runs.length - 1] = { ...run, oldest: mail, count: run.count + 1 };
    else runs.push({ newest: mail, oldest: mail, count: 1 });
  }
  return runs;
}
type MailRun = { newest: MailRowView; oldest: MailRowView; count: number };

function mailCells(context: PageContext, line: LineView, run: MailRun): (Markup | string)[] {
  const mail = run.newest;
  const terms = mailTerms[context.language];
  return [
    run.count === 1 ? handedOverCell(context, line, mail) : untestedCell(context, line, run),
    html`<span>${terms.state[shownState(context, mail.state)].title}${reasonMark(context, mail)}</span>`,
    arrivedCell(context, line, mail),
    latencyText(context, mail),
    mail.folder === null ? '–' : (termOf(terms.folder, mail.folder) ?? '–'),
  ];
}

function untestedCell(context: PageContext, line: LineView, { newest, oldest, count }: MailRun): Markup {
  const times = edge(context, line, oldest.plannedAtMs ?? 0, newest.plannedAtMs ?? 0);
  return html`<span>${times} <small>${mailWords[context.language].mails.plannedMany(formatCount(count, context.language))}</small></span>`;
}

function handedOverCell(context: PageContext, line: LineView, mail: MailRowView): Markup {
  const href = link(context, `/lines/${line.id}/mail/${mail.id}`);
  const atMs = mail.acceptedAtMs ?? mail.plannedAtMs;
  const when = atMs === null ? '–' : timeElement(atMs, line.zone, context.language);
  const planned = mail.acceptedAtMs === null ? html` <small>${mailWords[context.language].mails.planned}</small>` : '';
  return html`<a href="${href}">${when}</a>${planned}`;
}

function reasonMark(context: PageContext, { reason }: MailRowView): Markup | string {
  const text = reasonText(context, reason);
  return text === '' ? '' : html`<br><small>${text}</small>`;
}

function arrivedCell(context: PageContext, line: LineView, mail: MailRowView): Markup | string {
  const { arrivedEarliestAtMs: earliest, arrivedLatestAtMs: latest } = mail;
  if (latest === null) return '–';
  // milliseconds apart as a rule; far apart when nobody could look
  const isSharp = earliest === null || latest - earliest < 5000;
  return isSharp ? timeElement(latest, line.zone, context.language) : edge(context, line, earliest ?? latest, latest);
}

/** One number where the bounds are close enough together, else both (reference/mail.md §5). */
export function latencyText(
  { language }: PageContext,
  { latencyMinMs, latencyMaxMs }: Pick<MailRowView, 'latencyMinMs' | 'latencyMaxMs'>,
): string {
  if (latencyMinMs === null) return '–';
  if (latencyMaxMs === null) return mailWords[language].figures.atLeast(formatDuration(latencyMinMs, language));
  const widthMs = latencyMaxMs - latencyMinMs;
  if (widthMs < 5000 || widthMs < latencyMaxMs / 10) return formatDuration(latencyMaxMs, language, 'up');
  return formatBounds(latencyMinMs, latencyMaxMs, language);
}

/** One row a day: counts add up and the longest is known; medians of slices cannot be joined. */
export function mailDayTable(context: PageContext, { line }: MailPageView, route: MailRouteView): Markup {
  const { language } = context;
  const { columns, table: caption } = mailWords[language].drawing;
  const days = Map.groupBy(route.series, ({ fromAtMs }) => localDay(fromAtMs, line.zone));
  const sum = (points: MailSeriesPoint[], key: 'count' | 'open' | 'notTested') =>
    formatCount(
      points.reduce((all, { figures }) => all + figures[key], 0),
      language,
    );
  return table({
    caption,
    isCards: true,
    columns: [
      { label: columns.day },
      ...[columns.count, columns.open, columns.untested, columns.max].map((label) => number(label)),
    ],
    rows: [...days].map(([day, points]) => ({
      cells: [
        formatDay(day, language),
        sum(points, 'count'),
        sum(points, 'open'),
        sum(points, 'notTested'),
        boundText(context, longestOf(points)),
      ],
    })),
  });
}

function longestOf(points: MailSeriesPoint[]): MailBound | null {
  return points
    .map(({ figures }) => figures.maxMs)
    .reduce(
      (longest, bound) => (bound !== null && (longest === null || bound.ms > longest.ms) ? bound : longest),
      null,
    );
}
