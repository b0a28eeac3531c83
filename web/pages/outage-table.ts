import { html } from 'hono/html';
import { formatBounds } from './format.ts';
import { link } from './layout.ts';
import { type Markup, timeElement } from './local-time.ts';
import { table } from './table.ts';
import type { LineView, OutageEntryView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { findingOf } from './wording-findings.ts';
import { lineWords } from './wording-line.ts';
import { witnessWords } from './wording-witness.ts';

/** Outages with bounds, finding, place and grade; each leads to its own page. */
export function outageTable(context: PageContext, line: LineView, outages: OutageEntryView[]): Markup {
  const words = lineWords[context.language].outages;
  const { begin, length, finding, where, grade } = words.columns;
  return table({
    caption: outagesTitle(context, outages),
    isCards: true,
    columns: [{ label: begin }, { label: length }, { label: finding }, { label: where }, { label: grade }],
    rows: outages.map((outage) => ({
      cells: [
        beginCell(context, line, outage),
        formatBounds(outage.downMinMs, outage.downMaxMs, context.language),
        html`<span>${findingOf(outage.verdict, context.language).title}${marks(context, outage)}</span>`,
        commonWords[context.language].side[outage.side],
        outage.grade,
      ],
    })),
  });
}

function beginCell(context: PageContext, line: LineView, outage: OutageEntryView): Markup {
  const begin = timeElement(beginAtMs(context, outage), line.zone, context.language);
  if (context.isShared) return begin;
  return html`<a href="${link(context, `/lines/${line.id}/outages/${outage.id}`)}">${begin}</a>`;
}

/** The instant that stands for the beginning; strangers see it rounded down, never later than it was. */
export function beginAtMs({ reader }: PageContext, outage: OutageEntryView): number {
  return reader === 'visitor' ? outage.startEarliestAtMs : outage.startLatestAtMs;
}

/** The heading over a list: what does not count against the provider is not called an outage. */
export function outagesTitle(context: PageContext, outages: OutageEntryView[]): string {
  const { title, titleMixed } = lineWords[context.language].outages;
  return outages.every(({ counts }) => counts) ? title : titleMixed;
}

function marks(context: PageContext, outage: OutageEntryView): Markup[] {
  const words = lineWords[context.language].outages;
  const texts = [
    ...(outage.downMaxMs !== null && !outage.final ? [words.provisional] : []),
    ...(outage.isReachable ? [witnessWords[context.language].reachable.title] : []),
    ...(outage.counts ? [] : [notCountedText(context, outage)]),
  ];
  return texts.map((text) => html` <small class="tag">${text}</small>`);
}

function notCountedText({ language }: PageContext, { attributedTo, verdict }: OutageEntryView): string {
  if (attributedTo === 'home') return witnessWords[language].annotation.tag;
  const { notCounted, planned } = lineWords[language].outages;
  return verdict === 'planned-reconnect' ? planned : notCounted;
}
