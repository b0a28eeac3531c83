import { html } from 'hono/html';
import type { MailBound } from '../../rules/mail/mail.ts';
import { formatCount, formatDuration } from './format.ts';
import type { Markup } from './local-time.ts';
import { boundText, shortTime } from './mail-reading.ts';
import type { MailPageView, MailRouteView, MailSeriesPoint } from './mail-views.ts';
import { timeTicks } from './time-axis.ts';
import { anchorAt } from './timeline-drawing.ts';
import { percent } from './timeline-svg.ts';
import type { PageContext } from './views.ts';
import { mailWords } from './wording-mail.ts';

const TOP = 22;
const PLOT_HEIGHT = 190;
const BOTTOM = TOP + PLOT_HEIGHT;
const HEIGHT = BOTTOM + 20;
const RADIUS = 4.5;
const DASHES = '5 4';
const [SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS] = [1000, 60_000, 3_600_000, 86_400_000];
/** Heights with a line and a label. */
const MARKS_MS = [100, SECOND_MS, 10 * SECOND_MS, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS];
const TOPS_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS];

type Scale = { lowMs: number; highMs: number };

/**
 * Delivery times of a route over a period, the height by the logarithm: seconds and days must both be seen. Mails on their
 * way are hollow and rise until they come; hatched is what was not tested. The browser part puts Chart.js in its place.
 */
export function mailFigure(context: PageContext, view: MailPageView, route: MailRouteView): Markup {
  const words = mailWords[context.language];
  const { count, open, medianMs, maxMs } = route.figures;
  const description = words.drawing.description({
    count: formatCount(count, context.language),
    median: boundText(context, medianMs),
    max: boundText(context, maxMs),
    open: formatCount(open, context.language),
  });
  const { median, longest, open: openWord, late, untested } = words.drawing;
  const data = html`data-chart="mail" data-route="${route.name}" data-src="${route.dataHref}" data-zone="${view.line.zone}" data-as-of="${route.asOfMs ?? 0}" data-late-ms="${route.lateMs}" data-median-label="${median}" data-max-label="${longest}" data-open-label="${openWord}" data-late-label="${late}" data-untested-label="${untested}"`;
  return html`<figure ${data}>
${drawing(context, view, route, description)}
<figcaption><ul class="legend"><li><i class="k-median"></i>${median}</li><li><i class="k-band"></i>${longest}</li><li>${sample(html`<circle class="open" cx="12" cy="8" r="${RADIUS}"/>`)}${openWord}</li><li>${sample(html`<line class="rail" x1="0" x2="24" y1="8" y2="8" stroke-dasharray="${DASHES}"/>`)}${late}</li><li>${sample(html`<rect fill="url(#p-unknown)" width="24" height="16"/>`)}${untested}</li></ul></figcaption>
</figure>`;
}

function sample(mark: Markup): Markup {
  return html`<svg width="24" height="16" aria-hidden="true">${mark}</svg>`;
}

function drawing(context: PageContext, view: MailPageView, route: MailRouteView, description: string): Markup {
  const scale = scaleOf(view, route);
  const width = Math.max(1, (view.toAtMs - view.fromAtMs) / route.stepMs);
  return html`<svg role="img" aria-label="${description}" width="100%" height="${HEIGHT}">${untestedRects(view, route)}${heightLines(scale)}${timeMarks(context, view)}<svg width="100%" height="${HEIGHT}" viewBox="0 0 ${Math.round(width * 100) / 100} ${HEIGHT}" preserveAspectRatio="none"><path class="band" d="${bandPath(view, route, scale)}"/><path class="median" d="${medianPath(view, route, scale)}"/></svg>${openMarks(context, view, route, scale)}${lateLine(context, route, scale)}${heightLabels(context, route, scale)}</svg>`;
}

function scaleOf(view: MailPageView, route: MailRouteView): Scale {
  const known = route.series.flatMap(({ figures }) => [figures.medianMs?.ms ?? [], figures.maxMs?.ms ?? []].flat());
  const [oldest = view.toAtMs] = route.openAcceptedAtMs;
  const highest = Math.max(route.lateMs * 2, (asOf(view, route) - oldest) * 1.1, ...known);
  const lowest = known.reduce((least, ms) => Math.min(least, ms), Number.POSITIVE_INFINITY);
  return {
    lowMs: lowest < SECOND_MS ? 100 : SECOND_MS,
    highMs: TOPS_MS.find((topMs) => topMs >= highest) ?? highest,
  };
}

/** Of a mail on its way is known what was so when somebody last looked. */
function asOf(view: MailPageView, route: MailRouteView): number {
  return Math.min(route.asOfMs ?? view.toAtMs, view.toAtMs);
}

function yOf(ms: number, { lowMs, highMs }: Scale): number {
  const share = Math.log(Math.min(Math.max(ms, lowMs), highMs) / lowMs) / Math.log(highMs / lowMs);
  return Math.round((BOTTOM - share * PLOT_HEIGHT) * 10) / 10;
}

function ratioOf({ fromAtMs, toAtMs }: MailPageView, atMs: number): number {
  return Math.min(1, Math.max(0, (atMs - fromAtMs) / (toAtMs - fromAtMs)));
}

function marksOf({ lowMs, highMs }: Scale): number[] {
  return MARKS_MS.filter((ms) => ms >= lowMs && ms <= highMs);
}

