import { html } from 'hono/html';
import type { StateInterval } from '../../rules/outage/derived.ts';
import type { State } from '../../rules/verdict/verdict.ts';
import { formatDuration } from './format.ts';
import { formatLocal, type Markup } from './local-time.ts';
import { timeTicks } from './time-axis.ts';
import { drawTimeline } from './timeline-drawing.ts';
import { timelineSvg } from './timeline-svg.ts';
import type { OutagePageView, PageContext } from './views.ts';
import { outageWords } from './wording-outage.ts';

const PLANNED = 'planned-reconnect';
/** At least so much time is drawn, the span between the bounds in its middle. */
const SHORTEST_SPAN_MS = 6000;

type Edge = {
  title: string;
  earliestAtMs: number;
  latestAtMs: number;
  before: { state: State; words: string };
  after: { state: State; words: string };
};

/** Begin and end of an outage, magnified: the certain outage, and the span in which nothing can be decided. */
export function edgeFigures(context: PageContext, view: OutagePageView): Markup {
  const words = outageWords[context.language].edges;
  const { outage } = view;
  // a planned reconnect is drawn as it is elsewhere
  const out = { state: outage.verdict === PLANNED ? ('maintenance' as const) : ('down' as const), words: words.out };
  const answers = { state: 'up' as const, words: words.answers };
  const unobserved = { state: 'unknown' as const, words: words.unobserved };
  const begin: Edge = {
    title: words.begin,
    earliestAtMs: outage.startEarliestAtMs,
    latestAtMs: outage.startLatestAtMs,
    before: outage.startsUnobserved ? unobserved : answers,
    after: out,
  };
  if (outage.endEarliestAtMs === null || outage.endLatestAtMs === null)
    return html`<div class="split">${edgeFigure(context, view, begin)}</div>`;
  const end: Edge = {
    title: words.end,
    earliestAtMs: outage.endEarliestAtMs,
    latestAtMs: outage.endLatestAtMs,
    before: out,
    after: outage.endsUnobserved ? unobserved : answers,
  };
  return html`<div class="split">${edgeFigure(context, view, begin)}${edgeFigure(context, view, end)}</div>
<p class="quiet">${words.between}</p>`;
}

function edgeFigure(context: PageContext, view: OutagePageView, edge: Edge): Markup {
  const words = outageWords[context.language].edges;
  const { zone } = view.line;
  const { earliestAtMs, latestAtMs } = edge;
  const marginMs = Math.max(latestAtMs - earliestAtMs, (SHORTEST_SPAN_MS - (latestAtMs - earliestAtMs)) / 2);
  const window = { fromAtMs: Math.floor(earliestAtMs - marginMs), toAtMs: Math.ceil(latestAtMs + marginMs) };
  const stretches = [
    { ...edge.before, fromAtMs: window.fromAtMs, toAtMs: earliestAtMs },
    { state: 'unknown' as const, words: words.undecided, fromAtMs: earliestAtMs, toAtMs: latestAtMs },
    { ...edge.after, fromAtMs: latestAtMs, toAtMs: window.toAtMs },
  ];
  const drawing = drawTimeline({
    ...window,
    intervals: stretches.map(
      (stretch): StateInterval => ({ ...stretch, verdict: stretch.words, side: 'unknown', cause: null }),
    ),
    ticks: timeTicks(window, { zone, language: context.language, mostLabels: 4 }),
    describe: (interval) => interval.verdict,
  });
  const at = (atMs: number) => formatLocal(atMs, zone, context.language, 'ms');
  const width = formatDuration(latestAtMs - earliestAtMs, context.language, 'up');
  const description = words.description(edge.title, at(earliestAtMs), at(latestAtMs));
  return html`<figure><figcaption>${edge.title}: ${words.width(width)}</figcaption>${timelineSvg(drawing, description)}</figure>`;
}
