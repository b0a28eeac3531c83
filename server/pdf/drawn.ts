import type { State } from '../../rules/verdict/verdict.ts';
import type { Drawing, Mark } from '../../web/pages/timeline-drawing.ts';
import { SOFT } from './blocks.ts';
import type { Document } from './document.ts';
import { drawLine, needRoom, type Sheet, tagged } from './sheet.ts';
import type { Style } from './text-lines.ts';

/** Colours as on the page in daylight; what is no plain colour there has a pattern here too, so print in grey tells them apart. */
const PLAIN: Partial<Record<State, string>> = { up: '#1f8a4c', down: '#c3282d' };
const GROUND: Partial<Record<State, string>> = { unknown: '#eef0f3', degraded: '#c77700', maintenance: '#2f6fde' };
const MARKS: Partial<Record<State, { path: string; step: number; color: string }>> = {
  unknown: { path: '0.7 w -1 -1 m 5 5 l S', step: 4, color: '#636d7a' },
  degraded: { path: '0.8 w 0.5 2 m 2.5 2 l S', step: 4, color: '#ffffff' },
  maintenance: { path: '0.8 w 1.5 0 m 1.5 3 l S', step: 3, color: '#ffffff' },
};
const LABEL: Style = { size: 7, leading: 1.3, isBold: false, color: SOFT };

export type Strip = {
  drawing: Drawing;
  /** Where it stands; by itself the whole width at the present height. */
  x: number;
  width: number;
  y: number;
  /** Points per point of the drawing, upwards; labels keep their size. */
  scale: number;
};

/** A figure over the whole width, with what is said in its place to those who can't see it. */
export function figure(sheet: Sheet, drawing: Drawing, alt: string): void {
  needRoom(sheet, drawing.height + 6);
  const strip = { drawing, x: sheet.left, width: sheet.width, y: sheet.y, scale: 1 };
  tagged(sheet, 'Figure', () => drawStrip(sheet, strip), {
    alt,
    bbox: [sheet.left, sheet.y, sheet.left + sheet.width, sheet.y + drawing.height],
  });
  sheet.y += drawing.height + 4;
}

/** Draws a list of marks inside of whatever element is open. */
export function drawStrip(sheet: Sheet, strip: Strip): void {
  for (const mark of strip.drawing.marks) drawMark(sheet, strip, mark);
}

function drawMark(sheet: Sheet, { x, width, y, scale }: Strip, mark: Mark): void {
  const { doc } = sheet;
  const atX = x + mark.xRatio * width;
  if (mark.kind === 'rect') {
    const size = [mark.widthRatio * width, mark.height * scale] as const;
    fillState(doc, mark.state, () => doc.rect(atX, y + mark.y * scale, ...size));
  } else if (mark.kind === 'line') {
    doc
      .lineWidth(0.4)
      .strokeColor(SOFT)
      .moveTo(atX, y + mark.fromY * scale)
      .lineTo(atX, y + mark.toY * scale)
      .stroke();
  } else {
    const [line] = sheet.lines(mark.text, width, LABEL);
    if (line === undefined) return;
    const shift = { start: 0, middle: line.width / 2, end: line.width }[mark.anchor];
    drawLine(sheet, { parts: line.parts, style: LABEL }, { x: atX - shift, y: y + mark.y * scale - LABEL.size * 1.1 });
  }
}

/** Fills whatever `path` puts down as that state looks. */
export function fillState(doc: Document, state: State, path: () => void): void {
  path();
  doc.fill(PLAIN[state] ?? GROUND[state] ?? SOFT);
  const marks = MARKS[state];
  if (marks === undefined) return;
  const { path: stream, step, color } = marks;
  // one pattern a state and document: pdfkit knows a pattern again by its object only
  const pattern = patternOf(doc, state, () => doc.pattern([0, 0, step, step], step, step, stream));
  path();
  doc.fillColor([pattern, color]).fill();
}

const patterns = new WeakMap<Document, Map<State, ReturnType<Document['pattern']>>>();

function patternOf(doc: Document, state: State, make: () => ReturnType<Document['pattern']>) {
  const known = patterns.get(doc) ?? new Map<State, ReturnType<Document['pattern']>>();
  patterns.set(doc, known);
  const found = known.get(state) ?? make();
  known.set(state, found);
  return found;
}
