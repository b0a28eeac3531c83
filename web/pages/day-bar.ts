import { html, raw } from 'hono/html';
import type { State } from '../../rules/verdict/verdict.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import { formatBounds, formatCount, formatPercent, formatRange } from './format.ts';
import { link } from './layout.ts';
import { formatDay, formatShortDay, type Markup } from './local-time.ts';
import { table } from './table.ts';
import { paint, percent } from './timeline-svg.ts';
import type { LineView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { type DayCounts, lineWords } from './wording-line.ts';

const BAR_HEIGHT = 56;
/** A calm day ends here; an outage stands out above. */
const CALM_TOP = 26;
const DAYS_A_BLOCK = 30;
const DAY_MS = 86_400_000;
/** A counted outage shorter than this is a drop-out (decision 19). */
const DROPOUT_BELOW_MS = 180_000;
/** Less than this share of a day is not drawn (the table has it): a minute would be a hair. */
const SMALLEST_DRAWN_RATIO = 0.01;

/** Elapsed time that a day's sums cover. */
export function lengthOf(day: DayJson): number {
  return day.upMs + day.degradedMs + day.downMaxMs + day.maintenanceMs + day.unknownMs;
}

/** Observed share of a day; 0 where nothing was. */
export function coverageOf(day: DayJson): number {
  const lengthMs = lengthOf(day);
  return lengthMs === 0 ? 0 : (lengthMs - day.unknownMs) / lengthMs;
}

/** The bar: blocks of 30 days, side by side where there is room, below each other on a phone. */
export function dayBar(context: PageContext, line: LineView, days: DayJson[], firstDay: string | null): Markup {
  const blocks: DayJson[][] = [];
  for (let index = 0; index < days.length; index += DAYS_A_BLOCK) blocks.push(days.slice(index, index + DAYS_A_BLOCK));
  return html`<div class="bar">${blocks.map((block, index) => barBlock(context, { line, block, firstDay, isLast: index === blocks.length - 1 }))}</div>`;
}

type Block = { line: LineView; block: DayJson[]; firstDay: string | null; isLast: boolean };

function barBlock(context: PageContext, { line, block, firstDay, isLast }: Block): Markup {
  const [first, last] = [block[0]?.day ?? '', block.at(-1)?.day ?? ''];
  const counts = countDays(block);
  const label = `${formatDay(first, context.language)} – ${formatDay(last, context.language)}: ${lineWords[context.language].days.summary(counts)}`;
  // The links here are for mouse and touch; keyboard and screen reader have the same links in the table.
  return html`<figure><svg role="group" aria-label="${label}" width="100%" height="${BAR_HEIGHT}">${block.map(
    (day, index) => dayColumn(context, { line, day, index, isBefore: firstDay === null || day.day < firstDay }),
  )}</svg><figcaption><span>${formatShortDay(first, context.language)}</span>${isLast ? html`<span>${formatShortDay(last, context.language)}</span>` : ''}</figcaption></figure>`;
}

function dayColumn(
  context: PageContext,
  { line, day, index, isBefore }: { line: LineView; day: DayJson; index: number; isBefore: boolean },
): Markup {
  const x = percent(index / DAYS_A_BLOCK);
  // Made of numbers and words of ours alone, so there is nothing to escape.
  const box = (y: number, height: number, look: string) =>
    `<rect x="${x}" y="${round(y)}" width="2.7%" height="${round(height)}" ${look}/>`;
  if (isBefore) return raw(box(BAR_HEIGHT - 6, 6, 'class="s-before"'));
  // A column of full height takes the touch, however low the day's own shapes are.
  const shapes = [box(0, BAR_HEIGHT, 'class="hit"')];
  let bottom = BAR_HEIGHT;
  for (const { state, ratio } of shares(day)) {
    const height = Math.max(2, ratio * (BAR_HEIGHT - CALM_TOP));
    shapes.push(box(bottom - height, height, paint(state)));
    bottom -= height;
  }
  const capHeight = outageCap(day.downMaxMs);
  if (capHeight > 0) shapes.push(box(CALM_TOP - capHeight, capHeight + 0.5, paint('down')));
  const href = link(context, `/lines/${line.id}/days/${day.day}`);
  return html`<a href="${href}" tabindex="-1" aria-hidden="true"><title>${dayTitle(context, day)}</title>${raw(shapes.join(''))}</a>`;
}

/** Parts of the day from the foot up; what is too small to see goes to the largest part. */
function shares(day: DayJson): { state: State; ratio: number }[] {
  const lengthMs = Math.max(1, lengthOf(day));
  const all: { state: State; ratio: number }[] = [
    { state: 'up', ratio: day.upMs / lengthMs },
    { state: 'maintenance', ratio: day.maintenanceMs / lengthMs },
    { state: 'degraded', ratio: day.degradedMs / lengthMs },
    { state: 'unknown', ratio: day.unknownMs / lengthMs },
    { state: 'down', ratio: day.downMaxMs / lengthMs },
  ];
  const drawn = all.filter((share) => share.ratio >= SMALLEST_DRAWN_RATIO);
  const sum = drawn.reduce((total, share) => total + share.ratio, 0);
  return drawn.map((share) => ({ state: share.state, ratio: share.ratio / sum }));
}

/** Height above the calm line: 3 for a moment, the top for a whole day; slow at first, so that seconds stay small. */
function outageCap(downMaxMs: number): number {
  if (downMaxMs <= 0) return 0;
  const share = Math.min(1, Math.log10(1 + downMaxMs / 1000) / Math.log10(DAY_MS / 1000));
  return 3 + (CALM_TOP - 3) * share ** 2;
}

function dayTitle(context: PageContext, day: DayJson): string {
  const words = lineWords[context.language].days;
  const name = formatDay(day.day, context.language);
  const ratio = coverageOf(day);
  if (ratio === 0) return words.unknownTooltip(name);
  const coverage = commonWords[context.language].coverage(formatPercent(ratio, 2, context.language));
  if (!hasOutage(day)) return words.calmTooltip(name, coverage);
  const bounds = formatBounds(day.downMinMs, day.downMaxMs, context.language);
  if (day.outages === 0) return words.ongoingTooltip(name, bounds, coverage);
  return words.tooltip(name, day.outages, bounds, coverage);
}

/** Days with an outage, those of them that had none but drop-outs, days of which nothing was observed, and the rest. */
export function countDays(days: DayJson[]): DayCounts {
  const withOutage = days.filter(hasOutage).length;
  const withDropoutsOnly = days.filter((day) => hasOutage(day) && hasDropoutsOnly(day)).length;
  const unobserved = days.filter((day) => !hasOutage(day) && coverageOf(day) === 0).length;
  return { calm: days.length - withOutage - unobserved, withOutage, withDropoutsOnly, unobserved };
}

/** An outage is counted on the day it begins; the days it goes on over are out as well. */
function hasOutage(day: DayJson): boolean {
  return day.outages > 0 || day.downMaxMs > 0;
}

/** Time out of an outage that began the day before would make it longer than its drop-outs can be. */
function hasDropoutsOnly(day: DayJson): boolean {
  return day.outages === day.dropouts && day.downMaxMs < day.dropouts * DROPOUT_BELOW_MS;
}

/** What the shapes of the bar mean, or those of timelines, where an outage is as long as it is wide. */
export function legend(context: PageContext, states: State[], look: 'bar' | 'timeline' = 'bar'): Markup {
  const words = commonWords[context.language];
  return html`<ul class="legend">${states.map((state) => {
    const height = state === 'down' ? 16 : 10;
    const label =
      state === 'down' && look === 'bar' ? lineWords[context.language].days.legend.outage : words.state[state];
    return html`<li><svg width="14" height="16" aria-hidden="true"><rect width="14" y="${16 - height}" height="${height}" ${raw(paint(state))}/></svg>${label}</li>`;
  })}</ul>`;
}

/** The same days as a table, newest first. */
export function dayTable(
  context: PageContext,
  line: LineView,
  days: DayJson[],
  firstDay: string | null,
  caption = lineWords[context.language].days.title,
): Markup {
  const words = lineWords[context.language].days;
  const common = commonWords[context.language];
  const { language } = context;
  const rows = days
    .filter((day) => firstDay !== null && day.day >= firstDay)
    .reverse()
    .map((day) => ({
      id: `day-${day.day}`,
      cells: [
        dayCell(context, line, day.day),
        formatCount(day.outages, language),
        formatCount(day.dropouts, language),
        formatRange(day.downMinMs, day.downMaxMs, language),
        formatRange(day.degradedMs, day.degradedMs, language),
        formatRange(day.maintenanceMs, day.maintenanceMs, language),
        formatPercent(coverageOf(day), 2, language),
      ],
    }));
  const number = (label: string) => ({ label, isNumber: true });
  return table({
    caption,
    columns: [
      { label: common.table.day },
      number(common.table.outages),
      number(`${common.table.of} ${common.table.dropouts}`),
      number(words.columns.down),
      number(words.columns.degraded),
      number(words.columns.planned),
      number(lineWords[language].availability.columns.coverage),
    ],
    rows,
  });
}

function dayCell(context: PageContext, line: LineView, day: string): Markup | string {
  const text = formatDay(day, context.language);
  return context.isShared ? text : html`<a href="${link(context, `/lines/${line.id}/days/${day}`)}">${text}</a>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
