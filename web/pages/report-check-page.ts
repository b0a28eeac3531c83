import { html } from 'hono/html';
import { choiceField, form, textField } from './form.ts';
import { formatDuration } from './format.ts';
import { renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { type Markup, timeElement } from './local-time.ts';
import { homeWarning, problemOf, reportProblems, reportTrail } from './report-frame.ts';
import { CHECK_ANSWERS, CHECK_NAMES, type CheckName, type ReportCheckView } from './report-views.ts';
import type { OutageView, PageContext } from './views.ts';
import { reportWords } from './wording-report.ts';

/** `/owner/lines/LINE/reports/new`: what to try before reporting; leads to the draft with one button. */
export function reportCheckPage(context: PageContext, view: ReportCheckView): string {
  const words = reportWords[context.language];
  const { line, outage } = view;
  return renderPage(context, {
    title: `${words.check.title}, ${line.name}`,
    trail: reportTrail(context, line, true),
    eventsHref: null,
    main: html`<header class="head"><h1>${words.check.title}</h1><p>${line.name}</p></header>
${reportProblems(context, view.problems)}
${homeWarning(context, view.homeSigns)}
${section('measured', words.check.measured, outage === null ? html`<p>${words.check.byHand}</p>` : measuredPart(context, view, outage))}
<p>${words.check.text}</p>
${form({ action: `/owner/lines/${line.id}/reports/new`, body: fields(context, view), button: words.check.button })}`,
  });
}

function measuredPart(context: PageContext, { line }: ReportCheckView, outage: OutageView): Markup {
  const { language } = context;
  const words = reportWords[language].check;
  const length = formatDuration(outage.downMinMs, language);
  const router = { home: words.gatewayDead, access: words.gatewayFine, provider: words.gatewayFine };
  const known = outage.side === 'remote' || outage.side === 'unknown' ? words.gatewayUnknown : router[outage.side];
  return html`<ul><li>${words.since} ${timeElement(outage.startLatestAtMs, line.zone, language)}, ${outage.endEarliestAtMs === null ? words.lasting(length) : words.ended(length)}</li><li>${known}</li></ul>`;
}

function fields(context: PageContext, view: ReportCheckView): Markup {
  const words = reportWords[context.language].check;
  const { line, outage, problems } = view;
  // a language chosen by link goes on with the form; the letter is written in it
  const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`;
  const names = CHECK_NAMES.filter((name) => name !== 'telephony' || view.services.includes('telephony'));
  const since = textField({
    name: 'downSince',
    label: words.downSince,
    hint: words.downSinceHint(line.zone),
    type: 'datetime-local',
    value: view.downSince,
    isRequired: true,
    problem: problemOf(context, problems, 'downSince'),
  });
  return html`${hidden('language', context.language)}${outage === null ? since : hidden('outage', outage.id)}
${names.map((name) => checkField(context, view, name))}
<details><summary>${words.more}</summary>
${textField({ name: 'reachable', label: words.reachable, hint: words.reachableHint, value: view.reachable, maxLength: 120, problem: problemOf(context, problems, 'reachable') })}
${textField({ name: 'otherPhone', label: words.otherPhone, type: 'tel', value: view.otherPhone, maxLength: 40, problem: problemOf(context, problems, 'otherPhone') })}
</details>`;
}

function checkField(context: PageContext, view: ReportCheckView, name: CheckName): Markup {
  const { label, hint, answers } = reportWords[context.language].checks[name];
  return choiceField({
    kind: 'radio',
    name,
    label,
    ...(hint !== undefined && { hint }),
    values: [view.answers[name]],
    choices: CHECK_ANSWERS[name].map((value) => ({ value, label: answers[value] ?? value })),
  });
}
