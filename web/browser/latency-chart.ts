import {
  BarController,
  BarElement,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { LatencyJson } from '../../rules/wire/status.ts';
import { type Colour, type Config, colourOf, type Point, showChart } from './chart-frame.ts';
import { timeScale, timeTexts } from './time-scale.ts';

Chart.register(BarController, BarElement, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip);

/** Latency and loss of a line, in the place of the server's drawing. */
export function showLatencyChart(figure: HTMLElement): Promise<void> {
  return showChart<LatencyJson>(figure, chartConfig);
}

function chartConfig(latency: LatencyJson, figure: HTMLElement): Config {
  const colour = colourOf(figure);
  const { medianLabel = '', p95Label = '', lossLabel = '', zone } = figure.dataset;
  const labels = { median: medianLabel, p95: p95Label, loss: lossLabel };
  return {
    type: 'line',
    data: { datasets: datasetsOf(latency, labels, colour) },
    options: optionsOf(latency, zone, colour),
  };
}

type Labels = { median: string; p95: string; loss: string };

function datasetsOf(latency: LatencyJson, labels: Labels, colour: Colour): Config['data']['datasets'] {
  const curve = { borderColor: colour('--line'), pointRadius: 0, pointHitRadius: 8, spanGaps: false, yAxisID: 'y' };
  return [
    { ...curve, label: labels.median, borderWidth: 1.5, data: seriesOf(latency, (point) => point.medianMs) },
    {
      ...curve,
      label: labels.p95,
      borderWidth: 0,
      backgroundColor: colour('--band'),
      fill: '-1',
      data: seriesOf(latency, (point) => point.p95Ms),
    },
    {
      type: 'bar',
      label: labels.loss,
      backgroundColor: colour('--down'),
      data: seriesOf(latency, (point) => (point.lossRatio ? point.lossRatio * 100 : null)),
      yAxisID: 'loss',
    },
  ];
}

function optionsOf(latency: LatencyJson, zone: string | undefined, colour: Colour): NonNullable<Config['options']> {
  const period = { fromAtMs: Date.parse(latency.fromAt), toAtMs: Date.parse(latency.toAt) };
  const text = timeTexts(period, zone);
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const valueText = (value: number, unit: string) => `${number.format(value)}\u00a0${unit}`;
  const grid = { color: colour('--rule') };
  const ticks = { color: colour('--soft') };
  return {
    responsive: true,
    maintainAspectRatio: false,
    // a chart that moves on every refresh would be noise even without the wish for reduced motion
    animation: false,
    interaction: { mode: 'index', intersect: false },
    scales: {
      x: timeScale(period, zone, colour),
      y: { beginAtZero: true, grid, ticks: { ...ticks, callback: (value) => valueText(Number(value), 'ms') } },
      // loss keeps to the lower fifth, so that it does not cover the curve
      loss: { display: false, min: 0, max: Math.max(5, 5 * highestLossPercent(latency)) },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        callbacks: {
          title: (items) => (items[0] ? text.instant(items[0].parsed.x ?? 0) : ''),
          label: ({ dataset, parsed }) =>
            `${dataset.label}: ${valueText(parsed.y ?? 0, dataset.yAxisID === 'loss' ? '%' : 'ms')}`,
        },
      },
    },
  };
}

/** Points in order; a hole in the measuring gets an empty point, so that no curve is drawn across it. */
function seriesOf(latency: LatencyJson, pick: (point: LatencyJson['points'][number]) => number | null): Point[] {
  const result: Point[] = [];
  let dueAtMs: number | null = null;
  for (const point of latency.points) {
    const atMs = Date.parse(point.fromAt);
    if (dueAtMs !== null && atMs > dueAtMs) result.push({ x: dueAtMs, y: null });
    result.push({ x: atMs, y: pick(point) });
    dueAtMs = atMs + latency.stepMs;
  }
  return result;
}

function highestLossPercent(latency: LatencyJson): number {
  return latency.points.reduce((highest, { lossRatio }) => Math.max(highest, (lossRatio ?? 0) * 100), 0);
}
