import { html } from 'hono/html';
import { addDays } from '../../rules/outage/calendar-days.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { localDay, type Markup } from './local-time.ts';
import { table } from './table.ts';
import { technicianSheet } from './technician-sheet.ts';
import type { TechnicianSheet, TechnicianView } from './technician-views.ts';
import type { Language, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { evidenceWords } from './wording-evidence.ts';
import { qualityWords } from './wording-quality.ts';
import { technicianWords } from './wording-technician.ts';

/** Days that the buttons offer. */
const PERIOD_DAYS = [7, 30, 90];
const CARD_COLUMNS = 7;

/** `/lines/LINE/technician`: one page in the terms of whoever repairs the line, to be printed. `toDay`: the last local day. */
export function technicianPage(context: PageContext, view: TechnicianView & { toDay: string }): string {
  const { language } = context;
  const words = technicianWords[language];
  const quality = qualityWords[language];
  const { facts, tables, notes } = technicianSheet(view, language);
  return renderPage(context, {
    title: `${words.title}, ${view.line.name}`,
    trail: [
      { label: commonWords[language].nav.allLines, path: '/' },
      { label: view.line.name, path: `/lines/${view.line.id}` },
      { label: evidenceWords[language].name, path: `/lines/${view.line.id}/evidence` },
    ],
    zone: view.line.zone,
    eventsHref: null,
    main: html`<header class="head sheet"><h1>${words.title}</h1><p>${view.line.name}, ${commonWords[language].lineAt(view.line.provider)}</p></header>
<p class="quiet">${words.lead}</p>
<nav class="buttons" aria-label="${quality.periods}">${PERIOD_DAYS.map((days) => html`<a class="button" href="${link(context, `/lines/${view.line.id}/technician?from=${addDays(view.toDay, 1 - days)}&to=${view.toDay}`)}">${quality.days(days)}</a>`)} ${pdfLink(context, view)}</nav>
${facts.map((block, index) => section(`facts-${index}`, block.title, factTable(block)))}
${tables.map((block, index) => section(`table-${index}`, block.title, tablePart(block, language)))}
${notes.map((note) => html`<p class="quiet">${note}</p>`)}`,
  });
}

function pdfLink({ language }: PageContext, view: TechnicianView & { toDay: string }): Markup {
  const { line, fromAtMs, toDay } = view;
  const query = `kind=technician&from=${localDay(fromAtMs, line.zone)}&to=${toDay}&lang=${language}`;
  return html`<a class="button" href="/lines/${line.id}/evidence.pdf?${query}">${technicianWords[language].pdf}</a>`;
}

const TIME = /((?:\d{4}-\d{2}-\d{2}|\d{2}\.\d{2}\.\d{4}) \d{2}:\d{2}:\d{2}(?:[.,]\d{3})?)/;

/** Where there is room no line breaks within a time. */
function keepTimes(text: string): Markup | string {
  const parts = text.split(TIME);
  if (parts.length === 1) return text;
  return html`<span>${parts.map((part, index) => (index % 2 === 0 ? part : html`<span class="whole">${part}</span>`))}</span>`;
}

function factTable({ rows }: { rows: [string, string][] }): Markup {
  return html`<dl class="facts">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function tablePart(block: TechnicianSheet['tables'][number], language: Language): Markup {
  const note = block.note === null ? '' : html`<p class="quiet">${block.note}</p>`;
  if (block.rows.length === 0) return html`${note}`;
  const isCards = block.columns.length <= CARD_COLUMNS;
  return html`${table({
    // of a table that scrolls the name is that of a region, too: another one than that of its section
    caption: isCards ? block.title : technicianWords[language].table(block.title),
    // many short figures: on a phone to be pushed aside, as cards they would fill five screens
    isCards,
    columns: block.columns.map((label) => ({ label })),
    rows: block.rows.map((cells) => ({ cells: cells.map(keepTimes) })),
  })}${note}`;
}
