import { html } from 'hono/html';
import { banner, stateWords } from './banner.ts';
import { barFigure } from './bar-figure.ts';
import { coverageLink, observedText } from './coverage-part.ts';
import { countDays, dayBar, dayTable, legend } from './day-bar.ts';
import { formatCount, formatDuration, formatPercentRange, formatRange } from './format.ts';
import { foundTable } from './found-table.ts';
import { latencyFigure } from './latency-figure.ts';
import { link, renderPage } from './layout.ts';
import { formatDay, formatShortDay, type Markup } from './local-time.ts';
import { mailAlerts, mailPart } from './mail-banner.ts';
import { methodSection } from './method-section.ts';
import { outagesTitle, outageTable } from './outage-table.ts';
import { outageReportPart } from './report-frame.ts';
import { nextStepsPart } from './setup-hints.ts';
import { table } from './table.ts';
import { timelineFigure } from './timeline-figure.ts';
import type { AvailabilityView, LinePageView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { evidenceWords } from './wording-evidence.ts';
import { lineWords } from './wording-line.ts';
import { mailWords } from './wording-mail.ts';
import { monthsWords } from './wording-months.ts';

/** `/lines/LINE`: what the line does now, has done, and how one knows. */
export function linePage(context: PageContext, view: LinePageView): string {
  const words = lineWords[context.language];
  const common = commonWords[context.language];
  const { line, now } = view;
  return renderPage(context, {
    title: `${line.name}: ${stateWords(now, context).title}`,
    trail: [{ label: common.nav.allLines, path: '/' }],
    zone: line.zone,
    eventsHref: `/events?line=${line.id}`,
    ...(line.isLivePublished && { feedPath: `/lines/${line.id}/feed.atom` }),
    main: html`<header class="head"><h1>${line.name}</h1><p>${common.lineAt(line.provider)}</p></header>
${line.isLivePublished || context.reader !== 'owner' ? '' : html`<p class="quiet">${words.exports.unpublished}</p>`}
${banner(context, line, now)}
${mailAlerts(context, line, view.mail)}
${view.report ? outageReportPart(context, view.report) : ''}
${nextStepsPart(context, view.nextSteps)}
${view.firstDay === null ? '' : measuredParts(context, view)}`,
  });
}

/** Everything below the banner; a line that was never measured has none of it. */
function measuredParts(context: PageContext, view: LinePageView): Markup {
  const words = lineWords[context.language];
  const { line } = view;
  return html`${evidenceButton(context, view)}${section('days', words.days.title, daysPart(context, view))}
${section('day', words.last24.title, last24Part(context, view))}
${section('availability', words.availability.title, availabilityPart(context, view))}
${section('dropouts', words.dropouts.title, dropoutsPart(context, view))}
${section('latency', words.latency.title, latencyFigure(context, line, view.latency))}
${mailSection(context, view)}
${section('outages', outagesTitle(context, view.outages), outagesPart(context, view))}
${view.method ? section('method', words.method.title, methodSection(context, view.method)) : ''}
${section('evidence', words.exports.title, exportsPart(context, view))}`;
}

/** The way to evidence, before everything that one may scroll through. */
function evidenceButton(context: PageContext, { line, isEvidenceVisible }: LinePageView): Markup | string {
  if (!isEvidenceVisible) return '';
  const { make } = lineWords[context.language].exports;
  return html`<p class="buttons"><a class="button" href="${link(context, `/lines/${line.id}/evidence`)}">${make}</a></p>`;
}

/** A line without a route has none; its owner is shown the way to make one. */
function mailSection(context: PageContext, { line, mail = [] }: LinePageView): Markup | string {
  const words = mailWords[context.language];
  if (mail.length > 0) return section('mail', words.title, mailPart(context, line, mail));
  if (context.reader === 'visitor') return '';
  return html`<p><a href="${link(context, `/lines/${line.id}/mail`)}">${words.linkNone}</a></p>`;
}

function last24Part(context: PageContext, { line, timeline }: LinePageView): Markup {
  const description = lineWords[context.language].last24.summary;
  return html`${timelineFigure(context, line, { timeline, description })}${foundTable(context, timeline)}`;
}

/** A part of a page with a heading that links can point to. */
export function section(id: string, title: string, body: Markup): Markup {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;
}

function daysPart(context: PageContext, view: LinePageView): Markup {
  const words = lineWords[context.language].days;
  const measured = view.days.filter((day) => view.firstDay !== null && day.day >= view.firstDay);
  return html`<p>${words.summary(countDays(measured))} ${words.hint}</p>
${dayBar(context, view.line, view.days, view.firstDay)}
${legend(context, ['up', 'down', 'degraded', 'maintenance', 'unknown'])}
<details><summary>${words.table}</summary>${dayTable(context, view.line, view.days, view.firstDay)}</details>`;
}

function availabilityPart(context: PageContext, view: LinePageView): Markup {
  const { language } = context;
  const words = lineWords[language].availability;
  const { period, ratio, reachable, coverage, down, source } = words.columns;
  const failoverMs = Math.max(...view.availability.map((entry) => entry.failoverMs));
  const labels = [period, ratio, ...(failoverMs > 0 ? [reachable] : []), coverage, down, source];
  return html`${table({
    caption: words.title,
    isCards: true,
    columns: labels.map((label) => ({ label })),
    rows: view.availability.map((entry) => {
      const range = formatPercentRange({ min: entry.upRatioMin, max: entry.upRatioMax }, 3, language);
      return {
        cells: [
          commonWords[language].period[entry.period],
          range === null ? words.nothing : html`<a href="${intervalsHref(context, view, entry)}">${range}</a>`,
          ...(failoverMs > 0 ? [reachableText(context, entry)] : []),
          observedText(entry, language),
          formatRange(entry.downMinMs, entry.downMaxMs, language),
          sources(view, entry),
        ],
      };
    }),
  })}
${failoverMs > 0 ? html`<p class="quiet">${words.reachable(formatDuration(failoverMs, language, 'up'))}</p>` : ''}
<p class="quiet">${words.explain}</p>
<p>${coverageLink(context, view.line)}</p>`;
}

function reachableText({ language }: PageContext, { reachableRatioMin, reachableRatioMax }: AvailabilityView): string {
  const range = formatPercentRange({ min: reachableRatioMin, max: reachableRatioMax }, 3, language);
  return range ?? lineWords[language].availability.nothing;
}

/** Where the intervals behind a percentage are: the day itself, its first row among the days, or the data of a year. */
function intervalsHref(context: PageContext, view: LinePageView, entry: AvailabilityView): string {
  if (entry.period === '24h') return link(context, `/lines/${view.line.id}/days/${entry.toDay}`);
  // A line younger than the period has its first row where its measuring began.
  const fromDay = view.firstDay !== null && view.firstDay > entry.fromDay ? view.firstDay : entry.fromDay;
  const isShown = view.days.some((day) => day.day === fromDay);
  return isShown ? `#day-${fromDay}` : dataHref(view, entry, 'days');
}

function sources(view: LinePageView, entry: AvailabilityView): Markup {
  const path = `/lines/${view.line.id}/evidence`;
  const query = `from=${entry.fromDay}&to=${entry.toDay}`;
  if (view.isEvidenceVisible)
    return html`<span><a href="${path}.csv?${query}">CSV</a> · <a href="${path}.json?${query}">JSON</a></span>`;
  return html`<a href="${dataHref(view, entry, 'outages')}">JSON</a>`;
}

function dataHref(view: LinePageView, entry: AvailabilityView, kind: 'days' | 'outages'): string {
  return `/api/lines/${view.line.id}/${kind}.json?from=${entry.fromDay}&to=${entry.toDay}`;
}

function dropoutsPart(context: PageContext, view: LinePageView): Markup {
  const { language } = context;
  const words = lineWords[language].dropouts;
  const { period, dropouts, bursts } = words.columns;
  const number = (label: string) => ({ label, isNumber: true });
  return html`<div class="split">${table({
    caption: words.perPeriod,
    columns: [{ label: period }, number(dropouts), number(commonWords[language].table.outages), number(bursts)],
    rows: view.availability.map((entry) => ({
      cells: [
        commonWords[language].period[entry.period],
        formatCount(entry.dropouts, language),
        formatCount(entry.outages, language),
        formatCount(entry.lossBursts, language),
      ],
    })),
  })}
${dropoutsPerDay(context, view)}</div>
<p class="quiet">${words.explain}</p>`;
}

function dropoutsPerDay({ language }: PageContext, { days }: LinePageView): Markup {
  const words = lineWords[language].dropouts;
  const most = Math.max(...days.map((day) => day.dropouts), 0);
  return barFigure({
    caption: `${words.perDay}: ${words.most(formatCount(most, language))}`,
    bars: days.map(({ day, dropouts }) => ({
      value: dropouts,
      title: `${formatDay(day, language)}: ${formatCount(dropouts, language)}`,
    })),
    labels: [0, days.length - 1].map((index) => ({ index, text: formatShortDay(days[index]?.day ?? '', language) })),
    look: 'down',
  });
}

function outagesPart(context: PageContext, view: LinePageView): Markup {
  const words = lineWords[context.language].outages;
  if (view.outages.length === 0) return html`<p>${words.none}</p>`;
  const [shown, all] = [view.outages.length, view.outagesInAll].map((count) => formatCount(count, context.language));
  return html`${outageTable(context, view.line, view.outages)}
${view.outagesInAll > view.outages.length ? html`<p class="quiet">${words.shown(shown ?? '', all ?? '')}</p>` : ''}`;
}

function exportsPart(context: PageContext, view: LinePageView): Markup {
  const words = lineWords[context.language].exports;
  const [first, last] = [view.days[0]?.day, view.days.at(-1)?.day];
  if (!view.isEvidenceVisible || !first || !last) return html`<p>${words.hidden}</p>`;
  return html`<p>${words.explain}</p>${exportLinks(context, view.line.id, { fromDay: first, toDay: last })}<p><a href="${link(context, `/lines/${view.line.id}/months`)}">${monthsWords[context.language].link}</a></p>`;
}

/** Buttons to the page on which evidence is chosen (for an outage or the period), and to the small exports at once. */
export function exportLinks(
  context: PageContext,
  lineId: string,
  period: { fromDay: string; toDay: string; outage?: string },
): Markup {
  const words = lineWords[context.language].exports;
  const query = `from=${period.fromDay}&to=${period.toDay}`;
  const chosen = period.outage === undefined ? query : `outage=${period.outage}`;
  return html`<p class="buttons"><a class="button" href="${link(context, `/lines/${lineId}/evidence?${chosen}`)}">${evidenceWords[context.language].all}</a> <a class="button" href="/lines/${lineId}/evidence.csv?${query}">${words.csv}</a> <a class="button" href="/lines/${lineId}/evidence.json?${query}">${words.json}</a></p>`;
}
