import { html } from 'hono/html';
import { STATEMENT } from '../../rules/wire/evidence-format.ts';
import type { EvidenceFigures, EvidenceFiles, HeadView } from './evidence-views.ts';
import { formatBounds, formatCount, formatDuration, formatPercent, formatPercentRange } from './format.ts';
import { hashPart } from './hash-part.ts';
import { link } from './layout.ts';
import { formatDay, type Markup, timeElement } from './local-time.ts';
import type { Language, LineView, PageContext } from './views.ts';
import { formatBytes } from './witness-values.ts';
import { evidenceWords } from './wording-evidence.ts';

/** Parts that the evidence page and the page behind a link have in common. */

/** The sentence that stands on every export. */
export function statementPart({ language }: PageContext): Markup {
  return html`<p class="quiet">${STATEMENT[language]}</p>`;
}

/** `Do 01.10.2026 bis Sa 03.10.2026` */
export function periodText({ language }: PageContext, { fromDay, toDay }: { fromDay: string; toDay: string }): string {
  return evidenceWords[language].figures.of(formatDay(fromDay, language), formatDay(toDay, language));
}

/** What was measured, in four figures. Never a share without how much was observed. */
export function figuresPart(context: PageContext, figures: EvidenceFigures): Markup {
  const { language } = context;
  const words = evidenceWords[language].figures;
  const { sums, availability } = figures;
  if (availability.observedMs === 0) return html`<p>${words.nothing}</p>`;
  const ratio = formatPercentRange({ min: availability.upRatioMin, max: availability.upRatioMax }, 3, language);
  return html`<dl class="pairs four">
<div class="wide"><dt>${words.down}</dt><dd><strong>${downText(context, figures)}</strong>${sums.failoverMs > 0 ? note(`${words.failover}: ${formatDuration(sums.failoverMs, language, 'up')}`) : ''}</dd></div>
<div><dt>${words.outages}</dt><dd><strong>${formatCount(sums.outages, language)}</strong>${outageNotes(context, figures)}</dd></div>
<div><dt>${words.observed}</dt><dd><strong>${formatPercent(availability.coverageRatio, 2, language)}</strong>${sums.unknownMs > 0 ? note(words.notObserved(formatDuration(sums.unknownMs, language, 'up'))) : ''}</dd></div>
<div><dt>${words.available}</dt><dd><strong>${ratio}</strong>${note(words.availableNote)}</dd></div>
</dl>`;
}

function note(text: string): Markup {
  return html`<br><span class="quiet">${text}</span>`;
}

function downText({ language }: PageContext, { sums }: EvidenceFigures): Markup | string {
  if (sums.downMaxMs === 0) return evidenceWords[language].figures.noDown;
  return boundsPart(sums.downMinMs, sums.downMaxMs, language);
}

/** `formatBounds`, of which a line breaks between the two bounds rather than before one of them. */
export function boundsPart(minMs: number, maxMs: number | null, language: Language, isCapital = false): Markup {
  const [least = '', most = ''] = formatBounds(minMs, maxMs, language).split(', ');
  const begin = isCapital ? least.charAt(0).toUpperCase() + least.slice(1) : least;
  return html`<span class="bound">${begin},</span> <span class="bound">${most}</span>`;
}

function outageNotes({ language }: PageContext, { sums, outagesReachingIn }: EvidenceFigures): Markup[] {
  const words = evidenceWords[language].figures;
  return [
    ...(sums.dropouts > 0 ? [note(words.ofThem(formatCount(sums.dropouts, language)))] : []),
    ...(outagesReachingIn > 0 ? [note(words.reachingIn(outagesReachingIn))] : []),
  ];
}

/** The small files, which are made at once. `base` has no query yet; `hasTicks`: above them it is chosen what goes along. */
export function tableLinks(
  { language }: PageContext,
  parts: { base: string; query: string; files: Pick<EvidenceFiles, 'hasMail'>; hasTicks: boolean },
): Markup {
  const words = evidenceWords[language].files;
  const { base, query, files, hasTicks } = parts;
  const tables = [
    ['outages', words.table.outages],
    ['days', words.table.days],
    ...(files.hasMail ? [['mails', words.table.mails] as const] : []),
  ] as const;
  const href = (path: string, more: string) =>
    `${base}/${[path, [query, more].filter((part) => part !== '').join('&')].filter((part) => part !== '').join('?')}`;
  const buttons = (more: string) =>
    tables.map(
      ([table, label]) => html` <a class="button" href="${href('evidence.csv', `table=${table}${more}`)}">${label}</a>`,
    );
  return html`<details><summary>${words.tables}</summary>${hasTicks ? html`<p class="quiet">${words.tablesNote}</p>` : ''}${offer(words.excel, buttons('&dialect=excel-de'))}${offer(words.csv, buttons(''))}${offer(
    words.json,
    [html`<a class="button" href="${href('evidence.json', '')}">JSON</a>`],
  )}</details>`;
}

/** Of an estimate: two digits, `55 MB`. */
export function aboutBytes(bytes: number, language: Language): string {
  return formatBytes(Number(bytes.toPrecision(2)), language).replace(/[.,]0(?=\D)/, '');
}

/** One kind of file: its name, what it is for, and how to get it. */
export function offer({ label, hint }: { label: string; hint: string }, ways: Markup | Markup[]): Markup {
  return html`<div class="offer"><h3>${label}</h3><p class="quiet">${hint}</p><p class="buttons">${ways}</p></div>`;
}

/** By what others recognise that nothing was changed. */
export function checkPart(
  context: PageContext,
  { line, head, serverFingerprint }: { line: LineView; head: HeadView | null; serverFingerprint: string },
): Markup {
  const { language } = context;
  const words = evidenceWords[language].check;
  const headRow =
    head === null
      ? ''
      : html`<div><dt>${words.head(formatCount(head.counter, language))}</dt><dd><code>${head.short}</code><br><span class="quiet">${timeElement(head.atMs, line.zone, language)}</span></dd></div>`;
  return html`<p>${words.text}</p>
<dl class="pairs"><div><dt>${words.key}</dt><dd>${hashPart(serverFingerprint)}</dd></div>${headRow}</dl>
<p class="quiet">${head === null ? words.noHead : words.headNote}</p>
<p><a href="${link(context, '/verify')}">${words.verify}</a></p>`;
}

export function notSaidPart({ language }: PageContext): Markup {
  return html`<ul>${evidenceWords[language].notSaid.items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
