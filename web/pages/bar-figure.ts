import { html, raw } from 'hono/html';
import type { Markup } from './local-time.ts';
import { paint, percent } from './timeline-svg.ts';

const HEIGHT = 120;
/** A bar of anything but nothing can be seen. */
const LEAST_HEIGHT = 3;

export type BarFigure = {
  /** Said in place of the drawing, and under it. */
  caption: string;
  /** null = not known: nothing is drawn, as for 0. */
  bars: { value: number | null; title: string }[];
  /** Under the bars, by their index; few enough for a phone. */
  labels: { index: number; text: string }[];
  /** What a bar stands for: trouble, or what is planned or neutral. */
  look: 'down' | 'maintenance';
};

/** Bars side by side, as high as their share of the highest. */
export function barFigure({ caption, bars, labels, look }: BarFigure): Markup {
  const most = Math.max(...bars.map(({ value }) => value ?? 0), 1);
  const columnRatio = 1 / bars.length;
  const rects = bars.map(({ value, title }, index) => {
    if (!value) return '';
    const height = Math.max(LEAST_HEIGHT, Math.round((value / most) * (HEIGHT - 4)));
    return html`<rect ${raw(paint(look))} x="${percent(index * columnRatio)}" y="${HEIGHT - 1 - height}" width="${percent(columnRatio * 0.8)}" height="${height}"><title>${title}</title></rect>`;
  });
  const texts = labels.map(({ index, text }) => {
    const isLast = index === bars.length - 1;
    const x = isLast ? '100%' : percent(index * columnRatio);
    return html`<text x="${x}" y="${HEIGHT + 14}"${isLast ? html` text-anchor="end"` : ''}>${text}</text>`;
  });
  return html`<figure><svg role="img" aria-label="${caption}" width="100%" height="${HEIGHT + 20}"><line class="grid" x1="0" x2="100%" y1="${HEIGHT - 0.5}" y2="${HEIGHT - 0.5}"/>${rects}${texts}</svg><figcaption>${caption}</figcaption></figure>`;
}
