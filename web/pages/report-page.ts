import { html } from 'hono/html';
import { buttonForm, callout, form, selectField, textField } from './form.ts';
import { clockPart } from './law-clock.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { type Markup, timeElement } from './local-time.ts';
import { homeWarning, problemOf, reportProblems, reportTrail } from './report-frame.ts';
import type { ReportPageView } from './report-views.ts';
import { table } from './table.ts';
import type { PageContext } from './views.ts';
import { attachmentWords } from './wording-attachments.ts';
import { reportWords } from './wording-report.ts';

/** `/owner/reports/ID`: the clock, the letter, what was recorded. */
export function reportPage(context: PageContext, view: ReportPageView): string {
  const { page: words, done } = reportWords[context.language];
  const { line, report } = view;
  // "better not yet" and "before midnight" would contradict each other
  const isAdvisedAgainst = view.homeSigns.length > 0 && view.clock?.kind === 'before-report';
  const clock = isAdvisedAgainst ? null : view.clock;
  return renderPage(context, {
    title: `${words.title}, ${line.name}`,
    trail: reportTrail(context, line, true),
    eventsHref: null,
    main: html`<header class="head"><h1>${words.title}</h1><p>${line.name}, ${timeElement(report.downSinceAtMs, line.zone, context.language, 'minute')}</p></header>
${view.done === null ? '' : callout('done', html`<p>${done[view.done]}</p>`)}
${reportProblems(context, view.problems)}
${report.state === 'withdrawn' ? callout('warning', html`<p>${words.withdrawn}</p>`) : ''}
${report.state === 'draft' ? homeWarning(context, view.homeSigns) : ''}
${clock === null ? '' : section('clock', words.clock, clockPart(context, clock, `/owner/lines/${line.id}`))}
${report.state === 'draft' ? html`${letterSection(context, view)}${recordSection(context, view)}` : html`${recordSection(context, view)}${letterSection(context, view)}`}`,
  });
}

function letterSection(context: PageContext, view: ReportPageView): Markup {
  const words = reportWords[context.language].page;
  const path = `/owner/reports/${view.report.id}`;
  return section(
    'letter',
    words.letter,
    html`${missingPart(context, view)}
<p>${words.letterText}</p>
${form({ action: link(context, path), body: letterFields(context, view), button: words.save })}
<h3>${words.downloads}</h3>
<p class="buttons"><a class="button" href="${path}.pdf">${words.pdf}</a> <a class="button" href="${path}.eml">${words.mailFile}</a> <a class="button" href="${path}.txt">${words.text}</a>${view.mailtoHref === null ? '' : html` <a class="button" href="${view.mailtoHref}">${words.mailLink}</a>`}</p>
${view.mailtoHref === null ? html`<p class="quiet">${words.mailTooLong}</p>` : ''}
<p class="quiet">${words.neverSent}</p>
<details><summary>${words.redraft}</summary><p>${words.redraftHint}</p>${form({ action: link(context, `${path}/redraft`), body: languageField(context, view), button: words.redraft })}</details>`,
  );
}

function letterFields(context: PageContext, { report, problems }: ReportPageView): Markup {
  const words = reportWords[context.language].page;
  return html`${textField({ name: 'subject', label: words.subject, value: report.subject, isRequired: true, maxLength: 200, problem: problemOf(context, problems, 'subject') })}
${textField({ name: 'body', label: words.body, value: report.body, rows: 22, isRequired: true, maxLength: 20_000, problem: problemOf(context, problems, 'body') })}`;
}

function languageField(context: PageContext, { report }: ReportPageView): Markup {
  const words = reportWords[context.language].page;
  return selectField({
    name: 'language',
    label: words.language,
    value: report.language,
    choices: (['de', 'en'] as const).map((value) => ({ value, label: words.languages[value] })),
  });
}

function missingPart(context: PageContext, { missing, line }: ReportPageView): Markup | string {
  if (missing.length === 0) return '';
  const words = reportWords[context.language].page;
  const fields = missing.map((field) => words.field[field]).join(', ');
  return callout(
    'next',
    html`<p>${words.missing(fields)} <a href="${link(context, `/owner/lines/${line.id}`)}">${words.settings}</a></p>`,
  );
}

function recordSection(context: PageContext, view: ReportPageView): Markup {
  const { language } = context;
  const { page: words, record, channel, receipt, state } = reportWords[language];
  const { report, line } = view;
  const path = `/owner/reports/${report.id}`;
  const main = report.state === 'draft' ? ' main' : '';
  const label = report.state === 'draft' ? words.recordButton : words.correctButton;
  const at = (atMs: number | null) => (atMs === null ? '–' : timeElement(atMs, line.zone, language, 'minute'));
  const told =
    report.channel === null
      ? html`<p>${words.recordText}</p>`
      : html`<dl class="pairs"><div><dt>${record.channel}</dt><dd>${channel[report.channel]} (${state[report.state]})</dd></div>
<div><dt>${record.reportedAt}</dt><dd>${at(report.reportedAtMs)}</dd></div>
<div><dt>${record.receivedAt}</dt><dd>${at(report.receivedAtMs)}</dd></div>
<div><dt>${record.ticket}</dt><dd>${report.ticket === '' ? '–' : report.ticket}</dd></div>
<div><dt>${record.receipt}</dt><dd>${receipt[report.receipt]}</dd></div></dl>`;
  return section(
    'record',
    words.record,
    html`${told}<p class="buttons"><a class="button${main}" href="${link(context, `${path}/record`)}">${label}</a></p>
${recordsPart(context, view)}
<p><a href="${link(context, `/owner/lines/${line.id}/files?report=${report.id}`)}">${attachmentWords[language].link}</a></p>
${report.state === 'withdrawn' ? '' : html`<details><summary>${words.withdraw}</summary><p>${words.withdrawText}</p>${buttonForm({ action: link(context, `${path}/withdraw`), label: words.withdraw })}</details>`}`,
  );
}

function recordsPart(context: PageContext, { records, report, line }: ReportPageView): Markup | string {
  if (records.length === 0) return '';
  const words = reportWords[context.language].page;
  const { at, entry, state, received, hash } = words.recordColumns;
  const { state: states } = reportWords[context.language];
  return html`<h3>${words.records}</h3>${table({
    caption: words.records,
    isCards: true,
    columns: [{ label: at }, { label: entry, isNumber: true }, { label: state }, { label: received }, { label: hash }],
    rows: records.map((record) => ({
      cells: [
        timeElement(record.atMs, line.zone, context.language),
        String(record.laneEntry),
        states[record.state],
        record.receivedAtMs === null ? '–' : timeElement(record.receivedAtMs, line.zone, context.language, 'minute'),
        html`<a href="/owner/reports/${report.id}/records/${record.laneEntry}.txt"><code>${record.sha256}</code></a>`,
      ],
    })),
  })}<p class="quiet">${words.recordsText}</p>`;
}
