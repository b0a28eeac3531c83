import { html, raw } from 'hono/html';
import type { State } from '../../rules/verdict/verdict.ts';
import type { Markup } from './local-time.ts';
import type { Drawing, Mark } from './timeline-drawing.ts';

/**
 * A drawing as SVG: widths in percent, heights in pixels, so that text keeps its size on a phone. Colours are classes;
 * patterns are those of {@link patternDefinitions}.
 */
export function timelineSvg(drawing: Drawing, description: string): Markup {
  return html`<svg class="timeline" role="img" aria-label="${description}" width="100%" height="${drawing.height}">${drawing.marks.map(markSvg)}</svg>`;
}

function markSvg(mark: Mark): Markup {
  if (mark.kind === 'rect') {
    return html`<rect x="${percent(mark.xRatio)}" y="${mark.y}" width="${percent(mark.widthRatio)}" height="${mark.height}" ${raw(paint(mark.state))}><title>${mark.title}</title></rect>`;
  }
  const x = percent(mark.xRatio);
  if (mark.kind === 'line') return html`<line class="tick" x1="${x}" x2="${x}" y1="${mark.fromY}" y2="${mark.toY}"/>`;
  return html`<text x="${x}" y="${mark.y}" text-anchor="${mark.anchor}">${mark.text}</text>`;
}

/** Class or, where colour alone would not do, the pattern of a state, as an attribute. */
export function paint(state: State): string {
  return state === 'up' || state === 'down' ? `class="s-${state}"` : `fill="url(#p-${state})"`;
}

/** 0.125 → `12.5%`. */
export function percent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(3))}%`;
}

/** The patterns of all drawings; stands once in a page, before them. Without size, because hidden ones do not paint. */
export function patternDefinitions(): Markup {
  return html`<svg class="defs" width="0" height="0" aria-hidden="true"><defs>
<pattern id="p-unknown" width="6" height="6" patternUnits="userSpaceOnUse"><path class="f-unknown" d="M0 0h6v6H0z"/><path class="h-unknown" d="M-1 1l2-2M0 6l6-6M5 7l2-2"/></pattern>
<pattern id="p-degraded" width="6" height="6" patternUnits="userSpaceOnUse"><path class="f-degraded" d="M0 0h6v6H0z"/><path class="h-degraded" d="M1 3h4"/></pattern>
<pattern id="p-maintenance" width="4" height="4" patternUnits="userSpaceOnUse"><path class="f-maintenance" d="M0 0h4v4H0z"/><path class="h-maintenance" d="M2 0v4"/></pattern>
</defs></svg>`;
}
