import { html } from 'hono/html';
import { formatCount, formatLatency, formatPercent } from './format.ts';
import { type Markup, timeElement } from './local-time.ts';
import { table } from './table.ts';
import { timeTicks } from './time-axis.ts';
import { anchorAt } from './timeline-drawing.ts';
import { percent } from './timeline-svg.ts';
import type { LatencyPointView, LatencyView, LineView, PageContext } from './views.ts';
import { lineWords } from './wording-line.ts';

const PLOT_TOP = 22;
const PLOT_HEIGHT = 130;
const LOSS_HEIGHT = 28;
const PLOT_BOTTOM = PLOT_TOP + PLOT_HEIGHT;
const LOSS_BOTTOM = PLOT_BOTTOM + LOSS_HEIGHT + 6;
const HEIGHT = LOSS_BOTTOM + 20;
const HOUR_MS = 3_600_000;

/** Latency and loss as SVG with its data in a table behind it; the browser part puts Chart.js in the SVG's place. */
export function latencyFigure(context: PageContext, line: LineView, latency: LatencyView): Markup {
  const words = lineWords[context.language].latency;
  const sent = latency.points.reduce((sum, point) => sum + point.sentCount, 0);
  const lost = latency.points.reduce((sum, point) => sum + point.lostCount, 0);
  if (sent === 0) return html`<p>${words.none}</p>`;
  const summary = words.summary({
    sent: formatCount(sent, context.language),
    lost: formatCount(lost, context.language),
    share: formatPercent(lost / sent, 3, context.language),
  });
  const attributes = html`data-chart="latency" data-zone="${line.zone}" data-src="${latency.dataHref}" data-zone="${line.zone}" data-median-label="${words.median}" data-p95-label="${words.p95}" data-loss-label="${words.loss}"`;
  return html`<p>${summary}</p>
<figure ${attributes}>
${chartSvg(context, line, latency, summary)}
<figcaption><ul class="legend"><li><i class="k-median"></i>${words.median}</li><li><i class="k-band"></i>${words.p95}</li><li><i class="k-loss"></i>${words.loss}</li></ul></figcaption>
</figure>
<details><summary>${words.table}</summary>${hourTable(context, line, latency)}<p><a href="${latency.dataHref}">${words.asData}</a></p></details>`;
}

