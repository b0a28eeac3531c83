import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { MailJson, MailRouteJson } from '../../rules/wire/mail.ts';
import { type Colour, type Config, colourOf, type Point, showChart } from './chart-frame.ts';
import { durationText } from './duration-text.ts';
import { timeScale, timeTexts } from './time-scale.ts';

Chart.register(Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip);

/** As in the server's drawing (web/pages/mail-figure.ts). */
const MARKS_MS = [100, 1000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 604_800_000];

/** Delivery times of a route, in the place of the server's drawing. */
export function showMailChart(figure: HTMLElement): Promise<void> {
  return showChart<MailJson>(figure, chartConfig);
}

function chartConfig(mail: MailJson, figure: HTMLElement): Config | null {
  const route = mail.routes.find((one) => one.route === figure.dataset['route']);
  if (!route) return null;
  const period = { fromAtMs: Date.parse(mail.fromAt), toAtMs: Date.parse(mail.toAt) };
  const drawn = { route, period, range: rangeOf(route, period) };
  return { type: 'line', data: { datasets: datasetsOf(drawn, figure) }, options: optionsOf(drawn, figure) };
}

type Drawn = {
  route: MailRouteJson;
  period: { fromAtMs: number; toAtMs: number };
  range: { lowMs: number; highMs: number };
};

function datasetsOf({ route, period, range }: Drawn, figure: HTMLElement): Config['data']['datasets'] {
  const colour = colourOf(figure);
  const { medianLabel = '', maxLabel = '', openLabel = '', lateLabel = '', untestedLabel = '' } = figure.dataset;
  const still = { pointRadius: 0, pointHitRadius: 0 };
  return [
    {
      label: medianLabel,
      borderColor: colour('--line'),
      borderWidth: 1.5,
      pointRadius: 1.5,
      pointHitRadius: 8,
      data: seriesOf(route, 'median'),
    },
    {
      label: maxLabel,
      borderWidth: 0,
      backgroundColor: colour('--band'),
      fill: '-1',
      pointRadius: 0,
      pointHitRadius: 8,
      data: seriesOf(route, 'max'),
    },
    {
      label: openLabel,
      showLine: false,
      pointRadius: 4.5,
      pointBorderWidth: 2,
      pointBorderColor: colour('--t-degraded'),
      pointBackgroundColor: colour('--card'),
      clip: false,
      data: openPoints(route, period),
    },
    {
      ...still,
      label: lateLabel,
      borderColor: colour('--unknown-mark'),
      borderDash: [5, 4],
      borderWidth: 2,
      data: [period.fromAtMs, period.toAtMs].map((x) => ({ x, y: route.lateMs })),
    },
    {
      ...still,
      label: untestedLabel,
      borderWidth: 0,
      backgroundColor: hatching(colour),
      fill: 'start',
      data: untestedPoints(route, range.highMs),
    },
  ];
}

function optionsOf({ period, range }: Drawn, figure: HTMLElement): NonNullable<Config['options']> {
  const colour = colourOf(figure);
  const { zone, lateLabel, untestedLabel } = figure.dataset;
  const { lang } = document.documentElement;
  const text = timeTexts(period, zone);
  return {
    responsive: true,
    maintainAspectRatio: false,
    // a chart that moves on every refresh would be noise even without the wish for reduced motion
    animation: false,
    interaction: { mode: 'nearest', intersect: false },
    scales: {
      x: timeScale(period, zone, colour),
      y: {
        type: 'logarithmic',
        min: range.lowMs,
        max: range.highMs,
        grid: { color: colour('--rule') },
        afterBuildTicks: (axis) => {
          axis.ticks = MARKS_MS.filter((ms) => ms >= range.lowMs && ms <= range.highMs).map((value) => ({ value }));
        },
        ticks: { color: colour('--soft'), autoSkip: false, callback: (value) => durationText(Number(value), lang) },
      },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        filter: ({ dataset }) => dataset.label !== lateLabel && dataset.label !== untestedLabel,
        callbacks: {
          title: (items) => (items[0] ? text.instant(items[0].parsed.x ?? 0) : ''),
          label: ({ dataset, parsed }) => `${dataset.label}: ${durationText(parsed.y ?? 0, lang)}`,
        },
      },
    },
  };
}

function rangeOf(route: MailRouteJson, period: Drawn['period']): Drawn['range'] {
  const known = route.series.flatMap(({ medianMs, maxMs }) => [medianMs, maxMs].filter((ms) => ms !== null));
  const waits = openPoints(route, period).map(({ y }) => (y ?? 0) * 1.1);
  const highest = Math.max(route.lateMs * 2, ...known, ...waits);
  return {
    lowMs: Math.min(...known, 1000) < 1000 ? 100 : 1000,
    highMs: [3_600_000, 21_600_000, 86_400_000, 604_800_000, 2_592_000_000].find((ms) => ms >= highest) ?? highest,
  };
}

/** Values that are certain, in the middle of their slices; a slice without one gets an empty point. */
function seriesOf(route: MailRouteJson, kind: 'median' | 'max'): Point[] {
  const result: Point[] = [];
  let dueAtMs: number | null = null;
  for (const slice of route.series) {
    const atMs = Date.parse(slice.fromAt);
    const x = atMs + route.stepMs / 2;
    if (dueAtMs !== null && atMs > dueAtMs) result.push({ x: dueAtMs, y: null });
    result.push({ x, y: slice[`${kind}AtLeast`] ? certainMedian(slice) : slice[`${kind}Ms`] });
    dueAtMs = atMs + route.stepMs;
  }
  return result;
}

/** What mails on their way only bound is drawn as those mails. */
function certainMedian({ medianMs, medianAtLeast }: MailRouteJson['series'][number]): number | null {
  return medianAtLeast ? null : medianMs;
}

/** Of a mail on its way is known what was so when somebody last looked. */
function openPoints(route: MailRouteJson, { fromAtMs, toAtMs }: Drawn['period']): Point[] {
  const asOfMs = Math.min(route.asOfAt === null ? toAtMs : Date.parse(route.asOfAt), toAtMs);
  return route.openAcceptedAt.map((at) => {
    const acceptedAtMs = Date.parse(at);
    return { x: Math.max(acceptedAtMs, fromAtMs), y: Math.max(1, asOfMs - acceptedAtMs) };
  });
}

function untestedPoints({ series, stepMs }: MailRouteJson, y: number): Point[] {
  return series
    .filter(({ count, notTested }) => count === 0 && notTested > 0)
    .flatMap(({ fromAt }) => {
      const x = Date.parse(fromAt);
      return [
        { x, y },
        { x: x + stepMs, y },
        { x: x + stepMs, y: null },
      ];
    });
}

function hatching(colour: Colour): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = 6;
  tile.height = 6;
  const pen = tile.getContext('2d');
  if (!pen) return colour('--w-unknown');
  pen.fillStyle = colour('--w-unknown');
  pen.fillRect(0, 0, 6, 6);
  pen.strokeStyle = colour('--unknown-mark');
  pen.lineWidth = 1.4;
  for (const [x = 0, y = 0] of [
    [-1, 1],
    [0, 6],
    [5, 7],
  ]) {
    pen.moveTo(x, y);
    pen.lineTo(x + (x === 0 ? 6 : 2), y - (x === 0 ? 6 : 2));
  }
  pen.stroke();
  return pen.createPattern(tile, 'repeat') ?? colour('--w-unknown');
}
