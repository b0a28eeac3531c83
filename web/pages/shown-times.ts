import type { PageContext } from './views.ts';

/** Strangers are told instants on this grid. */
export const SHOWN_GRID_MS = 300_000;

/**
 * Begin and end of a stretch as this reader is told them: outward to the grid for strangers, whose drawings are moved to
 * it and keep their lengths.
 */
export function shownSpan<Span extends { fromAtMs: number; toAtMs: number }>(
  { reader }: PageContext,
  span: Span,
): Span {
  if (reader !== 'visitor') return span;
  const fromAtMs = Math.floor(span.fromAtMs / SHOWN_GRID_MS) * SHOWN_GRID_MS;
  return { ...span, fromAtMs, toAtMs: Math.ceil(span.toAtMs / SHOWN_GRID_MS) * SHOWN_GRID_MS };
}
