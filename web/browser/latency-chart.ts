import {
  BarController,
  BarElement,
  Chart,
  type ChartConfiguration,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { LatencyJson } from '../../rules/wire/status.ts';

Chart.register(BarController, BarElement, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip);

type Point = { x: number; y: number | null };
type Drawing = { chart: Chart; src: string };
const drawings = new WeakMap<HTMLElement, Drawing>();
const busy = new WeakSet<HTMLElement>();

/**
 * Puts an interactive chart in the place of the server's drawing, or brings it up to date. The drawing stays when the
 * data cannot be fetched.
 */
export async function showLatencyChart(figure: HTMLElement): Promise<void> {
  const { src } = figure.dataset;
  if (src === undefined || drawings.get(figure)?.src === src || busy.has(figure)) return;
  busy.add(figure);
  try {
    await draw(figure, src);
  } finally {
    busy.delete(figure);
  }
}

async function draw(figure: HTMLElement, src: string): Promise<void> {
  const drawn = drawings.get(figure);
  const answer = await fetch(src, { headers: { accept: 'application/json' } });
  if (!answer.ok) return;
  // our own server's answer, of the type it is checked against there
  const latency = (await answer.json()) as LatencyJson;
  const config = chartConfig(latency, figure);
  if (drawn) {
    drawn.chart.data = config.data;
    drawn.chart.options = config.options ?? {};
    drawn.chart.update('none');
    drawn.src = src;
    return;
  }
  const chart = new Chart(takePlaceOfDrawing(figure), config);
  drawings.set(figure, { chart, src });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    const redrawn = chartConfig(latency, figure);
    chart.data = redrawn.data;
    chart.options = redrawn.options ?? {};
    chart.update('none');
  });
}

function takePlaceOfDrawing(figure: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const drawing = figure.querySelector('svg');
  const frame = document.createElement('div');
  // Chart.js sizes its canvas after the frame
  frame.style.position = 'relative';
  frame.style.height = `${drawing?.getBoundingClientRect().height || 220}px`;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', drawing?.getAttribute('aria-label') ?? '');
  frame.append(canvas);
  if (drawing) drawing.replaceWith(frame);
  else figure.prepend(frame);
  figure.dataset['drawn'] = '';
  return canvas;
}

type Config = ChartConfiguration<'line' | 'bar', Point[]>;
type Colour = (name: string) => string;

function chartConfig(latency: LatencyJson, figure: HTMLElement): Config {
  // the style sheet knows the colours, light and dark
  const colour: Colour = (name) => getComputedStyle(figure).getPropertyValue(name).trim();
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
  const text = texts(latency, zone);
  const grid = { color: colour('--rule') };
  const ticks = { color: colour('--soft') };
  return {
    responsive: true,
    maintainAspectRatio: false,
    // a chart that moves on every refresh would be noise even without the wish for reduced motion
    animation: false,
    interaction: { mode: 'index', intersect: false },
    scales: {
      x: {
        type: 'linear',
        // bars would move both ends inwards by half a step
        offset: false,
        min: Date.parse(latency.fromAt),
        max: Date.parse(latency.toAt),
        grid,
        afterBuildTicks: (axis) => {
          axis.ticks = evenTimes(latency, zone).map((value) => ({ value }));
        },
        ticks: {
          ...ticks,
          maxRotation: 0,
          callback: (value) => text.tick(Number(value)),
        },
      },
      y: { beginAtZero: true, grid, ticks: { ...ticks, callback: (value) => text.value(Number(value), 'ms') } },
      // loss keeps to the lower fifth, so that it does not cover the curve
      loss: { display: false, min: 0, max: Math.max(5, 5 * highestLossPercent(latency)) },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        callbacks: {
          title: (items) => (items[0] ? text.instant(items[0].parsed.x ?? 0) : ''),
          label: ({ dataset, parsed }) =>
            `${dataset.label}: ${text.value(parsed.y ?? 0, dataset.yAxisID === 'loss' ? '%' : 'ms')}`,
        },
      },
    },
  };
}

/** Numbers and times in the language of the page and the zone of the line. */
function texts(latency: LatencyJson, zone: string | undefined) {
  const language = document.documentElement.lang;
  const inZone = zone === undefined ? {} : { timeZone: zone };
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const isLong = Date.parse(latency.toAt) - Date.parse(latency.fromAt) > 2 * 86_400_000;
  const tick = new Intl.DateTimeFormat(language, {
    ...inZone,
    ...(isLong ? { day: 'numeric', month: 'numeric' } : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  });
  const instant = new Intl.DateTimeFormat(language, {
    ...inZone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  return {
    tick: (atMs: number) => tick.format(atMs),
    instant: (atMs: number) => instant.format(atMs),
    value: (value: number, unit: string) => `${number.format(value)}\u00a0${unit}`,
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

/** At most about ten instants at round local times (the first counted from local midnight). */
function evenTimes(latency: LatencyJson, zone: string | undefined): number[] {
  const [fromAtMs, toAtMs] = [Date.parse(latency.fromAt), Date.parse(latency.toAt)];
  const hours = (toAtMs - fromAtMs) / 3_600_000;
  const stepMinutes = 60 * ([1, 2, 3, 6, 12, 24, 48, 168].find((size) => hours / size <= 10) ?? 720);
  const clock = new Intl.DateTimeFormat('en', {
    ...(zone === undefined ? {} : { timeZone: zone }),
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const [hour = 0, minute = 0] = clock.format(fromAtMs).split(':').map(Number);
  const aheadMinutes = (stepMinutes - ((hour * 60 + minute) % stepMinutes)) % stepMinutes;
  const firstAtMs = fromAtMs - (fromAtMs % 60_000) + aheadMinutes * 60_000;
  const count = Math.max(0, Math.floor((toAtMs - firstAtMs) / (stepMinutes * 60_000)) + 1);
  return Array.from({ length: count }, (_, index) => firstAtMs + index * stepMinutes * 60_000);
}
