import { html } from 'hono/html';
import type { BundleReport, BundleStatus } from '../../rules/journal/bundle/report.ts';
import type { State } from '../../rules/verdict/verdict.ts';
import { stateIcon } from './banner.ts';
import { callout } from './form.ts';
import { hashPart } from './hash-part.ts';
import type { Markup } from './local-time.ts';
import { plainText } from './plain-text.ts';
import { describeReport, type FindingGroup, type ReadableReport } from './verify-report.ts';
import type { ReportSection } from './verify-sections.ts';
import type { Language } from './views.ts';
import { formatBytes } from './witness-values.ts';
import { verifyWords } from './wording-verify.ts';

/** Colour and sign of a result; the words stand beside them. */
const LOOK: Record<BundleStatus, State> = { valid: 'up', gaps: 'degraded', broken: 'down' };

/** What is longer has a row of its own. */
const NARROW_LETTERS = 34;

/** What was checked; `isServerCompared`: the reader had entered the fingerprint of a server. */
export type CheckedFile = { name: string; bytes: number; isServerCompared: boolean };

/**
 * The report of the verifier as a part of its page; in the browser, where the check ran, and in samples of tests. First
 * what is wrong or missing, then what it is about; remarks and what was counted come after.
 */
export function verifyResult(report: BundleReport, language: Language, file: CheckedFile | null = null): Markup {
  const words = verifyWords[language];
  const readable = describeReport(report, language);
  const look = LOOK[readable.status];
  // heads and counts are the last two
  const [first, last] = [readable.sections.slice(0, -2), readable.sections.slice(-2)];
  const isPackage = report.counts.members > 0;
  const remarks = readable.findings.filter(({ kind }) => kind === 'note');
  return html`<section class="card banner b-${look}" aria-labelledby="verdict">
${stateIcon(look)}
<div class="grow"><h2 id="verdict" data-status="${readable.status}" tabindex="-1">${readable.verdict}</h2><p>${isPackage ? readable.meaning : words.unreadable}</p>${file === null ? '' : html`<p class="quiet">${words.checked(plainText(file.name), formatBytes(file.bytes, language))}</p>`}</div>
</section>
${readable.warning === null ? '' : callout('warning', html`<p>${readable.warning}</p>`)}
${readable.status === 'broken' || file === null ? '' : serverPart(report, language, file)}
${readable.findings.length === 0 ? html`<p class="card">${words.findings.none}</p>` : readable.findings.filter(({ kind }) => kind !== 'note').map(group)}
${readable.findingsLeftOut === null ? '' : html`<p>${readable.findingsLeftOut}</p>`}
${isPackage ? html`${first.map(section)}${remarks.map(group)}${last.map(section)}${notProvenPart(readable.notProven, words.statement)}` : ''}`;
}

/** A bundle alone shows only that everything comes from one key: whose it is the reader has to compare. */
function serverPart({ serverFingerprint }: BundleReport, language: Language, file: CheckedFile): Markup | string {
  const { server } = verifyWords[language];
  if (serverFingerprint === null) return '';
  if (file.isServerCompared) return callout('done', html`<p>${server.same}</p>`);
  return callout('next', html`<p>${server.open}</p><p>${hashPart(serverFingerprint)}</p>`);
}

function notProvenPart({ title, sentences }: ReadableReport['notProven'], statement: string): Markup {
  return html`<section class="card"><h2>${title}</h2><ul>${sentences.map((text) => html`<li>${text}</li>`)}</ul>
<p class="quiet">${statement}</p></section>`;
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
  return html`<dl class="facts">${rows.map(({ name, value, isHash }) => html`<div${isHash || value.length > NARROW_LETTERS ? html` class="wide"` : ''}><dt>${name}</dt><dd>${isHash ? hashPart(value) : value}</dd></div>`)}</dl>`;
}
