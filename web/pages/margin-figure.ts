import { html } from 'hono/html';
import type { QualityHour } from '../../rules/outage/derived.ts';
import type { Markup } from './local-time.ts';
import { timeTicks } from './time-axis.ts';
import { anchorAt } from './timeline-drawing.ts';
import { percent } from './timeline-svg.ts';
import type { PageContext } from './views.ts';
import { formatTenthDb } from './witness-values.ts';
import type { QualityPageView } from './witness-views.ts';
import { qualityWords } from './wording-quality.ts';

const HOUR_MS = 3_600_000;
const TOP = 22;
const PLOT_HEIGHT = 150;
const BOTTOM = TOP + PLOT_HEIGHT;
const HEIGHT = BOTTOM + 20;
/** Tenths of a dB: what a line keeps in reserve as a rule. */
export const USUAL_RESERVE = 60;
const DASHES = '5 4';
/** More would be a smear on a phone. */
const MOST_POINTS = 240;

type Direction = 'downMarginMin' | 'upMarginMin';

/** Lowest noise margin of each hour (or of a few, over long periods), down and up; null where the router named none. */
export function marginFigure(context: PageContext, view: QualityPageView): Markup | null {
  const { language } = context;
  const words = qualityWords[language].margin;
  const values = view.hours.flatMap((hour) => [hour.downMarginMin, hour.upMarginMin]).filter((one) => one !== null);
  if (values.length === 0) return null;
  const range = { low: Math.min(0, ...values), high: niceTop(Math.max(...values, USUAL_RESERVE)) };
  const description = words.description(
    spanText(context, view.hours, 'downMarginMin'),
    spanText(context, view.hours, 'upMarginMin'),
  );
  const marks = [range.low, USUAL_RESERVE, range.high].map((value) => ({ value, y: yOf(value, range) }));
  const lines = marks.map(({ value, y }) => {
    const dashes = value === USUAL_RESERVE ? html` stroke-dasharray="2 4"` : '';
    return html`<line class="${value === USUAL_RESERVE ? 'rail' : 'grid'}" x1="0" x2="100%" y1="${y}" y2="${y}"${dashes}/>`;
  });
  // above the curves, which may pass there
  const labels = marks.map(({ value, y }) => html`<text x="0" y="${y - 4}">${formatTenthDb(value, language)}</text>`);
  const width = Math.max(1, Math.ceil((view.toAtMs - view.fromAtMs) / HOUR_MS));
  const curve = (direction: Direction, dashes: Markup | string) =>
    html`<path class="median" d="${path(view, direction, range)}"${dashes}/>`;
  return html`<p>${words.explain(stepOf(view))}</p>
<figure><svg role="img" aria-label="${description}" width="100%" height="${HEIGHT}">${lines}${timeMarks(context, view)}<svg y="0" width="100%" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none">${curve('downMarginMin', '')}${curve('upMarginMin', html` stroke-dasharray="${DASHES}"`)}</svg>${labels}</svg>
<figcaption><ul class="legend">${legendItem(words.down, 'median', '')}${legendItem(words.up, 'median', html` stroke-dasharray="${DASHES}"`)}${legendItem(words.reserve, 'rail', html` stroke-dasharray="2 4"`)}</ul></figcaption></figure>`;
}

function legendItem(label: string, look: string, dashes: Markup | string): Markup {
  return html`<li><svg width="24" height="8" aria-hidden="true"><line class="${look}" x1="0" x2="24" y1="4" y2="4"${dashes}/></svg>${label}</li>`;
}

function timeMarks(context: PageContext, view: QualityPageView): Markup[] {
  return timeTicks(view, { zone: view.line.zone, language: context.language }).map(({ atMs, label }) => {
    const ratio = (atMs - view.fromAtMs) / (view.toAtMs - view.fromAtMs);
    return html`<line class="tick" x1="${percent(ratio)}" x2="${percent(ratio)}" y1="${TOP}" y2="${BOTTOM}"/><text x="${percent(ratio)}" y="${BOTTOM + 15}" text-anchor="${anchorAt(ratio)}">${label}</text>`;
  });
}

/** A curve is never drawn across steps without a value; a step alone is a short stroke. */
function path(view: QualityPageView, direction: Direction, range: Range): string {
  const stepHours = stepOf(view);
  let lastStep = Number.NEGATIVE_INFINITY;
  let d = '';
  for (const [step, value] of lowestByStep(view, direction)) {
    const [x, y] = [step * stepHours, yOf(value, range)];
    d += step === lastStep + 1 ? `L${x} ${y}` : `M${x} ${y}h${stepHours / 2}`;
    lastStep = step;
  }
  return d;
}

/** Hours that a point of the curve stands for. */
function stepOf({ fromAtMs, toAtMs }: QualityPageView): number {
  return Math.max(1, Math.ceil((toAtMs - fromAtMs) / HOUR_MS / MOST_POINTS));
}

/** In order; steps without a value are not there. */
function lowestByStep(view: QualityPageView, direction: Direction): Map<number, number> {
  const stepMs = stepOf(view) * HOUR_MS;
  const lowest = new Map<number, number>();
  for (const hour of view.hours) {
    const value = hour[direction];
    if (value === null) continue;
    const step = Math.max(0, Math.floor((hour.fromAtMs - view.fromAtMs) / stepMs));
    lowest.set(step, Math.min(value, lowest.get(step) ?? value));
  }
  return lowest;
}

type Range = { low: number; high: number };

function yOf(value: number, { low, high }: Range): number {
  return Math.round((BOTTOM - ((value - low) / (high - low)) * PLOT_HEIGHT) * 10) / 10;
}

/** The next 5 dB above. */
function niceTop(highest: number): number {
  return Math.ceil((highest + 1) / 50) * 50;
}

function spanText({ language }: PageContext, hours: QualityHour[], direction: Direction): string {
  const values = hours.map((hour) => hour[direction]).filter((value) => value !== null);
  if (values.length === 0) return qualityWords[language].margin.none;
  return `${formatTenthDb(Math.min(...values), language)} – ${formatTenthDb(Math.max(...values), language)}`;
}
