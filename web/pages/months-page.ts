import { html } from 'hono/html';
import { boundsPart, figuresPart, statementPart } from './evidence-parts.ts';
import type { EvidenceFigures } from './evidence-views.ts';
import { callout } from './form.ts';
import { formatCount, formatPercent, formatPercentRange } from './format.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { formatDay, formatLocal, type Markup, timeElement } from './local-time.ts';
import type { MonthsView, MonthView, SealedOutageView } from './month-views.ts';
import { type Row, table } from './table.ts';
import type { LineView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { evidenceWords } from './wording-evidence.ts';
import { findingOf } from './wording-findings.ts';
import { formatMonth, monthsWords } from './wording-months.ts';
import { witnessWords } from './wording-witness.ts';

/** Months that stand open on the list; older years are folded. */
const RECENT_MONTHS = 12;

/** `/lines/LINE/months`: the months that were sealed, newest first. */
export function monthsPage(context: PageContext, { line, months }: MonthsView): string {
  const words = monthsWords[context.language];
  const older = Map.groupBy(months.slice(RECENT_MONTHS), ({ month }) => month.slice(0, 4));
  return renderPage(context, {
    title: `${words.title}, ${line.name}`,
    trail: trailOf(context, line),
    zone: line.zone,
    eventsHref: null,
    main: html`${head(context, words.title, line)}
<p>${words.lead}</p>
${
  months.length === 0
    ? html`<p>${words.none}</p>`
    : html`${monthsTable(context, line, { caption: words.title, months: months.slice(0, RECENT_MONTHS) })}${[
        ...older,
      ].map(
        ([year, entries]) =>
          html`<details><summary>${year}</summary>${monthsTable(context, line, { caption: year, months: entries })}</details>`,
      )}`
}
<p class="quiet">${words.columns.available}: ${evidenceWords[context.language].figures.availableNote}.</p>
${statementPart(context)}`,
  });
}

function monthsTable(
  context: PageContext,
  line: LineView,
  { caption, months }: { caption: string; months: MonthsView['months'] },
): Markup {
  const { language } = context;
  const { columns, version } = monthsWords[language];
  const number = (label: string) => ({ label, isNumber: true });
  return table({
    caption,
    isCards: true,
    columns: [
      { label: columns.month },
      { label: columns.down },
      number(columns.outages),
      number(columns.observed),
      number(columns.available),
      { label: columns.version },
    ],
    rows: months.map((entry) => ({
      cells: [
        html`<a href="${link(context, monthPath(line, entry.month))}">${formatMonth(entry.month, language).replace(' ', '\u00a0')}</a>`,
        downText(context, entry.figures.sums),
        formatCount(entry.figures.sums.outages, language),
        formatPercent(entry.figures.availability.coverageRatio, 2, language),
        availableText(context, entry.figures),
        version(entry.version, formatLocal(entry.sealedAtMs, line.zone, language, 'minute')),
      ],
    })),
  });
}

/** `/lines/LINE/months/YYYY-MM`: a month as it was sealed. */
export function monthPage(context: PageContext, view: MonthView): string {
  const words = monthsWords[context.language];
  const { line } = view;
  const title = words.titleOf(formatMonth(view.month, context.language));
  return renderPage(context, {
    title: `${title}, ${line.name}`,
    trail: [...trailOf(context, line), { label: words.title, path: `/lines/${line.id}/months` }],
    zone: line.zone,
    eventsHref: null,
    main: html`${head(context, title, line)}
${neighbours(context, view)}${olderNote(context, view)}
${section('figures', words.figures, figuresPart(context, view.figures))}
${section('outages', words.outages.title, view.outages.length === 0 ? html`<p>${words.outages.none}</p>` : outagesPart(context, view))}
${section('days', words.days.title, daysPart(context, view))}
${section('versions', words.sealed.title, versionsPart(context, view))}
${section('files', words.files.title, html`<p>${words.files.text}</p><p class="buttons"><a class="button" href="${link(context, `/lines/${line.id}/evidence?from=${view.figures.fromDay}&to=${view.figures.toDay}`)}">${words.files.link}</a></p>${statementPart(context)}`)}`,
  });
}

function head(context: PageContext, title: string, line: LineView): Markup {
  return html`<header class="head"><h1>${title}</h1><p>${line.name}, ${commonWords[context.language].lineAt(line.provider)}</p></header>`;
}

function trailOf({ language }: PageContext, line: LineView) {
  return [
    { label: commonWords[language].nav.allLines, path: '/' },
    { label: line.name, path: `/lines/${line.id}` },
  ];
}

function monthPath(line: LineView, month: string): string {
  return `/lines/${line.id}/months/${month}`;
}

function neighbours(context: PageContext, { line, previousMonth, nextMonth }: MonthView): Markup | string {
  const words = monthsWords[context.language];
  if (previousMonth === null && nextMonth === null) return '';
  const step = (month: string | null, label: string, rel: string) =>
    month === null
      ? ''
      : html`<a class="button" rel="${rel}" href="${link(context, monthPath(line, month))}">${label}</a>`;
  return html`<nav class="buttons" aria-label="${words.title}">${step(previousMonth, words.previous, 'prev')} ${step(nextMonth, words.next, 'next')}</nav>`;
}

function olderNote(context: PageContext, { line, month, version, versions }: MonthView): Markup | string {
  if (versions.at(-1)?.version === version) return '';
  const words = monthsWords[context.language];
  return callout(
    'warning',
    html`<p>${words.older} <a href="${link(context, monthPath(line, month))}">${words.newest}</a></p>`,
  );
}

function downText({ language }: PageContext, sums: { downMinMs: number; downMaxMs: number }): Markup | string {
  return sums.downMaxMs === 0
    ? monthsWords[language].noDown
    : html`<span>${boundsPart(sums.downMinMs, sums.downMaxMs, language)}</span>`;
}

function availableText({ language }: PageContext, { availability }: EvidenceFigures): string {
  return formatPercentRange({ min: availability.upRatioMin, max: availability.upRatioMax }, 3, language) ?? '–';
}

/** More than fit on a screen are folded behind the longest. */
const OUTAGES_AT_ONCE = 12;
const LONGEST = 5;

function outagesPart(context: PageContext, view: MonthView): Markup {
  const words = monthsWords[context.language].outages;
  const { outages } = view;
  if (outages.length <= OUTAGES_AT_ONCE) return outagesTable(context, view, { caption: words.title, outages });
  const longest = outages
    .filter(({ counts }) => counts)
    .toSorted((a, b) => b.downMinMs - a.downMinMs)
    .slice(0, LONGEST)
    .toSorted((a, b) => a.startLatestAtMs - b.startLatestAtMs);
  const [first, all] = [words.longest(longest.length), words.all(formatCount(outages.length, context.language))];
  const few =
    longest.length === 0 ? '' : outagesTable(context, view, { caption: first, isShown: true, outages: longest });
  return html`${few}<details><summary>${all}</summary>${outagesTable(context, view, { caption: all, outages })}</details>`;
}

function outagesTable(
  context: PageContext,
  { line }: MonthView,
  { caption, isShown = false, outages }: { caption: string; isShown?: boolean; outages: readonly SealedOutageView[] },
): Markup {
  const { begin, length, finding, where, grade } = monthsWords[context.language].outages.columns;
  return table({
    caption,
    isCaptionShown: isShown,
    isCards: true,
    columns: [begin, length, finding, where, grade].map((label) => ({ label })),
    rows: outages.map((outage) => outageRow(context, line, outage)),
  });
}

function outageRow(context: PageContext, line: LineView, outage: SealedOutageView): Row {
  const { language } = context;
  const words = monthsWords[language];
  const begin = timeElement(outage.startLatestAtMs, line.zone, language);
  const uncounted = outage.isAttributed ? witnessWords[language].annotation.tag : words.notCounted;
  return {
    cells: [
      html`<a href="${link(context, `/lines/${line.id}/outages/${outage.id}`)}">${begin}</a>`,
      html`<span>${boundsPart(outage.downMinMs, outage.downMaxMs, language)}</span>`,
      html`<span>${findingOf(outage.verdict, language).title}${outage.counts ? '' : html` <small class="tag">${uncounted}</small>`}</span>`,
      commonWords[language].side[outage.side],
      outage.grade,
    ],
  };
}

function daysPart(context: PageContext, view: MonthView): Markup {
  const { language } = context;
  const { title, show, columns } = monthsWords[language].days;
  return html`<details><summary>${show}</summary>${table({
    caption: title,
    isCards: true,
    columns: [
      { label: columns.day },
      { label: columns.down },
      { label: columns.outages, isNumber: true },
      { label: columns.observed, isNumber: true },
    ],
    rows: view.days.map((day) => {
      const observedMs = day.upMs + day.degradedMs + day.downMaxMs + day.maintenanceMs;
      return {
        cells: [
          html`<a href="${link(context, `/lines/${view.line.id}/days/${day.day}`)}">${formatDay(day.day, language)}</a>`,
          downText(context, day),
          formatCount(day.outages, language),
          formatPercent(observedMs / (observedMs + day.unknownMs), 2, language),
        ],
      };
    }),
  })}</details>`;
}

function versionsPart(context: PageContext, view: MonthView): Markup {
  const { language } = context;
  const words = monthsWords[language].sealed;
  const { columns } = words;
  const path = monthPath(view.line, view.month);
  return html`<p>${words.text} ${words.entry(view.laneEntry, view.rulesVersion)}</p>${table({
    caption: words.title,
    isCards: true,
    columns: [columns.version, columns.at, columns.why, columns.sha256, columns.file].map((label) => ({ label })),
    rows: view.versions.map(({ version, sealedAtMs, sha256, reason }) => ({
      cells: [
        html`<a href="${link(context, `${path}?version=${version}`)}">${version}</a>`,
        timeElement(sealedAtMs, view.line.zone, language),
        words.reason[reason],
        html`<code class="long">${sha256}</code>`,
        html`<a href="${path}.json?version=${version}">${words.file}</a>`,
      ],
    })),
  })}`;
}
