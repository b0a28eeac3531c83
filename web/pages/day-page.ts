import { html } from 'hono/html';
import type { State } from '../../rules/verdict/verdict.ts';
import { coverageLink, coveragePart } from './coverage-part.ts';
import { legend, lengthOf } from './day-bar.ts';
import { formatCount, formatDuration, formatExactSeconds, formatPercent } from './format.ts';
import { latencyFigure } from './latency-figure.ts';
import { link, renderPage } from './layout.ts';
import { exportLinks, section } from './line-page.ts';
import { formatClock, formatDay, formatLocal, type Markup, timeElement } from './local-time.ts';
import { outageTable } from './outage-table.ts';
import { shownSpan } from './shown-times.ts';
import { table } from './table.ts';
import { intervalReason, timelineFigure } from './timeline-figure.ts';
import type { DayPageView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { dayWords } from './wording-day.ts';
import { lineWords } from './wording-line.ts';
import { qualityWords } from './wording-quality.ts';

const HOUR_MS = 3_600_000;
/** On a phone a minute is then about a pixel wide. */
const STRIPS = 4;
/** One for each hour. */
const STRIP_LABELS = 7;
const MOST_INTERVALS = 200;
/** More than these are folded away at first. */
const FEW_INTERVALS = 20;

/** `/lines/LINE/days/DAY`: one local day, hour by hour, with sums that add up to its length. */
export function dayPage(context: PageContext, view: DayPageView): string {
  const { language } = context;
  const words = dayWords[language];
  const { line } = view;
  const title = words.title(formatDay(view.day, language));
  const isOver = view.untilAtMs >= view.dayEndAtMs;
  return renderPage(context, {
    title: `${title}, ${line.name}`,
    trail: [
      { label: commonWords[language].nav.allLines, path: '/' },
      { label: line.name, path: `/lines/${line.id}` },
    ],
    zone: line.zone,
    eventsHref: isOver ? null : `/events?line=${line.id}`,
    main: html`<header class="head"><h1>${title}</h1><p>${line.name}, ${commonWords[language].lineAt(line.provider)}</p></header>
${neighbours(context, view)}
${lengthNote(context, view)}
${section('strip', words.strip, html`${strips(context, view)}${legend(context, ['up', 'down', 'degraded', 'maintenance', 'unknown'], 'timeline')}`)}
${section('outages', view.outages.every(({ counts }) => counts) ? words.outages.title : words.outages.titleMixed, view.outages.length === 0 ? html`<p>${words.outages.none}</p>` : outageTable(context, line, view.outages))}
${section('sums', words.sums.title, sumTable(context, view))}
${view.coverage ? section('coverage', qualityWords[language].coverage.title, html`${coveragePart(context, view.coverage)}<p>${coverageLink(context, line)}</p>`) : ''}
${section('shortest', words.shortest.title, shortest(context, view))}
${section('latency', lineWords[language].latency.title, latencyFigure(context, line, view.latency))}
${section('intervals', words.intervals.title, intervalTable(context, view))}
${view.isEvidenceVisible ? exportLinks(context, line.id, { fromDay: view.day, toDay: view.day }) : ''}`,
  });
}

function neighbours(context: PageContext, view: DayPageView): Markup {
  const words = dayWords[context.language];
  const step = (day: string | null, label: string, rel: string) =>
    day === null
      ? ''
      : html`<a class="button" rel="${rel}" href="${link(context, `/lines/${view.line.id}/days/${day}`)}">${label}</a>`;
  return html`<nav class="buttons" aria-label="${words.previous} / ${words.next}">${step(view.previousDay, words.previous, 'prev')} ${step(view.nextDay, words.next, 'next')}</nav>`;
}

function lengthNote(context: PageContext, view: DayPageView): Markup | string {
  const words = dayWords[context.language];
  const hours = (view.dayEndAtMs - view.dayStartAtMs) / HOUR_MS;
  const notes = [
    ...(hours === 24 ? [] : [words.length(hours), words.clocksChange]),
    ...(view.untilAtMs < view.dayEndAtMs ? [words.soFar(formatClock(view.untilAtMs, view.line.zone))] : []),
  ];
  return notes.length === 0 ? '' : html`<p>${notes.join(' ')}</p>`;
}

/** Four strips of a quarter day each, so of six hours and a quarter on the day with 25. What is still to come is left out. */
function strips(context: PageContext, view: DayPageView): Markup[] {
  const result: Markup[] = [];
  const stripMs = (view.dayEndAtMs - view.dayStartAtMs) / STRIPS;
  for (let fromAtMs = view.dayStartAtMs; fromAtMs < view.untilAtMs; fromAtMs += stripMs) {
    const toAtMs = fromAtMs + stripMs;
    const [from, to] = [fromAtMs, toAtMs].map((atMs) => formatClock(atMs, view.line.zone, 'minute'));
    const timeline = { fromAtMs, toAtMs, untilAtMs: view.untilAtMs, intervals: view.intervals };
    const description = dayWords[context.language].stripPart(from ?? '', to ?? '');
    result.push(timelineFigure(context, view.line, { timeline, description, mostLabels: STRIP_LABELS }));
  }
  return result;
}

function sumTable(context: PageContext, view: DayPageView): Markup {
  const { language } = context;
  const words = dayWords[language].sums;
  const totalMs = lengthOf(view.sums);
  const state = commonWords[language].state;
  const row = (label: string, durationMs: number) => ({
    cells: [
      label,
      durationMs === 0 ? '0\u00a0s' : formatDuration(durationMs, language),
      formatExactSeconds(durationMs, language),
      formatPercent(totalMs === 0 ? 0 : durationMs / totalMs, 3, language),
    ],
  });
  const { upMs, degradedMs, downMinMs, downMaxMs, maintenanceMs, unknownMs } = view.sums;
  const least = downMaxMs > 0 ? words.least(formatDuration(downMinMs, language)) : '';
  const number = (label: string) => ({ label, isNumber: true });
  return html`<p>${words.explain} ${least}</p>
${table({
  caption: words.title,
  isCards: true,
  columns: [{ label: words.state }, number(words.length), number(words.exact), number(words.share)],
  rows: [
    row(state.up, upMs),
    row(state.degraded, degradedMs),
    row(words.most, downMaxMs),
    row(state.maintenance, maintenanceMs),
    row(state.unknown, unknownMs),
  ],
  foot: row(words.sum, totalMs),
})}`;
}

function shortest(context: PageContext, view: DayPageView): Markup {
  const words = dayWords[context.language].shortest;
  if (view.shortestVisibleMs === null) return html`<p>${words.none}</p>`;
  return html`<p>${words.text(formatDuration(view.shortestVisibleMs, context.language, 'up'))}</p>`;
}

function intervalTable(context: PageContext, view: DayPageView): Markup {
  const { language } = context;
  const words = dayWords[language].intervals;
  const { zone } = view.line;
  const inDay = view.intervals
    .map((interval) => ({
      ...interval,
      fromAtMs: Math.max(interval.fromAtMs, view.dayStartAtMs),
      toAtMs: Math.min(interval.toAtMs, view.untilAtMs),
    }))
    .filter((interval) => interval.toAtMs > interval.fromAtMs);
  const shown = inDay.slice(0, MOST_INTERVALS);
  const [shownCount, allCount] = [shown.length, inDay.length].map((count) => formatCount(count, language));
  const state = (name: State) => html`<span class="t-${name}">${commonWords[language].state[name]}</span>`;
  const rows = table({
    caption: words.title,
    isCards: true,
    columns: [words.from, words.to, words.length, words.state, words.why].map((label) => ({ label })),
    rows: shown.map((interval) => ({
      cells: [
        timeElement(shownSpan(context, interval).fromAtMs, zone, language),
        clockOrDay(shownSpan(context, interval).toAtMs, view, context),
        formatDuration(interval.toAtMs - interval.fromAtMs, language),
        state(interval.state),
        intervalReason(context, interval),
      ],
    })),
  });
  const isOpen = inDay.length <= FEW_INTERVALS ? html` open` : '';
  const more =
    inDay.length > shown.length ? html`<p class="quiet">${words.many(shownCount ?? '', allCount ?? '')}</p>` : '';
  return html`<details${isOpen}><summary>${words.count(allCount ?? '')}</summary>${rows}${more}</details>`;
}

/** The end of the day is midnight of the next: said with its date, or 24:00 would read as 00:00 of the same day. */
function clockOrDay(atMs: number, view: DayPageView, context: PageContext): string {
  if (atMs === view.dayEndAtMs) return formatLocal(atMs, view.line.zone, context.language);
  return formatClock(atMs, view.line.zone);
}
