import { html } from 'hono/html';
import type { StateInterval } from '../../rules/outage/derived.ts';
import { formatDuration } from './format.ts';
import { formatLocal, type Markup } from './local-time.ts';
import { shownSpan } from './shown-times.ts';
import { timeTicks } from './time-axis.ts';
import { drawTimeline } from './timeline-drawing.ts';
import { timelineSvg } from './timeline-svg.ts';
import type { LineView, PageContext, TimelineView } from './views.ts';
import { causeOf, commonWords } from './wording-common.ts';
import { findingOf } from './wording-findings.ts';

/** A timeline with local times; `description` is what a screen reader says in its place. */
export function timelineFigure(
  context: PageContext,
  line: LineView,
  { timeline, description, mostLabels = 5 }: { timeline: TimelineView; description: string; mostLabels?: number },
): Markup {
  const drawing = drawTimeline({
    ...timeline,
    ticks: timeTicks(timeline, { zone: line.zone, language: context.language, mostLabels }),
    describe: (interval) => describeInterval(context, line, interval),
  });
  return html`<figure>${timelineSvg(drawing, description)}</figure>`;
}

/** `in Betrieb, 20.11.2026 14:03:22, 3 h 12 min` */
function describeInterval(context: PageContext, line: LineView, interval: StateInterval): string {
  const at = formatLocal(shownSpan(context, interval).fromAtMs, line.zone, context.language);
  const length = formatDuration(interval.toAtMs - interval.fromAtMs, context.language);
  return `${intervalWords(context, interval)}, ${at}, ${length}`;
}

/** What a stretch of time was, with its finding or the cause of not knowing. */
export function intervalWords(context: PageContext, interval: StateInterval): string {
  const state = commonWords[context.language].state[interval.state];
  if (interval.state === 'up') return state;
  return `${state}: ${intervalReason(context, interval)}`;
}

/** The finding of a stretch, or why nothing is known of it. */
export function intervalReason(context: PageContext, interval: StateInterval): string {
  const cause = interval.state === 'unknown' ? causeOf(interval.cause, context.language) : null;
  return (cause ?? findingOf(interval.verdict, context.language)).title;
}
