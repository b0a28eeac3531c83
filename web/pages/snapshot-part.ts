import { html } from 'hono/html';
import type { OutageSnapshot } from '../../rules/outage/derived.ts';
import { formatCount, formatLatency } from './format.ts';
import { type Markup, timeElement } from './local-time.ts';
import { table } from './table.ts';
import type { Language, OutagePageView, PageContext } from './views.ts';
import { valueName } from './witness-values.ts';
import { witnessWords } from './wording-witness.ts';

/** What was recorded at the begin, after a minute and at the end: path, router log, counters. For the owner only. */
export function snapshotPart(context: PageContext, view: OutagePageView): Markup {
  const words = witnessWords[context.language].snapshots;
  const { snapshots } = view.outage;
  return html`<p>${words.explain}</p>
${snapshots.map((snapshot) => snapshotMarkup(context, view, snapshot))}
${counterTable(context, snapshots)}`;
}

function snapshotMarkup(context: PageContext, view: OutagePageView, snapshot: OutageSnapshot): Markup {
  const { language } = context;
  const words = witnessWords[language].snapshots;
  const { moment, atMs, segment, sequence, facts } = snapshot;
  const sheet = words.sheet(formatCount(segment, language), formatCount(sequence, language));
  const title = words.moment[moment];
  return html`<details><summary><span>${title}, ${timeElement(atMs, view.line.zone, language)}</span></summary>
<h3>${words.trace}</h3>${personal(context, view, facts['trace'], (text) => traceTable(context, text, `${words.trace}, ${title}`))}
<h3>${words.log}</h3>${personal(context, view, facts['routerLog'], (text) => html`<pre>${text}</pre>`)}
<p class="quiet">${sheet}</p></details>`;
}

/** The value itself, which is not in the signed sheets; it may have been erased there or not have arrived. */
function personal(
  context: PageContext,
  { personalValues }: OutagePageView,
  hash: string | undefined,
  show: (text: string) => Markup,
): Markup {
  const words = witnessWords[context.language].snapshots;
  if (hash === undefined) return html`<p class="quiet">${words.none}</p>`;
  if (personalValues === undefined) return html`<p class="quiet">${words.ownerOnly}</p>`;
  const text = Object.hasOwn(personalValues, hash) ? personalValues[hash] : undefined;
  if (text === undefined) return html`<p class="quiet">${words.gone}</p>`;
  return text.trim() === '' ? html`<p class="quiet">${words.none}</p>` : show(withoutTricks(text));
}

/** Signs that turn the direction of words, and those that nobody sees, would make a line say something else than it holds. */
function withoutTricks(text: string): string {
  return text.replaceAll(/[^\P{C}\n]|[\u2028\u2029]/gu, '\ufffd');
}

const HOP = /^\s*(\d{1,3})[\s,]+(\*|[0-9a-fA-F.:]+)(?:[\s,]+(\d+))?\s*$/;

/** A line each: distance, address or `*`, microseconds; a line of another kind stands as it is. */
function traceTable(context: PageContext, text: string, caption: string): Markup {
  const { language } = context;
  const words = witnessWords[language].snapshots;
  const rows = text.split('\n').filter((line) => line.trim() !== '');
  return table({
    caption,
    columns: [{ label: words.hop }, { label: words.address }, { label: words.answerTime, isNumber: true }],
    rows: rows.map((line) => ({ cells: hopCells(line, language) })),
  });
}

function hopCells(line: string, language: Language): string[] {
  const [, hop, address, us] = HOP.exec(line) ?? [];
  if (hop === undefined || address === undefined) return ['–', line, '–'];
  const time = us === undefined ? '–' : formatLatency(Number(us) / 1000, language);
  return address === '*' ? [hop, witnessWords[language].snapshots.silentHop, '–'] : [hop, address, time];
}

/** Counters stand with what they grew by since the moment before. */
function counterTable(context: PageContext, snapshots: OutageSnapshot[]): Markup | string {
  const { language } = context;
  const words = witnessWords[language].snapshots;
  const names = [...new Set(snapshots.flatMap(({ readings }) => Object.keys(readings)))];
  if (names.length === 0) return '';
  const number = (label: string) => ({ label, isNumber: true });
  return html`<h3>${words.counters}</h3>
${table({
  caption: words.counters,
  isCards: true,
  columns: [{ label: words.counter }, ...snapshots.map(({ moment }) => number(words.moment[moment]))],
  rows: names.map((name) => ({
    cells: [
      valueName(name, language),
      ...snapshots.map(({ readings }, index) =>
        counterText(ownReading(readings, name), ownReading(snapshots[index - 1]?.readings ?? {}, name), {
          name,
          language,
        }),
      ),
    ],
  })),
})}`;
}

/** Names come from samples: `constructor` is one like any other. */
function ownReading(readings: Record<string, number>, name: string): number | undefined {
  return Object.hasOwn(readings, name) ? readings[name] : undefined;
}

function counterText(
  value: number | undefined,
  before: number | undefined,
  { name, language }: { name: string; language: Language },
): string {
  if (value === undefined) return '–';
  const text = formatCount(value, language);
  if (before === undefined || name === 'hops' || value <= before) return text;
  return `${text} (+${formatCount(value - before, language)})`;
}
