import type { Verdict } from '../verdict/verdict.ts';
import type { StateInterval } from './derived.ts';

/** What lies over what: an outage hides a hole, a hole hides what the families and targets seemed to do. */
export const LAYERS = ['mode', 'family', 'blocked', 'hole', 'outage'] as const;
export type Layer = (typeof LAYERS)[number];

/** A stretch with one verdict; `toAtMs` null = lasts. */
export type Span = { layer: Layer; fromAtMs: number; toAtMs: number | null; verdict: Verdict };

/**
 * Lays spans over each other and cuts the line's time into stretches. What lies before `firmAtMs` can't change any more;
 * the last firm stretch stays open here, so that an outage of 100 hours is one stretch and not one per segment.
 */
export type StateLine = { firmAtMs: number | null; open: StateInterval | null; spans: Span[] };

export function startStateLine(): StateLine {
  return { firmAtMs: null, open: null, spans: [] };
}

/**
 * Makes the time up to `untilAtMs` firm. `lasting` are spans that have not ended; every other span was put into `spans`.
 * Stretches that are complete go to `finished`.
 */
export function settleStates(
  line: StateLine,
  untilAtMs: number,
  lasting: Span[],
  finished: (interval: StateInterval) => void,
): void {
  const fromAtMs = line.firmAtMs;
  if (fromAtMs === null || untilAtMs <= fromAtMs) return;
  const all = [...line.spans, ...lasting].filter((span) => overlaps(span, fromAtMs, untilAtMs));
  const edges = all.flatMap((span) => [span.fromAtMs, span.toAtMs ?? untilAtMs]);
  const inside = edges.filter((atMs) => atMs > fromAtMs && atMs < untilAtMs);
  const cuts = [fromAtMs, ...new Set(inside.sort((a, b) => a - b)), untilAtMs];
  for (const [index, startAtMs] of cuts.slice(0, -1).entries()) {
    const endAtMs = cuts[index + 1] ?? untilAtMs;
    append(line, startAtMs, endAtMs, verdictAt(all, startAtMs), finished);
  }
  line.firmAtMs = untilAtMs;
  line.spans = line.spans.filter((span) => (span.toAtMs ?? Number.POSITIVE_INFINITY) > untilAtMs);
}

function overlaps(span: Span, fromAtMs: number, untilAtMs: number): boolean {
  return span.fromAtMs < untilAtMs && (span.toAtMs ?? untilAtMs) > fromAtMs;
}

function verdictAt(spans: Span[], atMs: number): Verdict {
  let top: Span | null = null;
  for (const span of spans) {
    if (span.fromAtMs > atMs || (span.toAtMs ?? Number.POSITIVE_INFINITY) <= atMs) continue;
    if (!top || LAYERS.indexOf(span.layer) >= LAYERS.indexOf(top.layer)) top = span;
  }
  if (!top) throw new Error(`bug: no verdict for ${atMs}`);
  return top.verdict;
}

function append(
  line: StateLine,
  fromAtMs: number,
  toAtMs: number,
  verdict: Verdict,
  finished: (interval: StateInterval) => void,
): void {
  const { open } = line;
  const isSame =
    open?.state === verdict.state &&
    open.verdict === verdict.name &&
    open.side === verdict.side &&
    open.cause === verdict.cause;
  if (open && isSame) {
    open.toAtMs = toAtMs;
    return;
  }
  if (open) finished(open);
  line.open = {
    fromAtMs,
    toAtMs,
    state: verdict.state,
    verdict: verdict.name,
    side: verdict.side,
    cause: verdict.cause,
  };
}
