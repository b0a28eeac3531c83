import { Chart, type ChartConfiguration } from 'chart.js';

export type Point = { x: number; y: number | null };
export type Config = ChartConfiguration<'line' | 'bar', Point[]>;
/** The style sheet knows the colours, light and dark. */
export type Colour = (name: string) => string;

type Drawing = { chart: Chart; key: string; configOf: () => Config | null };
const drawings = new WeakMap<HTMLElement, Drawing>();
const busy = new WeakSet<HTMLElement>();

/**
 * Puts an interactive chart in the place of the server's drawing, or brings it up to date. The drawing stays when the
 * data cannot be fetched. `Answer`: our own server's, of the type that it is checked against there.
 */
export async function showChart<Answer>(
  figure: HTMLElement,
  configOf: (answer: Answer, figure: HTMLElement) => Config | null,
): Promise<void> {
  const { src, asOf = '' } = figure.dataset;
  const key = `${src} ${asOf}`;
  if (src === undefined || drawings.get(figure)?.key === key || busy.has(figure)) return;
  busy.add(figure);
  try {
    const answer = await fetch(src, { headers: { accept: 'application/json' } });
    if (!answer.ok) return;
    const json = (await answer.json()) as Answer;
    draw(figure, key, () => configOf(json, figure));
  } finally {
    busy.delete(figure);
  }
}

function draw(figure: HTMLElement, key: string, configOf: () => Config | null): void {
  const drawn = drawings.get(figure);
  if (drawn) {
    Object.assign(drawn, { key, configOf });
    redraw(drawn);
    return;
  }
  const config = configOf();
  if (config === null) return;
  const drawing: Drawing = { chart: new Chart(takePlaceOfDrawing(figure), config), key, configOf };
  drawings.set(figure, drawing);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => redraw(drawing));
}

function redraw({ chart, configOf }: Drawing): void {
  const config = configOf();
  if (config === null) return;
  chart.data = config.data;
  chart.options = config.options ?? {};
  chart.update('none');
}

function takePlaceOfDrawing(figure: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const drawing = figure.querySelector('svg');
  const frame = document.createElement('div');
  // Chart.js sizes its canvas after the frame
  frame.style.position = 'relative';
  frame.style.height = `${drawing?.getBoundingClientRect().height || 220}px`;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', drawing?.getAttribute('aria-label') ?? '');
  frame.append(canvas);
  if (drawing) drawing.replaceWith(frame);
  else figure.prepend(frame);
  figure.dataset['drawn'] = '';
  return canvas;
}

export function colourOf(figure: HTMLElement): Colour {
  return (name) => getComputedStyle(figure).getPropertyValue(name).trim();
}
