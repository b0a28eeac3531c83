import { addDays, dayStartAtMs, daysBetween } from '../../../rules/outage/calendar-days.ts';
import type { State } from '../../../rules/verdict/verdict.ts';
import { formatDay, formatLocal } from '../../../web/pages/local-time.ts';
import { timeTicks } from '../../../web/pages/time-axis.ts';
import { drawTimeline } from '../../../web/pages/timeline-drawing.ts';
import type { Language } from '../../../web/pages/views.ts';
import { commonWords } from '../../../web/pages/wording-common.ts';
import { paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { drawStrip, figure, fillState } from '../../pdf/drawn.ts';
import { artifact, drawLine, needRoom, type Sheet, space, tagged } from '../../pdf/sheet.ts';
import type { Style } from '../../pdf/text-lines.ts';
import { monthName, type Report } from './frame.ts';

/** One strip a day up to so many days, else one a month. */
const MOST_DAY_STRIPS = 62;
/** Of the page's drawing, which is made for one strip. */
const STRIP_SCALE = 0.22;
const BAR_HEIGHT = 44;
const ROW_HEIGHT = BAR_HEIGHT * STRIP_SCALE + 3;
const NAME_WIDTH = 62;
const NAME: Style = { ...QUIET, size: 7.5 };

/**
 * The whole period as one strip, from the list that the page draws. Of a long one it would mislead: an outage of seconds
 * is drawn hours wide, so that it can be seen at all, and many of them would paint a year red.
 */
export function periodFigure({ sheet, words, reportCase }: Report): void {
  if (reportCase.evidence.days.length > MOST_DAY_STRIPS) return;
  paragraph(sheet, words.summary.course, { style: { ...SMALL, isBold: true }, after: 2 });
  const { evidence, intervals, language } = reportCase;
  const { period, line, madeAtMs } = evidence;
  const window = { fromAtMs: period.fromAtMs, toAtMs: period.toAtMs };
  const ticks = timeTicks(window, { zone: line.zone, language, mostLabels: 8 });
  const drawing = drawTimeline({ ...window, intervals, untilAtMs: madeAtMs, ticks, describe: () => '' });
  const at = (atMs: number) => formatLocal(atMs, line.zone, language, 'minute');
  figure(sheet, drawing, words.course.alt(at(period.fromAtMs), at(period.toAtMs), evidence.sums.outages));
  paragraph(sheet, words.course.widened, { style: QUIET });
}

/** The legend, and one strip a day or a month. */
export function courseChapter(report: Report): void {
  const { sheet, words, reportCase } = report;
  paragraph(sheet, words.course.text);
  legend(report);
  const { fromDay, toDay } = reportCase.evidence.period;
  const days = daysBetween(fromDay, toDay);
  if (days.length <= MOST_DAY_STRIPS) {
    paragraph(sheet, words.course.day, { style: QUIET, after: 2 });
    hourAxis(sheet);
    strips(
      report,
      days.map((day) => ({ name: formatDay(day, reportCase.language), fromDay: day, toDay: day })),
    );
  } else strips(report, monthsOf(days, reportCase.language));
  space(sheet, 6);
}

type Row = { name: string; fromDay: string; toDay: string };

function monthsOf(days: string[], language: Language): Row[] {
  return [...Map.groupBy(days, (day) => day.slice(0, 7))].map(([month, inside]) => {
    return { name: monthName(month, language), fromDay: inside[0] ?? '', toDay: inside.at(-1) ?? '' };
  });
}

/** A strip shows its whole day or month; of a month that is cut, the part that is asked for. */
function strips({ sheet, reportCase, words }: Report, rows: Row[]): void {
  const { evidence, intervals, language } = reportCase;
  const { zone } = evidence.line;
  for (const { name, fromDay, toDay } of rows) {
    needRoom(sheet, ROW_HEIGHT);
    const window = { fromAtMs: dayStartAtMs(fromDay, zone), toAtMs: dayStartAtMs(addDays(toDay, 1), zone) };
    const inside = intervals.filter((one) => one.toAtMs > window.fromAtMs && one.fromAtMs < window.toAtMs);
    const shown = { ...window, intervals: inside, untilAtMs: evidence.madeAtMs };
    const drawing = drawTimeline({ ...shown, ticks: [], describe: () => '' });
    const { y } = sheet;
    tagged(sheet, 'P', () => {
      const [line] = sheet.lines(name, NAME_WIDTH, NAME);
      if (line) drawLine(sheet, { parts: line.parts, style: NAME }, { x: sheet.left, y: y + 0.5 });
    });
    const x = sheet.left + NAME_WIDTH;
    const width = sheet.width - NAME_WIDTH;
    const alt = words.course.alt(
      formatDay(fromDay, language),
      formatDay(toDay, language),
      outagesIn(reportCase, window),
    );
    tagged(sheet, 'Figure', () => drawStrip(sheet, { drawing, x, width, y, scale: STRIP_SCALE }), {
      alt,
      bbox: [x, y, x + width, y + BAR_HEIGHT * STRIP_SCALE],
    });
    sheet.y = y + ROW_HEIGHT;
  }
}

function outagesIn(
  { evidence }: Report['reportCase'],
  { fromAtMs, toAtMs }: { fromAtMs: number; toAtMs: number },
): number {
  return evidence.outages.filter(
    ({ counts, startEarliestAtMs }) => counts && startEarliestAtMs >= fromAtMs && startEarliestAtMs < toAtMs,
  ).length;
}

function hourAxis(sheet: Sheet): void {
  const x = sheet.left + NAME_WIDTH;
  const width = sheet.width - NAME_WIDTH;
  artifact(sheet, 'Layout', () => {
    for (const hour of [0, 6, 12, 18, 24]) {
      const [line] = sheet.lines(String(hour), 30, NAME);
      if (line === undefined) continue;
      const shift = { 0: 0, 24: line.width }[hour] ?? line.width / 2;
      drawLine(sheet, { parts: line.parts, style: NAME }, { x: x + (hour / 24) * width - shift, y: sheet.y });
    }
  });
  sheet.y += 11;
}

const LEGEND: State[] = ['up', 'down', 'unknown', 'degraded', 'maintenance'];
const LEGEND_HEIGHTS: Record<State, number> = { up: 4, unknown: 5, maintenance: 7, degraded: 8, down: 10 };

function legend({ sheet, reportCase }: Report): void {
  const { y } = sheet;
  let { left: x } = sheet;
  const words = commonWords[reportCase.language].state;
  for (const state of LEGEND) {
    const [line] = sheet.lines(words[state], 120, SMALL);
    if (line === undefined) continue;
    const height = LEGEND_HEIGHTS[state];
    const swatchX = x;
    artifact(sheet, 'Layout', () =>
      fillState(sheet.doc, state, () => sheet.doc.rect(swatchX, y + 10 - height, 14, height)),
    );
    tagged(sheet, 'P', () => drawLine(sheet, { parts: line.parts, style: SMALL }, { x: swatchX + 18, y }));
    x += line.width + 34;
  }
  sheet.y = y + 18;
}
