import { html } from 'hono/html';
import { callout, problemSummary } from './form.ts';
import { clockCard } from './law-clock.ts';
import { link } from './layout.ts';
import type { Markup } from './local-time.ts';
import type { FieldProblem, HomeSign, OutageReportView } from './report-views.ts';
import type { LineView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { reportWords } from './wording-report.ts';

/** The way back from a page of reports; `isBelow`: the page is one of a single report. */
export function reportTrail(context: PageContext, line: LineView, isBelow: boolean): { label: string; path: string }[] {
  const owner = { label: commonWords[context.language].nav.owner, path: '/owner' };
  const trail = [owner, { label: line.name, path: `/lines/${line.id}` }];
  const list = { label: reportWords[context.language].list.title, path: `/owner/lines/${line.id}/reports` };
  return isBelow ? [...trail, list] : trail;
}

/** On the page of a line or an outage: the clock for its owner, or where to report. */
export function outageReportPart(context: PageContext, view: OutageReportView): Markup | string {
  const words = reportWords[context.language].link;
  const { newPath, reportPath, clock } = view;
  if (clock !== null && clock.kind !== 'no-rule') return clockCard(context, clock);
  const button = (path: string, label: string, kind: string) =>
    html`<p class="buttons"><a class="${kind}" href="${link(context, path)}">${label}</a></p>`;
  if (reportPath !== null) return button(reportPath, words.open, 'button');
  return newPath === null ? '' : button(newPath, words.report, 'button main');
}

/** Why it may be better not to report yet; nothing when nothing speaks for a fault at home. */
export function homeWarning(context: PageContext, signs: readonly HomeSign[]): Markup | string {
  if (signs.length === 0) return '';
  const words = reportWords[context.language].home;
  return callout(
    'warning',
    html`<p><strong>${words.title}</strong></p><ul>${signs.map((sign) => html`<li>${words.sign[sign]}</li>`)}</ul><p>${words.text}</p>`,
  );
}

/** What was wrong with a field, in words; null when nothing was. */
export function problemOf(context: PageContext, problems: readonly FieldProblem[], name: string): string | null {
  const found = problems.find((problem) => problem.name === name);
  return found === undefined ? null : reportWords[context.language].problem[found.problem];
}

/** Every problem with the name of its field, above the form; nothing when there is none. */
export function reportProblems(context: PageContext, problems: readonly FieldProblem[]): Markup | string {
  const { check, page, record, problem: texts, problems: title } = reportWords[context.language];
  const labels: Record<string, string> = {
    downSince: check.downSince,
    reachable: check.reachable,
    otherPhone: check.otherPhone,
    subject: page.subject,
    body: page.body,
    channel: record.channel,
    reportedAt: record.reportedAt,
    receivedAt: record.receivedAt,
    ticket: record.ticket,
    repairedAt: record.repairedAt,
    missedAppointments: record.missedAppointments,
    credited: record.credited,
  };
  const list = problems.map(({ name, problem }) => ({ name, text: `${labels[name] ?? name} – ${texts[problem]}` }));
  return problemSummary(title, list);
}
