import { html } from 'hono/html';
import type { BundleReport, BundleStatus } from '../../rules/journal/bundle/report.ts';
import type { State } from '../../rules/verdict/verdict.ts';
import { stateIcon } from './banner.ts';
import { callout } from './form.ts';
import type { Markup } from './local-time.ts';
import { describeReport, type FindingGroup } from './verify-report.ts';
import type { ReportSection } from './verify-sections.ts';
import type { Language } from './views.ts';
import { verifyWords } from './wording-verify.ts';

/** Colour and sign of a result; the words stand beside them. */
const LOOK: Record<BundleStatus, State> = { valid: 'up', gaps: 'degraded', broken: 'down' };

/** The report of the verifier as a part of its page; in the browser, where the check ran, and in samples of tests. */
export function verifyResult(report: BundleReport, language: Language): Markup {
  const words = verifyWords[language];
  const readable = describeReport(report, language);
  const look = LOOK[readable.status];
  return html`<section class="card banner b-${look}" aria-labelledby="verdict">
${stateIcon(look)}
<div class="grow"><h2 id="verdict" data-status="${readable.status}" tabindex="-1">${readable.verdict}</h2><p>${readable.meaning}</p></div>
</section>
${readable.warning === null ? '' : callout('warning', html`<p>${readable.warning}</p>`)}
${readable.findings.length === 0 ? html`<p class="card">${words.findings.none}</p>` : readable.findings.map(group)}
${readable.findingsLeftOut === null ? '' : html`<p>${readable.findingsLeftOut}</p>`}
${readable.sections.map(section)}
<section class="card"><h2>${readable.notProven.title}</h2><ul>${readable.notProven.sentences.map((text) => html`<li>${text}</li>`)}</ul>
<p class="quiet">${words.statement}</p></section>`;
}

function group({ kind, title, meaning, lines, rest }: FindingGroup): Markup {
  return html`<section class="card" data-kind="${kind}"><h2>${title}</h2><p class="quiet">${meaning}</p>
<ul>${lines.map(({ where, sentence }) => html`<li><code>${where}</code> ${sentence}</li>`)}</ul>
${rest === null ? '' : html`<p>${rest}</p>`}</section>`;
}

function section({ title, note, rows, isList }: ReportSection): Markup {
  return html`<section class="card"><h2>${title}</h2>${note === null ? '' : html`<p class="quiet">${note}</p>`}
${rows.length === 0 ? '' : rowsPart(rows, isList)}</section>`;
}

function rowsPart(rows: ReportSection['rows'], isList: boolean): Markup {
  if (isList) return html`<ul>${rows.map(({ name, value }) => html`<li><strong>${name}</strong>: ${value}</li>`)}</ul>`;
  return html`<dl class="facts">${rows.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
