import { html } from 'hono/html';
import { choiceField, form, selectField, textField } from './form.ts';
import { link, renderPage } from './layout.ts';
import type { Markup } from './local-time.ts';
import { problemOf, reportProblems, reportTrail } from './report-frame.ts';
import { CHANNELS, RECEIPTS, type ReportRecordFormView } from './report-views.ts';
import type { PageContext } from './views.ts';
import { reportWords } from './wording-report.ts';

/** `/owner/reports/ID/record`: how and when it was reported, and later how it ended. */
export function reportRecordPage(context: PageContext, view: ReportRecordFormView): string {
  const words = reportWords[context.language];
  const { line, report } = view;
  const path = `/owner/reports/${report.id}`;
  return renderPage(context, {
    title: `${words.record.title}, ${line.name}`,
    trail: [...reportTrail(context, line, true), { label: words.page.title, path }],
    eventsHref: null,
    main: html`<header class="head"><h1>${words.record.title}</h1><p>${line.name}</p></header>
${reportProblems(context, view.problems)}
<p>${words.record.text}</p>
${form({ action: link(context, `${path}/record`), body: fields(context, view), button: words.record.button })}`,
  });
}

function fields(context: PageContext, { values, problems, report }: ReportRecordFormView): Markup {
  const { record: words, channel, receipt } = reportWords[context.language];
  const problem = (name: string) => problemOf(context, problems, name);
  const time = (name: 'reportedAt' | 'receivedAt' | 'repairedAt', label: string, hint?: string) =>
    textField({
      name,
      label,
      ...(hint !== undefined && { hint }),
      type: 'datetime-local',
      value: values[name],
      isRequired: name === 'reportedAt',
      problem: problem(name),
    });
  const ending = html`${time('repairedAt', words.repairedAt, words.repairedHint)}
${textField({ name: 'missedAppointments', label: words.missedAppointments, hint: words.missedHint, value: values.missedAppointments, inputMode: 'numeric', maxLength: 3, problem: problem('missedAppointments') })}
${textField({ name: 'credited', label: words.credited, hint: words.creditedHint, value: values.credited, inputMode: 'decimal', maxLength: 12, problem: problem('credited') })}`;
  return html`${choiceField({ kind: 'radio', name: 'channel', label: words.channel, values: [values.channel], choices: CHANNELS.map((value) => ({ value, label: channel[value] })), problem: problem('channel') })}
${time('reportedAt', words.reportedAt)}
${time('receivedAt', words.receivedAt, words.receivedHint)}
${textField({ name: 'ticket', label: words.ticket, value: values.ticket, maxLength: 60, problem: problem('ticket') })}
${selectField({ name: 'receipt', label: words.receipt, hint: words.receiptHint, value: values.receipt, choices: RECEIPTS.map((value) => ({ value, label: receipt[value] })) })}
${report.state === 'draft' ? html`<details${isEndingTold(values) ? html` open` : ''}><summary>${words.repaired}</summary>${ending}</details>` : html`<h2>${words.repaired}</h2>${ending}`}`;
}

/** Folded away while there is nothing to see in it. */
function isEndingTold({ repairedAt, missedAppointments, credited }: ReportRecordFormView['values']): boolean {
  return `${repairedAt}${missedAppointments}${credited}` !== '';
}
