import { html } from 'hono/html';
import { formatBounds } from './format.ts';
import { formatEuroRange } from './format-euro.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { type Markup, timeElement } from './local-time.ts';
import { reportTrail } from './report-frame.ts';
import type { ReportListView } from './report-views.ts';
import { table } from './table.ts';
import type { PageContext } from './views.ts';
import { attachmentWords } from './wording-attachments.ts';
import { lawWords } from './wording-law.ts';
import { reportWords } from './wording-report.ts';
import { statementWords } from './wording-statement.ts';

/** `/owner/lines/LINE/reports`: what was reported of a line, and what could be. */
export function reportListPage(context: PageContext, view: ReportListView): string {
  const words = reportWords[context.language].list;
  const { line } = view;
  const newPath = `/owner/lines/${line.id}/reports/new`;
  return renderPage(context, {
    title: `${words.title}, ${line.name}`,
    trail: reportTrail(context, line, false),
    eventsHref: null,
    main: html`<header class="head"><h1>${words.title}</h1><p>${line.name}</p></header>
<p>${words.text}</p>
${section('reports', words.title, reportsPart(context, view))}
${section('outages', words.outages, outagesPart(context, view))}
<p class="buttons"><a class="button" href="${link(context, newPath)}">${words.byHand}</a> <a class="button" href="${link(context, `/owner/lines/${line.id}/files`)}">${attachmentWords[context.language].title}</a> <a class="button" href="${link(context, `/owner/lines/${line.id}/statements`)}">${statementWords[context.language].link}</a></p>`,
  });
}

function reportsPart(context: PageContext, { reports, line }: ReportListView): Markup {
  const { language } = context;
  const { list: words, state } = reportWords[language];
  if (reports.length === 0) return html`<p>${words.none}</p>`;
  const { columns } = words;
  const amountText = (strictCents: number | null, likelyCents: number | null, isCountedElsewhere: boolean) => {
    if (strictCents === null || likelyCents === null) return '–';
    return isCountedElsewhere ? words.countedElsewhere : formatEuroRange([strictCents, likelyCents], language);
  };
  const { proviso, advice } = lawWords[language];
  return html`${table({
    caption: words.title,
    isCards: true,
    columns: [columns.begin, columns.state, columns.amount, columns.open].map((label) => ({ label })),
    rows: reports.map(({ report, strictCents, likelyCents, isCountedElsewhere }) => ({
      cells: [
        timeElement(report.downSinceAtMs, line.zone, language, 'minute'),
        state[report.state],
        amountText(strictCents, likelyCents, isCountedElsewhere),
        html`<a href="${link(context, `/owner/reports/${report.id}`)}">${words.open}</a>`,
      ],
    })),
  })}<p class="quiet">${columns.amount}: ${proviso}. ${advice}</p>`;
}

function outagesPart(context: PageContext, { outages, line }: ReportListView): Markup {
  const { language } = context;
  const words = reportWords[language];
  if (outages.length === 0) return html`<p>${words.list.noOutages}</p>`;
  const { columns } = words.list;
  return table({
    caption: words.list.outages,
    isCards: true,
    columns: [columns.begin, columns.length, columns.open].map((label) => ({ label })),
    rows: outages.map((outage) => ({
      cells: [
        timeElement(outage.startLatestAtMs, line.zone, language, 'minute'),
        formatBounds(outage.downMinMs, outage.downMaxMs, language),
        html`<a href="${link(context, `/owner/lines/${line.id}/reports/new?outage=${outage.id}`)}">${words.link.report}</a>`,
      ],
    })),
  });
}