function heightLines(scale: Scale): Markup[] {
  return marksOf(scale).map((ms) => {
    const y = yOf(ms, scale);
    return html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/>`;
  });
}

/** Above the curves, which may pass there; none beside the limit, which has its own. */
function heightLabels({ language }: PageContext, { lateMs }: MailRouteView, scale: Scale): Markup[] {
  const lateY = yOf(lateMs, scale);
  return marksOf(scale)
    .map((ms) => ({ ms, y: yOf(ms, scale) - 4 }))
    .filter(({ y }) => lateY > y + 14 || lateY < y - 14)
    .map(({ ms, y }) => html`<text x="0" y="${y}">${formatDuration(ms, language)}</text>`);
}

function timeMarks(context: PageContext, view: MailPageView): Markup[] {
  return timeTicks(view, { zone: view.line.zone, language: context.language }).map(({ atMs, label }) => {
    const ratio = ratioOf(view, atMs);
    return html`<line class="tick" x1="${percent(ratio)}" x2="${percent(ratio)}" y1="${TOP}" y2="${BOTTOM}"/><text x="${percent(ratio)}" y="${BOTTOM + 15}" text-anchor="${anchorAt(ratio)}">${label}</text>`;
  });
}

function lateLine({ language }: PageContext, { lateMs }: MailRouteView, scale: Scale): Markup {
  const y = yOf(lateMs, scale);
  const label = mailWords[language].drawing.lateFrom(formatDuration(lateMs, language));
  return html`<line class="rail" x1="0" x2="100%" y1="${y}" y2="${y}" stroke-dasharray="${DASHES}"/><text x="0" y="${y - 5}">${label}</text>`;
}

/** Slices in which nothing was sent although it was due, neighbours joined. */
function untestedRects(view: MailPageView, { series, stepMs }: MailRouteView): Markup[] {
  const stretches: { fromAtMs: number; toAtMs: number }[] = [];
  for (const { fromAtMs, figures } of series) {
    if (figures.count > 0 || figures.notTested === 0) continue;
    const last = stretches.at(-1);
    if (last?.toAtMs === fromAtMs) last.toAtMs = fromAtMs + stepMs;
    else stretches.push({ fromAtMs, toAtMs: fromAtMs + stepMs });
  }
  return stretches.map((stretch) => {
    const [from, to] = [ratioOf(view, stretch.fromAtMs), ratioOf(view, stretch.toAtMs)];
    return html`<rect fill="url(#p-unknown)" x="${percent(from)}" width="${percent(to - from)}" y="${TOP}" height="${PLOT_HEIGHT}"/>`;
  });
}

function openMarks(context: PageContext, view: MailPageView, route: MailRouteView, scale: Scale): Markup[] {
  const words = mailWords[context.language].drawing;
  return route.openAcceptedAtMs.map((acceptedAtMs) => {
    const ageMs = Math.max(0, asOf(view, route) - acceptedAtMs);
    const [x, y] = [percent(ratioOf(view, acceptedAtMs)), yOf(ageMs, scale)];
    const title = words.openMail(shortTime(context, view.line, acceptedAtMs), formatDuration(ageMs, context.language));
    return html`<line class="stem" x1="${x}" x2="${x}" y1="${BOTTOM}" y2="${y + RADIUS}"/><circle class="open" cx="${x}" cy="${y}" r="${RADIUS}"><title>${title}</title></circle>`;
  });
}

/** A value that is certain: what mails on their way only bound is drawn as those mails. */
function certain(bound: MailBound | null): number | null {
  return bound === null || bound.isAtLeast ? null : bound.ms;
}

function highestOf({ figures }: MailSeriesPoint): number | null {
  return certain(figures.maxMs) ?? certain(figures.p95Ms) ?? certain(figures.medianMs);
}

/** In slices from the begin; the last slice may reach beyond the end of the period, its middle does not. */
function xOf({ fromAtMs, toAtMs }: MailPageView, { stepMs }: MailRouteView, atMs: number): number {
  return Math.round(((Math.min(Math.max(atMs, fromAtMs), toAtMs) - fromAtMs) / stepMs) * 100) / 100;
}

function bandPath(view: MailPageView, route: MailRouteView, scale: Scale): string {
  return route.series
    .map((point) => {
      const [median, highest] = [certain(point.figures.medianMs), highestOf(point)];
      if (highest === null) return '';
      const top = yOf(highest, scale);
      // three points of height, so that a mail alone can be seen
      const bottom = Math.max(top + 3, yOf(median ?? highest, scale));
      const [from, to] = [point.fromAtMs, point.fromAtMs + route.stepMs].map((atMs) => xOf(view, route, atMs));
      return `M${from} ${top}H${to}V${bottom}H${from}Z`;
    })
    .join('');
}

/** Through the middle of its slices, never across one without a mail. */
function medianPath(view: MailPageView, route: MailRouteView, scale: Scale): string {
  let d = '';
  let lastAtMs = Number.NEGATIVE_INFINITY;
  for (const point of route.series) {
    const median = certain(point.figures.medianMs);
    if (median === null) continue;
    const middle = xOf(view, route, point.fromAtMs + route.stepMs / 2);
    const y = yOf(median, scale);
    d +=
      point.fromAtMs - lastAtMs <= route.stepMs
        ? `L${middle} ${y}`
        : `M${xOf(view, route, point.fromAtMs)} ${y}H${middle}`;
    lastAtMs = point.fromAtMs;
  }
  return d;
}
