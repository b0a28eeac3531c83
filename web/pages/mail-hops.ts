import { html } from 'hono/html';
import { formatInstant } from '../../rules/instant.ts';
import { formatDuration } from './format.ts';
import { formatClock, localDay, type Markup, timeElement } from './local-time.ts';
import { personalText } from './mail-life.ts';
import type { MailHopView, OneMailView } from './mail-views.ts';
import { table } from './table.ts';
import type { PageContext } from './views.ts';
import { mailTerms, termOf } from './wording-mail-terms.ts';
import { oneMailWords } from './wording-one-mail.ts';

/** A clock that is off by less is called right (reference/mail.md §5). */
const OFF_MS = 3000;
/** A gap below this is no place where time went. */
const LONG_GAP_MS = 60_000;

/** Each server that stamped the mail: its stamp, how far its clock is off, the corrected time, the time since the one before. */
export function hopTable(context: PageContext, view: OneMailView): Markup {
  const words = oneMailWords[context.language].hops;
  if (view.hops.length === 0) return html`<p>${words.none}</p>`;
  const { host, whose, stamp, clock, corrected, gap } = words.columns;
  const longestMs = Math.max(...view.hops.map(({ gapMs }) => gapMs ?? 0));
  const at = (atMs: number | null) => (atMs === null ? '–' : stampElement(context, view, atMs));
  return html`<p>${words.explain}</p>
${table({
  caption: words.title,
  isCards: true,
  columns: [host, whose, stamp, clock, corrected, gap].map((label) => ({ label })),
  rows: view.hops.map((hop) => ({
    cells: [
      hostText(context, view, hop),
      whoseText(context, hop),
      at(hop.stampAtMs),
      clockText(context, hop),
      at(hop.atMs),
      gapText(context, hop, longestMs),
    ],
  })),
})}
<p class="quiet">${words.caveat}</p>`;
}

/** The day stands only where it is not the day on which the mail was handed over. */
function stampElement({ language }: PageContext, { line: { zone }, record }: OneMailView, atMs: number): Markup {
  if (record.acceptedAtMs === null || localDay(atMs, zone) !== localDay(record.acceptedAtMs, zone))
    return timeElement(atMs, zone, language);
  return html`<time datetime="${formatInstant(atMs)}">${formatClock(atMs, zone)}</time>`;
}

function hostText({ language }: PageContext, view: OneMailView, hop: MailHopView): Markup | string {
  const number = oneMailWords[language].hops.server(hop.hop + 1);
  const name = personalText(view, hop.by);
  return name === null
    ? number
    : html`<span class="host">${name.split('.').map((part, index) => (index === 0 ? part : html`<wbr>.${part}`))}</span>`;
}

function whoseText({ language }: PageContext, hop: MailHopView): Markup {
  const terms = mailTerms[language];
  const owner = termOf(terms.owner, hop.owner) ?? terms.owner.unknown;
  const anchor = hop.isAnchor ? html` <small class="tag">${oneMailWords[language].hops.anchor}</small>` : '';
  return html`<span>${owner}${anchor}</span>`;
}

function clockText({ language }: PageContext, { stampAtMs, clockOffsetMs, clockErrorMs }: MailHopView): string {
  const words = oneMailWords[language].hops;
  if (stampAtMs === null) return '–';
  if (clockOffsetMs === null) return words.unknownClock;
  const error = formatDuration(clockErrorMs ?? 0, language, 'up');
  const size = formatDuration(Math.abs(clockOffsetMs), language);
  if (Math.abs(clockOffsetMs) < OFF_MS) return words.right(error);
  return clockOffsetMs > 0 ? words.ahead(size, error) : words.behind(size, error);
}

function gapText({ language }: PageContext, { gapMs }: MailHopView, longestMs: number): Markup | string {
  if (gapMs === null) return '–';
  const text = formatDuration(gapMs, language);
  if (gapMs < longestMs || gapMs < LONG_GAP_MS) return text;
  return html`<span><strong>${text}</strong> <small class="tag">${oneMailWords[language].hops.longest}</small></span>`;
}
