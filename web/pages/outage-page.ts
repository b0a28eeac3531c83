import { html } from 'hono/html';
import { annotationPart } from './annotation-part.ts';
import { chainFigure } from './chain-figure.ts';
import { clockPart } from './clock-part.ts';
import { coverageLink } from './coverage-part.ts';
import { edgeFigures } from './edge-figures.ts';
import { boundsPart } from './evidence-parts.ts';
import { formatBounds, formatDuration, formatExactSeconds } from './format.ts';
import { link, renderPage } from './layout.ts';
import { exportLinks, section } from './line-page.ts';
import { formatDay, localDay, type Markup, timeElement } from './local-time.ts';
import { methodSection } from './method-section.ts';
import { findingPart, outageNotes } from './outage-finding.ts';
import { beginAtMs } from './outage-table.ts';
import { outageReportPart } from './report-frame.ts';
import { sampleTable } from './sample-table.ts';
import { snapshotPart } from './snapshot-part.ts';
import { table } from './table.ts';
import { timelineFigure } from './timeline-figure.ts';
import type { OutagePageView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { evidenceWords } from './wording-evidence.ts';
import { failoverWords } from './wording-failover.ts';
import { findingOf } from './wording-findings.ts';
import { lineWords } from './wording-line.ts';
import { outageWords } from './wording-outage.ts';
import { disclosureWords } from './wording-publish.ts';
import { witnessWords } from './wording-witness.ts';

/** `/lines/LINE/outages/ID`: one outage with its bounds and everything they rest on. */
export function outagePage(context: PageContext, view: OutagePageView): string {
  const { language } = context;
  const words = outageWords[language];
  const witness = witnessWords[language];
  const { line, outage } = view;
  const title = titleOf(context, view);
  const bounds = formatBounds(outage.downMinMs, outage.downMaxMs, language);
  return renderPage(context, {
    title: `${title}, ${line.name}`,
    trail: [
      { label: commonWords[language].nav.allLines, path: '/' },
      { label: line.name, path: `/lines/${line.id}` },
    ],
    zone: line.zone,
    // a form that was refused holds what was typed: no news may replace it
    eventsHref: outage.final || view.annotate?.problem ? null : `/events?line=${line.id}`,
    main: html`<header class="head"><h1>${title}</h1><p>${line.name}, ${commonWords[language].lineAt(line.provider)}</p></header>
<p class="lead">${boundsPart(outage.downMinMs, outage.downMaxMs, language, true)}</p>
${view.isEvidenceVisible && outage.counts ? evidenceLink(context, view) : ''}
${outageNotes(context, view)}
${view.report ? outageReportPart(context, view.report) : ''}
${section('finding', words.finding, findingPart(context, view))}
${outage.chain.length > 0 ? section('chain', witness.chain.title, chainFigure(context, line, outage)) : ''}
${section('course', words.timeline, coursePart(context, view, bounds))}
${outage.phases.length > 1 ? section('phases', words.phases.title, phaseTable(context, view)) : ''}
${section('length', words.sums.title, lengthPart(context, view))}
${section('samples', words.samples.title, sampleTable(context, view))}
${outage.snapshots.length > 0 ? section('snapshots', witness.snapshots.title, snapshotPart(context, view)) : ''}
${view.annotate || view.annotations?.length ? section('later', witness.annotation.title, annotationPart(context, view)) : ''}
${view.clock ? section('clock', witness.clock.title, clockPart(context, view, view.clock)) : ''}
${section('version', words.revision.title, html`<p>${revisionText(context, view)}</p>`)}
${view.method ? section('method', lineWords[language].method.title, methodSection(context, view.method)) : ''}
${view.isEvidenceVisible ? section('evidence', words.exports, exportLinks(context, line.id, { ...daysOf(view), outage: outage.id })) : ''}
${neighbours(context, view)}`,
  });
}

/** What people come for; the downloads themselves stand far below. */
function evidenceLink(context: PageContext, { line, outage }: OutagePageView): Markup {
  const href = link(context, `/lines/${line.id}/evidence?outage=${outage.id}`);
  return html`<p class="buttons"><a class="button" href="${href}">${evidenceWords[context.language].ofOutage}</a></p>`;
}

/** What does not count against the provider is not called an outage. */
function titleOf(context: PageContext, { line, outage }: OutagePageView): string {
  const { language } = context;
  const day = formatDay(localDay(beginAtMs(context, outage), line.zone), language);
  if (outage.verdict === 'planned-reconnect') return witnessWords[language].planned.title(day);
  return outage.counts ? outageWords[language].title(day) : outageWords[language].titleNotCounted(day);
}

function coursePart(context: PageContext, view: OutagePageView, bounds: string): Markup {
  const description = `${outageWords[context.language].timeline}: ${bounds}`;
  const whole = timelineFigure(context, view.line, { timeline: view.timeline, description });
  if (context.reader === 'visitor')
    return html`${whole}<p class="quiet">${disclosureWords[context.language].hiddenExact}</p>`;
  // what the router said now and then has no edge to magnify
  return view.outage.isReachable ? whole : html`${whole}${edgeFigures(context, view)}`;
}

function lengthPart(context: PageContext, view: OutagePageView): Markup {
  const { language } = context;
  const { downMinMs, downMaxMs, isReachable } = view.outage;
  const words = { ...outageWords[language].sums, ...(isReachable && failoverWords[language].sums) };
  const most =
    downMaxMs === null
      ? outageWords[language].phases.open
      : html`<strong>${formatDuration(downMaxMs, language, 'up')}</strong> (${formatExactSeconds(downMaxMs, language)})<br><span class="quiet">${words.mostHow}</span>`;
  return html`<dl class="pairs">
<div><dt>${words.least}</dt><dd><strong>${formatDuration(downMinMs, language)}</strong> (${formatExactSeconds(downMinMs, language)})<br><span class="quiet">${words.leastHow}</span></dd></div>
<div><dt>${words.most}</dt><dd>${most}</dd></div>
</dl>
<p class="quiet">${words.caveat}</p>`;
}

function phaseTable(context: PageContext, view: OutagePageView): Markup {
  const { language } = context;
  const words = outageWords[language].phases;
  const more = witnessWords[language].phases;
  // the length between two rounded times would be a wrong one
  const isExact = context.reader !== 'visitor';
  const labels = [outageWords[language].finding, more.side, words.from, words.to, ...(isExact ? [more.length] : [])];
  const at = (atMs: number) => timeElement(atMs, view.line.zone, language);
  return html`<p>${witnessWords[language].phases.explain}</p>
${table({
  caption: words.title,
  isCards: true,
  columns: labels.map((label) => ({ label })),
  rows: view.outage.phases.map(({ verdict, side, fromAtMs, toAtMs }) => ({
    cells: [
      findingOf(verdict, language).title,
      commonWords[language].side[side],
      at(fromAtMs),
      toAtMs === null ? words.open : at(toAtMs),
      ...(isExact ? [toAtMs === null ? '–' : formatDuration(toAtMs - fromAtMs, language)] : []),
    ],
  })),
})}`;
}

function revisionText(context: PageContext, view: OutagePageView): string {
  const words = outageWords[context.language].revision;
  const { revision, final } = view.outage;
  const text = revision <= 1 ? words.first : words.changed(revision);
  return final ? text : words.provisional;
}

function daysOf(view: OutagePageView): { fromDay: string; toDay: string } {
  const { outage, line } = view;
  const endAtMs = outage.endLatestAtMs ?? outage.bounds.lastBad.sentAtMs;
  return { fromDay: localDay(outage.startEarliestAtMs, line.zone), toDay: localDay(endAtMs, line.zone) };
}

function neighbours(context: PageContext, view: OutagePageView): Markup {
  const words = outageWords[context.language];
  const step = (id: string | null, label: string, rel: string) =>
    id === null
      ? ''
      : html`<a class="button" rel="${rel}" href="${link(context, `/lines/${view.line.id}/outages/${id}`)}">${label}</a>`;
  const day = localDay(beginAtMs(context, view.outage), view.line.zone);
  return html`<nav class="buttons" aria-label="${words.previous} / ${words.next}">${step(view.previousId, words.previous, 'prev')} <a class="button" href="${link(context, `/lines/${view.line.id}/days/${day}`)}">${formatDay(day, context.language)}</a> ${step(view.nextId, words.next, 'next')} ${coverageLink(context, view.line)}</nav>`;
}
