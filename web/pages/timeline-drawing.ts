import type { StateInterval } from '../../rules/outage/derived.ts';
import type { State } from '../../rules/verdict/verdict.ts';

/**
 * What a timeline looks like, as a plain list: the page makes SVG of it, the PDF draws the same list. Horizontal
 * places are shares of the width (0…1), vertical ones points from the top.
 */
export type Mark =
  | { kind: 'rect'; xRatio: number; widthRatio: number; y: number; height: number; state: State; title: string }
  | { kind: 'line'; xRatio: number; fromY: number; toY: number }
  | { kind: 'label'; xRatio: number; y: number; text: string; anchor: 'start' | 'middle' | 'end' };

export type Drawing = { height: number; marks: Mark[] };

/** A place on the time axis; `label` null = a line without text. */
export type Tick = { atMs: number; label: string | null };

export type TimelineInput = {
  fromAtMs: number;
  toAtMs: number;
  /** In order, without overlaps; cut at both ends; holes are drawn as not observed. */
  intervals: StateInterval[];
  /** What lies after this is still to come and stays empty; `toAtMs` when absent. */
  untilAtMs?: number;
  ticks: Tick[];
  /** Tooltip of a stretch. */
  describe: (interval: StateInterval) => string;
};

const BAR_HEIGHT = 44;
const LABEL_Y = 62;
/**
 * Share of the width that a stretch has at least, so that an outage of seconds can be seen in a day. It also bounds the
 * size of a drawing: what would lie under an earlier stretch of its state is left out.
 */
const MIN_WIDTH_RATIO: Record<State, number> = {
  up: 0.001,
  unknown: 0.001,
  maintenance: 0.005,
  degraded: 0.003,
  down: 0.003,
};

/** Shape tells the state as well as colour does: what works is low, an outage reaches the top. */
const HEIGHTS: Record<State, number> = { up: 16, unknown: 22, maintenance: 28, degraded: 34, down: BAR_HEIGHT };

/** Later ones lie on top: a short outage is never hidden by its neighbours' widening. */
const LAYERS: State[] = ['up', 'unknown', 'maintenance', 'degraded', 'down'];

/** Throws when `toAtMs` is not after `fromAtMs` (a bug of the caller). */
export function drawTimeline(input: TimelineInput): Drawing {
  if (input.toAtMs <= input.fromAtMs) throw new Error('bug: a timeline needs a length');
  const stretches = cover(input);
  const marks: Mark[] = [];
  for (const state of LAYERS) {
    let coveredRatio = 0;
    for (const stretch of stretches) {
      if (stretch.state !== state || ratioAt(stretch.toAtMs, input) <= coveredRatio) continue;
      const rect = rectOf(stretch, input);
      coveredRatio = rect.xRatio + rect.widthRatio;
      marks.push(rect);
    }
  }
  for (const tick of input.ticks) {
    const xRatio = ratioAt(tick.atMs, input);
    if (xRatio < 0 || xRatio > 1) continue;
    marks.push({ kind: 'line', xRatio, fromY: 0, toY: BAR_HEIGHT + 4 });
    if (tick.label !== null)
      marks.push({ kind: 'label', xRatio, y: LABEL_Y, text: tick.label, anchor: anchorAt(xRatio) });
  }
  return { height: 68, marks };
}

/** The intervals cut to the window, with holes filled as not observed; equal neighbours joined. */
function cover(input: TimelineInput): StateInterval[] {
  const stretches: StateInterval[] = [];
  const untilAtMs = Math.min(input.untilAtMs ?? input.toAtMs, input.toAtMs);
  let reachedAtMs = input.fromAtMs;
  const hole = (toAtMs: number): StateInterval => ({
    fromAtMs: reachedAtMs,
    toAtMs,
    state: 'unknown',
    verdict: 'unknown',
    side: 'unknown',
    cause: null,
  });
  for (const interval of input.intervals) {
    const fromAtMs = Math.max(interval.fromAtMs, reachedAtMs);
    const toAtMs = Math.min(interval.toAtMs, untilAtMs);
    if (toAtMs <= fromAtMs) continue;
    if (fromAtMs > reachedAtMs) stretches.push(hole(fromAtMs));
    const last = stretches.at(-1);
    const isSame = last && last.verdict === interval.verdict && last.cause === interval.cause;
    if (isSame && last.state === interval.state) last.toAtMs = toAtMs;
    else stretches.push({ ...interval, fromAtMs, toAtMs });
    reachedAtMs = toAtMs;
  }
  if (reachedAtMs < untilAtMs) stretches.push(hole(untilAtMs));
  return stretches;
}

function rectOf(stretch: StateInterval, input: TimelineInput): Extract<Mark, { kind: 'rect' }> {
  const from = ratioAt(stretch.fromAtMs, input);
  const width = Math.max(ratioAt(stretch.toAtMs, input) - from, MIN_WIDTH_RATIO[stretch.state]);
  const height = HEIGHTS[stretch.state];
  return {
    kind: 'rect',
    xRatio: Math.min(from, 1 - width),
    widthRatio: width,
    y: BAR_HEIGHT - height,
    height,
    state: stretch.state,
    title: input.describe(stretch),
  };
}

function ratioAt(atMs: number, window: { fromAtMs: number; toAtMs: number }): number {
  return (atMs - window.fromAtMs) / (window.toAtMs - window.fromAtMs);
}

/** A label at an end of the axis stays inside it. */
export function anchorAt(xRatio: number): 'start' | 'middle' | 'end' {
  if (xRatio < 0.05) return 'start';
  return xRatio > 0.95 ? 'end' : 'middle';
}