function chartSvg(context: PageContext, line: LineView, latency: LatencyView, description: string): Markup {
  const topMs = niceTop(latency.points.map((point) => point.p95Ms ?? point.maxMs ?? 0));
  const ticks = timeTicks(latency, { zone: line.zone, language: context.language });
  const lines = [0, 0.5, 1].map((share) => {
    const y = PLOT_BOTTOM - share * PLOT_HEIGHT;
    const label = formatLatency(share * topMs, context.language).replace(/[.,]0(?=\D)/, '');
    return html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text x="0" y="${y - 4}">${label}</text>`;
  });
  const times = ticks.map((tick) => {
    const ratio = (tick.atMs - latency.fromAtMs) / (latency.toAtMs - latency.fromAtMs);
    return html`<line class="tick" x1="${percent(ratio)}" x2="${percent(ratio)}" y1="${PLOT_TOP}" y2="${LOSS_BOTTOM}"/><text x="${percent(ratio)}" y="${LOSS_BOTTOM + 15}" text-anchor="${anchorAt(ratio)}">${tick.label}</text>`;
  });
  const width = Math.max(1, Math.round((latency.toAtMs - latency.fromAtMs) / latency.stepMs));
  // Only the curves are stretched; text stands outside, so that it keeps its shape.
  return html`<svg role="img" aria-label="${description}" width="100%" height="${HEIGHT}">${lines}${times}<svg y="${PLOT_TOP}" width="100%" height="${PLOT_HEIGHT}" viewBox="0 0 ${width} ${PLOT_HEIGHT}" preserveAspectRatio="none"><path class="band" d="${bandPath(latency, topMs)}"/><path class="median" d="${medianPath(latency, topMs)}"/></svg><svg y="${PLOT_BOTTOM + 6}" width="100%" height="${LOSS_HEIGHT}" viewBox="0 0 ${width} ${LOSS_HEIGHT}" preserveAspectRatio="none"><path class="loss" d="${lossPath(latency)}"/></svg></svg>`;
}

/** A round number of milliseconds above nearly all values: one slow answer does not flatten the curve. */
function niceTop(values: number[]): number {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const high = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.98))] ?? 1;
  const size = 10 ** Math.floor(Math.log10(high));
  return ([1, 2, 4, 6, 10].find((factor) => factor * size >= high * 1.05) ?? 20) * size;
}

function x(point: LatencyPointView, latency: LatencyView): number {
  return Math.round(((point.fromAtMs - latency.fromAtMs) / latency.stepMs) * 10) / 10;
}

function y(valueMs: number, topMs: number): number {
  return Math.round((1 - Math.min(1, valueMs / topMs)) * PLOT_HEIGHT * 10) / 10;
}

/** Runs of points without a hole: a curve is never drawn across time that was not measured. */
function runs(latency: LatencyView): LatencyPointView[][] {
  const result: LatencyPointView[][] = [];
  let previous: LatencyPointView | null = null;
  for (const point of latency.points) {
    if (point.medianMs === null) {
      previous = null;
      continue;
    }
    if (previous && point.fromAtMs - previous.fromAtMs <= latency.stepMs) result.at(-1)?.push(point);
    else result.push([point]);
    previous = point;
  }
  return result;
}

function medianPath(latency: LatencyView, topMs: number): string {
  return runs(latency)
    .map((run) => {
      const places = run.map((point) => `${x(point, latency)} ${y(point.medianMs ?? 0, topMs)}`);
      const last = run.at(-1);
      // A point stands for its whole step; the last one is drawn to its end.
      return last ? `M${places.join('L')}H${x(last, latency) + 1}` : '';
    })
    .join('');
}

function bandPath(latency: LatencyView, topMs: number): string {
  return runs(latency)
    .map((run) => {
      const upper = run.map((point) => `${x(point, latency)} ${y(point.p95Ms ?? point.medianMs ?? 0, topMs)}`);
      const lower = run
        .map((point) => `${x(point, latency)} ${y(point.minMs ?? point.medianMs ?? 0, topMs)}`)
        .reverse();
      return `M${[...upper, ...lower].join('L')}Z`;
    })
    .join('');
}

function lossPath(latency: LatencyView): string {
  return latency.points
    .filter((point) => point.lostCount > 0)
    .map((point) => {
      // From 3 points of height on, so that a single lost packet can be seen; full height from a tenth lost.
      const ratio = Math.min(1, (point.lostCount / point.sentCount) * 10);
      const top = Math.round((1 - ratio) * (LOSS_HEIGHT - 3) * 10) / 10;
      return `M${x(point, latency)} ${LOSS_HEIGHT}V${top}h1V${LOSS_HEIGHT}Z`;
    })
    .join('');
}

/** One row an hour: extremes can be joined across steps, medians cannot, so the table has none. */
function hourTable(context: PageContext, line: LineView, latency: LatencyView): Markup {
  const words = lineWords[context.language].latency;
  const groups = new Map<number, LatencyPointView[]>();
  for (const point of latency.points) {
    const hour = Math.floor((point.fromAtMs - latency.fromAtMs) / HOUR_MS);
    groups.set(hour, [...(groups.get(hour) ?? []), point]);
  }
  const cell = (values: (number | null)[], pick: (...values: number[]) => number) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? '–' : formatLatency(pick(...known), context.language);
  };
  const rows = [...groups.values()].map((points) => ({
    cells: [
      timeElement(points[0]?.fromAtMs ?? 0, line.zone, context.language, 'minute'),
      formatCount(
        points.reduce((sum, point) => sum + point.sentCount, 0),
        context.language,
      ),
      formatCount(
        points.reduce((sum, point) => sum + point.lostCount, 0),
        context.language,
      ),
      cell(
        points.map((point) => point.minMs),
        Math.min,
      ),
      cell(
        points.map((point) => point.p95Ms),
        Math.max,
      ),
      cell(
        points.map((point) => point.maxMs),
        Math.max,
      ),
    ],
  }));
  const { columns } = words;
  const number = (label: string) => ({ label, isNumber: true });
  return table({
    caption: words.title,
    columns: [
      { label: columns.from },
      ...[columns.sent, columns.lost, columns.min, columns.p95, columns.max].map(number),
    ],
    rows,
  });
}
